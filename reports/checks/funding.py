"""The lines of funding: what was promised in a period, what was due by now and what was paid, SEK.

A funding line is `met` when everything promised is paid, `overdue` when less is paid than was due to date (due date <
`as_of`), else `open`, or `upcoming` when the period has not begun. Payments fill the oldest instalment first;
delivered and counted are both what was paid (net), and the difference is paid − due to date. Funding is never
"verified": it needs no report.

Worked example: 750 000 due on 31 January and on 31 July; on 30 June 750 000 is paid: difference 0.00, `open`.
"""

from datetime import date
from decimal import Decimal
from operator import itemgetter

from agreements.amounts import ZERO, instalments
from agreements.due_dates import instalment_due_on
from agreements.periods import Period
from reports.checks.case import Case
from reports.checks.facts import CommitmentFact, PartyFact
from reports.checks.results import Instalment, Line


def funding_line(case: Case, commitment: CommitmentFact, party: PartyFact, period: Period, promised: Decimal) -> Line:
    """The funding commitment in one period."""
    paid = left = case.paid.get((commitment.id, period.label), ZERO)
    due = ZERO
    parts = []
    for due_on, amount in _schedule(commitment, promised, period):
        if due_on < case.as_of:
            due += amount
        filled = min(amount, left) if left > 0 else ZERO
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
        _status(max(paid, ZERO), due, promised, case.as_of < period.starts_on),
        False,
        instalments=tuple(parts),
        due_to_date=due,
    )


def _schedule(commitment: CommitmentFact, promised: Decimal, period: Period) -> list[tuple[date, Decimal]]:
    """Due dates and whole kronor, oldest first; without named ones all is due on the last day.

    The last to fall due takes the rest, however the agreement lists them; of two on the same day, the later listed.
    """
    if not commitment.instalments:
        return [(instalment_due_on(None, period), promised)]
    named = [(instalment_due_on(instalment.due, period), instalment.share) for instalment in commitment.instalments]
    dated = sorted(named, key=itemgetter(0))
    amounts = instalments(promised, [share for _, share in dated])
    return [(due_on, amount) for (due_on, _), amount in zip(dated, amounts, strict=True)]


def _status(paid: Decimal, due: Decimal, promised: Decimal, upcoming: bool) -> str:
    """Where more was taken back than paid, nothing is paid: that alone makes no payment late."""
    if paid >= promised:
        return "met"
    if paid < due:
        return "overdue"
    return "upcoming" if upcoming else "open"
