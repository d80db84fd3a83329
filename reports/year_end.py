"""What stands open when a municipality closes its books, at 31 August or 31 December (any day will do). SEK.

For each promise of funding in a period that has begun:

- *earned* is the part of the period's promise that its days through the day have used up, by days, to the öre, half up;
- *accrued* (upplupen kostnad) is what is earned and not paid, *prepaid* (förutbetald kostnad) what is paid and not yet
  earned;
- *unpaid* is what was due by the day and is not paid: the check's own difference;
- *to reclaim* is what is left of a payer's claims that were decided, *proposed* what could be claimed back of its money
  and nobody has decided (of what a late report takes, only what can no longer be kept back).

Worked example: 1 500 000 kr for 2022, 750 000 paid. By 31 August 243 of 365 days are 998 630.14 earned: 248 630.14 is
accrued. By 31 January 31 days are 127 397.26: 622 602.74 of the 750 000 is prepaid. By days is how a yearly grant is
spread over the accounts where nothing says that it is used otherwise: costs belong to the period in which they
arise, not in which they are paid (lag (2018:597) om kommunal bokföring och redovisning, 4 kap.).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from agreements.amounts import ORE, ZERO
from finance.rounding import half_up
from reports.checks.results import CheckResult, Line
from reports.checks.terms import PartyFact
from reports.summaries import Row

FUNDING = "funding"
Json = dict[str, Any]


class Standing(NamedTuple):
    """What is promised, earned and paid, and what follows from it."""

    promised: Decimal = ZERO
    earned: Decimal = ZERO
    paid: Decimal = ZERO
    accrued: Decimal = ZERO
    prepaid: Decimal = ZERO
    unpaid: Decimal = ZERO


class Owed(NamedTuple):
    """What a recipient owes a payer: what is left of decided claims, and what is only proposed."""

    to_reclaim: Decimal = ZERO
    proposed: Decimal = ZERO


class Entry(NamedTuple):
    """A promise of funding in a period: `party` is who pays, `due` the last day that its standing tells of."""

    agreement: int
    reference: str
    party: PartyFact
    commitment: int
    period: str
    standing: Standing


class Debt(NamedTuple):
    """What one party owes a payer back under an agreement."""

    agreement: int
    reference: str
    party: PartyFact
    payer: PartyFact
    owed: Owed


class YearEnd(NamedTuple):
    """The list at a day, by agreement, and its sums."""

    on: date
    entries: tuple[Entry, ...]
    debts: tuple[Debt, ...]
    total: Standing
    owed: Owed


def closing_day(today: date) -> date:
    """The last 31 August or 31 December that has been.

    >>> closing_day(date(2026, 8, 30)), closing_day(date(2026, 8, 31))
    (datetime.date(2025, 12, 31), datetime.date(2026, 8, 31))
    """
    days = [date(today.year - 1, 12, 31), date(today.year, 8, 31), date(today.year, 12, 31)]
    return max(day for day in days if day <= today)


def year_end(rows: Iterable[Row], on: date) -> YearEnd:
    """The list from the checks as of the day; what does not bind has nothing open."""
    entries: list[Entry] = []
    debts: list[Debt] = []
    for result, about in rows:
        if result.binds:
            entries += _entries(result, on)
            debts += _debts(result, about.parties)
    total = Standing(*(sum(column, ZERO) for column in zip(*(one.standing for one in entries), strict=True)))
    owed = Owed(*(sum(column, ZERO) for column in zip(*(one.owed for one in debts), strict=True)))
    return YearEnd(on, tuple(entries), tuple(debts), total, owed)


def _entries(result: CheckResult, on: date) -> Iterator[Entry]:
    for period in result.periods:
        for line in period.lines:
            if line.kind == FUNDING and period.period.starts_on <= on and line.promised is not None:
                found = _standing(line, on)
                yield Entry(
                    result.agreement, result.reference, line.party, line.commitment.id, period.period.label, found
                )


def _standing(line: Line, on: date) -> Standing:
    promised, paid, due = line.promised or ZERO, line.counted or ZERO, line.due_to_date or ZERO
    days = (min(on, line.period.ends_on) - line.period.starts_on).days + 1
    earned = half_up(Fraction(promised) * days / line.period.days, ORE)
    return Standing(promised, earned, paid, max(earned - paid, ZERO), max(paid - earned, ZERO), max(due - paid, ZERO))


def _debts(result: CheckResult, parties: Iterable[PartyFact]) -> Iterator[Debt]:
    left: dict[tuple[int, int], Decimal] = {}
    proposed: dict[tuple[int, int], Decimal] = {}
    for decided in result.decided:
        if decided.balance is not None:
            whose = decided.fact.party, decided.fact.payer
            left[whose] = left.get(whose, ZERO) + max(decided.balance.left, ZERO)
    for one in result.consequences:
        if one.decided is None:
            whose = one.party.id, one.payer.id
            proposed[whose] = proposed.get(whose, ZERO) + one.claimable
    known = {party.id: party for party in parties}
    for whose in sorted(left.keys() | proposed.keys()):
        owed = Owed(left.get(whose, ZERO), proposed.get(whose, ZERO))
        if any(owed):
            party, payer = (known[one] for one in whose)
            yield Debt(result.agreement, result.reference, party, payer, owed)


def amounts(found: Standing | Owed) -> Json:
    """As JSON: SEK as text with two decimals."""
    return {name: f"{value:.2f}" for name, value in found._asdict().items()}


def entry_json(one: Entry) -> Json:
    """A promise of funding in a period as JSON; `payer` is the organisation's id."""
    about = {"agreement": one.agreement, "reference": one.reference, "payer": one.party.organization}
    told = {"payer_name": one.party.name, "commitment": one.commitment, "period": one.period}
    return {**about, **told, **amounts(one.standing)}


def debt_json(one: Debt) -> Json:
    """What one party owes a payer as JSON; `organization` and `payer` are their ids."""
    about = {"agreement": one.agreement, "reference": one.reference, "organization": one.party.organization}
    payer = {"payer": one.payer.organization, "payer_name": one.payer.name}
    return {**about, "name": one.party.name, **payer, **amounts(one.owed)}
