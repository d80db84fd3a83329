"""`/mandates`: who signs for an association and who audits it, from its minutes."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.bodies import MandateBody, MandateEndBody
from agreements.models import Mandate, MandateEnd
from agreements.models.mandates import MandateQuerySet, Seat, Signs
from agreements.services import mandates
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.rows import Row

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class MandateEndShape(Shape[MandateEnd]):
    class Meta:
        model = MandateEnd
        fields = ["last_day", "minutes", "recorded_at"]


class MandateShape(Shape[Mandate]):
    """A seat from–to (inclusive). `has_account`: whoever holds it can hand in here. `end`: an end before its time."""

    beside = ("user_id",)
    has_account = serializers.SerializerMethodField()
    end = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Mandate
        fields = [
            "id", "organization", "name", "office", "seat", "signs", "has_account", "minutes", "minutes_on",
            "starts_on", "ends_on", "end", "recorded_at", "actions",
        ]  # fmt: skip

    def get_has_account(self, mandate: Mandate) -> bool:
        return mandate.user_id is not None

    @extend_schema_field(MandateEndShape(allow_null=True))
    def get_end(self, mandate: Mandate) -> Any:
        """The end before its time, by which minutes; null where there is none."""
        found = getattr(mandate, "end", None)
        return MandateEndShape(found).data if found else None

    def get_actions(self, mandate: Mandate) -> list[str]:
        """What I may do with it now."""
        return mandates.actions(mandate, self.asker)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        ends = MandateEndShape(context=self.context).of(
            "mandate_id", MandateEnd.objects.filter(mandate__in=[one["id"] for one in shown])
        )
        mine = mandates.recordable({one["organization"] for one in shown}, self.asker)
        for one, (user,) in zip(shown, beside, strict=True):
            one["has_account"] = user is not None
            one["end"] = ends[one["id"]][0] if one["id"] in ends else None
            one["actions"] = ["end"] if one["end"] is None and one["organization"] in mine else []


class MandateFilter(django_filters.FilterSet):
    organization = django_filters.NumberFilter("organization_id", **ID)
    seat = django_filters.ChoiceFilter(choices=Seat.choices)
    signs = django_filters.ChoiceFilter(choices=Signs.choices)
    in_force_on = django_filters.DateFilter(method="holding")

    def holding(self, rows: MandateQuerySet, _name: str, value: Any) -> MandateQuerySet:
        """Those that hold on a day."""
        return rows.in_force(value)


class MandateDoor(ReadDoor):
    """Who signs for an association, alone or jointly, and who audits it; never overwritten, only ended."""

    serializer_class = MandateShape
    queryset = Mandate.objects.none()
    filterset_class = MandateFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("starts_on", "ends_on")
    ordering: ClassVar[tuple[str, ...]] = ("-starts_on",)

    def get_queryset(self) -> MandateQuerySet:
        return Mandate.objects.visible_to(self.request.user).select_related("end")

    @extend_schema(request=MandateBody, responses={201: MandateShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(MandateBody)
        return self.create_once(lambda: mandates.record(values, self.person, refusals))

    @extend_schema(request=MandateEndBody, responses=MandateShape)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(MandateEndBody)
        return self.answer(mandates.end(self.get_object(), values, self.person, refusals, read_revision(request)))
