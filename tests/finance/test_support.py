"""What is given beside money: quantity × a sourced price by days, less what was charged."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.support import Support, formula, parts, value

ROOM = Support(
    Decimal(120), "m²", Decimal(1200), True, date(2024, 3, 1), date(2024, 12, 31), Decimal(20000), "hyra, påhittad"
)


def test_the_worked_example() -> None:
    assert value(ROOM._replace(charged=Decimal(0))) == Decimal("120393.44")
    assert value(ROOM) == Decimal("100393.44")
    assert formula(ROOM, "en") == (
        "120 m² × 1,200 kr per year × 306 ÷ 366 days − 20,000 kr that was charged = 100,393.44 kr (hyra, påhittad)"
    )


def test_years_of_both_lengths() -> None:
    long = ROOM._replace(starts_on=date(2023, 7, 1), charged=Decimal(0))
    assert value(long) == Decimal("216591.78")  # 144 000 × (184/365 + 366/366)
    assert formula(long, "sv").replace("\xa0", " ") == (
        "120 m² × 1 200 kr per år × (184 ÷ 365 dagar + 366 ÷ 366 dagar) = 216 591,78 kr (hyra, påhittad)"
    )


def test_a_price_for_all_of_it() -> None:
    chairs = ROOM._replace(quantity=Decimal(40), unit="stolar", price=Decimal("25.50"), per_year=False)
    assert value(chairs._replace(charged=Decimal(20))) == Decimal("1000.00")
    assert formula(chairs._replace(charged=Decimal(20)), "en").startswith(
        "40 stolar × 25.5 kr − 20 kr that was charged"
    )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_more_charged_than_the_price_is_no_support(language: str) -> None:
    dear = ROOM._replace(charged=Decimal(200_000))
    assert value(dear) == 0
    assert "0 kr (hyra, påhittad)" in formula(dear, language)
    assert value(ROOM._replace(quantity=Decimal(0), charged=Decimal(0))) == 0


def test_what_is_taken_back_says_so() -> None:
    back = ROOM._replace(quantity=Decimal(0))
    assert (value(back), formula(back, "en")) == (0, "Taken back: nothing was given, 0 kr (hyra, påhittad)")
    assert formula(back, "sv") == "Återtaget: inget gavs, 0 kr (hyra, påhittad)"


DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))
MONEY = st.decimals(Decimal(0), Decimal(5000), places=2)


@settings(max_examples=40)
@given(DAYS, st.integers(0, 900), MONEY, MONEY, MONEY, st.booleans(), st.lists(st.integers(1, 300), max_size=4))
def test_the_parts_add_up_to_the_whole(
    first: date, days: int, quantity: Decimal, price: Decimal, charged: Decimal, per_year: bool, cuts: list[int]
) -> None:
    last = first + timedelta(days)
    thing = Support(quantity, "m²", price, per_year, first, last, charged, "x")
    starts = [first, *(first + timedelta(sum(cuts[: n + 1])) for n in range(len(cuts)))]
    ends = [*(start - timedelta(1) for start in starts[1:]), max(last, starts[-1])]
    found = parts(thing, list(zip(starts, ends, strict=True)))
    assert sum(found) == value(thing)
    assert all(part >= 0 for part in found)


def test_outside_its_days_there_is_nothing() -> None:
    year = (date(2023, 1, 1), date(2023, 12, 31))
    assert parts(ROOM, [year, (date(2025, 1, 1), date(2025, 12, 31))]) == (0, 0)
