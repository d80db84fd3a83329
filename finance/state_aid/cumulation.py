"""How de minimis aid of two kinds stands beside each other, and beside other compensation for the same service.

Aid under Regulation (EU) 2023/2831 and aid to services of general economic interest under (EU) 2023/2832 may be
cumulated (Article 5(1) of both), each up to the ceiling of its own regulation (Article 3(2)). They have no ceiling in
common since 2024; before, both together had 500 000 EUR (Article 5(1) of 1407/2013, Article 2(7) of 360/2012). Which
kinds may be cumulated with which is data, with its article (`finance/data/state_aid_ceilings.yaml`).

| de minimis | SGEI | together | de minimis (300 000) | SGEI (750 000) |
|---|---|---|---|---|
| 300 000.00 | 750 000.00 | 1 050 000.00 | exactly the ceiling, not above | exactly the ceiling, not above |
| 300 000.01 | 100 000.00 | 400 000.01 | 0.01 above: what is left of the other lends nothing | 650 000 left |
| 200 000.00 | 750 000.01 | 950 000.01 | 100 000 left | 0.01 above |

Aid to such a service may not be cumulated with any other compensation for the same service, be it State aid or not
(Article 5(2) of 2023/2832). Whether two grants are for the same service nobody can tell from here; an agreement is
usually one. So what is assessed as SGEI is shown beside what the same agreement gives the same undertaking for the same
period under another assessment, for an officer to look at. Nothing is moved from one sum to another.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from finance.rounding import half_up
from finance.state_aid.assessing import standing
from finance.state_aid.facts import Assessment
from finance.state_aid.window import CENT, Position, Standing, counts

SGEI = "sgei"


class Article(NamedTuple):
    """Where a regulation says that its aid may be cumulated: "5(1)"."""

    regulation: str
    article: str


class Together(NamedTuple):
    """Both kinds in one sum, EUR, rounded once. `allowed`: whether the regulations let them stand beside each other,
    each with its own ceiling; None where no ceiling is known for the day. `articles` say where.
    """

    total: Decimal
    allowed: bool | None
    articles: tuple[Article, ...]


class Compensated(NamedTuple):
    """An assessment as SGEI, and what else the same agreement gives the same undertaking for the same period."""

    service: Assessment
    others: tuple[Assessment, ...]


def together(standings: Sequence[Standing]) -> Together:
    """The sums of all kinds as one."""
    exact = sum((aid.exact for one in standings for aid in one.aid), Fraction(0))
    ceilings = [one.ceiling for one in standings if one.ceiling]
    known = len(ceilings) == len(standings)
    allowed = all(one.kind in {ceiling.kind, *ceiling.cumulates_with} for one in standings for ceiling in ceilings)
    articles = tuple(Article(ceiling.regulation, ceiling.cumulation) for ceiling in ceilings)
    return Together(half_up(exact, CENT), allowed if known else None, articles if known else ())


def compensated(assessments: Iterable[Assessment], position: Position) -> tuple[Compensated, ...]:
    """What is assessed as SGEI within the window and has something else beside it, in the order of the assessments."""
    stand = [one for one in standing(assessments, position.on) if one.recipient in position.group]
    found = []
    for one in stand:
        if one.kind == SGEI and counts(one.granted_on, position.on):
            others = tuple(other for other in stand if other.kind != SGEI and _beside(one, other, position.on))
            if others:
                found.append(Compensated(one, others))
    return tuple(found)


def _beside(one: Assessment, other: Assessment, on: date) -> bool:
    """In the same agreement, for the same period or the whole of it."""
    same = one.period is None or other.period is None or one.period == other.period
    return one.agreement == other.agreement and same and counts(other.granted_on, on)
