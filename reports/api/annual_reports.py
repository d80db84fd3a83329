"""`/annual-reports`."""

from typing import Any, ClassVar

import django_filters
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from office import formats
from office.api.filters import member
from office.api.problems import listed
from office.api.views import read_revision
from office.bodies import NoBody
from office.clock import today
from office.known import Asked
from office.language import current_language
from reports import bodies
from reports.api.preview_shapes import PlausibilityShape, PreviewShape
from reports.api.report_shapes import ReportShape
from reports.api.report_versions import VersionsOfReport
from reports.api.stood_shapes import StoodReportShape
from reports.api.version_shapes import AttachmentShape, CompletionShape
from reports.checks.render import as_json
from reports.models import AnnualReport, Attachment
from reports.models.reports import AnnualReportQuerySet, ReportState
from reports.plausibility import Question, questions
from reports.plausibility.sentences import sentence
from reports.previewing import previewed
from reports.selectors.plausibility import reported_in
from reports.selectors.stood import reports_stood
from reports.services import (
    attachments,
    filling,
    handing_in,
    papers,
    readiness,
    resuming,
    signing,
    spreadsheets,
    standing,
    writing,
)

ATTACHMENT = OpenApiParameter("attachment", int, OpenApiParameter.PATH)
ATTACHED = "attachments/(?P<attachment>[0-9]{1,18})"
PAPERS = [formats.MEDIA_TYPES[name] for name in attachments.ACCEPTS]
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", min_value=1, max_value=2**63 - 1)
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=2**63 - 1)
    period = django_filters.CharFilter(max_length=9)
    state = django_filters.MultipleChoiceFilter(choices=ReportState.choices, method="in_state")

    def in_state(self, rows: AnnualReportQuerySet, name: str, values: Any) -> AnnualReportQuerySet:
        return rows.filter(**{f"{member(rows, name)}__in": values})


