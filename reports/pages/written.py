"""What lies on the desk of somebody who writes a report: what is written, what is promised, and the check of it."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from agreements.models import Agreement
from agreements.periods import Period
from office.clock import today
from office.language import current_language
from office.models import User
from office.pages import forms
from office.refusals import Refusal
from reports.checks.explain import explain
from reports.checks.render import message
from reports.checks.results import CheckResult
from reports.models import AnnualReport, Attachment, ReportDraft
from reports.pages import parts
from reports.plausibility import questions
from reports.plausibility.sentences import sentence
from reports.previewing import previewed
from reports.selectors.plausibility import reported_if
from reports.selectors.sheets import Beside, beside, lines_of
from reports.services import readiness
from reports.services.standing import open_draft, period_of, revision_of, writer_for
from reports.words import KINDS, SEVERITIES, STATUSES

Json = dict[str, Any]
ZERO = Decimal(0)
RELATED = (
    "agreement__parties__organization",
    "agreement__commitments",
    "drafts__writer",
    "drafts__attached",
    "versions__hours",
    "versions__review__recorded_by",
    "versions__first_approval__recorded_by",
    "versions__signatures__mandate",
)

#: The part that a finding is about, by the first word of its code; the others are about nothing that is written.
_ABOUT = {
    "books": "money",
    "component": "summary",
    "interim_report": "summary",
    "own_cash": "money",
    "report": "summary",
    "unspent": "money",
    "volunteer_rate": "hours",
    "volunteer_share": "hours",
    "volunteer_time": "hours",
}


class Desk(NamedTuple):
    """`draft` is None before the first word of an answer to what was sent back; `refusals` are all that keeps it from
    being handed in, `result` is the check as if it had come in today."""

    report: AnnualReport
    own: bool
    draft: ReportDraft | None
    period: Period | None
    said: Json
    attached: list[Attachment]
    refusals: list[Refusal]
    result: CheckResult
    known: Beside

    @property
    def revision(self) -> str:
        return revision_of(self.report, self.draft)


def report_of(request: HttpRequest, pk: int) -> AnnualReport:
    """The report with all that its pages show; 404 for who may not see it."""
    rows = AnnualReport.objects.visible_to(request.user).select_related("organization", "agreement__termination")
    return get_object_or_404(rows.prefetch_related(*RELATED), pk=pk)


def desk_of(report: AnnualReport, by: User) -> Desk:
    """Raises `Refused`: 403 for those who do not write it, 409 when there is nothing being written."""
    said, attached, refusals = readiness.of_draft(report, by)
    agreement: Agreement = report.agreement
    party = next(one for one in agreement.parties.all() if one.organization_id == report.organization_id)
    writer = writer_for(agreement, party, by)
    result = previewed(report, said, attached, today())
    return Desk(
        report=report,
        own=writer.pk == report.organization_id and not report.organization.public,
        draft=open_draft(report, writer),
        period=period_of(agreement, report),
        said=said,
        attached=attached,
        refusals=refusals,
        result=result,
        known=beside(report, result),
    )


def missing(desk: Desk) -> dict[str, list[forms.Fault]]:
    """What is wrong or missing, by part, each with a link to its field."""
    found: dict[str, list[forms.Fault]] = {}
    for one in desk.refusals:
        part, fault = parts.fault(one, desk.said, desk.known, parts.page_of(desk.report.pk))
        found.setdefault(part, []).append(fault)
    return found


def standing(desk: Desk) -> list[Json]:
    """What the check would say of the period if this came in today: the organisation's lines with their words."""
    return lines_shown(desk.report, desk.result)


def noticed(desk: Desk, part: str) -> list[tuple[Any, str]]:
    """What the check would find in what is written, with its weight: on the part's page what is about that part, on the
    summary all of it. What is lacking of a promise is told there by itself."""
    language = current_language()
    return [
        (SEVERITIES[one.severity], message(one, language))
        for one in desk.result.findings
        if one.period == desk.report.period
        and one.party is not None
        and one.party.organization == desk.report.organization_id
        and (about := _ABOUT.get(one.code.partition(".")[0]))
        and part in (about, "summary")
    ]


def asked(desk: Desk) -> list[str]:
    """What a reader would ask about, if this came in."""
    return [sentence(one, current_language()) for one in questions(reported_if(desk.report, desk.said))]


def lines_shown(report: AnnualReport, result: CheckResult) -> list[Json]:
    """The report's lines of a check, each with its words, its sentence and how much is lacking of what was promised."""
    language = current_language()
    return [
        {
            "line": line,
            "kind": KINDS[line.kind],
            "status": STATUSES[line.status],
            "short": max(-line.difference, ZERO) if line.difference is not None else ZERO,
            "why": explain(line, result.as_of, language),
            "parts": [{"part": part, "kind": KINDS[part.kind]} for part in line.components],
        }
        for line in lines_of(report, result)
    ]
