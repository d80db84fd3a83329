"""Shares of a common cost: whole kronor that add up, whoever shares and however."""

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from agreements.cost_keys import CannotShareError, Key, Member, Share, allocate, totals
from agreements.periods import Period, periods

PER_CAPITA = Key("per_capita")
(YEAR,) = periods(date(2026, 1, 1), date(2026, 12, 31))

WEIGHTS = st.integers(1, 2_000_000)
AMOUNTS = st.integers(0, 50_000_000)
KEYS = st.sampled_from(
    [Key("equal"), PER_CAPITA, Key("usage"), Key("fixed_and_per_capita", 0), Key("fixed_and_per_capita", 1000)]
)


def members(weights: Sequence[int]) -> list[Member]:
    return [Member(f"{2400 + place}", weight) for place, weight in enumerate(weights)]


def one_window(amount: int, key: Key, sharing: Sequence[Member]) -> tuple[Share, ...]:
    (window,) = allocate(amount, key, sharing, YEAR)
    return window.shares


def amounts(amount: int, key: Key, sharing: Sequence[Member]) -> list[int]:
    return [share.amount for share in one_window(amount, key, sharing)]


def troubles(amount: int, key: Key, sharing: Sequence[Member], period: Period = YEAR) -> list[tuple[str, int, int]]:
    """The codes, with what was expected and what was found."""
    with pytest.raises(CannotShareError) as refused:
        allocate(amount, key, sharing, period)
    assert all(trouble.code in str(refused.value) for trouble in refused.value.troubles)
    return [(one.code, int(one.expected), int(one.actual)) for one in refused.value.troubles]


def test_the_case_of_umearegionens_office(shared: Path) -> None:
    case: dict[str, Any] = yaml.safe_load((shared / "cases" / "umearegionen-office.yaml").read_text())
    terms = case["agreement"]
    sharing = [Member(one["code"], one["population"], one.get("joined_on")) for one in terms["members"]]
    years = {period.label: period for period in periods(terms["starts_on"], terms["ends_on"])}
    expected = [one for one in case["expect"] if "shares" in one]
    assert len(expected) == 2
    for one in expected:
        windows = allocate(int(Decimal(terms["cost_key"]["amount"])), PER_CAPITA, sharing, years[one["period"]])
        assert totals(windows) == one["shares"]
        assert sum(window.amount for window in windows) == one["sum"]


def test_a_member_that_joins_within_the_year_cuts_it_by_days() -> None:
    sharing = [Member("2403", 2315), Member("2284", 55382, joined_on=date(2026, 7, 1))]
    first, second = allocate(1_500_000, PER_CAPITA, sharing, YEAR)
    assert (first.starts_on, first.ends_on, first.days, first.amount) == (
        date(2026, 1, 1), date(2026, 6, 30), 181, 743_836,
    )  # fmt: skip
    assert (second.starts_on, second.ends_on, second.days, second.amount) == (
        date(2026, 7, 1), date(2026, 12, 31), 184, 756_164,
    )  # fmt: skip
    assert [share.code for share in first.shares] == ["2403"]


def test_a_member_belongs_through_the_day_on_which_it_leaves() -> None:
    sharing = [Member("2403", 1), Member("2401", 1, left_on=date(2026, 6, 30))]
    first, second = allocate(365, Key("equal"), sharing, YEAR)
    assert (first.ends_on, [share.code for share in second.shares]) == (date(2026, 6, 30), ["2403"])
    assert totals((first, second)) == {"2401": 91, "2403": 274}  # 181 kronor between two: the lower code pays 91


def test_one_that_left_or_joins_outside_the_period_cuts_nothing() -> None:
    sharing = [
        Member("2401", 1, joined_on=date(2020, 1, 1)),
        Member("2403", 1, left_on=date(2030, 12, 31)),
        Member("2404", 1, left_on=date(2025, 12, 31)),
    ]
    assert totals(allocate(10, Key("equal"), sharing, YEAR)) == {"2401": 5, "2403": 5}


