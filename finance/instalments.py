"""When each part of a period's funding falls due, what of it is paid, and whose move it is. Amounts are SEK.

An instalment has a day of the year, or is on requisition: not due before it is asked for. Either may be withheld until
the recipient's report for the period before is approved (the first period has none to wait for). What waits is not
due; when the last of what it waits for has come, it is due that day, or `within_days` days later, never before its
own day or the period, and on a day when banks are open. Due *on* D is overdue from D + 1.

Shares are rounded in the order of the agreed days, those on requisition after them as they are listed, so that an
amount never changes by being asked for. Payments, and then what is ordered, fill what falls due first.

Worked example: 99 999 kr at 60 / 30 / rest = 59 999 + 30 000 + 10 000. The rest is on requisition; it is asked for on
Saturday 1 March 2025, to be paid within 30 days, and so due on Monday 31 March.
Source: the commitment check's "Instalments" and "Due dates".
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from agreements.amounts import ZERO, instalments
from agreements.due_dates import banking_day, instalment_due_on
from agreements.periods import Period

ASSOCIATION, MUNICIPALITY, NOBODY = "association", "municipality", "nobody"
#: Whose move it is, by what an instalment waits for and by its state.
WAITING = {"requisition": ASSOCIATION, "report": ASSOCIATION, "review": MUNICIPALITY}
MOVES = {"requested": MUNICIPALITY, "due": MUNICIPALITY, "overdue": MUNICIPALITY, "ordered": MUNICIPALITY}
STATES = ("not_due", "withheld", "requested", "due", "overdue", "ordered", "paid")


class InstalmentFact(NamedTuple):
    """A share of a period's funding: its day, `MM-DD` (None: the period's last day), or `on_requisition`.

    `after_report` withholds it until the report for the period before is approved; `within_days` counts from what it
    waited for.
    """

    due: str | None
    share: Decimal
    on_requisition: bool = False
    after_report: bool = False
    within_days: int = 0
    clause: str = ""


AT_THE_END = (InstalmentFact(None, Decimal(1)),)


class Approval(NamedTuple):
    """How far the reports have come that an instalment may wait for.

    `waits_for` is "" once they are approved (or there are none), "report" before all are handed in, "review" before all
    are approved; `on` is the day of the last approval, `period` the one they are about.
    """

    waits_for: str = ""
    on: date | None = None
    period: str = ""


NOTHING_TO_WAIT_FOR = Approval()
NOTHING_REDUCED: Mapping[int, Decimal] = {}


class Instalment(NamedTuple):
    """A part of a period's funding at a day: when it is due (None: not yet due at all), how much it is, how much of it
    is paid or ordered, and by how much a decision `reduced` it, which is not to be paid. `number` is its place in the
    agreement's list; `waits_for` what it still waits for: "requisition", "report" or "review" of `report_period`.
    """

    due_on: date | None
    amount: Decimal
    paid: Decimal
    number: int = 1
    ordered: Decimal = ZERO
    state: str = "not_due"
    waits_for: str = ""
    asked_on: date | None = None
    report_period: str = ""
    clause: str = ""
    reduced: Decimal = ZERO

    @property
    def payable(self) -> Decimal:
        """What is to be paid of it in all."""
        return self.amount - self.reduced

    @property
    def whose_move(self) -> str:
        """Who can take it further: `association`, `municipality` or `nobody` (also where it was paid too early)."""
        waits = self.waits_for and self.state != "paid"
        return WAITING[self.waits_for] if waits else MOVES.get(self.state, NOBODY)

    @property
    def left(self) -> Decimal:
        """What of it is still to be paid."""
        return self.payable - self.paid


#: Due day, amount, number, what it waits for, the day it was asked for, the report's period, clause.
Dated = tuple[date | None, Decimal, int, str, date | None, str, str]


class Plan(NamedTuple):
    """The instalments of a period as agreed, in the order in which shares are rounded; `plain`: none waits."""

    facts: tuple[InstalmentFact, ...]
    numbers: tuple[int, ...]
    days: tuple[date | None, ...]
    shares: tuple[Decimal, ...]
    plain: bool


def read(rows: Iterable[Mapping[str, Any]]) -> tuple[InstalmentFact, ...]:
    """An agreement's instalments from the JSON that they are kept as."""
    return tuple(
        InstalmentFact(
            row.get("due"),
            Decimal(row["share"]),
            row.get("on_requisition", False),
            row.get("after_report", False),
            row.get("within_days", 0),
            row.get("clause", ""),
        )
        for row in rows
    )


