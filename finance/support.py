"""What a municipality gives beside money, premises, material or staff, at a documented price: a value in SEK by days.

Gross is quantity × price, where a price per year counts each calendar year by its days ÷ days in that year; what was
charged is taken off, and the value is never below 0 (charging more than the market is no support). It is rounded once,
to the öre, half up; parts of it add up to it exactly.

Worked example: 120 m² at 1 200 kr per m² and year from 2024-03-01 through 2024-12-31 is 120 × 1 200 × 306 ÷ 366 =
120 393.44; with 20 000 kr charged the support is 100 393.44.
Source: the municipality's own valuation, which names where its price comes from (such as a market rent).
"""

import calendar
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from finance.rounding import half_up
from office.numbers import trimmed

ORE = Decimal("0.01")
FORMULAS = {
    "sv": {
        "year": "{quantity} {unit} × {price} kr per år × {days}",
        "whole": "{quantity} {unit} × {price} kr",
        "days": "{days} ÷ {year} dagar",
        "charged": " − {charged} kr som betalats",
        "value": " = {value} kr ({source})",
        "none": "; mer är betalt än priset, så stödet är 0 kr ({source})",
        "back": "Återtaget: inget gavs, 0 kr ({source})",
    },
    "en": {
        "year": "{quantity} {unit} × {price} kr per year × {days}",
        "whole": "{quantity} {unit} × {price} kr",
        "days": "{days} ÷ {year} days",
        "charged": " − {charged} kr that was charged",
        "value": " = {value} kr ({source})",
        "none": "; more was charged than the price, so the support is 0 kr ({source})",
        "back": "Taken back: nothing was given, 0 kr ({source})",
    },
}
Span = tuple[date, date]


class Support(NamedTuple):
    """Something given from the first through the last day, `quantity` of a `unit` at a `price` SEK per unit: per year
    (`per_year`) or for all of it. `charged` is what the recipient pays for it, SEK.
    """

    quantity: Decimal
    unit: str
    price: Decimal
    per_year: bool
    starts_on: date
    ends_on: date
    charged: Decimal
    source: str


def value(given: Support) -> Decimal:
    """What it is worth beside what was charged, SEK."""
    return half_up(_through(given, given.ends_on), ORE)


def parts(given: Support, spans: Sequence[Span]) -> tuple[Decimal, ...]:
    """Its value in each of some spans that follow each other, SEK: each is what has come up to its last day less what
    came before, so that they add up to the whole where the spans cover it.
    """
    found = []
    for first, last in spans:
        before = date.fromordinal(first.toordinal() - 1)
        found.append(half_up(_through(given, last), ORE) - half_up(_through(given, before), ORE))
    return tuple(found)


def formula(given: Support, language: str) -> str:
    """How the value is reached, in numbers and with its source; a quantity of 0 takes the support back."""
    said = FORMULAS[language]
    if not given.quantity:
        return said["back"].format(source=given.source)
    by_year = _days(given.starts_on, given.ends_on)
    days = " + ".join(said["days"].format(days=days, year=year) for year, days in by_year.items())
    text = said["year" if given.per_year else "whole"].format(
        quantity=trimmed(given.quantity, language),
        unit=given.unit,
        price=trimmed(given.price, language),
        days=f"({days})" if len(by_year) > 1 else days,
    )
    if given.charged:
        text += said["charged"].format(charged=trimmed(given.charged, language))
    outcome = "none" if _gross(given, given.ends_on) < given.charged else "value"
    return text + said[outcome].format(value=trimmed(value(given), language), source=given.source)


def _through(given: Support, last: date) -> Fraction:
    """The exact value from its first day through a day: as much of the whole as the gross has come to."""
    last = min(last, given.ends_on)
    if last < given.starts_on:
        return Fraction(0)
    gross, so_far = _gross(given, given.ends_on), _gross(given, last)
    left = max(gross - Fraction(given.charged), Fraction(0))
    return left * so_far / gross if gross else Fraction(0)


def _gross(given: Support, last: date) -> Fraction:
    """Quantity × price through a day: by days of each year, or by days of the whole."""
    one = Fraction(given.quantity) * Fraction(given.price)
    if given.per_year:
        days = _days(given.starts_on, last)
        return one * sum((Fraction(many, year) for year, many in days.items()), Fraction(0))
    return one * Fraction((last - given.starts_on).days + 1, (given.ends_on - given.starts_on).days + 1)


def _days(starts_on: date, ends_on: date) -> dict[int, int]:
    """Days by the length of their year: {366: 306}."""
    found: dict[int, int] = {}
    for year in range(starts_on.year, ends_on.year + 1):
        first, last = max(starts_on, date(year, 1, 1)), min(ends_on, date(year, 12, 31))
        length = 366 if calendar.isleap(year) else 365
        found[length] = found.get(length, 0) + (last - first).days + 1
    return found