def test_each_basis() -> None:
    three = [Member("2401", 50), Member("2403", 30), Member("2404", 20)]
    assert amounts(1000, Key("equal"), three) == [334, 333, 333]
    assert amounts(1001, Key("percentages"), three) == [501, 300, 200]  # remainders .5, .3 and .2
    assert amounts(1000, Key("usage"), [Member("2401", 0), Member("2403", 7)]) == [0, 1000]
    assert amounts(1000, Key("fixed_and_per_capita", 100), three) == [450, 310, 240]  # 700 kronor per capita


def test_ties_go_to_the_lower_code_in_whatever_order_they_are_told() -> None:
    assert amounts(2, Key("equal"), [Member("2480"), Member("2401"), Member("2403")]) == [1, 1, 0]


def test_a_fee_follows_the_days() -> None:
    half = periods(date(2026, 1, 1), date(2026, 12, 31))[0]
    sharing = [Member("2401", 1), Member("2403", 1, joined_on=date(2026, 12, 31))]
    first, second = allocate(3650, Key("fixed_and_per_capita", 365), sharing, half)
    assert (first.shares[0].fixed, second.shares[0].fixed, second.amount) == (364, 1, 10)


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ([(None, None), (None, None), (300, None)], [438, 262, 300]),  # 700 by 50 and 30
        ([(None, 400), (None, None), (None, None)], [400, 360, 240]),  # 600 by 30 and 20
        ([(None, 400), (None, None), (300, None)], [400, 300, 300]),
        ([(None, 400), (None, 330), (None, None)], [400, 330, 270]),
        ([(300, 600), (300, 300), (0, None)], [500, 300, 200]),  # a bound that is met exactly changes nothing
        ([(None, 400), (None, 400), (None, 200)], [400, 400, 200]),  # everybody at the ceiling
    ],
)
def test_bounds(bounds: list[tuple[int | None, int | None]], expected: list[int]) -> None:
    sharing = [
        Member(code, weight, floor=low, ceiling=high)
        for code, weight, (low, high) in zip(["2401", "2403", "2404"], [50, 30, 20], bounds, strict=True)
    ]
    assert amounts(1000, PER_CAPITA, sharing) == expected


def test_a_share_tells_how_it_came_about() -> None:
    low, high = one_window(100, PER_CAPITA, [Member("2401", 1, floor=40), Member("2403", 3)])
    assert low == Share("2401", 40, Fraction(40), Fraction(1), Fraction(4), bound="floor")
    assert (high.amount, high.bound) == (60, "")
    capped, _ = one_window(100, PER_CAPITA, [Member("2401", 3, ceiling=50), Member("2403", 1)])
    assert (capped.amount, capped.bound) == (50, "ceiling")


def test_why_an_amount_cannot_be_shared() -> None:
    two = [Member("2401", 60), Member("2403", 30)]
    assert troubles(1000, PER_CAPITA, []) == [("members.none", 1, 0)]
    assert troubles(1000, Key("percentages"), two) == [("percentages.sum", 100, 90)]
    assert troubles(1000, PER_CAPITA, [Member("2401", 0)]) == [("weights.none", 1, 0)]
    assert troubles(1000, Key("fixed_and_per_capita", 600), two) == [("bounds.above_amount", 1000, 1200)]
    assert troubles(1000, PER_CAPITA, [Member("2401", 1, floor=1001), Member("2403", 1)]) == [
        ("bounds.above_amount", 1000, 1001)
    ]
    assert troubles(1000, PER_CAPITA, [Member("2401", 1, ceiling=100), Member("2403", 0)]) == [
        ("bounds.below_amount", 1000, 100)
    ]
    assert troubles(1000, PER_CAPITA, [Member("2401", 1, floor=5, ceiling=4), Member("2403", 1)]) == [
        ("bounds.crossed", 4, 5)
    ]


