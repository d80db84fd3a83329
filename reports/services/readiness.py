"""Everything that keeps what is written from being handed in, all at once."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.periods import Period
from agreements.selectors import period_named, reported_spans
from office.clock import today
from office.models import Organization, User
from office.refusals import Refusal
from reports.models import AnnualReport, Attachment, ReportVersion
from reports.models.reports import ReportState
from reports.selectors import attachments
from reports.selectors.versions import content_of, content_of_draft, differing
from reports.services import auditors, checklist, content, slip_evidence, writing
from reports.services.standing import open_draft, writer_for

Values = dict[str, Any]


def refusals(
    said: Values,
    attached: list[Attachment],
    report: AnnualReport,
    agreement: Agreement,
    party: Party,
    writer: Organization,
    on: date,
) -> list[Refusal]:
    """What is wrong if it comes `on` a day: the content's own faults, what was promised and is missing, what lacks its
    paper, an auditor whom the association's minutes speak against, and a day that is too early."""
    found: list[Refusal] = []
    # A termination may have taken the period out of the term while the report was being written.
    period = period_named(agreement, report.period, found, reported_spans(agreement))
    found += content.refusals(said, agreement, period)
    found += content.missing(said, agreement, party, period)
    found += slip_evidence.refusals(said, agreement, party.organization, period, writer)
    found += content.undocumented(said)
    found += checklist.missing(said, attached, report, agreement, party, on)
    found += checklist.unfounded(attached, report, party, writer)
    if writer == party.organization and not writer.public:
        found += auditors.refusals(said, writer, period)
    previous = report.versions.filter(number=report.latest).select_related("review").first()
    found += _too_early(on, period, previous)
    found += _identical(said, report, attached, previous)
    return found


def _too_early(on: date, period: Period | None, previous: ReportVersion | None) -> Iterator[Refusal]:
    """A report comes not before its period begins, nor before what it answers."""
    if period and on < period.starts_on:
        message = _("The report cannot come in on %(day)s, before its period begins on %(earlier)s.")
        yield _out_of_order(message, on, period.starts_on)
    if previous and on < previous.review.reviewed_on:
        message = _("The report cannot come in on %(day)s, before the answer of %(earlier)s to the last version.")
        yield _out_of_order(message, on, previous.review.reviewed_on)


def _out_of_order(message: str, on: date, earlier: date) -> Refusal:
    told = message % {"day": on, "earlier": earlier}
    return Refusal("date.out_of_order", told, "received_on", f">= {earlier}", str(on))


def _identical(
    said: Values, report: AnnualReport, attached: list[Attachment], previous: ReportVersion | None
) -> Iterator[Refusal]:
    """Who is asked for completion, or corrects what was approved, says something else than the version before."""
    if previous is None or differing(content_of(previous), content_of_draft(said, attached)):
        return
    message = _("This is what version %(number)s says. A correction changes something.")
    if report.state == ReportState.RETURNED:
        message = _(
            "This is what version %(number)s said, which was sent back. Change what was asked for, add the papers, or "
            "answer in the narrative."
        )
    expected = f"something else than version {previous.number}"
    yield Refusal("report.identical", message % {"number": previous.number}, "", expected, previous.number)


def of_draft(report: AnnualReport, by: User) -> tuple[Values, list[Attachment], list[Refusal]]:
    """What this user is writing, as values, its papers, and everything that keeps it from being handed in.

    Raises `Refused`: 403 for those who do not write it, 409 when there is nothing being written.
    """
    agreement = report.agreement
    party = next(party for party in agreement.parties.all() if party.organization_id == report.organization_id)
    writer = writer_for(agreement, party, by)
    draft = open_draft(report, writer)
    said = writing.writable(report, draft, writer)
    attached = attachments.written(report, draft)
    return said, attached, refusals(said, attached, report, agreement, party, writer, today())
