"""`/pilot-hypotheses` and `/pilot-reports`: what pilots are to find out, and what they found."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.idea_bodies import HypothesisBody, MeasureBody, PilotReportBody
from agreements.models import Party, PilotHypothesis, PilotMeasure, PilotReport, PilotVerdict
from agreements.services import pilots
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.models.organizations import OrganizationKind
from office.rows import Row

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class MeasureShape(Shape[PilotMeasure]):
    class Meta:
        model = PilotMeasure
        fields = ["id", "what", "how", "measured_by", "recorded_at"]


class HypothesisShape(Shape[PilotHypothesis]):
    measures = MeasureShape(many=True)

    class Meta:
        model = PilotHypothesis
        fields = ["id", "agreement", "text", "measures", "recorded_at"]

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        rows = PilotMeasure.objects.filter(hypothesis__in=[one["id"] for one in shown]).order_by("pk")
        measures = MeasureShape(context=self.context).of("hypothesis_id", rows)
        for one in shown:
            one["measures"] = measures[one["id"]]


class VerdictShape(Shape[PilotVerdict]):
    text = serializers.CharField(source="hypothesis.text")

    class Meta:
        model = PilotVerdict
        fields = ["hypothesis", "text", "verdict", "why"]


class CounterpartShape(Shape[Party]):
    name = serializers.CharField(source="organization.name")

    class Meta:
        model = Party
        fields = ["organization", "name"]


class PilotReportShape(Shape[PilotReport]):
    """`counterparts` are the state authorities among the pilot's parties, to whom it reports."""

    verdicts = VerdictShape(many=True)
    counterparts = serializers.SerializerMethodField()

    class Meta:
        model = PilotReport
        fields = [
            "id", "agreement", "document", "conclusions", "reported_on", "verdicts", "counterparts", "recorded_at",
        ]  # fmt: skip

    @extend_schema_field(CounterpartShape(many=True))
    def get_counterparts(self, report: PilotReport) -> Any:
        return CounterpartShape(_counterparts([report.agreement_id]), many=True).data

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        rows = PilotVerdict.objects.filter(report__in=[one["id"] for one in shown]).order_by("pk")
        verdicts = VerdictShape(context=self.context).of("report_id", rows)
        state = _counterparts([one["agreement"] for one in shown])
        counterparts = CounterpartShape(context=self.context).of("agreement_id", state)
        for one in shown:
            one["verdicts"], one["counterparts"] = verdicts[one["id"]], counterparts[one["agreement"]]


def _counterparts(agreements: list[int]) -> QuerySet[Party]:
    parties = Party.objects.filter(agreement__in=agreements, organization__kind=OrganizationKind.STATE)
    return parties.select_related("organization").order_by("pk")


class OfPilot(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", **ID)


class PilotHypothesisDoor(ReadDoor):
    """What pilots are to find out, each with how and by when it is measured."""

    serializer_class = HypothesisShape
    queryset = PilotHypothesis.objects.none()
    filterset_class = OfPilot
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at",)
    ordering: ClassVar[tuple[str, ...]] = ("recorded_at",)

    def get_queryset(self) -> QuerySet[PilotHypothesis]:
        return PilotHypothesis.objects.visible_to(self.request.user).select_related("agreement")

    @extend_schema(request=HypothesisBody, responses={201: HypothesisShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(HypothesisBody)
        return self.create_once(lambda: pilots.suppose(values, self.person, refusals))

    @extend_schema(request=MeasureBody, responses={201: HypothesisShape})
    @action(detail=True, methods=["post"])
    def measures(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(MeasureBody)
        found, revision = self.get_object(), read_revision(request)
        return self.create_once(lambda: pilots.measure(found, values, self.person, refusals, revision))


class PilotReportDoor(ReadDoor):
    """End reports of pilots, with a verdict on each hypothesis that they judge; the latest counts."""

    serializer_class = PilotReportShape
    queryset = PilotReport.objects.none()
    filterset_class = OfPilot
    ordering_fields: ClassVar[tuple[str, ...]] = ("reported_on",)
    ordering: ClassVar[tuple[str, ...]] = ("-reported_on",)

    def get_queryset(self) -> QuerySet[PilotReport]:
        return PilotReport.objects.visible_to(self.request.user)

    @extend_schema(request=PilotReportBody, responses={201: PilotReportShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(PilotReportBody)
        return self.create_once(lambda: pilots.report(values, self.person, refusals))
