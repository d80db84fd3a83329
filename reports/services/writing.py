"""Write a report: begin it, go on, begin a correction. What is written is the writer's own until it is handed in."""

from collections.abc import Mapping
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.selectors import named_agreement, period_named, reported_spans, reporters
from agreements.services.lifecycle import locked as locked_agreement
from agreements.services.lifecycle import party_named
from agreements.services.standing import require_state_for
from office.access import acting
from office.bodies import plain
from office.models import Organization, User
from office.refusals import Refusal, Refused, conflict, refuse_if
from office.services import revisions, trail
from reports.bodies import ContentBody
from reports.models import AnnualReport, Attachment, DraftAttachment, ReportDraft, ReportVersion
from reports.models.reports import ReportState
from reports.selectors import attachments
from reports.selectors.versions import content_of
from reports.services import content, slip_evidence
from reports.services.standing import (
    locked,
    not_a_writer,
    open_draft,
    period_of,
    refuse_overtaken,
    revision_of,
    writer_for,
)

Values = dict[str, Any]
PARTS = ("figures", "volunteer_hours", "activities", "narrative", "audited_by")


def begin(values: Values, by: User, refusals: list[Refusal]) -> AnnualReport:
    """Begin a report for an agreement, a period and an organisation. Only the organisation that writes sees it.

    Raises `Refused`: 404 unknown agreement, 403 for those who do not write, 409 an agreement that is not active, 400
    with all that is wrong.
    """
    agreement = named_agreement(values, by, refusals)
    with transaction.atomic():
        agreement = locked_agreement(agreement)
        _writers_only(agreement, by)
        require_state_for("report", agreement)
        refusals = list(refusals)
        period = period_named(agreement, values.get("period"), refusals, reported_spans(agreement))
        party = _party(agreement, values, by, refusals)
        refusals += content.refusals(values, agreement, period)
        if party is None or period is None:
            raise Refused(*refusals)
        writer = writer_for(agreement, party, by)
        refusals += slip_evidence.refusals(values, agreement, party.organization, period, writer)
        refusals += _existing(agreement, values["period"], party, writer)
        refuse_if(refusals)
        report, _new = AnnualReport.objects.get_or_create(
            agreement=agreement, period=values["period"], organization=party.organization
        )
        keep(report, writer, values, by)
        tell("report.begun", report, writer, by)
    return report


def _writers_only(agreement: Agreement, by: User) -> None:
    mine = acting(by)
    for party in agreement.parties.all():
        if party.organization_id in (mine.officer if party.organization.public else mine.reporter):
            return
    raise not_a_writer()


def _party(agreement: Agreement, values: Values, by: User, refusals: list[Refusal]) -> Party | None:
    """Whose report it is: the one named, or the only one that the user could mean."""
    possible = reporters(agreement)
    if values.get("organization") is not None:
        party = party_named(agreement, values["organization"], refusals)
        if party and party not in possible:
            message = _("%(name)s does not report on this agreement.") % {"name": party.organization.name}
            names = [one.organization.name for one in possible]
            refusals.append(Refusal("report.not_a_reporter", message, "organization", names, values["organization"]))
        return party
    mine = acting(by).reporter
    own = [party for party in possible if party.organization_id in mine] or possible
    if len(own) == 1:
        return own[0]
    message = _("Several organisations report on this agreement: say which.")
    names = [party.organization.name for party in possible]
    refusals.append(Refusal("required", message, "organization", names, None))
    return None


def _existing(agreement: Agreement, period: str, party: Party, writer: Organization) -> list[Refusal]:
    """A second report for the period and organisation: one handed in, or one that the writer has begun."""
    found = AnnualReport.objects.filter(agreement=agreement, period=period, organization=party.organization).first()
    if found is None or (found.state == ReportState.DRAFT and open_draft(found, writer) is None):
        return []
    message = _("%(name)s has a report for %(period)s already (id %(id)s).")
    told = {"name": party.organization.name, "period": period, "id": found.pk}
    return [Refusal("report.exists", message % told, "period", "one report", found.pk)]


def keep(report: AnnualReport, writer: Organization, values: Values, by: User, reason: str = "") -> ReportDraft:
    """Save what is being written: on in the open draft, or as a new one; one that was overtaken stays beside it.
    `reason` is why a correction is begun; one that was sent back keeps its own. What goes on from a version begins
    with its papers.
    """
    kept = {name: plain(values[name]) for name in PARTS}
    draft = open_draft(report, writer)
    papers: list[Attachment] = []
    if draft is None:
        papers = attachments.written(report, None)
        reason = reason or reason_of(report, None)
        draft = ReportDraft(report=report, writer=writer, base=report.latest, revision=0, reason=reason)
    draft.content, draft.saved_by, draft.revision = kept, by, draft.revision + 1
    draft.save()
    DraftAttachment.objects.bulk_create(DraftAttachment(draft=draft, attachment=one) for one in papers)
    return draft


