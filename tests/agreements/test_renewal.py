"""Notice and renewal: by months, without drifting."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.renewal import due, months_from, standing


@pytest.mark.parametrize(("day", "months", "expected"), [
    ("2027-12-31", -6, "2027-06-30"), ("2027-08-31", -6, "2027-02-28"), ("2028-08-31", -6, "2028-02-29"),
    ("2027-12-31", 12, "2028-12-31"), ("2027-02-28", 12, "2028-02-29"), ("2027-01-30", 1, "2027-02-28"),
    ("2027-06-15", -1, "2027-05-15"), ("2027-01-31", -1, "2026-12-31"), ("2027-01-31", 0, "2027-01-31"),
])  # fmt: skip
def test_months(day: str, months: int, expected: str) -> None:
    assert str(months_from(date.fromisoformat(day), months)) == expected


@given(st.integers(2000, 2100), st.integers(1, 12), st.integers(0, 60))
def test_the_end_of_a_month_stays_one(year: int, month: int, months: int) -> None:
    """From 31 January no renewal drifts to the 28th for good."""
    end = months_from(date(year, month, 28), 0).replace(day=1)
    last = months_from(date(end.year + end.month // 12, end.month % 12 + 1, 1), 0)
    day = date.fromordinal(last.toordinal() - 1)
    assert date.fromordinal(months_from(day, months).toordinal() + 1).day == 1


END = date(2027, 12, 31)


def test_it_renews_itself_when_the_last_day_to_give_notice_is_over() -> None:
    found = standing(END, 6, 12, [])
    assert (found.notice_by, found.renews_to, found.noticed) == (date(2027, 6, 30), date(2028, 12, 31), False)
    assert not due(found, date(2027, 6, 30))
    assert due(found, date(2027, 7, 1))


def test_notice_in_time_and_too_late() -> None:
    assert standing(END, 6, 12, [date(2027, 6, 30)]).renews_to is None
    assert standing(END, 6, 12, [date(2027, 6, 30)]).noticed
    late = standing(END, 6, 12, [date(2027, 7, 1)])
    assert (late.noticed, late.renews_to) == (False, date(2028, 12, 31))


def test_without_a_clause() -> None:
    found = standing(END, None, None, [])
    assert (found.notice_by, found.renews_to) == (None, None)
    assert not due(found, date(2030, 1, 1))
    renewing = standing(END, None, 12, [])
    assert not due(renewing, END)
    assert due(renewing, date(2028, 1, 1))
    assert standing(END, None, 12, [END]).noticed
    assert standing(END, 6, 0, []).renews_to is None
