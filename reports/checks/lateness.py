"""How late a report is by the late ladder, and the next payment that it reduces.

The ladder's day is its own, or else the day the report is due, moved to a banking day like every due date; the report
is late from the day after. The days are counted to the day it came: the first version received, or, where the ladder
counts complete reports, the first received that was not sent back. While none has come they are counted to `as_of`.

A waiver of the lateness moves the ladder's day to the waiver's last day, or excuses it for good; who has promised
several kinds of things is excused for the kinds of which every one is waived.

The next payment is what was left to pay, when the ladder's day had passed, of the first instalments to fall due after
the period that the report is about (so also of an instalment withheld until the report came, and not of older
arrears). Of several that fall due on one day it is the sum. Money that several recipients share has no next payment to
one of them.

What has left by the day asked about cannot be kept back: once a reduction cannot be made in full, what was paid of its
instalments can be claimed back instead, at most the reduction; until then nothing can.

Worked example: the report for 2020 was due on 25 February 2021 and came on 3 March, 6 days late; of the instalments of
2021, 750 000 kr on 29 January was paid, so that the next is 750 000 kr on 2 August (31 July 2021 is a Saturday). Of a
reduction of 75 000 kr nothing can be claimed while 75 000 of it is unpaid; with 700 000 paid, all of it can be.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.amounts import ZERO
from agreements.due_dates import report_due_on
from agreements.periods import Period
from finance.repayment import Ladder
from reports.checks.case import Case, reductions
from reports.checks.facts import Against, DecisionFact, VersionFact
from reports.checks.reporting import due_of
from reports.checks.results import Line
from reports.checks.terms import PartyFact


class Lateness(NamedTuple):
    """A late report: its day (the waiver's where it is excused), when it came (None: not yet) and how many days."""

    due_on: date
    came_on: date | None
    days: int


def lateness_of(case: Case, found: Ladder, party: PartyFact, period: Period, lines: Iterable[Line]) -> Lateness | None:
    """How late the party's report for the period is at the case's date; None: it is not."""
    due_on = due_of(case, party, period).on if found.deadline is None else report_due_on(found.deadline, period)
    if due_on is None or due_on >= case.as_of:
        return None
    versions = case.versions.get((party.id, period.label), [])
    came_on = next((one.received_on for one in versions if found.counts == "received" or not _back(one, case)), None)
    excused, until = _excused(case, party, period, lines)
    if excused and until is None:
        return None
    if until is not None:
        due_on = max(due_on, until)
    days = ((came_on or case.as_of) - due_on).days
    return Lateness(due_on, came_on, days) if days > 0 else None


def _back(version: VersionFact, case: Case) -> bool:
    """Whether the version had been sent back."""
    return version.returned_on is not None and version.returned_on <= case.as_of


def _excused(case: Case, party: PartyFact, period: Period, lines: Iterable[Line]) -> tuple[bool, date | None]:
    """Whether all that the party promised for the period is excused from being late, and the last day (None: for good).

    Waivers count from their decision on, also when their last day has passed: what came in time stays so.
    """
    last: dict[str, date] = {}
    for one in case.facts.waivers:
        if (one.party, one.period, one.covers) == (party.id, period.label, "lateness") and one.decided_on <= case.as_of:
            last[one.kind] = max(last.get(one.kind, date.min), one.until or date.max)
    promised = {line.kind for line in lines if line.party.id == party.id and line.period.label == period.label}
    days = [last.get(kind) for kind in promised] or list(last.values())
    known = [day for day in days if day is not None]
    if not known or len(known) < len(days):
        return False, None
    until = min(known)
    return True, None if until == date.max else until


def next_payment(
    case: Case, party: PartyFact, period: Period, due_on: date, lines: Iterable[Line]
) -> tuple[Against, ...]:
    """The instalments of the next payment to the party with what was left of each when `due_on` had passed, SEK."""
    found = [
        one
        for line in lines
        if line.kind == "funding" and case.recipients(line.commitment, line.period) == [party]
        for one in _left(case, line, due_on)
        if one.due_on > period.ends_on
    ]
    first = min((one.due_on for one in found), default=None)
    return tuple(one for one in found if one.due_on == first)


def claimable(case: Case, shares: Iterable[Against], others: Iterable[DecisionFact], lines: Iterable[Line]) -> Decimal:
    """What of a reduction of these instalments can be claimed back, SEK; `others` are decisions on anything else."""
    paid = {
        (one.commitment, one.period, one.number): (one.amount, filled)
        for line in lines
        if line.kind == "funding"
        for one, filled in _filled(line, case, case.as_of, others)
    }
    kept, out = True, ZERO
    for share in shares:
        payable, filled = paid[share.commitment, share.period, share.number]
        kept = kept and payable - filled >= share.amount
        out += min(share.amount, filled)
    return ZERO if kept else out


def _left(case: Case, line: Line, day: date) -> Iterator[Against]:
    """What was left of a line's instalments at the end of a day."""
    for one, filled in _filled(line, case, day, case.facts.decisions):
        if one.amount > filled:
            yield one._replace(amount=one.amount - filled)


def _filled(line: Line, case: Case, day: date, decisions: Iterable[DecisionFact]) -> Iterator[tuple[Against, Decimal]]:
    """A line's instalments with what is to be paid of each, and what of that was paid at the end of a day: payments
    fill the oldest first. What waits to be asked for, or for a report, has no day yet and is nobody's next payment."""
    commitment, label = line.commitment, line.period.label
    paid = sum(
        (
            payment.amount
            for payment in case.facts.payments
            if payment.commitment == commitment.id
            and payment.period == label
            and payment.paid_on <= day
            and commitment.goes_to(payment.recipient)
        ),
        ZERO,
    )
    reduced = reductions(decisions, day).get((commitment.id, label), {})
    for part in line.instalments:
        payable = part.amount - reduced.get(part.number, ZERO)
        filled: Decimal = min(max(paid, ZERO), payable)
        paid -= filled
        if part.due_on is not None:
            yield Against(commitment.id, label, part.number, part.due_on, payable), filled
