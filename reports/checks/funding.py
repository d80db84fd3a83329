"""The lines of funding: what was promised in a period, what was due by now and what was paid, SEK.

A funding line is `met` when everything promised is paid, `overdue` when less is paid than was due to date (due date <
`as_of`), else `open`, or `upcoming` when the period has not begun. Payments fill the oldest instalment first;
delivered and counted are both what was paid (net), and the difference is paid − due to date. Funding is never
"verified": it needs no report.

Worked example: 750 000 due on 31 January and on 31 July; on 30 June 750 000 is paid: difference 0.00, `open`.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from agreements.amounts import ZERO, instalments
from agreements.due_dates import instalment_due_on
from agreements.periods import Period
from reports.checks.case import Case
from reports.checks.facts import CommitmentFact, InstalmentFact, PartyFact
from reports.checks.results import Instalment, Line

AT_THE_END = (InstalmentFact(None, Decimal(1)),)


def funding_line(case: Case, commitment: CommitmentFact, party: PartyFact, period: Period, promised: Decimal) -> Line:
    """The funding commitment in one period."""
    as_of = case.as_of
    paid = left = case.paid.get((commitment.id, period.label), ZERO)
    due = ZERO
    parts = []
    for due_on, amount in _schedule(commitment, promised, period):
        if due_on < as_of:
            due += amount
        filled = ZERO if left <= ZERO else amount if amount <= left else left
        left -= filled
        parts.append(Instalment(due_on, amount, filled))
    return Line(
        commitment,
        party,
        period,
        promised,
        paid,
        paid,
        paid - due,
        _status(paid, due, promised, as_of < period.starts_on),
        False,
        instalments=tuple(parts),
        due_to_date=due,
    )


def _schedule(commitment: CommitmentFact, promised: Decimal, period: Period) -> Iterator[tuple[date, Decimal]]:
    """Due dates and whole kronor, oldest first; without named ones all is due on the last day."""
    days, shares = _in_order(commitment.instalments or AT_THE_END, period)
    return zip(days, instalments(promised, shares), strict=True)


@lru_cache(maxsize=65536)
def _in_order(named: tuple[InstalmentFact, ...], period: Period) -> tuple[tuple[date, ...], tuple[Decimal, ...]]:
    """The days on which they fall due in the period, and their shares.

    The last to fall due takes the rest, however the agreement lists them; of two on the same day, the later listed.
    """
    dated = sorted([(instalment_due_on(due, period), share) for due, share in named], key=itemgetter(0))
    return tuple([day for day, _ in dated]), tuple([share for _, share in dated])


def _status(paid: Decimal, due: Decimal, promised: Decimal, upcoming: bool) -> str:
    """Where more was taken back than paid, nothing is paid: that alone makes no payment late."""
    if paid < ZERO:
        paid = ZERO
    if paid >= promised:
        return "met"
    if paid < due:
        return "overdue"
    return "upcoming" if upcoming else "open"
