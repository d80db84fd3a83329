"""`/agreements/{id}/appropriations`."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.models import Agreement
from finance.bodies.appropriations import AppropriationBody
from finance.models import Appropriation
from finance.models.appropriations import AppropriationQuerySet, AppropriationState
from finance.services.appropriations import appropriate
from office.api.views import Door, read_revision
from office.fields import Amount, Share


class AppropriationShape(serializers.ModelSerializer[Appropriation]):
    amount = Amount(allow_null=True)
    share = serializers.SerializerMethodField()

    class Meta:
        model = Appropriation
        fields = [
            "id", "commitment", "period", "state", "amount", "share", "body", "paragraph", "decided_on", "recorded_at",
        ]  # fmt: skip

    @extend_schema_field(Share(allow_null=True))
    def get_share(self, row: Appropriation) -> str | None:
        return None if row.share is None else f"{row.share.normalize():f}"


class AppropriationFilter(django_filters.FilterSet):
    period = django_filters.CharFilter(max_length=9)
    state = django_filters.ChoiceFilter(choices=AppropriationState.choices)


class AppropriationDoor(Door):
    """What the council has appropriated of an agreement's years: acts that are added, never changed."""

    serializer_class = AppropriationShape
    queryset = Appropriation.objects.none()
    filterset_class = AppropriationFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("decided_on", "period")
    ordering: ClassVar[tuple[str, ...]] = ("decided_on",)

    def _agreement(self) -> Agreement:
        found: Any = get_object_or_404(Agreement.objects.visible_to(self.request.user), pk=int(self.kwargs["pk"]))
        return found  # type: ignore[no-any-return]

    def get_queryset(self) -> AppropriationQuerySet:
        return Appropriation.objects.visible_to(self.request.user).filter(agreement=self._agreement())

    def list(self, request: Request, pk: str) -> Response:
        return self.page(self.filter_queryset(self.get_queryset()), AppropriationShape)

    @extend_schema(request=AppropriationBody, responses={201: AppropriationShape})
    def create(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(AppropriationBody)
        agreement, revision = self._agreement(), read_revision(request)
        return self.create_once(lambda: appropriate(agreement, values, self.person, refusals, revision))