@lru_cache(maxsize=65536)
def plan(named: tuple[InstalmentFact, ...], period: Period) -> Plan:
    """The last of those with a day takes the rest, however the agreement lists them; of two on the same day, the later
    listed; and what is on requisition comes after them.
    """
    rows: list[tuple[date, int, InstalmentFact]] = []
    for number, fact in enumerate(named or AT_THE_END, 1):
        rows.append((date.max if fact.on_requisition else instalment_due_on(fact.due, period), number, fact))
    rows.sort(key=lambda row: row[:2])
    return Plan(
        tuple([fact for _, _, fact in rows]),
        tuple([number for _, number, _ in rows]),
        tuple([None if fact.on_requisition else day for day, _, fact in rows]),
        tuple([fact.share for _, _, fact in rows]),
        not any(fact.on_requisition or fact.after_report for fact in named),
    )


def standing(
    planned: Plan,
    period: Period,
    promised: Decimal,
    paid: Decimal,
    as_of: date,
    *,
    ordered: Decimal = ZERO,
    asked: Mapping[int, date] | None = None,
    approval: Approval = NOTHING_TO_WAIT_FOR,
    reduced: Mapping[int, Decimal] | None = None,
) -> tuple[Instalment, ...]:
    """The instalments at the end of `as_of`, those that fall due first before the others, those not due last.

    `paid` is net and `ordered` not yet paid; `asked` says by number on which day what is on requisition was asked for,
    `reduced` by number what decisions keep back.
    """
    facts, numbers, days, shares, plain = planned
    amounts = instalments(promised, shares)
    if plain:
        rows: list[Dated] = [
            (day, amount, number, "", None, "", fact.clause)
            for fact, number, day, amount in zip(facts, numbers, days, amounts, strict=True)
        ]
    else:
        rows = [
            _dated(fact, number, day, amount, period, (asked or {}).get(number), approval)
            for fact, number, day, amount in zip(facts, numbers, days, amounts, strict=True)
        ]
        rows.sort(key=lambda row: row[0] or date.max)
    return _filled(rows, paid, ordered, as_of, reduced or NOTHING_REDUCED)


def orderable(parts: Iterable[Instalment]) -> Decimal:
    """How much of a period's funding waits for nothing, paid and ordered included: no order goes beyond it."""
    return sum((part.payable for part in parts if not part.waits_for), ZERO)


def _dated(
    fact: InstalmentFact,
    number: int,
    day: date | None,
    amount: Decimal,
    period: Period,
    asked_on: date | None,
    approval: Approval,
) -> Dated:
    """An instalment with the day on which it is due, or with what it waits for."""
    if not fact.after_report:
        approval = NOTHING_TO_WAIT_FOR
    waits_for = "requisition" if fact.on_requisition and asked_on is None else approval.waits_for
    due_on = None
    if not waits_for:
        causes = [when + timedelta(days=fact.within_days) for when in (asked_on, approval.on) if when is not None]
        due_on = banking_day(max([day or period.starts_on, *causes]))
    return due_on, amount, number, waits_for, asked_on, approval.period, fact.clause


def _filled(
    rows: Iterable[Dated], paid: Decimal, ordered: Decimal, as_of: date, reduced: Mapping[int, Decimal]
) -> tuple[Instalment, ...]:
    """What is paid fills the first, what is ordered fills what is left."""
    found = []
    for due_on, amount, number, waits_for, asked_on, report_period, clause in rows:
        less = min(reduced.get(number, ZERO), amount) if reduced else ZERO
        payable = amount - less if less else amount
        filled = ZERO if paid <= ZERO else payable if payable <= paid else paid
        paid -= filled
        held = ZERO
        if ordered:
            held = min(ordered, payable - filled)
            ordered -= held
        if filled >= payable:
            state = "paid"
        elif due_on is None:
            state = "not_due" if waits_for == "requisition" else "withheld"
        else:
            state = _state_of(due_on, filled + held >= payable, asked_on, as_of)
        found.append(
            Instalment(due_on, amount, filled, number, held, state, waits_for, asked_on, report_period, clause, less)
        )
    return tuple(found)


def _state_of(due_on: date, ordered: bool, asked_on: date | None, as_of: date) -> str:
    """Where an instalment stands that has its day and is not paid."""
    if due_on < as_of:
        return "overdue"
    if ordered:
        return "ordered"
    if due_on == as_of:
        return "due"
    return "requested" if asked_on else "not_due"