class AnnualReportDoor(VersionsOfReport):
    """What an organisation reports for a period. A draft is seen by the organisation that writes it alone."""

    serializer_class = ReportShape
    queryset = AnnualReport.objects.none()
    filterset_class = ReportFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("period", "state")
    ordering: ClassVar[tuple[str, ...]] = ("-period",)
    parameters: ClassVar[dict[str, frozenset[str]]] = {
        "attachments": frozenset({"limit", "offset"}),
        "completions": frozenset({"limit", "offset"}),
        "versions": frozenset({"limit", "offset"}),
        "differences": frozenset({"from", "to"}),
        "recheck": frozenset({"version"}),
    }

    takes_file = frozenset({"attach", "complete", "spreadsheet"})
    as_known = frozenset({"list", "retrieve"})

    def get_serializer_class(self) -> Any:
        return StoodReportShape if self.asked.then else ReportShape

    def stood(self, rows: AnnualReportQuerySet, asked: Asked) -> AnnualReportQuerySet:
        return reports_stood(rows, asked)

    def get_queryset(self) -> AnnualReportQuerySet:
        return AnnualReport.objects.visible_to(self.request.user).select_related("agreement")

    def _shown(self, pk: int | str) -> AnnualReport:
        """A report with all that its record shows."""
        related = (
            "agreement__parties__organization",
            "drafts__writer",
            "versions__hours",
            "versions__review__recorded_by",
            "versions__first_approval__recorded_by",
        )
        rows = self.get_queryset().select_related("organization", "agreement__termination").prefetch_related(*related)
        return get_object_or_404(rows, pk=pk)

    def revision_of(self, record: AnnualReport) -> str:
        return standing.revision_of(record, standing.draft_of(record, self.person))

    def _fresh(self, report: AnnualReport, status: int = 200) -> Response:
        return self.answer(self._shown(report.pk), status)

    def retrieve(self, request: Request, pk: str) -> Response:
        return self.answer_then() if self.asked.then else self.answer(self._shown(pk))

    @extend_schema(request=bodies.ReportBody, responses={201: ReportShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(bodies.ReportBody)
        return self.create_once(lambda: self._shown(writing.begin(values, self.person, refusals).pk))

    @extend_schema(request=bodies.ContentBody, responses=ReportShape)
    def partial_update(self, request: Request, pk: str) -> Response:
        revision = read_revision(request, needed=True)
        values, refusals = self.body(bodies.ContentBody, partial=True)
        return self._fresh(writing.revise(self.get_object(), values, self.person, refusals, revision))

    @extend_schema(responses=PreviewShape)
    @action(detail=True, methods=["get"])
    def preview(self, request: Request, pk: str) -> Response:
        """What the check would say if what I am writing came in today, and everything that keeps it from that."""
        report = self.get_object()
        said, attached, refusals = readiness.of_draft(report, self.person)
        found = as_json(previewed(report, said, attached, today()), current_language())
        return Response({"ready": not refusals, "errors": listed(refusals), "check": found})

    @extend_schema(responses=PlausibilityShape)
    @action(detail=True, methods=["get"])
    def plausibility(self, request: Request, pk: str) -> Response:
        """What a reader of the newest version would ask about."""
        report = self.get_object()
        found = reported_in(report)
        asked = [_question(one) for one in (questions(found) if found else ())]
        return Response({"version": report.latest, "questions": asked})

    @extend_schema(request=bodies.SubmitBody, responses=ReportShape)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        return self._move(bodies.SubmitBody, handing_in.submit)

    @extend_schema(request=bodies.SendForSignatureBody, responses=ReportShape)
    @action(detail=True, methods=["post"], url_path="send-for-signature", url_name="send-for-signature")
    def send_for_signature(self, request: Request, pk: str) -> Response:
        return self._move(bodies.SendForSignatureBody, signing.send_for_signature)

    @extend_schema(request=bodies.ReturnBody, responses=ReportShape)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def send_back(self, request: Request, pk: str) -> Response:
        return self._move(bodies.ReturnBody, handing_in.send_back)

    @extend_schema(request=bodies.ApproveBody, responses=ReportShape)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        return self._move(bodies.ApproveBody, handing_in.approve)

    @extend_schema(request=bodies.CorrectBody, responses=ReportShape)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: str) -> Response:
        return self._move(bodies.CorrectBody, writing.correct)

    @extend_schema(request=bodies.TakeUpBody, responses=ReportShape)
    @action(detail=True, methods=["post"], url_path="take-up", url_name="take-up")
    def take_up(self, request: Request, pk: str) -> Response:
        """Go on with what I was writing when another's version came in between, upon the newest."""
        return self._move(bodies.TakeUpBody, resuming.take_up)

    @extend_schema(request=NoBody, responses=ReportShape)
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: str) -> Response:
        """Throw away what I was writing when another's version came in between."""
        self.nothing()
        return self._fresh(resuming.discard(self.get_object(), self.person, read_revision(request)))

    @extend_schema(request=NoBody, responses=ReportShape)
    @action(detail=True, methods=["post"], url_path="fill-from-slips", url_name="fill-from-slips")
    def fill_from_slips(self, request: Request, pk: str) -> Response:
        self.nothing()
        return self._fresh(filling.fill(self.get_object(), self.person, read_revision(request)))

    @extend_schema(responses={(200, WORKBOOK): OpenApiTypes.BINARY}, filters=False)
    @action(detail=True, methods=["get"])
    def template(self, request: Request, pk: str) -> HttpResponse:
        """What I am writing as a workbook to fill in, for this agreement and period."""
        sheet = spreadsheets.template(self.get_object(), self.person)
        headers = {"Content-Disposition": f'attachment; filename="{sheet.name}"'}
        return HttpResponse(sheet.content, content_type=WORKBOOK, headers=headers)

    @extend_schema(request=bodies.SpreadsheetBody, responses=ReportShape)
    @action(detail=True, methods=["post"])
    def spreadsheet(self, request: Request, pk: str) -> Response:
        """A filled template into what I am writing. What is wrong is told by its cell (`Hours!C7`), all at once."""
        report, revision = self.get_object(), read_revision(request)
        values, refusals = self.form(bodies.SpreadsheetBody)
        return self._fresh(spreadsheets.fill(report, values, self.person, refusals, revision))

    @extend_schema(responses=AttachmentShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def attachments(self, request: Request, pk: str) -> Response:
        """The papers of what I am writing, otherwise of the newest version."""
        report = self._shown(pk)
        draft = standing.draft_of(report, self.person)
        rows = Attachment.objects.select_related("file")
        if draft:
            return self.page(rows.filter(in_drafts__draft=draft), AttachmentShape)
        newest = rows.filter(in_versions__version__report=report, in_versions__version__number=report.latest)
        return self.page(newest, AttachmentShape)

    @extend_schema(request=bodies.AttachmentBody, responses={201: AttachmentShape})
    @attachments.mapping.post
    def attach(self, request: Request, pk: str) -> Response:
        """Attach a paper to what I am writing."""
        report = self.get_object()
        values, refusals = self.form(bodies.AttachmentBody)
        arrived, revision = attachments.look_at(report, values, self.person, refusals), read_revision(request)
        return self.create_once(
            lambda: attachments.attach(report, arrived, values["kind"], self.person, revision),
            shape=lambda row: AttachmentShape(row).data,
        )

    def _attachment(self, report: AnnualReport, attachment: str) -> Attachment:
        """A paper of this report that I may see: another report's is not found here."""
        rows = Attachment.objects.visible_to(self.person).filter(report=report).select_related("file")
        return get_object_or_404(rows, pk=attachment)

    @extend_schema(parameters=[ATTACHMENT], request=NoBody, responses=ReportShape)
    @action(detail=True, methods=["post"], url_path=f"{ATTACHED}/remove", url_name="attachment-remove")
    def remove_attachment(self, request: Request, pk: str, attachment: str) -> Response:
        """Take a paper out of what I am writing. A version that has it keeps it."""
        self.nothing()
        report = self.get_object()
        paper = self._attachment(report, attachment)
        return self._fresh(attachments.remove(report, paper, self.person, read_revision(request)))

    @extend_schema(parameters=[ATTACHMENT], responses={(200, kind): OpenApiTypes.BINARY for kind in PAPERS})
    @action(detail=True, methods=["get"], url_path=f"{ATTACHED}/content", url_name="attachment-content")
    def attachment_content(self, request: Request, pk: str, attachment: str) -> HttpResponse:
        """The paper itself, to be saved: whatever it holds, a browser shows and runs nothing of it here."""
        paper = self._attachment(self.get_object(), attachment)
        name = formats.called(paper.name or f"{paper.kind}-{paper.pk}", paper.file.format)
        headers = {
            "Content-Disposition": content_disposition_header(True, name) or "",
            "Content-Security-Policy": "sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        kind = formats.MEDIA_TYPES[paper.file.format]
        return HttpResponse(attachments.content(paper), content_type=kind, headers=headers)

    @extend_schema(responses=CompletionShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def completions(self, request: Request, pk: str) -> Response:
        """Papers that came after the report was received incomplete."""
        return self.page(self.get_object().completions.select_related("attachment__file"), CompletionShape)

    @extend_schema(request=bodies.CompletionBody, responses={201: CompletionShape})
    @completions.mapping.post
    def complete(self, request: Request, pk: str) -> Response:
        """Add a paper that the report waits for. What was handed in stands as it is."""
        report = self.get_object()
        values, refusals = self.form(bodies.CompletionBody)
        arrived, revision = attachments.look_at(report, values, self.person, refusals), read_revision(request)
        return self.create_once(
            lambda: papers.complete(report, arrived, values, self.person, revision),
            shape=lambda row: CompletionShape(row).data,
        )

    def _move(self, body: Any, service: Any) -> Response:
        values, refusals = self.body(body, empty_is_object=True)
        report = self.get_object()
        return self._fresh(service(report, values, self.person, refusals, read_revision(self.request)))


def _question(one: Question) -> dict[str, Any]:
    expected, actual = (None if value is None else f"{value:.2f}" for value in (one.expected, one.actual))
    message = sentence(one, current_language())
    return {"code": one.code, "path": one.path, "expected": expected, "actual": actual, "message": message}
