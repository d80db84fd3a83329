"""Interim reports: of a part of a period, through a day of the year, due on a later one.

They are read and answered as annual reports are, and count for nothing: what they say is in the annual report of their
period again. The final report is the annual one of the last period, which for a sole period is the only one.

Worked example: through 30 June, due 31 August: for 2020 the interim report `2020-06` is of 1 January to 30 June 2020
and due on Monday 31 August 2020. A period that ends on or before the day has none.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from agreements.due_dates import report_due_on
from agreements.periods import Period, on_day

#: What tells the label of an interim report (`2020-06`) from a period's (`2020`, `2019/2020`).
INTERIM = "-"


class Interim(NamedTuple):
    """An interim report's part of a period (`span`, whose label is the month in which it ends), the period that it is a
    part of, and the banking day on which it is due."""

    span: Period
    whole: Period
    due_on: date


def interims(spans: Iterable[Period], said: Iterable[tuple[str, str]]) -> tuple[Interim, ...]:
    """The interim reports of some periods, in order; `said` are pairs of days of the year: through, due.

    >>> year = Period("2020", date(2020, 1, 1), date(2020, 12, 31), date(2020, 1, 1), date(2020, 12, 31))
    >>> [(one.span.label, one.span.ends_on, one.due_on) for one in interims([year], [("06-30", "08-31")])]
    [('2020-06', datetime.date(2020, 6, 30), datetime.date(2020, 8, 31))]
    """
    days = list(said)
    found = [_interim(whole, last, due) for whole in spans for through, due in days for last in _last(whole, through)]
    return tuple(sorted(found, key=lambda one: one.span.ends_on))


def _last(whole: Period, through: str) -> list[date]:
    """Where the day lies in a period before its end; a period that a short end has joined may have it twice."""
    years = range(whole.starts_on.year, whole.ends_on.year + 1)
    days = [on_day(year, int(through[:2]), int(through[3:])) for year in years]
    return [day for day in days if whole.starts_on <= day < whole.ends_on]


def _interim(whole: Period, last: date, due: str) -> Interim:
    span = Period(f"{last:%Y-%m}", whole.starts_on, last, whole.year_starts_on, whole.year_ends_on)
    return Interim(span, whole, report_due_on(due, span))
