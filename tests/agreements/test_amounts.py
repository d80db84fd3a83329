"""How large a promise is in a period, and its instalments."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.amounts import (
    Part,
    for_period,
    held_in,
    in_proportion,
    instalments,
    kept_parts,
    kept_share,
    promised_in,
    yearly_in,
)
from agreements.periods import Period, cut, periods

MONEY = st.decimals(0, 10_000_000, places=2)
MILLION = Decimal("1000000.00")


def only(starts_on: str, ends_on: str) -> Period:
    """The only period of a term."""
    (period,) = periods(date.fromisoformat(starts_on), date.fromisoformat(ends_on))
    return period


def test_a_full_year_gets_one_yearly_amount() -> None:
    assert for_period(MILLION, only("2020-01-01", "2020-12-31")) == MILLION


def test_a_full_year_with_a_joined_remainder_gets_no_more() -> None:
    assert for_period(MILLION, only("2019-12-20", "2021-01-10")) == MILLION


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        ("2020-07-01", "2020-12-31", "502732.24"),  # 184/366
        ("2021-07-01", "2021-12-31", "504109.59"),  # 184/365
        ("2020-12-10", "2021-01-25", "128602.44"),  # 22/366 + 25/365
    ],
)
def test_a_part_year_follows_the_days(starts_on: str, ends_on: str, expected: str) -> None:
    assert str(for_period(MILLION, only(starts_on, ends_on))) == expected


def test_half_an_ore_goes_up() -> None:
    """0.73 × 1 ÷ 365 = 0.002 and 1.825 × 1 ÷ 365 = 0.005: the amount that ends on half an öre is rounded up."""
    assert for_period(Decimal("1.825"), only("2021-06-01", "2021-06-01")) == Decimal("0.01")
    assert for_period(Decimal("0.73"), only("2021-06-01", "2021-06-01")) == 0


def test_no_rounding_on_the_way_to_a_half() -> None:
    """50 + 23 = 73 days of 365 over two ordinary years is exactly a fifth: 0.125 ÷ 5 = 0.025, which is 0.03."""
    period = Period("2022", date(2021, 11, 12), date(2022, 1, 23), date(2022, 1, 1), date(2022, 12, 31))
    assert period.days == 73
    assert for_period(Decimal("0.125"), period) == Decimal("0.03")


def test_what_termination_leaves_of_a_listed_amount() -> None:
    whole = periods(date(2020, 1, 1), date(2021, 12, 31))
    kept = cut(whole, date(2020, 3, 31))
    assert kept_share(Decimal(366000), kept[0], whole[0]) == 91000
    assert kept_share(Decimal("100.01"), whole[0], whole[0]) == Decimal("100.01")


def test_a_listed_amount_goes_before_the_yearly_one() -> None:
    whole = periods(date(2020, 1, 1), date(2021, 12, 31))
    kept = cut(whole, date(2021, 6, 30))
    listed = (("2019", Decimal(1)), ("2021", Decimal(365)))
    assert promised_in(MILLION, listed, kept[0], whole[0]) == MILLION
    assert promised_in(MILLION, listed, kept[1], whole[1]) == 181
    assert promised_in(None, listed, kept[0], whole[0]) is None


def test_a_share_that_is_cut_keeps_its_own_days() -> None:
    """The term ends on 30 September: who left on 30 June owes its 181 days, who joined on 1 July 92 of 184."""
    whole = periods(date(2026, 1, 1), date(2027, 12, 31))
    kept = cut(whole, date(2026, 9, 30))
    left = (Part(date(2026, 1, 1), date(2026, 6, 30), 41_149),)
    joined = (Part(date(2026, 7, 1), date(2026, 12, 31), 184), Part(date(2027, 1, 1), date(2027, 12, 31), 365))
    listed = (("2026", Decimal(41_149)),)
    assert promised_in(None, listed, kept[0], whole[0], left) == 41_149
    assert promised_in(None, (("2026", Decimal(184)),), kept[0], whole[0], joined) == 92
    assert promised_in(None, listed, whole[0], whole[0], left) == 41_149


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=9), st.integers(0, 364))
def test_shares_that_are_cut_add_up_in_whole_kronor(amounts: list[int], days: int) -> None:
    (whole,) = periods(date(2026, 1, 1), date(2026, 12, 31))
    (kept,) = cut((whole,), date(2026, 1, 1) + timedelta(days=days))
    parts = [Part(whole.starts_on, whole.ends_on, one, sum(amounts[:place])) for place, one in enumerate(amounts)]
    found = [kept_parts([part], kept) for part in parts]
    assert sum(found) == (Fraction(sum(amounts) * kept.days, 365) + Fraction(1, 2)) // 1
    assert all(
        abs(Fraction(one) - Fraction(part.amount * kept.days, 365)) < 1 for one, part in zip(found, parts, strict=True)
    )


def test_instalments_are_whole_kronor_and_the_last_takes_the_rest() -> None:
    shares = (Decimal("0.6"), Decimal("0.3"), Decimal("0.1"))
    assert instalments(Decimal(99_999), shares) == (59_999, 30_000, 10_000)
    assert instalments(Decimal("1000.50"), (Decimal("0.5"), Decimal("0.5"))) == (500, Decimal("500.50"))
    assert instalments(Decimal(1000), (Decimal(1),)) == (1000,)


def test_an_instalment_is_never_more_than_what_is_left() -> None:
    """Three halves of 1 kr round up to 1 each; only one krona is there."""
    third = (Decimal("0.5"),) * 3
    assert instalments(Decimal(1), third) == (1, 0, 0)
    assert instalments(Decimal("1.17"), third) == (1, 0, Decimal("0.17"))


@given(total=MONEY, weights=st.lists(st.integers(1, 20), min_size=1, max_size=6))
def test_instalments_add_up_and_none_is_negative(total: Decimal, weights: list[int]) -> None:
    shares = tuple(Decimal(weight) / sum(weights) for weight in weights)
    parts = instalments(total, shares)
    assert len(parts) == len(shares)
    assert sum(parts) == total
    assert all(part >= 0 for part in parts)
    assert all(part == part.to_integral_value() for part in parts[:-1])


def test_whole_kronor_in_proportion_to_inhabitants() -> None:
    """1 500 000 kr over Bjurholm, Nordmaling, Robertsfors, Umeå, Vindeln, Vännäs and Örnsköldsvik: each rounded by
    itself it would be 1 499 999."""
    inhabitants = [2_315, 6_931, 6_616, 135_249, 5_396, 9_165, 55_382]
    shares = in_proportion(1_500_000, [Decimal(count) for count in inhabitants])
    assert shares == [15_709, 47_032, 44_894, 917_755, 36_615, 62_191, 375_804]
    assert in_proportion(10, [1.0, 1.0, 1.0]) == [4, 3, 3]


@given(total=st.integers(0, 10**11), weights=st.lists(MONEY, min_size=1, max_size=6).filter(any))
def test_shares_add_up_and_each_is_within_one_of_its_exact_part(total: int, weights: list[Decimal]) -> None:
    shares = in_proportion(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(weight) * total / Fraction(sum(weights))) < 1


@given(yearly=MONEY, starts_on=st.dates(date(2000, 1, 1), date(2040, 1, 1)), length=st.integers(0, 2000))
def test_a_terms_amount_follows_its_days(yearly: Decimal, starts_on: date, length: int) -> None:
    """All periods together are the years' parts to within an öre each, when nothing has joined a full year."""
    found = periods(starts_on, starts_on + timedelta(days=length))
    total = sum(for_period(yearly, period) for period in found)
    if any(
        period.holds_full_year and period.days > (period.year_ends_on - period.year_starts_on).days + 1
        for period in found
    ):
        return
    days = {year: date(year + 1, 1, 1) - date(year, 1, 1) for year in range(starts_on.year, starts_on.year + 8)}
    exact = Decimal(0)
    for offset in range(length + 1):
        exact += 1 / Decimal(days[(starts_on + timedelta(days=offset)).year].days)
    assert abs(total - yearly * exact) <= Decimal("0.01") * len(found)


