"""How a term is cut into periods."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.periods import SHORTEST_PERIOD, Basis, Period, cut, on_day, periods

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
LENGTHS = st.integers(0, 4000)
BASES: tuple[Basis, ...] = ("calendar_year", "agreement_year")


def shown(starts_on: str, ends_on: str, basis: Basis = "calendar_year") -> list[tuple[str, str, str]]:
    """A term's periods as texts."""
    found = periods(date.fromisoformat(starts_on), date.fromisoformat(ends_on), basis)
    return [(period.label, str(period.starts_on), str(period.ends_on)) for period in found]


def test_calendar_years_are_cut_at_the_terms_ends() -> None:
    assert shown("2020-07-01", "2022-03-31") == [
        ("2020", "2020-07-01", "2020-12-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2022", "2022-01-01", "2022-03-31"),
    ]


def test_agreement_years_run_from_the_start_date() -> None:
    """Uddevalla and IFK Uddevalla: the one day that remains joins the second year."""
    assert shown("2019-09-01", "2021-09-01", "agreement_year") == [
        ("2019/2020", "2019-09-01", "2020-08-31"),
        ("2020/2021", "2020-09-01", "2021-09-01"),
    ]


def test_an_agreement_year_within_one_calendar_year_has_its_label() -> None:
    assert shown("2020-01-01", "2021-12-31", "agreement_year") == shown("2020-01-01", "2021-12-31")


def test_a_year_from_a_leap_day_never_drifts() -> None:
    found = periods(date(2020, 2, 29), date(2025, 2, 27), "agreement_year")
    assert [period.starts_on for period in found] == [
        date(2020, 2, 29),
        date(2021, 2, 28),
        date(2022, 2, 28),
        date(2023, 2, 28),
        date(2024, 2, 29),
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        ("2020-12-02", "2021-12-31", [("2021", "2020-12-02", "2021-12-31")]),  # 30 days join
        ("2020-12-01", "2021-12-31", [("2020", "2020-12-01", "2020-12-31"), ("2021", "2021-01-01", "2021-12-31")]),
        ("2020-01-01", "2021-01-30", [("2020", "2020-01-01", "2021-01-30")]),
        ("2020-01-01", "2021-01-31", [("2020", "2020-01-01", "2020-12-31"), ("2021", "2021-01-01", "2021-01-31")]),
        ("2019-12-20", "2021-01-10", [("2020", "2019-12-20", "2021-01-10")]),  # both ends join
    ],
)
def test_a_remainder_under_31_days_joins_its_neighbour(
    starts_on: str, ends_on: str, expected: list[tuple[str, str, str]]
) -> None:
    assert shown(starts_on, ends_on) == expected


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "label"),
    [
        ("2020-06-01", "2020-06-10", "2020"),
        ("2020-12-20", "2021-01-09", "2020"),  # 12 days and 9
        ("2020-12-22", "2021-01-10", "2020"),  # 10 and 10: the earlier
        ("2020-12-10", "2021-01-25", "2021"),  # 22 and 25, both too short to stand alone
    ],
)
def test_two_short_ends_are_one_period_labelled_by_the_longer(starts_on: str, ends_on: str, label: str) -> None:
    assert shown(starts_on, ends_on) == [(label, starts_on, ends_on)]


def test_a_period_remembers_its_full_year() -> None:
    part = periods(date(2020, 7, 1), date(2021, 12, 31))[0]
    assert (part.year_starts_on, part.year_ends_on) == (date(2020, 1, 1), date(2020, 12, 31))
    assert not part.holds_full_year
    joined = periods(date(2019, 12, 20), date(2020, 12, 31))[0]
    assert joined.holds_full_year
    assert joined.days == 378


def test_a_term_that_ends_before_it_begins_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        periods(date(2020, 1, 2), date(2020, 1, 1))


def test_termination_cuts_without_joining() -> None:
    """A stump of ten days keeps its own label: reports and payments already carry it."""
    whole = periods(date(2020, 1, 1), date(2022, 12, 31))
    kept = cut(whole, date(2021, 1, 10))
    assert [(period.label, period.days) for period in kept] == [("2020", 366), ("2021", 10)]
    assert kept[1].year_ends_on == date(2021, 12, 31)
    assert cut(whole, date(2022, 12, 31)) == whole
    assert cut(whole, date(2019, 12, 31)) == ()


def test_the_29th_of_february_is_the_28th_in_other_years() -> None:
    assert on_day(2024, 2, 29) == date(2024, 2, 29)
    assert on_day(2023, 2, 29) == date(2023, 2, 28)


def test_periods_are_told_apart_by_every_field() -> None:
    year = Period("2020", date(2020, 1, 1), date(2020, 12, 31), date(2020, 1, 1), date(2020, 12, 31))
    other = Period("2020/2021", date(2020, 1, 1), date(2020, 12, 31), date(2020, 1, 1), date(2020, 12, 31))
    assert hash(year) == hash(other)
    assert year != other


@given(starts_on=DAYS, length=LENGTHS, basis=st.sampled_from(BASES))
def test_the_periods_cover_the_term_once(starts_on: date, length: int, basis: Basis) -> None:
    ends_on = starts_on + timedelta(days=length)
    found = periods(starts_on, ends_on, basis)
    assert (found[0].starts_on, found[-1].ends_on) == (starts_on, ends_on)
    for earlier, later in pairwise(found):
        assert later.starts_on == earlier.ends_on + timedelta(days=1)
    assert len(found) == 1 or all(period.days >= SHORTEST_PERIOD for period in found)
    assert len({period.label for period in found}) == len(found)
    assert all(period.days <= 366 + 2 * (SHORTEST_PERIOD - 1) for period in found)


@given(starts_on=DAYS, length=LENGTHS, last=LENGTHS, basis=st.sampled_from(BASES))
def test_a_cut_term_is_covered_through_its_last_day(starts_on: date, length: int, last: int, basis: Basis) -> None:
    whole = periods(starts_on, starts_on + timedelta(days=length), basis)
    kept = cut(whole, starts_on + timedelta(days=last))
    assert sum(period.days for period in kept) == min(length, last) + 1
    assert [period.label for period in kept] == [period.label for period in whole[: len(kept)]]
