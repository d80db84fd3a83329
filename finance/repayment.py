"""What is to be paid back or kept back by an agreement's clauses: computed, never executed. SEK, whole kronor, half up.

Three rules of the commitment check's "Consequences", each a function with its worked numbers:

- a shortfall: shortfall ÷ promised × funding paid for the settlement period;
- unspent money: the lower of the funding paid and what income left over costs, income including the funding;
- a late report: a ladder's percentage of the next payment, which grows with the days. Hammarö (`domain.md`) takes 10 %
  when a report is 1–7 days late, 50 % when it is 8–14, and after that everything.
"""

from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from finance.rounding import half_up

KRONA = Decimal(1)
ZERO = Decimal(0)
HUNDRED = 100


class Step(NamedTuple):
    """A rung: `percent` (0 to 100) when the report is at most `days` days late; None: however late it is."""

    days: int | None
    percent: Decimal


class Ladder(NamedTuple):
    """The late ladder's rungs, shortest delay first.

    `deadline` is its own day of the year, `MM-DD` (None: the day the report is due), and `counts` says which report
    stops the count: the one `received`, or the one that is `complete`, which is received and not sent back.
    """

    steps: tuple[Step, ...]
    deadline: str | None = None
    counts: str = "received"


def ladder(steps: tuple[Step, ...], deadline: str | None = None, counts: str = "received") -> Ladder:
    """A ladder with its rungs in order, whatever order the clause lists them in."""
    bounded = sorted((step for step in steps if step.days is not None), key=attrgetter("days"))
    return Ladder((*bounded, *(step for step in steps if step.days is None)), deadline, counts)


def for_shortfall(short: Decimal, promised: Decimal, paid: Decimal) -> Decimal:
    """The share of the funding that answers to the share of the promise that is short. `promised` is not zero.

    >>> for_shortfall(Decimal(85000), Decimal(1300000), Decimal(1500000))  # 98 076.92
    Decimal('98077')
    """
    return half_up(Fraction(short) * Fraction(paid) / Fraction(promised), KRONA)


def for_unspent(income: Decimal, costs: Decimal, paid: Decimal) -> Decimal:
    """What is left of the money, but no more than the funding paid; nothing when all was spent.

    >>> for_unspent(Decimal(1810000), Decimal(1700000), Decimal(1500000))
    Decimal('110000')
    """
    left = min(paid, income - costs)
    return half_up(Fraction(left), KRONA) if left > ZERO else ZERO


def percent_at(found: Ladder, days: int) -> Decimal:
    """The percentage for a report that is some days late. Beyond the last rung the last percentage goes on: who is
    later is not better off. On time, or without rungs, it is 0.

    >>> hammaro = ladder((Step(7, Decimal(10)), Step(14, Decimal(50)), Step(None, Decimal(100))))
    >>> [percent_at(hammaro, days) for days in (0, 1, 7, 8, 14, 15)]
    [Decimal('0'), Decimal('10'), Decimal('10'), Decimal('50'), Decimal('50'), Decimal('100')]
    """
    if days <= 0 or not found.steps:
        return ZERO
    for step in found.steps:
        if step.days is None or days <= step.days:
            return step.percent
    return found.steps[-1].percent


def kept_back(percent: Decimal, payment: Decimal) -> Decimal:
    """The percentage of a payment.

    >>> kept_back(Decimal(10), Decimal("750005.00"))  # 75 000.50
    Decimal('75001')
    """
    return half_up(Fraction(percent) * Fraction(payment) / HUNDRED, KRONA)
