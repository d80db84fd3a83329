"""What volunteer time is worth: hours × the rate in force at the dates of the hours, each rate with its source.

Hours and SEK are never mixed; dates are inclusive. Hours without a rate are worth an unknown amount, never zero,
while zero hours are zero kronor and need no rate. The rule is the commitment check's "What was delivered",
`volunteer_time`.

An agreement may say which kinds of work count as volunteer time (condition `volunteer_time_counts`): hours of another
kind are told beside, worth nothing here and never mixed in.

Worked example: 4 000 adult hours at 220 and 500 young hours at 50 are 880 000 + 25 000 = 905 000 kr; where travel does
not count, 20 hours of it stay 20 hours beside.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

ORE = Decimal("0.01")
ZERO = Decimal(0)
ONE_DAY = timedelta(days=1)
#: Our own limit of what somebody can work: beyond what any human keeps up, so that more is a slip of the pen or a wrong
#: count of people.
HOURS_A_DAY = 12
#: Taking part as a volunteer, where nothing more is said. The word is that of labour statistics (ILO: the 19th
#: International Conference of Labour Statisticians' resolution concerning statistics of work, 2013, §§ 37-38).
VOLUNTEER_WORK = "volunteer_work"


class Rate(NamedTuple):
    """SEK per hour for a category of volunteers, in force from `starts_on` through `ends_on` (None: until replaced)."""

    category: str
    amount: Decimal
    starts_on: date
    ends_on: date | None
    source: str


class RateTable(NamedTuple):
    """The named rates that an agreement values its volunteer time by."""

    name: str
    rates: tuple[Rate, ...]

    def __hash__(self) -> int:
        """The name tells tables apart quickly; equality still compares every rate."""
        return hash(self.name)


class HoursRow(NamedTuple):
    """Hours of one category of volunteers in one activity over some dates: an aggregate, nobody's personal data.

    `heads` is how many people they were (None: not told), `work` what kind of work it was.
    """

    activity: str
    category: str
    hours: Decimal
    starts_on: date
    ends_on: date
    id: int | None = None
    heads: int | None = None
    work: str = VOLUNTEER_WORK


#: A category of volunteers, and the first and last day of their work.
Span = tuple[str, date, date]


class Price(NamedTuple):
    """What an hour of a category is worth, SEK, and who says so."""

    category: str
    rate: Decimal
    source: str


class Part(NamedTuple):
    """Hours valued at one rate; `amount` is exact (hours × rate), since rounding waits for the whole component."""

    category: str
    hours: Decimal
    rate: Decimal
    source: str
    amount: Decimal


class Valuation(NamedTuple):
    """All hours, and their value in SEK to the öre; None when `missing` names a category and day without one rate.
    `beside` are hours of the kinds of work that do not count, by kind: they are in none of the others.
    """

    hours: Decimal
    amount: Decimal | None
    parts: tuple[Part, ...]
    missing: tuple[tuple[str, date], ...]
    beside: tuple[tuple[str, Decimal], ...] = ()


NO_HOURS = Valuation(ZERO, ZERO, (), ())


@lru_cache(maxsize=4096)
def activity_key(name: str) -> str:
    """What tells activities apart: the letters and digits of their names. However it is cased, spaced or hyphenated, it
    is the same activity.

    >>> activity_key("Språkcafé, tisdagar") == activity_key("SPRÅK-CAFÉ  tisdagar")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(filter(str.isalnum, folded)) or folded


def rate_for(table: RateTable, category: str, day: date) -> Rate | None:
    """The category's rate in force on the day; where several are, the one that began last has replaced the others."""
    found: Rate | None = None
    for rate in table.rates:
        if rate.category != category or rate.starts_on > day or (rate.ends_on is not None and rate.ends_on < day):
            continue
        if found is None or rate.starts_on > found.starts_on:
            found = rate
    return found


