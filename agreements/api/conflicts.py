"""`/conflicts-of-interest`: who has said that a case is not theirs to handle."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.bodies import ConflictBody, ConflictEndBody
from agreements.models import ConflictEnd, ConflictOfInterest
from agreements.models.conflicts import ConflictQuerySet
from agreements.selectors import officer_for
from agreements.services import conflicts
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.rows import Row

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class ConflictEndShape(Shape[ConflictEnd]):
    class Meta:
        model = ConflictEnd
        fields = ["reason", "recorded_at"]


class ConflictShape(Shape[ConflictOfInterest]):
    """`of_user` is the account of who has it, by their own word; until it has an `end` they handle nothing in the
    case."""

    beside = ("recorded_by_id",)
    of_user = serializers.CharField(source="recorded_by.username")
    end = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = ConflictOfInterest
        fields = ["id", "agreement", "of_user", "ground", "note", "recorded_at", "end", "actions"]

    @extend_schema_field(ConflictEndShape(allow_null=True))
    def get_end(self, found: ConflictOfInterest) -> Any:
        """Another officer's word that it is over; null while it stands."""
        end = getattr(found, "end", None)
        return ConflictEndShape(end).data if end else None

    def get_actions(self, found: ConflictOfInterest) -> list[str]:
        """What I may do with it now."""
        mine = officer_for([found.agreement_id], self.asker)
        return self._actions(hasattr(found, "end"), found.recorded_by_id, found.agreement_id in mine)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        ends = ConflictEndShape(context=self.context).of(
            "conflict_id", ConflictEnd.objects.filter(conflict__in=[one["id"] for one in shown])
        )
        mine = officer_for({one["agreement"] for one in shown}, self.asker)
        for one, (by,) in zip(shown, beside, strict=True):
            one["end"] = ends[one["id"]][0] if one["id"] in ends else None
            one["actions"] = self._actions(one["end"] is not None, by, one["agreement"] in mine)

    def _actions(self, ended: bool, whose: int, officer: bool) -> list[str]:
        return ["end"] if officer and not ended and whose != self.asker.pk else []


class ConflictFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", **ID)


class ConflictDoor(ReadDoor):
    """Conflicts of interest (jäv) by case: said by oneself, ended by somebody else, never overwritten."""

    serializer_class = ConflictShape
    queryset = ConflictOfInterest.objects.none()
    filterset_class = ConflictFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at",)
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> ConflictQuerySet:
        return ConflictOfInterest.objects.visible_to(self.request.user).select_related("end", "recorded_by")

    @extend_schema(request=ConflictBody, responses={201: ConflictShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(ConflictBody)
        return self.create_once(lambda: conflicts.declare(values, self.person, refusals))

    @extend_schema(request=ConflictEndBody, responses=ConflictShape)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(ConflictEndBody)
        found = self.get_object()
        return self.answer(conflicts.end(found, values, self.person, refusals, read_revision(request)))
