"""Papers asked for with a report that do not come with it: excused, let come later, and come afterwards."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.selectors import named_agreement, period_named, reported_spans, reporters
from agreements.services import deciding
from agreements.services.lifecycle import locked as locked_agreement
from agreements.services.lifecycle import party_named
from agreements.services.standing import is_officer, officers_only
from office.models import Organization, User
from office.refusals import Refusal, accepted, conflict, refuse_if
from office.services import revisions, trail
from office.services.dates import event_date
from office.services.uploads import Arrived
from reports.models import AnnualReport, PaperCompletion, PaperRelief
from reports.models.reports import ReportState
from reports.selectors import attachments as attached_to
from reports.selectors.papers import asked_for, reliefs
from reports.services import attachments, auditors, checklist
from reports.services.standing import locked, period_of, writer_for

Values = dict[str, Any]


def receive_incomplete(
    absent: Collection[str],
    until: date,
    received_on: date,
    report: AnnualReport,
    party: Party,
    writer: Organization,
    by: User,
) -> None:
    """An officer registers a report that came without papers: each is to come by a day."""
    for paper in absent:
        made = PaperRelief.objects.create(
            agreement=party.agreement,
            organization=writer,
            party=party,
            period=report.period,
            paper=paper,
            complete_on=until,
            decided_on=received_on,
            recorded_by=by,
        )
        _tell_relief(made, party.agreement, by)


def relieve(values: Values, by: User, refusals: list[Refusal]) -> PaperRelief:
    """A public party lets a report come without a paper: for good, by decision, or until a day. Only its own officer
    records it, also before there is a report.

    Raises `Refused`: 404 unknown agreement, 403 for anybody else, 400 with all that is wrong.
    """
    agreement = named_agreement(values, by, refusals)
    with transaction.atomic():
        agreement = locked_agreement(agreement)
        officers_only(agreement, by)
        refusals = list(refusals)
        decider = deciding.decider(agreement, values, by, refusals)
        period_named(agreement, values.get("period"), refusals, reported_spans(agreement))
        party = _reporter(agreement, values, refusals)
        decided_on = event_date(values.get("decided_on"), path="decided_on", officer=True, refusals=refusals)
        refusals += _wrong(values, agreement, decided_on)
        party, decider = accepted(party, refusals), accepted(decider, refusals)
        made = PaperRelief.objects.create(
            agreement=agreement,
            organization_id=decider.organization_id,
            party=party,
            decided_on=decided_on,
            recorded_by=by,
            **{name: values[name] for name in ("period", "paper", "complete_on")},
            **deciding.words(values),
        )
        _tell_relief(made, agreement, by)
    return made


def _reporter(agreement: Agreement, values: Values, refusals: list[Refusal]) -> Party | None:
    """Whose report it is about: the one named, or the only one that reports."""
    possible = reporters(agreement)
    named = values.get("party")
    party = party_named(agreement, named, refusals, "party") if named is not None else None
    if named is None and len(possible) == 1:
        return possible[0]
    if (named is None or party) and party not in possible:
        names = [one.organization.name for one in possible]
        message = _("Say whose report it is, of those who report on this agreement.")
        refusals.append(Refusal("report.not_a_reporter", message, "party", names, named))
    return party


def _wrong(values: Values, agreement: Agreement, decided_on: date) -> Iterator[Refusal]:
    """The paper is asked for; a day to come by is not over; who excuses says by what."""
    asked = asked_for(agreement, values.get("period") or "")
    paper, until = values.get("paper"), values.get("complete_on")
    if paper is not None and paper not in asked:
        message = _("The agreement does not ask for this paper.")
        yield Refusal("paper.not_asked", message, "paper", list(asked), paper)
    if until is not None and until < decided_on:
        message = _("The paper cannot be to come by %(until)s, before it is decided on %(day)s.")
        told = message % {"until": until, "day": decided_on}
        yield Refusal("date.out_of_order", told, "complete_on", f">= {decided_on}", str(until))
    if until is None and not (values.get("paragraph") or values.get("delegation_point")):
        message = _("A paper is excused by decision: say its paragraph, or the point of the delegation order.")
        yield Refusal("paper.excused_by_decision", message, "paragraph", "a paragraph or a delegation_point", None)


def _tell_relief(made: PaperRelief, agreement: Agreement, by: User) -> None:
    data = {name: getattr(made, name) for name in ("period", "paper", *deciding.WORDS)}
    data |= {"party": made.party.organization_id, "organization": made.organization_id, "on": str(made.decided_on)}
    data |= {"complete_on": str(made.complete_on or "")}
    _tell("paper.relieved", agreement, agreement, made.party.organization_id, by, data)


def _tell(kind: str, subject: Any, agreement: Agreement, own: int, by: User, data: Values) -> None:
    public = [party.organization_id for party in agreement.parties.all() if party.organization.public]
    trail.record(kind, by=by, subject=subject, concerns=[*public, own], data=data)


def complete(report: AnnualReport, arrived: Arrived, values: Values, by: User, expected: str | None) -> PaperCompletion:
    """Add a paper to a report that was received incomplete: a row of its own, since what was handed in stands.

    Raises `Refused`: 403 for those who do not write, 409 where no such paper is awaited, 412, 400.
    """
    with transaction.atomic():
        report, agreement, party = locked(report)
        writer = writer_for(agreement, party, by)
        revisions.require(report, expected)
        _refuse_unawaited(report, agreement, party, values["kind"])
        refusals: list[Refusal] = []
        officer = is_officer(agreement, by)
        received_on = event_date(values.get("received_on"), path="received_on", officer=officer, refusals=refusals)
        newest = report.versions.get(number=report.latest)
        if received_on < newest.received_on:
            message = _("The paper cannot have come on %(day)s, before its report on %(earlier)s.")
            told = message % {"day": received_on, "earlier": newest.received_on}
            refusals.append(
                Refusal("date.out_of_order", told, "received_on", f">= {newest.received_on}", str(received_on))
            )
        refusals += _auditor(values, newest.audited_by, report, agreement, party)
        refuse_if(refusals)
        made = _completed(report, arrived, values, writer, received_on, by)
        revisions.advance(AnnualReport, report)
        data = {"agreement": agreement.pk, "period": report.period, "paper": made.paper, "on": str(received_on)}
        data |= {"version": report.latest, "sha256": made.attachment.file_id, "attachment": made.attachment_id}
        _tell("report.completed", report, agreement, report.organization_id, by, data)
    return made


def _refuse_unawaited(report: AnnualReport, agreement: Agreement, party: Party, paper: str) -> None:
    """409 unless the report stands handed in and the paper was let come later and has not come."""
    if report.state not in (ReportState.SUBMITTED, ReportState.APPROVED):
        message = _("The report is being written: attach the paper to it.")
        raise conflict("report.state", message, expected=["submitted", "approved"], actual=report.state)
    there = {one.kind for one in attached_to.of(report.versions.get(number=report.latest))}
    there |= set(report.completions.values_list("paper", flat=True))
    later = {one.paper for one in reliefs(agreement, party, report.period).values() if one.complete_on}
    if paper not in later - there:
        message = _("The report does not wait for this paper.")
        raise conflict("paper.not_awaited", message, path="kind", expected=sorted(later - there), actual=paper)


def _auditor(values: Values, known: str, report: AnnualReport, agreement: Agreement, party: Party) -> Iterator[Refusal]:
    """An auditor's report names who audited, and they sit not on the board."""
    if values["kind"] != checklist.AUDITORS_REPORT:
        return
    if not (values["audited_by"] or known):
        yield checklist.auditor_missing()
    elif not party.organization.public:
        said = {"audited_by": values["audited_by"] or known}
        yield from auditors.refusals(said, party.organization, period_of(agreement, report))


def _completed(
    report: AnnualReport, arrived: Arrived, values: Values, writer: Organization, received_on: date, by: User
) -> PaperCompletion:
    paper = attachments.paper(report, writer, arrived, values["kind"], by)
    return PaperCompletion.objects.create(
        report=report,
        attachment=paper,
        paper=values["kind"],
        received_on=received_on,
        audited_by=values["audited_by"],
        recorded_by=by,
    )
