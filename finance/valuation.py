"""What volunteer time is worth: hours × the rate in force at the dates of the hours, each rate with its source.

Hours and SEK are never mixed; dates are inclusive. Hours without a rate are worth an unknown amount, never zero,
while zero hours are zero kronor and need no rate. The rule is the commitment check's "What was delivered",
`volunteer_time`.

Worked example: 4 000 adult hours at 220 and 500 young hours at 50 are 880 000 + 25 000 = 905 000 kr.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

ORE = Decimal("0.01")
ZERO = Decimal(0)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rate:
    """SEK per hour for a category of volunteers, in force from `starts_on` through `ends_on` (None: until replaced)."""

    category: str
    amount: Decimal
    starts_on: date
    ends_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class RateTable:
    """The named rates that an agreement values its volunteer time by."""

    name: str
    rates: tuple[Rate, ...]

    def __hash__(self) -> int:
        """The name tells tables apart quickly; equality still compares every rate."""
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Hours of one category of volunteers in one activity over some dates: an aggregate, nobody's personal data."""

    activity: str
    category: str
    hours: Decimal
    starts_on: date
    ends_on: date
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Hours valued at one rate; `amount` is exact (hours × rate), since rounding waits for the whole component."""

    category: str
    hours: Decimal
    rate: Decimal
    source: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Valuation:
    """All hours, and their value in SEK to the öre; None when `missing` names a category and day without one rate."""

    hours: Decimal
    amount: Decimal | None
    parts: tuple[Part, ...]
    missing: tuple[tuple[str, date], ...]


NO_HOURS = Valuation(ZERO, ZERO, (), ())


def rate_for(table: RateTable, category: str, day: date) -> Rate | None:
    """The category's rate in force on the day; where several are, the one that began last has replaced the others."""
    found: Rate | None = None
    for rate in table.rates:
        if rate.category != category or rate.starts_on > day or (rate.ends_on is not None and rate.ends_on < day):
            continue
        if found is None or rate.starts_on > found.starts_on:
            found = rate
    return found


def spans_change(table: RateTable, category: str, starts_on: date, ends_on: date) -> bool:
    """Whether the category is worth different amounts on two days of the range: such a row of hours must be split.

    A rate that begins or ends inside the range is a change, also from or to having none; a new rate of the same amount
    is not.
    """
    return _change_within(table, category, starts_on, ends_on) is not None


def value(rows: Iterable[HoursRow], table: RateTable | None) -> Valuation:
    """Value the rows by category and rate, rounding once, so that splitting a row changes nothing.

    A row across a change of rate is refused when it is handed in; where a rate was registered afterwards, the row's
    value is unknown and the day of the change is named.
    """
    total = exact = ZERO
    parts: dict[tuple[str, Decimal, str], Decimal] = {}
    missing: set[tuple[str, date]] = set()
    for row in rows:
        if not row.hours:
            continue
        total += row.hours
        rate = row.starts_on if table is None else _rate_over(table, row.category, row.starts_on, row.ends_on)
        if isinstance(rate, date):
            missing.add((row.category, rate))
            continue
        exact += row.hours * rate.amount
        key = (row.category, rate.amount, rate.source)
        parts[key] = parts.get(key, ZERO) + row.hours
    amount = None if missing else exact.quantize(ORE, ROUND_HALF_UP)
    return Valuation(total, amount, _parts(parts), tuple(sorted(missing)))


@lru_cache(maxsize=65536)
def _rate_over(table: RateTable, category: str, starts_on: date, ends_on: date) -> Rate | date:
    """The one rate in force over the dates, or the day that stands in the way of it."""
    rate = rate_for(table, category, starts_on)
    if rate is None:
        return starts_on
    return _change_within(table, category, starts_on, ends_on) or rate


def _change_within(table: RateTable, category: str, starts_on: date, ends_on: date) -> date | None:
    """The first day in the range on which the rate is another than on its first day."""
    edges = []
    for rate in table.rates:
        if rate.category == category:
            edges.append(rate.starts_on)
            if rate.ends_on is not None and rate.ends_on < date.max:
                edges.append(rate.ends_on + ONE_DAY)
    first = rate_for(table, category, starts_on)
    for day in sorted(day for day in edges if starts_on < day <= ends_on):
        if _amount(rate_for(table, category, day)) != _amount(first):
            return day
    return None


def _amount(rate: Rate | None) -> Decimal | None:
    return None if rate is None else rate.amount


def _parts(hours: dict[tuple[str, Decimal, str], Decimal]) -> tuple[Part, ...]:
    """One part per category, rate and source, in an order that does not depend on the rows'."""
    order = sorted(hours, key=lambda key: (key[0], -key[1], key[2]))
    return tuple(
        Part(category, hours[category, rate, source], rate, source, hours[category, rate, source] * rate)
        for category, rate, source in order
    )
