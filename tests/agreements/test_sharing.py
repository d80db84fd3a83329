"""Shares of a cost as its row keeps it, also one that was changed within a period."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.amounts import kept_parts
from agreements.cost_keys import CannotShareError
from agreements.periods import cut, periods
from agreements.share_words import formula
from agreements.sharing import decimal, left_to_share, parts_of, shares, through

Json = dict[str, Any]
WHOLE = periods(date(2026, 1, 1), date(2027, 12, 31))
YEARS = [(one, one) for one in WHOLE]


def state(day: str | None, weights: dict[int, int], **changes: Any) -> Json:
    members = [
        {"organization": pk, "code": str(pk), "weight": str(weight), "source": "", "floor": None, "ceiling": None}
        for pk, weight in weights.items()
    ]
    said: Json = {"from": day, "basis": "usage", "amount": "1500000.00", "amounts": [], "fixed": None}
    return said | {"members": members} | changes


def totals(found: dict[int, list[Json]], period: str) -> dict[int, str]:
    return {pk: row["amount"] for pk, rows in found.items() for row in rows if row["period"] == period}


def test_one_state() -> None:
    found = shares([state(None, {1: 3, 2: 1})], YEARS)
    assert totals(found, "2026") == {1: "1125000.00", 2: "375000.00"}
    (window,) = found[1][0]["windows"]
    assert window == {
        "starts_on": "2026-01-01", "ends_on": "2026-12-31", "of": 1_500_000, "amount": 1_125_000, "weight": "3",
        "of_weight": "4", "exact": "1125000", "fixed": "0", "bound": "", "before": 0,
    }  # fmt: skip


def test_another_amount_within_the_year() -> None:
    """300 000 × 181 ÷ 365 = 148 767.12 and 500 000 × 184 ÷ 365 = 252 054.79: together 400 822."""
    history = [state(None, {1: 1, 2: 1}, amount="300000.00"), state("2026-07-01", {1: 1, 2: 1}, amount="500000.00")]
    found = shares(history, YEARS)
    assert [window["of"] for window in found[1][0]["windows"]] == [148_767, 252_055]
    assert totals(found, "2027") == {1: "250000.00", 2: "250000.00"}


def test_amounts_per_period_fees_and_bounds_follow_the_days() -> None:
    listed = [{"period": "2026", "amount": "3650.00"}, {"period": "2027", "amount": "10.00"}]
    before = state(None, {1: 1, 2: 1}, amount=None, amounts=listed, basis="fixed_and_per_capita", fixed="365.00")
    before["members"][0] |= {"floor": "2000.00", "ceiling": "3000.00"}
    found = shares([before, {**before, "from": "2026-12-31"}], YEARS[:1])
    assert [window["of"] for window in found[1][0]["windows"]] == [3640, 10]
    assert [window["fixed"] for window in found[1][0]["windows"]] == ["364", "1"]
    assert totals(found, "2026") == {1: "2000.00", 2: "1650.00"}


def test_a_period_without_an_amount_is_named() -> None:
    listed = [{"period": "2026", "amount": "3650.00"}]
    with pytest.raises(CannotShareError) as caught:
        shares([state(None, {1: 1}, amount=None, amounts=listed)], YEARS)
    (trouble,) = caught.value.troubles
    assert (trouble.code, trouble.starts_on) == ("amounts.missing", date(2027, 1, 1))


def test_who_joins_shares_from_its_day() -> None:
    found = shares([state(None, {1: 1}), state("2027-01-01", {1: 1, 2: 1})], YEARS)
    assert [row["period"] for row in found[2]] == ["2027"]


def test_of_two_changes_from_one_day_the_last_holds() -> None:
    """A member joins and the amount rises, by two amendments that take effect on the same day."""
    joined = state("2026-07-01", {1: 1, 2: 1, 3: 1})
    found = shares([state(None, {1: 1, 2: 1}), joined, {**joined, "amount": "3000000.00"}], YEARS)
    assert totals(found, "2027") == {1: "1000000.00", 2: "1000000.00", 3: "1000000.00"}
    assert [window["of"] for window in found[1][0]["windows"]] == [743_835, 1_512_329]


def test_a_term_that_is_cut_keeps_its_days() -> None:
    """Of 3 650 kr listed for 2026 the days through 30 September are 2 730; 2 joins on 1 July and shares 92 of them."""
    listed = [{"period": "2026", "amount": "3650.00"}]
    history = [state(None, {1: 1}, amounts=listed), state("2026-07-01", {1: 1, 2: 1}, amounts=listed)]
    kept = cut(WHOLE, date(2026, 9, 30))
    found = shares(history, zip(kept, WHOLE, strict=False))
    assert totals(found, "2026") == {1: "2270.00", 2: "460.00"}
    assert [(part.starts_on, part.amount, part.before) for part in parts_of(found[2])] == [(date(2026, 7, 1), 460, 460)]


def test_decimals() -> None:
    assert (decimal(Fraction(1, 3)), decimal(Fraction(1500, 1)), decimal(Fraction(1, 20_000))) == (
        "0.3333",
        "1500",
        "0.0001",
    )


@given(
    st.lists(st.tuples(st.dates(date(2026, 1, 2), date(2027, 12, 31)), st.integers(0, 10_000_000)), max_size=5),
    st.dictionaries(st.integers(1, 9), st.integers(1, 1000), min_size=1, max_size=6),
)
def test_every_krona_of_a_period_is_shared(changes: list[tuple[date, int]], weights: dict[int, int]) -> None:
    history = [state(None, weights)]
    history += [state(str(day), weights, amount=f"{amount}.00") for day, amount in sorted(dict(changes).items())]
    found = shares(history, YEARS)
    for period in WHOLE:
        windows = [
            window
            for rows in found.values()
            for row in rows
            if row["period"] == period.label
            for window in row["windows"]
        ]
        shared = {window["starts_on"]: window["of"] for window in windows}
        assert sum(window["amount"] for window in windows) == sum(shared.values())


def test_an_early_end_cuts_a_window_and_says_of_what_it_is_left() -> None:
    """1 500 000 for the 184 days from July on is 756 164; through September 92 of them are left."""
    found = shares([state(None, {1: 1}), state("2026-07-01", {1: 2, 2: 1})], YEARS)
    first, second = (through(found[pk], date(2026, 9, 30)) for pk in (1, 2))
    assert [row["period"] for row in first] == ["2026"]
    whole, cut_off = first[0]["windows"]
    assert whole == found[1][0]["windows"][0]
    assert cut_off == {
        "starts_on": "2026-07-01", "ends_on": "2026-09-30", "of": 378_082, "amount": 252_055, "weight": "2",
        "of_weight": "3", "exact": "252054.6667", "fixed": "0", "bound": "", "before": 0,
        "whole": {"ends_on": "2026-12-31", "of": 756_164, "amount": 504_109, "exact": "504109.3333", "fixed": "0",
                  "days": 184, "kept_days": 92},
    }  # fmt: skip
    assert first[0]["amount"] == f"{743_836 + 252_055}.00"
    assert second[0]["windows"][0]["amount"] == 378_082 - 252_055
    left = left_to_share(found.values())
    keyed = [
        {**one, **left[one["starts_on"]], "basis": "usage", "on": None, "source": ""} for one in second[0]["windows"]
    ]
    assert formula(keyed, "en") == (
        "SEK 756,164 × 1 ÷ 3 of the usage = 252,054.6667, as whole SEK 252,055, of which 92 of 184 days: SEK 126,027"
    )
    assert formula(keyed, "sv").endswith("varav 92 av 184 dagar: 126\xa0027 kr")
    assert through(found[1], date(2027, 12, 31)) == found[1]
    assert through(found[2], date(2026, 6, 30)) == []


@given(
    weights=st.lists(st.integers(1, 1000), min_size=1, max_size=5),
    amount=st.integers(0, 3_000_000),
    days=st.integers(0, 729),
)
def test_what_an_early_end_leaves_is_what_the_check_counts(weights: list[int], amount: int, days: int) -> None:
    members = dict(enumerate(weights, start=1))
    joined = state("2026-07-01", members | {9: 7}, amount=f"{amount}.00")
    found = shares([state(None, members, amount=f"{amount}.00"), joined], YEARS)
    last_day = date.fromordinal(date(2026, 1, 1).toordinal() + days)
    for rows in found.values():
        left = {row["period"]: int(row["amount"][:-3]) for row in through(rows, last_day)}
        for kept, whole in zip(cut(WHOLE, last_day), WHOLE, strict=False):
            counted = kept_parts(parts_of(rows), kept) if kept.days != whole.days else left.get(kept.label, 0)
            assert left.get(kept.label, 0) == counted
    for kept in cut(WHOLE, last_day):
        windows = [one for rows in found.values() for row in through(rows, last_day) for one in row["windows"]]
        said = {one["starts_on"]: one["of"] for one in windows if one["starts_on"] <= str(kept.ends_on)}
        assert sum(one["amount"] for one in windows) >= 0
        for starts_on, of in said.items():
            assert sum(one["amount"] for one in windows if one["starts_on"] == starts_on) == of


@given(
    weights=st.lists(st.integers(1, 1000), min_size=2, max_size=5),
    bounds=st.lists(st.sampled_from([(None, None), ("5000.00", None), (None, "9000.00"), ("4000.00", "6000.00")]),
                    min_size=5, max_size=5),
    basis=st.sampled_from(["equal", "usage", "fixed_and_per_capita"]),
)  # fmt: skip
def test_a_formula_comes_out_as_it_says(weights: list[int], bounds: list[Any], basis: str) -> None:
    """Of what bounds and fees leave, each free member's part by its weight, and its own fee: its exact share."""
    cost = state(None, dict(enumerate(weights, start=1)), basis=basis, amount="20000.00")
    cost["fixed"] = "100.00" if basis == "fixed_and_per_capita" else None
    for one, (floor, ceiling) in zip(cost["members"], bounds, strict=False):
        one |= {"floor": floor, "ceiling": ceiling}
    try:
        found = shares([cost], YEARS[:1])
    except CannotShareError:
        return  # floors above the amount, or ceilings below it
    left = left_to_share(found.values())["2026-01-01"]
    for (row,) in found.values():
        (one,) = row["windows"]
        free = Fraction(one["of"]) - Fraction(left["bounded"]) - Fraction(left["fees"])
        if not one["bound"]:
            exact = free * Fraction(one["weight"]) / Fraction(left["left_weight"]) + Fraction(one["fixed"])
            assert abs(exact - Fraction(one["exact"])) < Fraction(1, 1000)


