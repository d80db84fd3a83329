"""Hand in, send back, approve. Each is a row with its own date; nothing is overwritten."""

from collections import Counter
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.selectors import conditions_by
from agreements.services.standing import is_officer, officers_only
from office.bodies import plain
from office.models import User
from office.refusals import Refusal, conflict, forbidden, refuse_if
from office.services import revisions, trail
from office.services.dates import event_date
from reports.models import AnnualReport, FirstApproval, ReportVersion, Review, VolunteerHours
from reports.models.reports import ReportState
from reports.selectors.attachments import written as written_with
from reports.services import attachments, checklist, freezes, papers, readiness, second_eyes, signing, slip_evidence
from reports.services.freezing import frozen_rates, promised_spans
from reports.services.standing import (
    handers_in,
    locked,
    open_draft,
    period_of,
    refuse_overtaken,
    revision_of,
    whole_period_of,
    writer_for,
)
from reports.services.writing import draft_values, reason_of, written

Values = dict[str, Any]


def _state(report: AnnualReport, *needed: str) -> None:
    if report.state not in needed:
        message = _("The report is “%(state)s”; this needs it to be “%(needed)s”.")
        labels = _("” or “").join(str(ReportState(state).label).lower() for state in needed)
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
            refuse_overtaken(report, writer)
            _state(report, ReportState.DRAFT, ReportState.RETURNED)
            raise conflict("report.nothing_to_submit", _("There is nothing of yours to hand in: write it first."))
        said, attached = draft_values(ready), written_with(report, draft)
        own = writer == party.organization and not party.organization.public
        mandate = signing.own_mandate(party.organization, by) if own else None
        officer, refusals = is_officer(agreement, by), [*refusals]
        received_on = event_date(values.get("received_on"), path="received_on", officer=officer, refusals=refusals)
        refusals += readiness.refusals(said, attached, report, agreement, party, writer, received_on)
        until = values.get("complete_on")
        absent = checklist.to_come(refusals, until, officer, received_on)
        refuse_if(refusals, status=checklist.status_of(refusals))
        signed = signing.required(draft, party.organization, by, mandate)
        reason = reason_of(report, draft)
        version = _freeze(report, said, received_on, by, reason, handed_in=writer == party.organization)
        signing.bind(version, signed)
        attachments.bind(version, attached)
        if until is not None:
            papers.receive_incomplete(absent, until, received_on, report, party, writer, by)
        report.drafts.filter(writer=writer, base=report.latest).delete()
        revisions.advance(AnnualReport, report, state=ReportState.SUBMITTED, latest=version.number)
        told = {"version": version.number, "received_on": str(received_on)} | ({"reason": reason} if reason else {})
        told |= freezes.handed_in(version, agreement, party)
        _tell("report.submitted", report, agreement, by, told)
    return report


def _freeze(
    report: AnnualReport, written: Values, received_on: date, by: User, reason: str, handed_in: bool
) -> ReportVersion:
    version = ReportVersion.objects.create(
        report=report,
        number=report.latest + 1,
        received_on=received_on,
        figures=[{**row, "amount": str(row["amount"])} for row in written["figures"]],
        activities=[{**row, "quantity": str(row["quantity"])} for row in written["activities"]],
        narrative=written["narrative"],
        audited_by=written["audited_by"],
        reason=reason,
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
    report: AnnualReport, by: User, expected: str | None, *, second: bool = False
) -> tuple[AnnualReport, Agreement, Party, ReportVersion]:
    """What an officer reviews or, where it waits for one, a `second` reviewer."""
    report, agreement, party = locked(report)
    version = report.versions.select_related("first_approval").filter(number=report.latest).first()
    if second:
        second_eyes.may_review(agreement, second_eyes.first_of(version) if version else None, by)
    else:
        officers_only(agreement, by)
    revisions.require(report, expected)
    _state(report, ReportState.SUBMITTED)
    return report, agreement, party, report.versions.select_related("first_approval").get(number=report.latest)