def test_every_window_tells_its_own_trouble() -> None:
    left = [Member("2401", 100, left_on=date(2026, 1, 31)), Member("2403", 50, joined_on=date(2026, 3, 1))]
    assert troubles(1000, Key("percentages"), left) == [("members.none", 1, 0), ("percentages.sum", 100, 50)]


@given(st.lists(WEIGHTS, min_size=1, max_size=12), AMOUNTS, KEYS)
def test_shares_add_up_and_none_is_a_krona_off(weights: list[int], amount: int, key: Key) -> None:
    assume(key.fixed * len(weights) <= amount)
    shares = one_window(amount, key, members(weights))
    assert sum(share.amount for share in shares) == amount == sum(share.exact for share in shares)
    assert all(abs(share.amount - share.exact) < 1 for share in shares)


@given(st.lists(WEIGHTS, min_size=1, max_size=12), AMOUNTS, WEIGHTS)
def test_a_further_member_raises_nobodys_share(weights: list[int], amount: int, further: int) -> None:
    """The exact one never; the rounded one by a krona at most."""
    before = one_window(amount, PER_CAPITA, members(weights))
    after = one_window(amount, PER_CAPITA, members([*weights, further]))
    for old, new in zip(before, after, strict=False):
        assert new.exact <= old.exact
        assert new.amount <= old.amount + 1


BOUNDED = st.builds(
    Member,
    code=st.just(""),
    weight=st.integers(0, 1000),
    joined_on=st.none(),
    left_on=st.none(),
    floor=st.none() | st.integers(0, 300),
    ceiling=st.none() | st.integers(300, 2000),
)


@given(st.lists(BOUNDED, min_size=1, max_size=8), st.integers(0, 5000), st.integers(0, 100))
def test_bounds_hold_and_the_others_share_by_one_rate(sharing: list[Member], amount: int, fee: int) -> None:
    sharing = [one._replace(code=f"{2400 + place}") for place, one in enumerate(sharing)]
    key = Key("fixed_and_per_capita", fee)
    try:
        shares = one_window(amount, key, sharing)
    except CannotShareError:
        assume(False)
    assert sum(share.amount for share in shares) == amount == sum(share.exact for share in shares)
    for one, share in zip(sharing, shares, strict=True):
        assert (one.floor or 0) <= share.amount
        assert one.ceiling is None or share.amount <= one.ceiling
    rates = {(share.exact - share.fixed) / share.weight for share in shares if share.weight and not share.bound}
    assert len(rates) <= 1
    for share in shares:
        for rate in rates:
            free = share.fixed + share.weight * rate
            assert share.bound != "floor" or free < share.exact
            assert share.bound != "ceiling" or free > share.exact


DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))


@given(st.lists(st.tuples(WEIGHTS, DAYS, st.integers(0, 900)), max_size=6), AMOUNTS)
def test_windows_cover_the_period_once_and_their_shares_are_its_amount(
    sharing: list[tuple[int, date, int]], amount: int
) -> None:
    changing = [
        Member(f"{2400 + place}", weight, joined, joined + timedelta(days=days))
        for place, (weight, joined, days) in enumerate(sharing)
    ]
    windows = allocate(amount, PER_CAPITA, [Member("2480", 1), *changing], YEAR)
    assert windows[0].starts_on == YEAR.starts_on
    assert windows[-1].ends_on == YEAR.ends_on
    assert all(after.starts_on - before.ends_on == timedelta(days=1) for before, after in itertools.pairwise(windows))
    assert sum(totals(windows).values()) == amount
    for window in windows:
        belongs = {one.code for one in changing if one.joined_on and one.left_on}
        gone = {one.code for one in changing if one.left_on and one.left_on < window.starts_on}
        later = {one.code for one in changing if one.joined_on and one.joined_on > window.ends_on}
        assert {share.code for share in window.shares} == {"2480"} | (belongs - gone - later)
