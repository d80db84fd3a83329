"""When instalments and reports are due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.due_dates import (
    Due,
    DueRule,
    banking_day,
    day_in,
    instalment_due_on,
    is_month_day,
    meeting_about,
    report_due,
    report_due_on,
)
from agreements.periods import periods

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
YEAR_2020 = periods(date(2020, 1, 1), date(2020, 12, 31))[0]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-07-29", "2022-07-29"),  # an ordinary Friday
        ("2022-07-31", "2022-08-01"),  # a Sunday
        ("2022-04-15", "2022-04-19"),  # Good Friday, then Easter through Monday
        ("2022-06-24", "2022-06-27"),  # Midsummer's Eve, a Friday
        ("2020-12-24", "2020-12-28"),  # Christmas Eve, a Thursday, then two holidays and a Sunday
        ("2020-12-31", "2021-01-04"),  # New Year's Eve, a Thursday
        ("2024-06-06", "2024-06-07"),  # the National Day
        ("2004-06-04", "2004-06-04"),
    ],
)
def test_a_closed_day_moves_to_the_next_banking_day(day: str, expected: str) -> None:
    assert str(banking_day(date.fromisoformat(day))) == expected


@given(DAYS)
def test_a_banking_day_is_a_weekday_soon_and_stays(day: date) -> None:
    found = banking_day(day)
    assert 0 <= (found - day).days <= 5
    assert found.weekday() < 5
    assert banking_day(found) == found


@pytest.mark.parametrize("text", ["01-31", "02-29", "12-31", "06-30"])
def test_a_day_of_the_year(text: str) -> None:
    assert is_month_day(text)


@pytest.mark.parametrize(
    "text", ["02-30", "13-01", "00-10", "1-31", "04-31", "01-00", "", "0131", " 01-31", "01-31\n", "٠١-٣١"]
)
def test_not_a_day_of_the_year(text: str) -> None:
    assert not is_month_day(text)


def test_a_day_in_an_agreement_year_is_looked_for_in_both_calendar_years() -> None:
    year = periods(date(2019, 9, 1), date(2020, 8, 31), "agreement_year")[0]
    assert day_in("09-15", year) == date(2019, 9, 15)
    assert day_in("01-31", year) == date(2020, 1, 31)


def test_a_day_outside_a_part_period_is_its_nearest_day() -> None:
    part = periods(date(2020, 3, 1), date(2020, 10, 31))[0]
    assert day_in("01-31", part) == date(2020, 3, 1)
    assert day_in("07-31", part) == date(2020, 7, 31)
    assert day_in("12-01", part) == date(2020, 10, 31)


def test_the_leap_day_in_other_years() -> None:
    assert day_in("02-29", YEAR_2020) == date(2020, 2, 29)
    assert day_in("02-29", periods(date(2021, 1, 1), date(2021, 12, 31))[0]) == date(2021, 2, 28)


def test_an_instalment_is_due_on_a_banking_day() -> None:
    year = periods(date(2022, 1, 1), date(2022, 12, 31))[0]
    assert instalment_due_on("07-31", year) == date(2022, 8, 1)
    assert instalment_due_on(None, year) == date(2023, 1, 2)  # 31 December 2022 is New Year's Eve and a Saturday


@pytest.mark.parametrize(
    ("month_day", "expected"), [("03-31", "2021-03-31"), ("12-31", "2022-01-03"), ("01-01", "2021-01-04")]
)
def test_a_report_is_due_after_its_period(month_day: str, expected: str) -> None:
    assert str(report_due_on(month_day, YEAR_2020)) == expected


def test_a_report_on_an_agreement_year_is_due_the_same_autumn() -> None:
    year = periods(date(2019, 9, 1), date(2020, 8, 31), "agreement_year")[0]
    assert report_due_on("11-30", year) == date(2020, 11, 30)
    assert report_due_on("03-31", year) == date(2021, 3, 31)


@given(starts_on=DAYS, month=st.integers(1, 12), day=st.integers(1, 28))
def test_a_report_is_due_within_a_year_of_its_periods_end(starts_on: date, month: int, day: int) -> None:
    period = periods(starts_on, date(starts_on.year + 1, 12, 31))[-1]
    due_on = report_due_on(f"{month:02}-{day:02}", period)
    assert 0 < (due_on - period.ends_on).days <= 371


@pytest.mark.parametrize(
    ("latest", "days", "meeting", "expected"),
    [
        ("03-31", None, None, ("2021-03-31", "day")),
        (None, None, None, (None, "day")),
        ("03-31", None, "2021-05-01", ("2021-03-31", "day")),  # a fixed day knows no meeting
        (None, 30, "2021-03-20", ("2021-04-19", "meeting")),
        ("06-30", 30, "2021-03-20", ("2021-04-19", "meeting")),
        (None, 7, "2021-03-26", ("2021-04-06", "meeting")),  # 2 April is Good Friday
        ("04-19", 30, "2021-03-20", ("2021-04-19", "meeting")),
        ("04-16", 30, "2021-03-20", ("2021-04-16", "latest")),  # the meeting was held too late
        ("06-30", 30, None, ("2021-06-30", "latest")),
        (None, 30, None, (None, "unknown")),
    ],
)
def test_when_a_report_is_due_and_how_that_was_found(
    latest: str | None, days: int | None, meeting: str | None, expected: tuple[str | None, str]
) -> None:
    held = None if meeting is None else date.fromisoformat(meeting)
    found = report_due(DueRule(latest, days), YEAR_2020, held)
    assert (None if found.on is None else str(found.on), found.how) == expected
    assert found.meeting == (None if days is None else held)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], None),
        (["2020-12-31"], None),  # the year before's
        (["2021-01-01"], "2021-01-01"),
        (["2021-12-31"], "2021-12-31"),
        (["2022-01-01"], None),  # the next year's
        (["2021-09-01", "2021-03-20"], "2021-03-20"),  # an extra meeting in autumn lays no accounts before anybody
    ],
)
def test_which_meeting_is_about_a_period(days: list[str], expected: str | None) -> None:
    found = meeting_about(YEAR_2020, map(date.fromisoformat, days))
    assert (None if found is None else str(found)) == expected


@given(st.one_of(st.none(), DAYS), st.integers(1, 366))
def test_a_report_is_never_due_later_than_the_latest_day(meeting: date | None, days: int) -> None:
    found = report_due(DueRule("06-30", days), YEAR_2020, meeting)
    assert isinstance(found, Due)
    assert found.on is not None
    assert found.on <= date(2021, 6, 30)
