"""Which papers lack when a report is handed in, each by its name."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreements.due_dates import banking_day
from agreements.interim import INTERIM
from agreements.models import Agreement, Party
from office.models import Organization
from office.refusals import Refusal
from reports.checks.papers import lacking
from reports.models import AnnualReport, Attachment, VersionAttachment
from reports.models.attachments import PaperKind
from reports.selectors.papers import asked_for, reliefs

Values = dict[str, Any]
MISSING = "report.missing_paper"
AUDITORS_REPORT = PaperKind.AUDITORS_REPORT.value


def missing(
    said: Values, attached: Collection[Attachment], report: AnnualReport, agreement: Agreement, party: Party, on: date
) -> Iterator[Refusal]:
    """Every paper that is asked for, is not attached, has not come afterwards, and that nobody has excused or let come
    after the day `on` which the report comes in; and who audited the association, where the auditor's report is asked
    for and there.
    """
    asked, kinds = asked_for(agreement, report.period), {one.kind for one in attached}
    name = "interim_reports" if INTERIM in report.period else "report_papers"
    clause = agreement.conditions.get(name, {}).get("clause", "")
    for paper in lacking(asked, kinds | (_relieved(report, agreement, party, on) if asked else set())):
        told = {"paper": PaperKind(paper).label, "clause": clause}
        message = _("%(paper)s is asked for with the report: attach it.")
        if clause:
            message = _("%(paper)s is asked for with the report by %(clause)s: attach it.")
        yield Refusal("report.missing_paper", message % told, "attachments", paper, None)
    if AUDITORS_REPORT in asked and AUDITORS_REPORT in kinds and not said["audited_by"]:
        yield auditor_missing()


def _relieved(report: AnnualReport, agreement: Agreement, party: Party, on: date) -> set[str]:
    """The papers that need not come with a report on a day: excused, to come later still, or come afterwards."""
    found = reliefs(agreement, party, report.period).values()
    later = {one.paper for one in found if one.complete_on is None or banking_day(one.complete_on) >= on}
    return later | set(report.completions.values_list("paper", flat=True))


def unfounded(
    attached: Collection[Attachment], report: AnnualReport, party: Party, writer: Organization
) -> Iterator[Refusal]:
    """What an association handed in itself an officer registers otherwise only with the paper that says so: one that
    no version has yet."""
    if writer == party.organization:
        return
    own = report.versions.filter(handed_in_by__isnull=False).order_by("-number").first()
    if own is None:
        return
    known = set(VersionAttachment.objects.filter(version__report=report).values_list("attachment__file", flat=True))
    if known.issuperset(one.file_id for one in attached):
        message = _("The association handed in version %(number)s itself: attach the paper that says otherwise.")
        expected = "the association's own paper"
        yield Refusal("report.paper_needed", message % {"number": own.number}, "attachments", expected, None)


def auditor_missing() -> Refusal:
    """The auditor's report is there, and nobody is named."""
    message = _("Say who audited the association, as the auditor's report names them.")
    return Refusal("report.auditor_missing", message, "audited_by", "a name", None)


def to_come(refusals: list[Refusal], until: date | None, officer: bool, received_on: date) -> list[str]:
    """The papers that an officer who receives a report incomplete lets come `until` a day: they are refused no longer.

    Appends what is wrong with the day.
    """
    if until is None:
        return []
    absent = [one for one in refusals if one.code == MISSING]
    if not officer:
        message = _("Only an officer receives a report incomplete: ask them for a day by which the paper is to come.")
        refusals.append(Refusal("paper.officers_only", message, "complete_on", None, str(until)))
        return []
    if not absent:
        message = _("No paper that is asked for is missing.")
        refusals.append(Refusal("paper.none_missing", message, "complete_on", None, str(until)))
    if until < received_on:
        message = _("The paper cannot be to come by %(until)s, before its report came on %(day)s.")
        told = message % {"until": until, "day": received_on}
        refusals.append(Refusal("date.out_of_order", told, "complete_on", f">= {received_on}", str(until)))
    refusals[:] = [one for one in refusals if one not in absent]
    return [str(one.expected) for one in absent]


def status_of(refusals: Collection[Refusal]) -> int:
    """422 where all is well but for papers, so that who hands in can ask to be received without; 400 otherwise."""
    return 422 if all(one.code == MISSING for one in refusals) else 400
