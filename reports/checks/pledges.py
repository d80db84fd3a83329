"""Volunteer time promised in hours: what it is worth in a period, and what is shown of it.

The hours of a year follow the days of a part period, as amounts do, and are then worth hours × the rate in force on
the period's first day, so that the figures shown multiply. A commitment that states no amount promises the sum of its
components. Where no rate is in force on that day nothing can be said of the promise: once the period has begun the line
is `unknown` with the finding `volunteer_rate.missing`, never zero.

Worked example: 1 000 adult hours a year at 220 and 50 000 kr in own cash are 220 000 + 50 000 = 270 000 kr. From 1 July
2020 it is 1 000 × 184 ÷ 366 = 502.73 h, worth 110 600.60, and 50 000 × 184 ÷ 366 = 25 136.61: together 135 737.21 kr.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.amounts import ZERO, for_period
from agreements.periods import Period
from finance.valuation import Price, RateTable, price_on, worth
from reports.checks.results import Component, Line
from reports.checks.terms import CommitmentFact, ComponentFact


class Pledge(NamedTuple):
    """A promise with hours in it, in one period: SEK in all (None: not known), its components with their amounts and
    hours in the period, and the price of each one's hours."""

    promised: Decimal | None
    components: tuple[ComponentFact, ...]
    prices: tuple[Price | None, ...]


def in_hours(commitment: CommitmentFact) -> bool:
    """Whether some of it is promised in hours."""
    return any(component.hours is not None for component in commitment.components)


def pledge_of(commitment: CommitmentFact, period: Period, stated: Decimal | None, rates: RateTable | None) -> Pledge:
    """What is promised in the period; `stated` is the commitment's own amount in it, where it has one."""
    parts, prices = [], []
    for component in commitment.components:
        price = None
        if component.hours is None:
            amount = for_period(component.amount or ZERO, period)
            parts.append(component._replace(amount=amount))
        else:
            hours = for_period(component.hours, period)
            price = price_on(rates, component.category, period.starts_on)
            parts.append(component._replace(hours=hours, amount=None if price is None else worth(hours, price)))
        prices.append(price)
    amounts = [part.amount for part in parts if part.amount is not None]
    total = sum(amounts, ZERO) if len(amounts) == len(parts) else None
    return Pledge(total if stated is None else stated, tuple(parts), tuple(prices))


def with_hours(line: Line, pledge: Pledge, as_of: date) -> Line:
    """The line with the hours that are promised in it; `unknown` where they have no worth and the period has begun."""
    begun = line.period.starts_on <= as_of
    delivered = line.components or [
        Component(part.kind, part.counting, part.amount, None, None) for part in pledge.components
    ]
    shown = [
        _with_promise(part, promise, price, line.period.starts_on if begun else None)
        for part, promise, price in zip(delivered, pledge.components, pledge.prices, strict=False)
    ]
    parts = (*shown, *delivered[len(shown) :])
    if begun and any(part.amount is None for part in pledge.components):
        line = line._replace(status="unknown", delivered=None, counted=None, difference=None, waiver=None)
    return line._replace(components=parts)


def _with_promise(part: Component, promise: ComponentFact, price: Price | None, day: date | None) -> Component:
    if promise.hours is None:
        return part
    lacking = () if price is not None or day is None else ((promise.category, day),)
    missing = part.missing if set(lacking) <= set(part.missing) else tuple(sorted({*part.missing, *lacking}))
    return part._replace(promised_hours=promise.hours, promised_at=price, missing=missing)