def test_what_holds_for_how_many_days_of_a_period() -> None:
    year = only("2026-01-01", "2026-12-31")
    assert held_in("a", [], year) == [(365, "a")]
    assert held_in("a", [(date(2025, 1, 1), "b"), (date(2026, 7, 1), "c"), (date(2027, 1, 1), "d")], year) == [
        (181, "b"),
        (184, "c"),
    ]
    assert held_in("a", [(date(2026, 7, 1), "b"), (date(2026, 7, 1), "c")], year) == [(181, "a"), (184, "c")]


def test_a_yearly_amount_that_changes_from_a_day_on() -> None:
    year = only("2026-01-01", "2026-12-31")
    more = Decimal("1200000.00")
    assert yearly_in(MILLION, [(date(2026, 7, 1), more)], year) == Decimal("1100821.92")
    assert yearly_in(MILLION, [(date(2025, 7, 1), more)], year) == more
    assert yearly_in(MILLION, [(date(2027, 1, 1), more)], year) == MILLION
    assert yearly_in(MILLION, [(date(2026, 1, 1), more)], year) == more
    assert yearly_in(MILLION, [(date(2026, 1, 1), more), (date(2026, 12, 31), MILLION)], year) == Decimal("1199452.05")


def test_a_yearly_amount_that_ends() -> None:
    year = only("2026-01-01", "2026-12-31")
    assert yearly_in(Decimal(365), [(date(2026, 7, 1), None)], year) == 181
    assert yearly_in(Decimal(365), [(date(2026, 1, 1), None)], year) is None
    assert yearly_in(None, [(date(2026, 7, 1), Decimal(365))], year) == 184
    assert yearly_in(None, [], year) is None
