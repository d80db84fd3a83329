"""`/annual-reports` and `/volunteer-hours`."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.conditions import CATEGORIES
from office.api.views import ReadDoor, read_revision
from office.bodies import NoBody
from office.fields import Amount
from reports import bodies
from reports.models import AnnualReport, ReportVersion, Review, VolunteerHours
from reports.models.reports import AnnualReportQuerySet, ReportState
from reports.models.versions import VolunteerHoursQuerySet
from reports.services import handing_in, standing, writing


class FigureShape(serializers.Serializer[Any]):
    kind = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment] # DRF takes it off the class
    amount = serializers.CharField()


class HoursShape(serializers.ModelSerializer[VolunteerHours]):
    hours = Amount()

    class Meta:
        model = VolunteerHours
        fields = ["activity", "category", "hours", "starts_on", "ends_on", "women", "men", "attested_by"]


class ActivityShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    quantity = serializers.CharField()
    unit = serializers.CharField()


class ReviewShape(serializers.ModelSerializer[Review]):
    class Meta:
        model = Review
        fields = ["outcome", "reviewed_on", "comment", "due_on", "recorded_at"]


class VersionShape(serializers.ModelSerializer[ReportVersion]):
    """One submission as it was handed in. `registered_by_officer`: a paper that an officer typed in."""

    figures = FigureShape(many=True)
    volunteer_hours = HoursShape(source="hours", many=True)
    activities = ActivityShape(many=True)
    registered_by_officer = serializers.SerializerMethodField()
    review = serializers.SerializerMethodField()

    class Meta:
        model = ReportVersion
        fields = [
            "number", "received_on", "registered_by_officer", "figures", "volunteer_hours", "activities", "narrative",
            "review", "recorded_at",
        ]  # fmt: skip

    def get_registered_by_officer(self, version: ReportVersion) -> bool:
        return version.handed_in_by_id is None

    @extend_schema_field(ReviewShape(allow_null=True))
    def get_review(self, version: ReportVersion) -> Any:
        found = getattr(version, "review", None)
        return ReviewShape(found).data if found else None


class ReportShape(serializers.ModelSerializer[AnnualReport]):
    """A report as I may see it: what I am writing, otherwise the newest version. `state` is `draft` while I write."""

    state = serializers.SerializerMethodField()
    version = serializers.IntegerField(source="latest")
    revision = serializers.SerializerMethodField()
    received_on = serializers.SerializerMethodField()
    recorded_at = serializers.SerializerMethodField()
    review = serializers.SerializerMethodField()
    figures = serializers.SerializerMethodField()
    volunteer_hours = serializers.SerializerMethodField()
    activities = serializers.SerializerMethodField()
    narrative = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = AnnualReport
        fields = [
            "id", "agreement", "period", "organization", "state", "version", "received_on", "review", "figures",
            "volunteer_hours", "activities", "narrative", "revision", "recorded_at", "actions",
        ]  # fmt: skip

    def _newest(self, report: AnnualReport) -> ReportVersion | None:
        return next((one for one in report.versions.all() if one.number == report.latest), None)

    def _content(self, report: AnnualReport) -> dict[str, Any]:
        draft = standing.draft_of(report, self.context["request"].user)
        newest = self._newest(report)
        if draft is not None:
            return dict(draft.content)
        return writing.of_version(newest) if newest else {}

    @extend_schema_field(serializers.ChoiceField(choices=ReportState.choices))
    def get_state(self, report: AnnualReport) -> str:
        return standing.state_for(report, self.context["request"].user)

    def get_revision(self, report: AnnualReport) -> str:
        """The report's revision and, while I write, my draft's within it: what others write does not move it."""
        return standing.revision_of(report, standing.draft_of(report, self.context["request"].user))

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_received_on(self, report: AnnualReport) -> str | None:
        newest = self._newest(report)
        return newest.received_on.isoformat() if newest else None

    @extend_schema_field(serializers.DateTimeField())
    def get_recorded_at(self, report: AnnualReport) -> Any:
        """When what is shown was begun (by me) or recorded: when somebody else began is theirs."""
        draft = standing.draft_of(report, self.context["request"].user)
        shown = draft or self._newest(report) or report
        return serializers.DateTimeField().to_representation(shown.recorded_at)

    @extend_schema_field(ReviewShape(allow_null=True))
    def get_review(self, report: AnnualReport) -> Any:
        """The municipality's answer to the newest version."""
        review = getattr(self._newest(report), "review", None)
        return ReviewShape(review).data if review else None

    @extend_schema_field(FigureShape(many=True))
    def get_figures(self, report: AnnualReport) -> Any:
        return self._content(report).get("figures", [])

    @extend_schema_field(HoursShape(many=True))
    def get_volunteer_hours(self, report: AnnualReport) -> Any:
        return self._content(report).get("volunteer_hours", [])

    @extend_schema_field(ActivityShape(many=True))
    def get_activities(self, report: AnnualReport) -> Any:
        return self._content(report).get("activities", [])

    def get_narrative(self, report: AnnualReport) -> str:
        return str(self._content(report).get("narrative", ""))

    def get_actions(self, report: AnnualReport) -> list[str]:
        """What I may do with it now."""
        return standing.actions(report, self.context["request"].user)


class ReportFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", min_value=1, max_value=2**63 - 1)
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=2**63 - 1)
    period = django_filters.CharFilter(max_length=9)
    state = django_filters.MultipleChoiceFilter(choices=ReportState.choices)


class AnnualReportDoor(ReadDoor):
    """What an organisation reports for a period. A draft is seen by the organisation that writes it alone."""

    serializer_class = ReportShape
    queryset = AnnualReport.objects.none()
    filterset_class = ReportFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("period", "state")
    ordering: ClassVar[tuple[str, ...]] = ("-period",)
    parameters: ClassVar[dict[str, frozenset[str]]] = {"versions": frozenset({"limit", "offset"})}

    def get_queryset(self) -> AnnualReportQuerySet:
        seen = AnnualReport.objects.visible_to(self.request.user)
        related = ("agreement__parties__organization", "drafts__writer", "versions__hours", "versions__review")
        return seen.select_related("agreement", "organization").prefetch_related(*related)

    def revision_of(self, record: AnnualReport) -> str:
        return standing.revision_of(record, standing.draft_of(record, self.person))

    def _fresh(self, report: AnnualReport, status: int = 200) -> Response:
        return self.answer(self.get_queryset().get(pk=report.pk), status)

    @extend_schema(request=bodies.ReportBody, responses={201: ReportShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(bodies.ReportBody)
        return self.create_once(lambda: self.get_queryset().get(pk=writing.begin(values, self.person, refusals).pk))

    @extend_schema(request=bodies.ContentBody, responses=ReportShape)
    def partial_update(self, request: Request, pk: str) -> Response:
        revision = read_revision(request, needed=True)
        values, refusals = self.body(bodies.ContentBody, partial=True)
        return self._fresh(writing.revise(self.get_object(), values, self.person, refusals, revision))

    @extend_schema(request=bodies.SubmitBody, responses=ReportShape)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        return self._move(bodies.SubmitBody, handing_in.submit)

    @extend_schema(request=bodies.ReturnBody, responses=ReportShape)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def send_back(self, request: Request, pk: str) -> Response:
        return self._move(bodies.ReturnBody, handing_in.send_back)

    @extend_schema(request=bodies.ApproveBody, responses=ReportShape)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        return self._move(bodies.ApproveBody, handing_in.approve)

    @extend_schema(request=NoBody, responses=ReportShape)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: str) -> Response:
        self.nothing()
        return self._fresh(writing.correct(self.get_object(), self.person, read_revision(request)))

    def _move(self, body: Any, service: Any) -> Response:
        values, refusals = self.body(body, empty_is_object=True)
        report = self.get_object()
        return self._fresh(service(report, values, self.person, refusals, read_revision(self.request)))

    @extend_schema(responses=VersionShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def versions(self, request: Request, pk: str) -> Response:
        rows = self.get_object().versions.select_related("review").prefetch_related("hours")
        return self.page(rows, VersionShape)


class VolunteerHoursShape(serializers.ModelSerializer[VolunteerHours]):
    """Hours of the newest version of a report, never kronor: what they are worth is the check's answer."""

    agreement = serializers.IntegerField(source="version.report.agreement_id")
    organization = serializers.IntegerField(source="version.report.organization_id")
    period = serializers.CharField(source="version.report.period")
    report = serializers.IntegerField(source="version.report_id")
    report_state = serializers.CharField(source="version.report.state")
    version = serializers.IntegerField(source="version.number")
    hours = Amount()

    class Meta:
        model = VolunteerHours
        fields = [
            "id", "agreement", "organization", "period", "report", "report_state", "version", "activity", "category",
            "hours", "starts_on", "ends_on", "women", "men", "attested_by",
        ]  # fmt: skip


class VolunteerHoursFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("version__report__agreement_id", min_value=1, max_value=2**63 - 1)
    organization = django_filters.NumberFilter("version__report__organization_id", min_value=1, max_value=2**63 - 1)
    period = django_filters.CharFilter("version__report__period", max_length=9)
    category = django_filters.ChoiceFilter(choices=[(name, name) for name in CATEGORIES])


class VolunteerHoursDoor(ReadDoor):
    """Hours as they were handed in; a list holds those of each report's newest version."""

    serializer_class = VolunteerHoursShape
    queryset = VolunteerHours.objects.none()
    filterset_class = VolunteerHoursFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("starts_on", "hours", "activity")
    ordering: ClassVar[tuple[str, ...]] = ("-starts_on",)

    def get_queryset(self) -> VolunteerHoursQuerySet:
        rows = VolunteerHours.objects.visible_to(self.request.user).select_related("version__report")
        return rows.newest() if self.action == "list" else rows