def reason_of(report: AnnualReport, draft: ReportDraft | None) -> str:
    """Why what is handed in next is a correction: as its draft says, else as the version said that was sent back."""
    if draft:
        return draft.reason
    sent_back = report.versions.filter(number=report.latest) if report.state == ReportState.RETURNED else None
    return "" if sent_back is None else sent_back.get().reason


def tell(kind: str, report: AnnualReport, writer: Organization, by: User, **more: Any) -> None:
    """What is being written concerns the writer alone."""
    data = {"agreement": report.agreement_id, "period": report.period, "organization": report.organization_id, **more}
    trail.record(kind, by=by, subject=report, concerns=[writer.pk], data=data, draft=True)


def draft_values(raw: dict[str, Any]) -> Values:
    """Kept content as the values that its body was read to."""
    return ContentBody().read(raw)[0]


def of_version(version: ReportVersion, slips: Mapping[int, list[int]] | None = None) -> dict[str, Any]:
    """A version's content in the shape of a draft's; with the slips behind its rows, by row, for the association."""
    said = {name: one for name, one in content_of(version).items() if name in PARTS}
    for row, one in zip(version.hours.all(), said["volunteer_hours"], strict=True):
        one |= {"slips": slips[row.pk]} if slips and row.pk in slips else {}
    return said


def _as_handed_in(report: AnnualReport, version: ReportVersion, writer: Organization) -> dict[str, Any]:
    """To go on from: its slips go along with the association, and with nobody else."""
    return of_version(version, slip_evidence.bound(version) if writer == report.organization else None)


def written(report: AnnualReport, draft: ReportDraft | None, writer: Organization) -> dict[str, Any] | None:
    """What can be gone on with and handed in: the open draft, or what was sent back."""
    if draft:
        return cast(dict[str, Any], draft.content)
    newest = report.versions.filter(number=report.latest).first() if report.state == ReportState.RETURNED else None
    return _as_handed_in(report, newest, writer) if newest else None


def writable(report: AnnualReport, draft: ReportDraft | None, writer: Organization) -> Values:
    """What can be gone on with, as values; 409 where what was handed in stands."""
    kept = written(report, draft, writer)
    if kept is None:
        refuse_overtaken(report, writer)
        message = _("What was handed in stands. Ask for it to be sent back, or begin a correction when it is approved.")
        raise conflict("report.not_a_draft", message, expected=["draft", "returned"], actual=report.state)
    return draft_values(kept)


def revise(
    report: AnnualReport, changes: Values, by: User, refusals: list[Refusal], expected: str | None, **more: str
) -> AnnualReport:
    """Go on writing. Lists are replaced whole; what is left out stays. What was handed in is never changed. `more` is
    what the trail tells besides.
    """
    with transaction.atomic():
        report, agreement, party = locked(report)
        writer = writer_for(agreement, party, by)
        draft = open_draft(report, writer)
        revisions.require(report, expected, revision_of(report, draft))
        before = writable(report, draft, writer)
        values = before | changes
        values["volunteer_hours"] = slip_evidence.traced(before["volunteer_hours"], values["volunteer_hours"])
        period = period_of(agreement, report)
        found = [*refusals, *content.refusals(values, agreement, period)]
        refuse_if([*found, *slip_evidence.refusals(values, agreement, party.organization, period, writer)])
        keep(report, writer, values, by)
        tell("report.draft_saved", report, writer, by, **more)
    return report


def correct(
    report: AnnualReport, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> AnnualReport:
    """Begin a correction of an approved report as a new draft, for a reason; the approved version goes on counting."""
    with transaction.atomic():
        report, agreement, party = locked(report)
        writer = writer_for(agreement, party, by)
        draft = open_draft(report, writer)
        revisions.require(report, expected, revision_of(report, draft))
        if report.state != ReportState.APPROVED:
            message = _("Only an approved report is corrected; this one is %(state)s.")
            label = ReportState(report.state).label.lower()
            raise conflict("report.state", message % {"state": label}, expected=["approved"], actual=report.state)
        if draft:
            raise conflict("report.correction_begun", _("A correction has been begun already: go on with it."))
        refuse_if(refusals)
        newest = report.versions.get(number=report.latest)
        keep(report, writer, draft_values(_as_handed_in(report, newest, writer)), by, values["reason"])
        tell("report.correction_begun", report, writer, by, reason=values["reason"])
    return report