def price_on(table: RateTable | None, category: str, day: date) -> Price | None:
    """What an hour of the category is worth on a day, and who says so."""
    rate = None if table is None else rate_for(table, category, day)
    return None if rate is None else Price(category, rate.amount, rate.source)


def worth(hours: Decimal, price: Price) -> Decimal:
    """The hours in SEK, to the öre, half up: 502.73 h × 220 = 110 600.60."""
    return (hours * price.rate).quantize(ORE, ROUND_HALF_UP)


def in_force_during(table: RateTable, spans: Iterable[Span]) -> tuple[Rate, ...]:
    """The rates that hold on some day of the spans: by them alone the same hours are worth the same.

    Worked example: of a rate through 2013 and one from 2014 on, hours of March 2020 leave the one from 2014.
    """
    asked = list(spans)
    return tuple(
        rate
        for rate in table.rates
        if any(
            rate.category == category and rate.starts_on <= last and (rate.ends_on is None or first <= rate.ends_on)
            for category, first, last in asked
        )
    )


def spans_change(table: RateTable, category: str, starts_on: date, ends_on: date) -> bool:
    """Whether the category is worth different amounts on two days of the range: such a row of hours must be split.

    A rate that begins or ends inside the range is a change, also from or to having none; a new rate of the same amount
    is not.
    """
    return change_within(table, category, starts_on, ends_on) is not None


def value(rows: Iterable[HoursRow], table: RateTable | None, counts: Collection[str] | None = None) -> Valuation:
    """Value the rows by category and rate, rounding once, so that splitting a row changes nothing. `counts` are the
    kinds of work that are volunteer time; None: every kind.

    A row across a change of rate is refused when it is handed in; where a rate was registered afterwards, the row's
    value is unknown and the day of the change is named.
    """
    price_over = _no_price if table is None else _prices(table)
    total = exact = ZERO
    priced: dict[Price, Decimal] = {}
    beside: dict[str, Decimal] = {}
    missing: set[tuple[str, date]] = set()
    for _, category, hours, starts_on, ends_on, _, _, work in rows:
        if not hours:
            continue
        if counts is not None and work not in counts:
            beside[work] = beside.get(work, ZERO) + hours
            continue
        total += hours
        price = price_over(category, starts_on, ends_on)
        if price is None:
            missing.add((category, _unpriced_day(table, category, starts_on, ends_on)))
        else:
            priced[price] = priced.get(price, ZERO) + hours
    parts = []
    for price, hours in sorted(priced.items(), key=_by_category):
        category, rate, source = price
        amount = hours * rate
        exact += amount
        parts.append(Part(category, hours, rate, source, amount))
    known = None if missing else exact.quantize(ORE, ROUND_HALF_UP)
    return Valuation(total, known, tuple(parts), tuple(sorted(missing)), tuple(sorted(beside.items())))


def _by_category(priced: tuple[Price, Decimal]) -> tuple[str, Decimal, str]:
    """An order that does not depend on the rows': by category, and in it the highest rate first."""
    category, rate, source = priced[0]
    return category, -rate, source


@lru_cache(maxsize=256)
def _prices(table: RateTable) -> Callable[[str, date, date], Price | None]:
    """The table's price for a category over some dates, remembered per table: no row has to be told which it is."""

    @lru_cache(maxsize=4096)
    def price_over(category: str, starts_on: date, ends_on: date) -> Price | None:
        rate = rate_for(table, category, starts_on)
        if rate is None or change_within(table, category, starts_on, ends_on):
            return None
        return Price(category, rate.amount, rate.source)

    return price_over


def _no_price(category: str, starts_on: date, ends_on: date) -> None:
    """Where nothing says what an hour is worth."""


def _unpriced_day(table: RateTable | None, category: str, starts_on: date, ends_on: date) -> date:
    """The first of the dates that stands in the way of one price."""
    if table is None or rate_for(table, category, starts_on) is None:
        return starts_on
    return change_within(table, category, starts_on, ends_on) or starts_on


def change_within(table: RateTable, category: str, starts_on: date, ends_on: date) -> date | None:
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