def send_back(
    report: AnnualReport, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> AnnualReport:
    """Ask for completion, of the whole or of single parts: comments and new dates, the earliest of which is the
    report's. From the day it is sent back the report counts as not handed in."""
    with transaction.atomic():
        report, agreement, _party, version = _reviewed(report, by, expected)
        refusals = list(refusals)
        day = event_date(values.get("returned_on"), path="returned_on", officer=True, refusals=refusals)
        late = _("The report cannot be sent back on %(day)s, before it came in on %(earlier)s.")
        _not_before(day, version.received_on, "returned_on", late, refusals)
        due_on = _returned_until(values, day, refusals)
        refuse_if(refusals)
        told = {"comment": values["comment"], "due_on": due_on, "parts": plain(values["parts"])}
        Review.objects.create(version=version, outcome="returned", reviewed_on=day, recorded_by=by, **told)
        revisions.advance(AnnualReport, report, state=ReportState.RETURNED)
        data = {"version": version.number, "on": str(day), **told, "due_on": str(due_on)}
        _tell("report.returned", report, agreement, by, data)
    return report


def _returned_until(values: Values, day: date, refusals: list[Refusal]) -> date | None:
    """By when the report is completed: the earliest date of the whole and of its parts; at least one says what for."""
    parts = [part or {} for part in values.get("parts") or []]
    said = [("", values), *((f"parts[{index}].", part) for index, part in enumerate(parts))]
    soon = _("The new date, %(day)s, lies before the day it is sent back, %(earlier)s.")
    dates = [(f"{at}due_on", one["due_on"]) for at, one in said if one.get("due_on")]
    for path, due_on in dates:
        _not_before(due_on, day, path, soon, refusals)
    named = Counter(part["part"] for part in parts if part.get("part"))
    for name in (name for name, times in named.items() if times > 1):
        message = _("A part is sent back once, with one comment and one date.")
        refusals.append(Refusal("report.part_twice", message, "parts", "each part once", name))
    wrong = {refusal.path for refusal in refusals}
    for name in ("comment", "due_on") if not parts and "parts" not in wrong else ():
        if not values.get(name) and name not in wrong:
            message = _("Say what is to be completed and by when, for the whole or for its parts.")
            refusals.append(Refusal("required", message, name, "a comment and a date", None))
    return min((due_on for _path, due_on in dates), default=None)


def approve(
    report: AnnualReport, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> AnnualReport:
    """Approve what was handed in, perhaps with remarks; from now on it is verified. Never by the one who handed it in
    for the association. Where a board's rule wants two, the first approval waits for another person's second.
    """
    with transaction.atomic():
        report, agreement, party, version = _reviewed(report, by, expected, second=True)
        first = second_eyes.first_of(version)
        second_eyes.another_than(first, by)
        if by.pk in handers_in(version):
            raise forbidden(
                "report.own_hand_in", _("You handed this report in for the association; somebody else approves it.")
            )
        refusals = list(refusals)
        day = event_date(values.get("approved_on"), path="approved_on", officer=True, refusals=refusals)
        message = _("The report cannot be approved on %(day)s, before it came in on %(earlier)s.")
        _not_before(day, version.received_on, "approved_on", message, refusals)
        if first is not None:
            late = _("The second approval cannot come on %(day)s, before the first on %(earlier)s.")
            _not_before(day, first.approved_on, "approved_on", late, refusals)
        refuse_if(refusals)
        period, remarks = period_of(agreement, report), values["remarks"]
        rule = second_eyes.rule_for(agreement, whole_period_of(agreement, report), day)
        data = {"version": version.number, "on": str(day), "remarks": remarks}
        if first is None and rule is not None:
            FirstApproval.objects.create(version=version, approved_on=day, remarks=remarks, recorded_by=by)
            revisions.advance(AnnualReport, report)
            _tell("report.first_approval", report, agreement, by, {**data, "rule": rule.pk})
            return report
        promised = promised_spans(agreement, party, period)
        rates = frozen_rates(conditions_by(agreement)(period), version.hours.all(), promised)
        made = Review.objects.create(
            version=version, outcome="approved", reviewed_on=day, comment=remarks, rates=rates, recorded_by=by
        )
        revisions.advance(AnnualReport, report, state=ReportState.APPROVED)
        _tell("report.approved", report, agreement, by, {**data, **freezes.approved(made)})
    return report
