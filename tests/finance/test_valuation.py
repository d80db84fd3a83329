"""What volunteer time is worth."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.valuation import (
    HoursRow,
    Part,
    Rate,
    RateTable,
    activity_key,
    in_force_during,
    rate_for,
    spans_change,
    value,
)

ADULT_OLD = Rate("adult", Decimal("175.00"), date(2010, 1, 1), date(2013, 12, 31), "Leader, earlier")
ADULT = Rate("adult", Decimal("220.00"), date(2014, 1, 1), None, "Leader")
YOUNG = Rate("young", Decimal("50.00"), date(2014, 1, 1), date(2022, 12, 31), "Leader")
TABLE = RateTable("leader", (ADULT_OLD, ADULT, YOUNG))
YEAR = (date(2020, 1, 1), date(2020, 12, 31))


def hours(category: str, amount: str, starts_on: date = date(2020, 1, 1), ends_on: date | None = None) -> HoursRow:
    """A row of hours."""
    return HoursRow("Språkcafé", category, Decimal(amount), starts_on, ends_on or starts_on)


def test_each_category_by_its_rate() -> None:
    found = value([hours("young", "500"), hours("adult", "4000")], TABLE)
    assert (found.hours, found.amount, found.missing) == (4500, 905_000, ())
    assert found.parts == (
        Part("adult", Decimal(4000), Decimal("220.00"), "Leader", Decimal(880_000)),
        Part("young", Decimal(500), Decimal("50.00"), "Leader", Decimal(25_000)),
    )


def test_the_rate_in_force_on_the_day() -> None:
    assert rate_for(TABLE, "adult", date(2013, 12, 31)) == ADULT_OLD
    assert rate_for(TABLE, "adult", date(2014, 1, 1)) == ADULT
    assert rate_for(TABLE, "adult", date(2009, 12, 31)) is None
    assert rate_for(TABLE, "young", date(2023, 1, 1)) is None
    assert rate_for(TABLE, "board", date(2020, 1, 1)) is None


def test_of_two_rates_in_force_the_later_has_replaced_the_earlier() -> None:
    newer = ADULT._replace(amount=Decimal(230), starts_on=date(2020, 1, 1))
    for rates in [(ADULT, newer), (newer, ADULT)]:
        assert rate_for(RateTable("both", rates), "adult", date(2020, 6, 1)) == newer


@pytest.mark.parametrize(
    ("category", "starts_on", "ends_on", "spans"),
    [
        ("adult", "2013-12-31", "2014-01-01", True),
        ("adult", "2013-01-01", "2013-12-31", False),
        ("adult", "2014-01-01", "2030-12-31", False),
        ("adult", "2009-12-31", "2010-01-01", True),  # from none to one
        ("young", "2022-12-31", "2023-01-01", True),  # from one to none
        ("young", "2022-01-01", "2022-12-31", False),
        ("board", "2000-01-01", "2030-12-31", False),
    ],
)
def test_a_range_across_a_change_of_rate(category: str, starts_on: str, ends_on: str, spans: bool) -> None:
    found = spans_change(TABLE, category, date.fromisoformat(starts_on), date.fromisoformat(ends_on))
    assert found is spans


def test_the_rates_of_some_days_value_the_hours_of_those_days_alike() -> None:
    """Every rate that holds on some day of the spans, whatever its place in the table."""
    assert in_force_during(TABLE, [("adult", date(2013, 12, 31), date(2014, 1, 1))]) == (ADULT_OLD, ADULT)
    assert in_force_during(TABLE, [("adult", date(2020, 3, 1), date(2020, 3, 31))]) == (ADULT,)
    assert in_force_during(TABLE, [("young", date(2022, 12, 31), date(2023, 1, 31))]) == (YOUNG,)
    assert in_force_during(TABLE, [("young", date(2023, 1, 1), date(2023, 1, 31)), ("board", *YEAR)]) == ()
    rows = [hours("adult", "1", *YEAR), hours("young", "2", *YEAR)]
    kept = RateTable("kept", in_force_during(TABLE, [(row.category, row.starts_on, row.ends_on) for row in rows]))
    assert value(rows, kept) == value(rows, TABLE)


def test_a_new_rate_of_the_same_amount_is_no_change() -> None:
    renewed = RateTable(
        "renewed", (ADULT._replace(ends_on=date(2019, 12, 31)), ADULT._replace(starts_on=date(2020, 1, 1), source="B"))
    )
    assert not spans_change(renewed, "adult", date(2019, 1, 1), date(2020, 12, 31))
    endless = RateTable("endless", (ADULT._replace(ends_on=date.max),))
    assert not spans_change(endless, "adult", date(2019, 1, 1), date.max)


def test_hours_without_a_rate_are_worth_an_unknown_amount() -> None:
    found = value([hours("adult", "10"), hours("board", "5"), hours("young", "1", date(2023, 1, 1))], TABLE)
    assert (found.hours, found.amount) == (16, None)
    assert found.missing == (("board", date(2020, 1, 1)), ("young", date(2023, 1, 1)))
    assert [part.category for part in found.parts] == ["adult"]
    assert value([hours("adult", "10")], None).missing == (("adult", date(2020, 1, 1)),)


def test_kinds_of_work_that_do_not_count_stand_beside_as_hours() -> None:
    """100 h of volunteer work are 22 000; 20 h of travel, whatever the category, stay hours."""
    rows = [hours("adult", "100"), *(hours(who, "10")._replace(work="travel") for who in ("adult", "board"))]
    found = value(rows, TABLE, ("volunteer_work", "leading"))
    assert (found.hours, found.amount, found.missing) == (100, 22_000, ())
    assert found.beside == (("travel", Decimal(20)),)
    everything = value(rows, TABLE)
    assert (everything.hours, everything.amount, everything.beside) == (120, None, ())


def test_hours_across_a_change_are_unknown_from_the_day_of_the_change() -> None:
    found = value([hours("adult", "10", date(2013, 6, 1), date(2014, 6, 1))], TABLE)
    assert (found.amount, found.missing) == (None, (("adult", date(2014, 1, 1)),))


def test_zero_hours_are_zero_kronor_and_need_no_rate() -> None:
    found = value([hours("board", "0")], None)
    assert (found.hours, found.amount, found.parts, found.missing) == (0, 0, (), ())


def test_rounded_once_per_component_half_up() -> None:
    """0.01 h × 50 is 0.50; 0.01 h × 0.50 is 0.005, and three of them are 0.015, which is 0.02 and not 3 × 0.01."""
    table = RateTable("tiny", (Rate("adult", Decimal("0.50"), date(2014, 1, 1), None, ""),))
    assert value([hours("adult", "0.01")], table).amount == Decimal("0.01")
    assert value([hours("adult", "0.01")] * 3, table).amount == Decimal("0.02")


def test_tables_of_one_name_are_still_different_tables() -> None:
    other = RateTable("leader", (ADULT_OLD, ADULT._replace(amount=Decimal(300))))
    assert hash(other) == hash(TABLE)
    assert value([hours("adult", "1")], TABLE).amount == 220
    assert value([hours("adult", "1")], other).amount == 300


ROWS = st.lists(
    st.builds(
        hours,
        st.sampled_from(["adult", "young", "board"]),
        st.decimals(0, 5000, places=2).map(str),
        st.dates(date(2010, 1, 1), date(2024, 1, 1)),
    ),
    max_size=6,
)


@given(rows=ROWS, seed=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[HoursRow], seed: random.Random) -> None:
    shuffled = list(rows)
    seed.shuffle(shuffled)
    assert value(shuffled, TABLE) == value(rows, TABLE)


@given(rows=ROWS, data=st.data())
def test_splitting_a_row_changes_nothing(rows: list[HoursRow], data: st.DataObject) -> None:
    split: list[HoursRow] = []
    for row in rows:
        first = data.draw(st.decimals(0, row.hours, places=2))
        split += [row._replace(hours=first), row._replace(hours=row.hours - first)]
    assert value(split, TABLE) == value(rows, TABLE)


@given(starts_on=st.dates(date(2008, 1, 1), date(2025, 1, 1)), length=st.integers(0, 900))
def test_a_range_spans_a_change_when_two_of_its_days_differ(starts_on: date, length: int) -> None:
    days = [starts_on + timedelta(days=offset) for offset in range(length + 1)]
    for category in ("adult", "young", "board"):
        amounts = {rate.amount if (rate := rate_for(TABLE, category, day)) else None for day in days}
        assert spans_change(TABLE, category, days[0], days[-1]) is (len(amounts) > 1)


def test_an_activity_is_known_by_its_letters_and_digits() -> None:
    one = activity_key("Språkcafé 2")
    assert {activity_key(name) for name in ("SPRÅKCAFÉ 2", "Språk-café  2.", "Spra\N{COMBINING RING ABOVE}kcafé²")} == {
        one
    }
    assert activity_key("Språkcafé 3") != one
    assert activity_key("★") != activity_key("☆")  # names without either are told apart as they stand
