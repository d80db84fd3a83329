"""What was being written when another's version came in: taken up again upon the newest, or discarded."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from office.models import Organization, User
from office.refusals import Refusal, conflict, refuse_if
from office.services import revisions
from reports.models import AnnualReport, ReportDraft
from reports.models.reports import ReportState
from reports.services import writing
from reports.services.standing import locked, open_draft, overtaken, refuse_overtaken, revision_of, writer_for

Values = dict[str, Any]


def take_up(
    report: AnnualReport, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> AnnualReport:
    """Go on with what was overtaken, as it was written, upon the newest version: what that says otherwise is handed in
    otherwise. Upon an approved one it is a correction, for the reason that it had or the one given now.

    Raises `Refused`: 403 for those who do not write, 409 when there is none, the newest version is not answered or
    something else is being written upon it, 412, 400.
    """
    with transaction.atomic():
        report, writer, draft, past = _overtaken(report, by, expected)
        if report.state == ReportState.SUBMITTED:
            refuse_overtaken(report, writer)
        if draft:
            message = _("You have begun to write upon the newest version: go on with that.")
            raise conflict("report.correction_begun", message)
        reason = values["reason"] or past.reason or writing.reason_of(report, None)
        if report.state == ReportState.APPROVED and not reason:
            message = _("Say why the approved report is corrected.")
            refusals = [*refusals, Refusal("required", message, "reason", "a reason", None)]
        refuse_if(refusals)
        upon = past.base
        past.base, past.reason, past.revision, past.saved_by = report.latest, reason, past.revision + 1, by
        past.save()
        writing.tell("report.taken_up", report, writer, by, upon=upon, version=report.latest)
    return report


def discard(report: AnnualReport, by: User, expected: str | None) -> AnnualReport:
    """Throw away what was overtaken. Raises `Refused`: 403, 409 when there is none, 412."""
    with transaction.atomic():
        report, writer, _draft, past = _overtaken(report, by, expected)
        upon = past.base
        past.delete()
        writing.tell("report.draft_discarded", report, writer, by, upon=upon)
    return report


def _overtaken(
    report: AnnualReport, by: User, expected: str | None
) -> tuple[AnnualReport, Organization, ReportDraft | None, ReportDraft]:
    """The report as it is now, who writes, what they have begun upon its newest version, and what was overtaken."""
    report, agreement, party = locked(report)
    writer = writer_for(agreement, party, by)
    draft, past = open_draft(report, writer), overtaken(report, writer)
    revisions.require(report, expected, revision_of(report, draft))
    if past is None:
        message = _("Nothing that you wrote has been overtaken by another's version.")
        raise conflict("report.nothing_overtaken", message)
    return report, writer, draft, past
