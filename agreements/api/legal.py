"""`/legal-assessments`: whether agreements are legally possible, as their public parties have assessed it."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.idea_bodies import LegalBody
from agreements.models import LegalAssessment
from agreements.models.legal import LegalGround, LegalQuerySet
from agreements.models.studies import Possible
from agreements.services import legal
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor
from office.rows import Row

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class LegalShape(Shape[LegalAssessment]):
    """`counts`: no later one of the same party takes its place."""

    organization_name = serializers.CharField(source="organization.name")
    counts = serializers.SerializerMethodField()

    class Meta:
        model = LegalAssessment
        fields = [
            "id", "agreement", "organization", "organization_name", "ground", "possible", "reasons", "source",
            "assessed_by", "assessed_on", "counts", "recorded_at",
        ]  # fmt: skip

    def get_counts(self, row: LegalAssessment) -> bool:
        """Whether it is the latest of its party on its ground."""
        return LegalAssessment.objects.counting().filter(pk=row.pk).exists()

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        rows = LegalAssessment.objects.counting().filter(pk__in=[one["id"] for one in shown])
        latest = set(rows.order_by().values_list("pk", flat=True))
        for one in shown:
            one["counts"] = one["id"] in latest


class LegalFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", **ID)
    organization = django_filters.NumberFilter("organization_id", **ID)
    ground = django_filters.ChoiceFilter(choices=LegalGround.choices)
    possible = django_filters.ChoiceFilter(choices=Possible.choices)
    counts = django_filters.BooleanFilter(method="latest")

    def latest(self, rows: LegalQuerySet, _name: str, value: bool) -> LegalQuerySet:
        """Those that count, or those that a later one has taken the place of."""
        counting = LegalAssessment.objects.counting().order_by().values("pk")
        return rows.filter(pk__in=counting) if value else rows.exclude(pk__in=counting)


class LegalAssessmentDoor(ReadDoor):
    """Whether agreements are legally possible: all that was ever said, each party for itself; the latest counts."""

    serializer_class = LegalShape
    queryset = LegalAssessment.objects.none()
    filterset_class = LegalFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("assessed_on", "ground")
    ordering: ClassVar[tuple[str, ...]] = ("-assessed_on",)

    def get_queryset(self) -> LegalQuerySet:
        return LegalAssessment.objects.visible_to(self.request.user).select_related("organization")

    @extend_schema(request=LegalBody, responses={201: LegalShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(LegalBody)
        return self.create_once(lambda: legal.assess(values, self.person, refusals))
