"""Rows for the register of de minimis aid: what a giver here has granted between two days, as officers assessed it.

Members: who received it (number and name), who gave it, SEK, the rate and EUR, the day, the regulation, and instrument,
sector and reason as recorded. Rows are kept for ten years from the grant. Source: Article 6 of Regulations (EU)
2023/2831 and 2023/2832 (registration from 2026-01-01); which form the national register takes is not known here.

Worked example: 1 500 000 SEK granted on 2026-03-01 at 11.00 is 136 363.64 EUR, kept until 2036-03-01.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from finance.rounding import half_up
from finance.state_aid.assessing import standing
from finance.state_aid.facts import COUNTED, Assessment, Ceiling, ceiling_on
from finance.state_aid.window import CENT, years_later

KEEP_YEARS = 10


class Entry(NamedTuple):
    """An assessment as the register needs it; `regulation` is empty where no ceiling is known for its day."""

    assessment: int
    recipient: int
    giver: str
    kind: str
    regulation: str
    granted_on: date
    amount: Decimal
    rate: Decimal
    eur: Decimal
    keep_until: date


def entries(
    assessments: Iterable[Assessment], ceilings: Sequence[Ceiling], first: date, last: date, on: date
) -> tuple[Entry, ...]:
    """What was granted from the first through the last day and is assessed as de minimis aid by a day, in order."""
    found = [
        Entry(
            one.id,
            one.recipient,
            one.giver,
            one.kind,
            regulation(ceilings, one.kind, one.granted_on),
            one.granted_on,
            one.amount,
            one.rate,
            half_up(Fraction(one.amount) / Fraction(one.rate), CENT),
            years_later(one.granted_on, KEEP_YEARS),
        )
        for one in standing(assessments, on)
        if one.kind in COUNTED and one.rate and first <= one.granted_on <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.granted_on, one.assessment)))


def regulation(ceilings: Sequence[Ceiling], kind: str, day: date) -> str:
    """The regulation that aid of a kind was granted under on a day; empty when it is not known here."""
    ceiling = ceiling_on(tuple(ceilings), kind, day)
    return "" if ceiling is None else ceiling.regulation
