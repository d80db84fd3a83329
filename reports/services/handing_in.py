"""Hand in, send back, approve. Each is a row with its own date; nothing is overwritten."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.periods import Period
from agreements.services.standing import is_officer, officers_only
from office.access import acting
from office.models import User
from office.refusals import Refusal, conflict, forbidden, refuse_if
from office.services import revisions, trail
from office.services.dates import event_date
from reports.models import AnnualReport, ReportVersion, Review, VolunteerHours
from reports.models.reports import ReportState
from reports.services import readiness, signing, slip_evidence
from reports.services.freezing import frozen_rates, promised_spans
from reports.services.standing import locked, open_draft, period_of, revision_of, writer_for
from reports.services.writing import draft_values, written

Values = dict[str, Any]


def _state(report: AnnualReport, *needed: str) -> None:
    if report.state not in needed:
        message = _("The report is %(state)s; this needs it to be %(needed)s.")
        labels = ", ".join(str(ReportState(state).label).lower() for state in needed)
        told = {"state": ReportState(report.state).label.lower(), "needed": labels}
        raise conflict("report.state", message % told, expected=list(needed), actual=report.state)


def _not_before(day: date, earlier: date, path: str, message: str, refusals: list[Refusal]) -> None:
    if day < earlier:
        told = message % {"day": day, "earlier": earlier}
        refusals.append(Refusal("date.out_of_order", told, path, f">= {earlier}", str(day)))


def submit(
    report: AnnualReport, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> AnnualReport:
    """Hand the draft in as a new version. Everything that was promised must be reported; zero is a report.

    A reporter hands in for the association, today. An officer registers a paper that came in, on the day it came.
    """
    with transaction.atomic():
        report, agreement, party = locked(report)
        writer = writer_for(agreement, party, by)
        draft = open_draft(report, writer)
        revisions.require(report, expected, revision_of(report, draft))
        ready = written(report, draft, writer)
        if ready is None:
            _state(report, ReportState.DRAFT, ReportState.RETURNED)
            raise conflict("report.nothing_to_submit", _("There is nothing of yours to hand in: write it first."))
        said = draft_values(ready)
        own = writer == party.organization and not party.organization.public
        mandate = signing.own_mandate(party.organization, by) if own else None
        period = period_of(agreement, report)
        refusals = [*refusals, *readiness.refusals(said, report, agreement, party, writer)]
        refusals += signing.auditor_refusals(said, party.organization, period) if own else []
        officer = is_officer(agreement, by) and party.organization_id not in acting(by).reporter
        received_on = event_date(values.get("received_on"), path="received_on", officer=officer, refusals=refusals)
        _refuse_too_early(report, period, received_on, refusals)
        refuse_if(refusals)
        signed = signing.required(draft, party.organization, by, mandate)
        version = _freeze(report, said, received_on, by, handed_in=writer == party.organization)
        signing.bind(version, signed)
        report.drafts.filter(writer=writer).delete()
        revisions.advance(AnnualReport, report, state=ReportState.SUBMITTED, latest=version.number)
        _tell("report.submitted", report, agreement, by, {"version": version.number, "received_on": str(received_on)})
    return report


def _refuse_too_early(report: AnnualReport, period: Period | None, day: date, refusals: list[Refusal]) -> None:
    """Not before the period begins, nor before what it answers."""
    if period:
        message = _("The report cannot come in on %(day)s, before its period begins on %(earlier)s.")
        _not_before(day, period.starts_on, "received_on", message, refusals)
    previous = report.versions.filter(number=report.latest).select_related("review").first()
    if previous:
        message = _("The report cannot come in on %(day)s, before the answer of %(earlier)s to the last version.")
        _not_before(day, previous.review.reviewed_on, "received_on", message, refusals)


def _freeze(report: AnnualReport, written: Values, received_on: date, by: User, handed_in: bool) -> ReportVersion:
    version = ReportVersion.objects.create(
        report=report,
        number=report.latest + 1,
        received_on=received_on,
        figures=[{**row, "amount": str(row["amount"])} for row in written["figures"]],
        activities=[{**row, "quantity": str(row["quantity"])} for row in written["activities"]],
        narrative=written["narrative"],
        audited_by=written["audited_by"],
        handed_in_by=by if handed_in else None,
        recorded_by=by,
    )
    rows = written["volunteer_hours"]
    columns = ({name: value for name, value in row.items() if name != "slips"} for row in rows)
    made = VolunteerHours.objects.bulk_create(VolunteerHours(version=version, **row) for row in columns)
    slip_evidence.bind(version, rows, made)
    return version


def _tell(kind: str, report: AnnualReport, agreement: Agreement, by: User, data: Values) -> None:
    """A report concerns the public parties and its own organisation, no other association."""
    told = {"agreement": agreement.pk, "period": report.period, "organization": report.organization_id, **data}
    public = [party.organization_id for party in agreement.parties.all() if party.organization.public]
    trail.record(kind, by=by, subject=report, concerns=[*public, report.organization_id], data=told)


def _reviewed(
    report: AnnualReport, by: User, expected: str | None
) -> tuple[AnnualReport, Agreement, Party, ReportVersion]:
    report, agreement, party = locked(report)
    officers_only(agreement, by)
    revisions.require(report, expected)
    _state(report, ReportState.SUBMITTED)
    return report, agreement, party, report.versions.get(number=report.latest)


def send_back(
    report: AnnualReport, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> AnnualReport:
    """Ask for completion: a comment and a new date. From that day the report counts as not handed in."""
    with transaction.atomic():
        report, agreement, _party, version = _reviewed(report, by, expected)
        refusals = list(refusals)
        day = event_date(values.get("returned_on"), path="returned_on", officer=True, refusals=refusals)
        late = _("The report cannot be sent back on %(day)s, before it came in on %(earlier)s.")
        _not_before(day, version.received_on, "returned_on", late, refusals)
        if "due_on" in values:
            soon = _("The new date, %(day)s, lies before the day it is sent back, %(earlier)s.")
            _not_before(values["due_on"], day, "due_on", soon, refusals)
        refuse_if(refusals)
        told = {"comment": values["comment"], "due_on": values["due_on"]}
        Review.objects.create(version=version, outcome="returned", reviewed_on=day, recorded_by=by, **told)
        revisions.advance(AnnualReport, report, state=ReportState.RETURNED)
        data = {"version": version.number, "on": str(day), "comment": told["comment"], "due_on": str(told["due_on"])}
        _tell("report.returned", report, agreement, by, data)
    return report


def approve(
    report: AnnualReport, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> AnnualReport:
    """Approve what was handed in; from now on it is verified. Never by the one who handed it in for the association."""
    with transaction.atomic():
        report, agreement, party, version = _reviewed(report, by, expected)
        if version.handed_in_by_id == by.pk:
            raise forbidden(
                "report.own_hand_in", _("You handed this report in for the association; somebody else approves it.")
            )
        refusals = list(refusals)
        day = event_date(values.get("approved_on"), path="approved_on", officer=True, refusals=refusals)
        message = _("The report cannot be approved on %(day)s, before it came in on %(earlier)s.")
        _not_before(day, version.received_on, "approved_on", message, refusals)
        refuse_if(refusals)
        promised = promised_spans(agreement, party, period_of(agreement, report))
        rates = frozen_rates(agreement, version.hours.all(), promised)
        Review.objects.create(version=version, outcome="approved", reviewed_on=day, rates=rates, recorded_by=by)
        revisions.advance(AnnualReport, report, state=ReportState.APPROVED)
        _tell("report.approved", report, agreement, by, {"version": version.number, "on": str(day)})
    return report
