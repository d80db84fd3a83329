"""The lines of funding: what was promised in a period, what was due by now and what was paid, SEK.

A funding line is `met` when everything promised is paid, `overdue` when less is paid than was due to date (due date <
`as_of`), else `open`, or `upcoming` when the period has not begun. Payments fill the oldest instalment first;
delivered and counted are both what was paid (net), and the difference is paid − due to date. Funding is never
"verified": it needs no report. An instalment that is on requisition and not asked for, or withheld until last year's
report is approved, is not due (`finance.instalments`); what a decision keeps back of one need not be paid.

Worked example: 750 000 due on 31 January and on 31 July; on 30 June 750 000 is paid: difference 0.00, `open`.
"""

from datetime import date
from decimal import Decimal

from agreements.amounts import ZERO
from agreements.periods import Period
from finance.instalments import NOTHING_TO_WAIT_FOR, Approval, Instalment, plan, standing
from reports.checks.case import Case
from reports.checks.facts import VersionFact
from reports.checks.results import Line
from reports.checks.terms import CommitmentFact, PartyFact


def funding_line(case: Case, commitment: CommitmentFact, party: PartyFact, period: Period, promised: Decimal) -> Line:
    """The funding commitment in one period."""
    as_of = case.as_of
    paid = case.paid.get((commitment.id, period.label), ZERO)
    parts = _parts(case, commitment, period, promised, paid)
    due, payable = ZERO, promised
    for part in parts:
        if part.due_on is not None and part.due_on < as_of:
            due += part.payable
        payable -= part.reduced
    return Line(
        commitment,
        party,
        period,
        promised,
        paid,
        paid,
        paid - due,
        _status(paid, due, payable, as_of < period.starts_on),
        False,
        instalments=parts,
        due_to_date=due,
    )


def _parts(
    case: Case, commitment: CommitmentFact, period: Period, promised: Decimal, paid: Decimal
) -> tuple[Instalment, ...]:
    """The period's instalments; only those that wait for something need to know what has happened."""
    planned = plan(commitment.instalments, period)
    ordered = case.ordered.get((commitment.id, period.label), ZERO)
    reduced = case.reduced.get((commitment.id, period.label)) if case.reduced else None
    if planned.plain:
        return standing(planned, period, promised, paid, case.as_of, ordered=ordered, reduced=reduced)
    asked = case.asked.get((commitment.id, period.label))
    approval = _approval(case, commitment, period)
    return standing(
        planned, period, promised, paid, case.as_of, ordered=ordered, asked=asked, approval=approval, reduced=reduced
    )


def _approval(case: Case, commitment: CommitmentFact, period: Period) -> Approval:
    """How far the recipients' reports for the period before have come; the first period has none to wait for.

    A report that was approved once releases the money for good: a later correction withholds nothing again.
    """
    periods = case.calendar.periods
    place = periods.index(period)
    if not place:
        return NOTHING_TO_WAIT_FOR
    before, approved_on, waits_for = periods[place - 1], [], ""
    for party in case.recipients(commitment, before):
        received = case.versions.get((party.id, before.label), ())
        days = [one.approved_on for one in received if one.approved_on and one.approved_on <= case.as_of]
        if days:
            approved_on.append(min(days))
        elif waits_for != "report":
            waits_for = "review" if received and not _returned(received[-1], case.as_of) else "report"
    return Approval(waits_for, max(approved_on, default=None), before.label)


def _returned(version: VersionFact, as_of: date) -> bool:
    return version.returned_on is not None and version.returned_on <= as_of


def _status(paid: Decimal, due: Decimal, promised: Decimal, upcoming: bool) -> str:
    """Where more was taken back than paid, nothing is paid: that alone makes no payment late."""
    if paid < ZERO:
        paid = ZERO
    if paid >= promised:
        return "met"
    if paid < due:
        return "overdue"
    return "upcoming" if upcoming else "open"
