"""What if: the check at the end of the term, if the periods that remain were reported so. Nothing is kept.

Each own contribution that waits for its report gets one with the cash and the volunteer hours that are supposed, a part
in kind as it was promised. What is in is supposed to be approved as it stands. Only what had happened by the day asked
about is known; the supposed reports come in and are approved on the last day of the term, or that day if it is later.

Worked example: as of 2022-06-30 the model agreement needs 1 350 000 kr in 2022. With 375 000 kr and 4 432 hours, which
count for their most, 975 000 kr, it comes to that and the term ends `fulfilled`; with 4 400 hours, 968 000 kr, it ends
`not_met`, 7 000 kr short.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from agreements.amounts import ZERO
from agreements.periods import Period
from finance.valuation import HoursRow, price_on
from reports.checks.check import check
from reports.checks.facts import AgreementFacts, FigureFact, VersionFact
from reports.checks.results import CheckResult, Line
from reports.checks.terms import PartyFact

OWN = "co_financing"
ADULT = "adult"


class Supposed(NamedTuple):
    """What a party is supposed to report for a period: own cash in SEK, hours of its `category`, in kind in SEK."""

    party: PartyFact
    period: Period
    cash: Decimal = ZERO
    hours: Decimal = ZERO
    category: str = ADULT
    in_kind: Decimal = ZERO


def remaining(facts: AgreementFacts, as_of: date) -> tuple[Supposed, ...]:
    """The own contributions that wait for their report, each with what was promised: what a form begins with. Where
    hours are promised as an amount, they are as many whole hours as make it up at the period's first day.
    """
    waits = [(line.party, line.period) for line in _own(check(facts, as_of)) if _awaited(line)]
    bare = [Supposed(party, period) for party, period in dict.fromkeys(waits)]
    if not bare:
        return ()
    lines: dict[tuple[int, str], list[Line]] = {}
    for line in _own(supposed(facts, as_of, bare)):
        lines.setdefault((line.party.id, line.period.label), []).append(line)
    now = facts.at(as_of)
    return tuple(_promised(one, lines.get((one.party.id, one.period.label), []), now) for one in bare)


def _own(result: CheckResult) -> Iterator[Line]:
    return (line for period in result.periods for line in period.lines if line.kind == OWN and result.binds)


def _awaited(line: Line) -> bool:
    return line.difference is None and line.status != "unknown"


def _promised(one: Supposed, lines: Iterable[Line], facts: AgreementFacts) -> Supposed:
    for line in lines:
        if not line.components:
            one = one._replace(cash=one.cash + (line.promised or ZERO))
        for part in line.components:
            amount = part.promised or ZERO
            if part.kind == "own_cash":
                one = one._replace(cash=one.cash + amount)
            elif part.kind == "in_kind":
                one = one._replace(in_kind=one.in_kind + amount)
            else:
                category = part.promised_at.category if part.promised_at else ADULT
                hours = part.promised_hours
                price = price_on(facts.for_period(one.period).rates, category, one.period.starts_on)
                if hours is None and price is not None:
                    hours = (amount / price.rate).quantize(Decimal(1), ROUND_CEILING)
                one = one._replace(hours=one.hours + (hours or ZERO), category=category)
    return one


def supposed(facts: AgreementFacts, as_of: date, said: Iterable[Supposed]) -> CheckResult:
    """The check at the end of the term with these reports."""
    known = [_by(version, as_of) for version in facts.versions if version.received_on <= as_of]
    on = max(as_of, *(period.period.ends_on for period in check(facts, as_of).periods))
    approved = [one if one.returned_on else one._replace(approved_on=one.approved_on or on) for one in known]
    reports = [_version(one, known, on) for one in said]
    return check(facts._replace(versions=(*approved, *reports)), on)


def _by(version: VersionFact, as_of: date) -> VersionFact:
    """As it was known on the day: without an answer that came later."""
    approved, returned = version.approved_on, version.returned_on
    return version._replace(
        approved_on=approved if approved and approved <= as_of else None,
        returned_on=returned if returned and returned <= as_of else None,
    )


def _version(one: Supposed, known: Iterable[VersionFact], on: date) -> VersionFact:
    """The report of one period, after those that were sent back."""
    label, day = one.period.label, one.period.starts_on
    earlier = [version for version in known if (version.party, version.period) == (one.party.id, label)]
    figures = FigureFact("own_cash", "other", one.cash), FigureFact("in_kind", "", one.in_kind)
    return VersionFact(
        report=max((version.report for version in earlier), default=0),
        number=1 + max((version.number for version in earlier), default=0),
        period=label,
        party=one.party.id,
        received_on=on,
        figures=figures,
        hours=(HoursRow("", one.category, one.hours, day, day),),
        activities=(),
        returned_on=None,
        return_due_on=None,
        approved_on=on,
    )
