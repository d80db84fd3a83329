"""Where a report stands, for whom, and who may take it further."""

from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.periods import Period
from agreements.selectors import conflicted, interims_of, reported_spans
from agreements.services.lifecycle import locked as locked_agreement
from agreements.services.standing import is_officer, reviews
from office.access import AnyUser, acting
from office.models import Organization, User
from office.refusals import Refused, conflict, forbidden
from reports.models import AnnualReport, ReportDraft, ReportVersion
from reports.models.reports import ReportState


def locked(report: AnnualReport) -> tuple[AnnualReport, Agreement, Party]:
    """The report as it is now, held until the transaction ends, with its agreement and the party that reports."""
    agreement = locked_agreement(report.agreement)
    found = AnnualReport.objects.select_for_update(of=("self",)).select_related("organization").get(pk=report.pk)
    party = next(party for party in agreement.parties.all() if party.organization_id == found.organization_id)
    return found, agreement, party


def period_of(agreement: Agreement, report: AnnualReport) -> Period | None:
    """What the report is about, a period or its part; None when a termination has taken it out of the term."""
    return next((period for period in reported_spans(agreement) if period.label == report.period), None)


def whole_period_of(agreement: Agreement, report: AnnualReport) -> Period | None:
    """The same, for an interim report the period that it is about a part of: what is promised is promised for that."""
    wholes = {one.span.label: one.whole for one in interims_of(agreement)}
    return wholes.get(report.period) or period_of(agreement, report)


def _writer(agreement: Agreement, organization: Organization, user: AnyUser) -> Organization | None:
    mine = acting(user)
    if organization.pk in (mine.officer if organization.public else mine.reporter):
        return organization
    if agreement.pk in conflicted(user):
        return None
    public = (party.organization for party in agreement.parties.all() if party.organization.public)
    return next((one for one in public if one.pk in mine.officer), None)


def not_a_writer() -> Refused:
    """403 for those who may read a report and not write it."""
    message = _("Only the association's reporter, or an officer with its paper, writes this.")
    return forbidden("report.writers_only", message)


def writer_for(agreement: Agreement, party: Party, by: User) -> Organization:
    """For whom the user writes: the reporting organisation, else the public party whose officer has the paper."""
    writer = _writer(agreement, party.organization, by)
    if writer is None:
        raise not_a_writer()
    return writer


def draft_of(report: AnnualReport, user: AnyUser) -> ReportDraft | None:
    """The draft that this user would go on with, from the prefetched ones: what may be read is what is written."""
    writer = _writer(report.agreement, report.organization, user)
    return open_draft(report, writer) if writer else None


def open_draft(report: AnnualReport, writer: Organization) -> ReportDraft | None:
    """What the writer has begun upon the newest version; what was begun before it is over."""
    open_ones = (one for one in report.drafts.all() if one.writer_id == writer.pk and one.base == report.latest)
    return next(open_ones, None)


def overtaken(report: AnnualReport, writer: Organization) -> ReportDraft | None:
    """What the writer was writing, latest, when another handed in a version: it is theirs still, to take up again."""
    past = (one for one in report.drafts.all() if one.writer_id == writer.pk and one.base < report.latest)
    return max(past, key=lambda one: one.base, default=None)


def overtaken_of(report: AnnualReport, user: AnyUser) -> ReportDraft | None:
    """The one that this user may read and take up."""
    writer = _writer(report.agreement, report.organization, user)
    return overtaken(report, writer) if writer else None


def refuse_overtaken(report: AnnualReport, writer: Organization) -> None:
    """409 where what the writer was writing has been overtaken, with what became of it."""
    if past := overtaken(report, writer):
        message = overtaken_by(report.versions.get(number=past.base + 1), report.state)
        raise conflict("report.overtaken", message, expected=past.base, actual=report.latest)


def overtaken_by(came: ReportVersion, state: str) -> str:
    """What became of an overtaken draft: `came` is the version that came in between, `state` the report's own."""
    told = {"number": came.number, "day": came.received_on}
    if came.handed_in_by_id is None:
        message = _("Version %(number)s was registered by an officer on %(day)s, while you were writing.")
    else:
        message = _("Version %(number)s was handed in by the association on %(day)s, while you were writing.")
    then = _("What you wrote is kept: you can take it up again, or discard it.")
    if state == ReportState.SUBMITTED:
        then = _("What you wrote is kept: you can take it up again when the newest version has been answered.")
    return f"{message % told} {then}"


def revision_of(report: AnnualReport, draft: ReportDraft | None) -> str:
    """The revision that a reader has seen: the report's, and within it the draft's where they are writing."""
    return revision_to(report.revision, draft)


def revision_to(revision: int, draft: ReportDraft | None) -> str:
    """The same from the report's own revision."""
    return f"{revision}.{draft.revision}" if draft else str(revision)


def state_for(report: AnnualReport, user: AnyUser) -> str:
    """The state as this user knows it: a correction that is being written is a draft to its writer only."""
    return state_to(report.state, draft_of(report, user) is not None)


def state_to(state: str, draft: bool) -> str:
    """The same from the report's own state and whether the user has begun a draft."""
    return ReportState.DRAFT if draft and state == ReportState.APPROVED else state


def handers_in(version: ReportVersion) -> set[int | None]:
    """Who handed a version in for the association: whoever did, and whoever signed it before."""
    return {version.handed_in_by_id, *(one.signed_by_id for one in version.signatures.all())}


def actions(report: AnnualReport, user: AnyUser) -> list[str]:
    """What this user may do with the report now (the agreement's parties and the drafts are prefetched)."""
    writer = _writer(report.agreement, report.organization, user)
    own = writer == report.organization and not report.organization.public
    draft, officer = draft_of(report, user) is not None, is_officer(report.agreement, user)
    newest = next((one for one in report.versions.all() if one.number == report.latest), None)
    first = getattr(newest, "first_approval", None)
    barred = newest is not None and user.pk in {*handers_in(newest), first and first.recorded_by_id}
    second = first is not None and reviews(report.agreement, user)
    kept = writer is not None and overtaken(report, writer) is not None
    return actions_of(report.state, writer is not None, own, draft, officer, barred, second, kept)


def actions_of(
    state: str, writes: bool, own: bool, draft: bool, officer: bool, barred: bool, second: bool, kept: bool
) -> list[str]:
    """What somebody may do who writes the report, for its association, has begun a draft, is an officer, has handed it
    in or approved it first (`barred` from approving), gives the `second` approval that it waits for, has an overtaken
    draft (`kept`)."""
    found = []
    if writes and (draft or state == ReportState.RETURNED):
        found += ["patch", "submit", "fill-from-slips", "send-for-signature"] if own else ["patch", "submit"]
    if writes and state == ReportState.APPROVED and not draft:
        found.append("correct")
    if kept:
        found.append("discard")
    if kept and not draft and state in (ReportState.RETURNED, ReportState.APPROVED):
        found.append("take-up")
    if officer and state == ReportState.SUBMITTED:
        found.append("return")
    if (officer or second) and not barred and state == ReportState.SUBMITTED:
        found.append("approve")
    return sorted(found)
