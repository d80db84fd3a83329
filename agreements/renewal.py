"""When notice must be given, and to when an agreement renews itself without it.

An agreement with `renewal_months` renews itself for so many months at its last day, unless a party has given notice at
least `notice_months` before it. Months are counted from the first last day, so that renewals never drift:

| last day | notice | last day to give notice | renewed by 12 months, again |
|---|--:|---|---|
| 2027-12-31 | 6 months | 2027-06-30 | 2028-12-31, 2029-12-31 |
| 2027-01-31 | 1 month | 2026-12-31 | 2028-01-31 |
| 2027-08-31 | 6 months | 2027-02-28 | 2028-08-31 |

A last day that ends its month is counted by ends of months. All days are inclusive: notice given on the last day to
give it is in time.

Source: the agreement's own clauses; domain.md: "the last day to give notice is a deadline".
"""

import calendar
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Standing(NamedTuple):
    """How an agreement's end stands: its last day, the last day to give notice (None: it has no such clause), whether
    notice was given in time, and the last day that it renews itself to (None: it does not)."""

    ends_on: date
    notice_by: date | None
    noticed: bool
    renews_to: date | None


def months_from(day: date, months: int) -> date:
    """The day so many months later (or earlier); the end of a month gives the end of a month.

    >>> months_from(date(2027, 12, 31), -6)
    datetime.date(2027, 6, 30)
    """
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    length = calendar.monthrange(year, month + 1)[1]
    at_the_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if at_the_end else min(day.day, length))


def standing(ends_on: date, notice_months: int | None, renewal_months: int | None, given: Iterable[date]) -> Standing:
    """How the end of a term stands, with the days on which notice was given."""
    notice_by = None if notice_months is None else months_from(ends_on, -notice_months)
    in_time = [day for day in given if day <= (notice_by or ends_on)]
    renews = bool(renewal_months) and not in_time
    return Standing(ends_on, notice_by, bool(in_time), months_from(ends_on, renewal_months or 0) if renews else None)


def due(found: Standing, as_of: date) -> bool:
    """Whether it has renewed itself: the last day to give notice (or, without one, the term) is over and nobody has."""
    return found.renews_to is not None and as_of > (found.notice_by or found.ends_on)
