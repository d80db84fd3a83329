"""`/paper-reliefs`: which papers reports may come without, until when or for good."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.conditions import PAPERS
from office.api.shapes import Shape
from office.api.views import ReadDoor
from reports.bodies import PaperReliefBody
from reports.models import PaperRelief
from reports.models.papers import PaperReliefQuerySet
from reports.services import papers

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class PaperReliefShape(Shape[PaperRelief]):
    """`complete_on`: the paper is to come by then; null: it is excused, by the decision told."""

    party = serializers.IntegerField(source="party.organization_id")

    class Meta:
        model = PaperRelief
        fields = [
            "id", "agreement", "organization", "party", "period", "paper", "complete_on", "reason", "decided_on",
            "body", "delegation_point", "paragraph", "recorded_at",
        ]  # fmt: skip


class PaperReliefFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", **ID)
    period = django_filters.CharFilter(max_length=9)
    paper = django_filters.ChoiceFilter(choices=[(name, name) for name in PAPERS])


class PaperReliefDoor(ReadDoor):
    """A public party's word that a report may come without a paper; the newest stands."""

    serializer_class = PaperReliefShape
    queryset = PaperRelief.objects.none()
    filterset_class = PaperReliefFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("decided_on", "complete_on")
    ordering: ClassVar[tuple[str, ...]] = ("-decided_on",)

    def get_queryset(self) -> PaperReliefQuerySet:
        return PaperRelief.objects.visible_to(self.request.user).select_related("party")

    @extend_schema(request=PaperReliefBody, responses={201: PaperReliefShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(PaperReliefBody)
        return self.create_once(lambda: papers.relieve(values, self.person, refusals))