@pytest.mark.parametrize(
    ("basis", "fixed", "first", "second"),
    [
        ("equal", None, "400 kr, som är det högsta enligt avtalet", "(1 000 − 400) kr i lika delar mellan 2 = 300"),
        ("per_capita", None, "400 kr, som är det högsta enligt avtalet",
         "(1 000 − 400) kr × 10 ÷ 40 invånare = 150 (invånare 2026-05-31: SCB)"),
        ("fixed_and_per_capita", "100.00", "400 kr, som är det högsta enligt avtalet",
         "avgift 100 kr + (1 000 − 400 − 200) kr × 10 ÷ 40 invånare = 200 (invånare 2026-05-31: SCB)"),
        ("percentages", None, "400 kr, som är det högsta enligt avtalet", "(1 000 − 400) kr × 10 ÷ 40 % = 150"),
        ("usage", None, "400 kr, som är det högsta enligt avtalet",
         "(1 000 − 400) kr × 10 ÷ 40 av nyttjandet = 150"),
    ],
)  # fmt: skip
def test_what_others_pay_at_a_bound_is_taken_off_first(basis: str, fixed: str | None, first: str, second: str) -> None:
    cost = state(None, {1: 60, 2: 10, 3: 30}, basis=basis, amount="1000.00", fixed=fixed)
    cost["members"][0]["ceiling"] = "300.00" if basis == "equal" else "400.00"
    if basis == "equal":
        cost["members"][0]["floor"], cost["members"][0]["ceiling"] = "400.00", None
        first = first.replace("högsta", "lägsta")
    found = shares([cost], YEARS[:1])
    left, on = left_to_share(found.values()), "2026-05-31" if "capita" in basis else None
    told = [
        formula([{**one, **left[one["starts_on"]], "basis": basis, "on": on, "source": "SCB"}
                 for one in found[pk][0]["windows"]], "sv").replace("\N{NO-BREAK SPACE}", " ")
        for pk in (1, 2)
    ]  # fmt: skip
    assert told[0].removesuffix(" (invånare 2026-05-31: SCB)") == first
    assert told[1] == second
