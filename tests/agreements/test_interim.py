"""Which interim reports a term has, of which days, and when they are due."""

from datetime import date

import pytest

from agreements.interim import interims
from agreements.periods import Basis, periods


def told(starts: str, ends: str, *said: tuple[str, str], basis: Basis = "calendar_year") -> list[tuple[str, ...]]:
    spans = periods(date.fromisoformat(starts), date.fromisoformat(ends), basis)
    return [
        (one.whole.label, one.span.label, str(one.span.starts_on), str(one.span.ends_on), str(one.due_on))
        for one in interims(spans, said)
    ]


def test_one_a_year_and_a_part_year_that_ends_before_has_none() -> None:
    assert told("2020-03-01", "2021-06-30", ("06-30", "08-31")) == [
        ("2020", "2020-06", "2020-03-01", "2020-06-30", "2020-08-31")
    ]
    assert told("2020-07-01", "2020-12-31", ("06-30", "08-31")) == []
    assert told("2020-01-01", "2020-12-31") == []


def test_several_a_year_stand_in_order_and_due_days_move_to_banking_days() -> None:
    found = told("2021-01-01", "2021-12-31", ("08-31", "10-31"), ("04-30", "05-31"))
    assert [(label, due) for _whole, label, _first, _last, due in found] == [
        ("2021-04", "2021-05-31"), ("2021-08", "2021-11-01"),
    ]  # fmt: skip


def test_agreement_years_and_due_in_the_next_year() -> None:
    found = told("2019-09-01", "2020-08-31", ("12-31", "01-31"), basis="agreement_year")
    assert found == [("2019/2020", "2019-12", "2019-09-01", "2019-12-31", "2020-01-31")]


@pytest.mark.parametrize(("year", "last"), [("2020", "2020-02-29"), ("2021", "2021-02-28")])
def test_the_leap_day(year: str, last: str) -> None:
    ((_whole, label, _first, ends, _due),) = told(f"{year}-01-01", f"{year}-12-31", ("02-29", "04-30"))
    assert (label, ends) == (f"{year}-02", last)
