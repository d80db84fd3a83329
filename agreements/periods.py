"""The periods that an agreement's term is cut into, because promises, payments and reports are counted per period.

All dates are inclusive (*till och med*). The rule is the commitment check's "Periods": calendar years by default, or
years counted from the start date; a remainder shorter than 31 days joins its neighbour and takes its label.

Worked example: 2019-09-01 to 2021-09-01 by agreement year is two periods, `2019/2020` (to 2020-08-31) and
`2020/2021`, which also holds the one day that remained (to 2021-09-01).
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Basis = Literal["calendar_year", "agreement_year"]

SHORTEST_PERIOD = 31  # days; a shorter remainder is no period of its own
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A part of the term: what is counted together. `year_*` is the full year that it was cut from.

    `days` is its length, both ends included; `holds_full_year` says whether it contains its whole year, also when a
    short remainder has joined it. Agreements with the same term share their periods, so both are worked out once.

    >>> Period("2020", date(2020, 7, 1), date(2020, 12, 31), date(2020, 1, 1), date(2020, 12, 31)).days
    184
    """

    label: str
    starts_on: date
    ends_on: date
    year_starts_on: date
    year_ends_on: date
    days: int = field(init=False, repr=False, compare=False)
    holds_full_year: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        full = self.starts_on <= self.year_starts_on and self.year_ends_on <= self.ends_on
        object.__setattr__(self, "days", (self.ends_on - self.starts_on).days + 1)
        object.__setattr__(self, "holds_full_year", full)

    def __hash__(self) -> int:
        """Two dates are enough to tell periods apart quickly; equality still compares every field."""
        return hash((self.starts_on, self.ends_on))


@lru_cache(maxsize=8192)
def periods(starts_on: date, ends_on: date, basis: Basis = "calendar_year") -> tuple[Period, ...]:
    """Cut a term into its periods, oldest first; together they cover every day of the term once."""
    if ends_on < starts_on:
        raise ValueError(f"the term ends {ends_on} before it begins {starts_on}")
    years = _calendar_years(starts_on, ends_on) if basis == "calendar_year" else _agreement_years(starts_on, ends_on)
    return _join_short_ends([_clip(year, starts_on, ends_on) for year in years])


def cut(whole: tuple[Period, ...], last_day: date) -> tuple[Period, ...]:
    """What is left of the periods when the agreement ends early, `last_day` being the last day in force.

    Labels stay, since reports and payments already carry them: a stump of a few days is not joined to its neighbour.
    """
    return tuple(
        period if period.ends_on <= last_day else replace(period, ends_on=last_day)
        for period in whole
        if period.starts_on <= last_day
    )


def on_day(year: int, month: int, day: int) -> date:
    """That day of the year; the 29th of February is the 28th in other years than leap years."""
    if month == 2 and day == 29 and not calendar.isleap(year):
        day = 28
    return date(year, month, day)


def _calendar_years(starts_on: date, ends_on: date) -> Iterator[Period]:
    """Every calendar year that the term touches, in full."""
    for year in range(starts_on.year, ends_on.year + 1):
        first, last = date(year, 1, 1), date(year, 12, 31)
        yield Period(str(year), first, last, first, last)


def _agreement_years(starts_on: date, ends_on: date) -> Iterator[Period]:
    """Every year counted from the start date, in full.

    Each begins on the start's own month and day, never on the previous one's, so that a start on 29 February falls on
    the 28th in most years and is back on the 29th in the next leap year.
    """
    first = starts_on
    while first <= ends_on:
        following = on_day(first.year + 1, starts_on.month, starts_on.day)
        last = following - ONE_DAY
        label = str(first.year) if first.year == last.year else f"{first.year}/{last.year}"
        yield Period(label, first, last, first, last)
        first = following


def _clip(year: Period, starts_on: date, ends_on: date) -> Period:
    """The part of a full year that lies within the term."""
    return replace(year, starts_on=max(year.starts_on, starts_on), ends_on=min(year.ends_on, ends_on))


def _join_short_ends(parts: list[Period]) -> tuple[Period, ...]:
    """Let a remainder of fewer than 31 days join its neighbour; only the first and the last part can be one."""
    if len(parts) > 1 and parts[0].days < SHORTEST_PERIOD:
        parts = [_joined(parts[0], parts[1]), *parts[2:]]
    if len(parts) > 1 and parts[-1].days < SHORTEST_PERIOD:
        parts = [*parts[:-2], _joined(parts[-2], parts[-1])]
    return tuple(parts)


def _joined(earlier: Period, later: Period) -> Period:
    """Two neighbours as one, labelled by the longer (of two short ones of equal length, the earlier)."""
    host = earlier if earlier.days >= later.days else later
    return replace(host, starts_on=earlier.starts_on, ends_on=later.ends_on)
