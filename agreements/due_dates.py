"""When something is due: instalments and annual reports, on days when Swedish banks are open.

The rule is the commitment check's "Due dates": a due date on a Saturday, Sunday, Swedish public holiday, Midsummer's,
Christmas or New Year's Eve moves to the next banking day. Due *on* D is overdue from D + 1.

Worked example: an instalment due 31 July 2022, a Sunday, is due on Monday 1 August and overdue from 2 August.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import holidays

from agreements.periods import Period, on_day

ONE_DAY = timedelta(days=1)
SATURDAY = 5
LONGEST_MONTHS = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
MONTH_DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)


def is_month_day(text: str) -> bool:
    """Whether the text is a day of the year as `MM-DD`; `02-29` is one, and means the 28th in most years."""
    match = MONTH_DAY.fullmatch(text)
    return match is not None and 1 <= int(match[2]) <= LONGEST_MONTHS.get(int(match[1]), 0)


@lru_cache(maxsize=65536)
def banking_day(day: date) -> date:
    """The day itself when banks are open, otherwise the next day when they are."""
    while day.weekday() >= SATURDAY or day in _closed_days(day.year):
        day += ONE_DAY
    return day


@lru_cache(maxsize=65536)
def day_in(month_day: str, period: Period) -> date:
    """The period's own day with that month and day, before any move to a banking day.

    It is looked for in the period's full year and, where the period is only a part of it, clamped to its nearest day:
    31 January in a period that begins 1 March is 1 March.
    """
    day = _in_year(period.year_starts_on.year, month_day)
    if day < period.year_starts_on:
        day = _in_year(period.year_starts_on.year + 1, month_day)
    return min(max(day, period.starts_on), period.ends_on)


@lru_cache(maxsize=65536)
def instalment_due_on(month_day: str | None, period: Period) -> date:
    """The banking day on which an instalment is due; without a named day it is the period's last."""
    return banking_day(period.ends_on if month_day is None else day_in(month_day, period))


@lru_cache(maxsize=65536)
def report_due_on(month_day: str, period: Period) -> date:
    """The banking day on which the period's annual report is due: the first such day after the period has ended.

    >>> period = Period("2020", date(2020, 1, 1), date(2020, 12, 31), date(2020, 1, 1), date(2020, 12, 31))
    >>> report_due_on("03-31", period)
    datetime.date(2021, 3, 31)
    """
    day = _in_year(period.ends_on.year, month_day)
    if day <= period.ends_on:
        day = _in_year(period.ends_on.year + 1, month_day)
    return banking_day(day)


class DueRule(NamedTuple):
    """When a report is due: on a day of the year (`month_day`, MM-DD), so many days `after_meeting` and then on that
    day at the latest, or so many days `after_end` of its period. None of them: at no time.
    """

    month_day: str | None = None
    after_meeting: int | None = None
    after_end: int | None = None


class Due(NamedTuple):
    """When a report is due, and how the day was found: a fixed `day` of the year, so many days after the annual
    `meeting` or after the period's `end`, the `latest` day that the clause allows (no meeting is known, or it counts
    from too late a one), or `unknown`; `day` where nothing is due at all.
    """

    on: date | None
    how: str
    meeting: date | None = None


@lru_cache(maxsize=65536)
def report_due(rule: DueRule, period: Period, meeting: date | None) -> Due:
    """When the period's report is due by a rule; `meeting` is the annual meeting at which its year is laid before the
    members. Days move to a banking day.

    >>> period = Period("2020", date(2020, 1, 1), date(2020, 12, 31), date(2020, 1, 1), date(2020, 12, 31))
    >>> report_due(DueRule("06-30", after_meeting=30), period, date(2021, 3, 20))
    Due(on=datetime.date(2021, 4, 19), how='meeting', meeting=datetime.date(2021, 3, 20))
    >>> report_due(DueRule(after_end=90), period, None)
    Due(on=datetime.date(2021, 3, 31), how='end', meeting=None)
    """
    if rule.after_end is not None:
        return Due(banking_day(period.ends_on + rule.after_end * ONE_DAY), "end")
    fixed = None if rule.month_day is None else report_due_on(rule.month_day, period)
    if rule.after_meeting is None:
        return Due(fixed, "day")
    if meeting is None:
        return Due(fixed, "unknown" if fixed is None else "latest")
    counted = banking_day(meeting + rule.after_meeting * ONE_DAY)
    if fixed is not None and fixed < counted:
        return Due(fixed, "latest", meeting)
    return Due(counted, "meeting", meeting)


def meeting_about(period: Period, days: Iterable[date]) -> date | None:
    """The annual meeting at which a period's year is laid before the members: the first within a year after its end.

    >>> period = Period("2020", date(2020, 1, 1), date(2020, 12, 31), date(2020, 1, 1), date(2020, 12, 31))
    >>> meeting_about(period, [date(2020, 3, 21), date(2022, 3, 19), date(2021, 3, 20)])
    datetime.date(2021, 3, 20)
    """
    last = on_day(period.ends_on.year + 1, period.ends_on.month, period.ends_on.day)
    return min((day for day in days if period.ends_on < day <= last), default=None)


def _in_year(year: int, month_day: str) -> date:
    return on_day(year, int(month_day[:2]), int(month_day[3:]))


@lru_cache(maxsize=512)
def _closed_days(year: int) -> frozenset[date]:
    """Public holidays and the three eves (which the library calls holidays de facto); Sundays are told by the
    weekday.
    """
    return frozenset(holidays.country_holidays("SE", years=year, categories=("public", "de_facto")))
