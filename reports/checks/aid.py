"""Where the recipients of an agreement stand against the ceilings for de minimis aid.

An agreement that is over is not told of its recipient's later aid, unless what it granted itself still counts. Nothing
is computed for an agreement that does not bind, nor where nobody has assessed or declared anything and the promises
are too small to ask (`finance.state_aid.screening`).

Worked example: three yearly grants of 1 500 000 SEK at 11.00, each assessed as de minimis, stand at 409 090.91 EUR:
above the ceiling of 300 000. Source: Regulation (EU) 2023/2831.
"""

from typing import NamedTuple

from finance.state_aid.cumulation import Compensated, compensated
from finance.state_aid.window import Position, Standing, position
from reports.checks.case import Case
from reports.checks.results import Amount, Evidence, Finding, Value, Word
from reports.checks.terms import PartyFact

EUR = "EUR"


class Recipient(NamedTuple):
    """A party that receives money, its group's position at `as_of`, and what has other compensation beside it."""

    party: PartyFact
    position: Position
    compensated: tuple[Compensated, ...]


def recipients_of(case: Case) -> list[Recipient]:
    """The recipients whose position concerns the agreement on the day."""
    if not case.binds or not case.facts.aid:
        return []
    found, parties = [], {party.id: party for party in case.facts.parties}
    for party, book in ((parties[pk], book) for pk, book in case.facts.aid if pk in parties):
        where = position(book, party.organization, case.as_of)
        one = Recipient(party, where, compensated(book.assessments, where))
        if _concerns(one.position, case):
            found.append(one)
    return found


def _concerns(found: Position, case: Case) -> bool:
    periods = case.calendar.periods
    if periods and case.as_of <= periods[-1].ends_on:
        return True
    granted = {aid.agreement for standing in found.standings for aid in standing.aid}
    return case.facts.id in granted | {one.agreement for one in found.unassessed}


def finding(code: str, severity: str, one: Recipient, standing: Standing) -> Finding:
    """What is found about a sum against its ceiling (None where no ceiling is known): its numbers are EUR."""
    return Finding(
        code=code,
        severity=severity,
        period=None,
        party=one.party,
        clause="",
        expected=standing.ceiling.amount if standing.ceiling else None,
        actual=standing.total,
        difference=None if standing.headroom is None else -standing.headroom,
        evidence=evidence(standing),
        values=tuple(values(one, standing).items()),
        unit=EUR,
    )


def evidence(standing: Standing) -> tuple[Evidence, ...]:
    """The assessments and declarations behind a sum."""
    return tuple((f"state_aid_{aid.type}", aid.id, None) for aid in standing.aid)


def values(one: Recipient, standing: Standing) -> dict[str, Value]:
    """What a sentence about a sum says; what leaves it next, where something does."""
    ceiling, left = standing.ceiling, standing.leaving[0] if standing.leaving else None
    return {
        "party": one.party.name,
        "kind": Word(standing.kind),
        "total": Amount(standing.total, EUR),
        "ceiling": Amount(ceiling.amount, EUR) if ceiling else "",
        "regulation": ceiling.regulation if ceiling else "",
        "headroom": "" if standing.headroom is None else Amount(abs(standing.headroom), EUR),
        "leaves": Amount(left.amount, EUR) if left else "",
        "leaves_on": left.on if left else "",
        "day": one.position.on,
    }
