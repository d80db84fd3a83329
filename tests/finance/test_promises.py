"""What is promised in a period: as agreed, by the index, by the days, and as the council has appropriated."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.periods import Period, cut, periods
from finance.indexation import IndexClause, IndexValue, Month, Series
from finance.promises import Act, Clauses, Indexation, Pledge, Promise, promise, promises

LATE = date(2030, 1, 1)
UMEA, REGION, VAN, SECOND = 1, 2, 3, 4
TERM = periods(date(2020, 1, 1), date(2022, 12, 31))
SPANS = list(zip(TERM, TERM, strict=True))
SERIES = Series(
    "test",
    tuple(
        IndexValue(Month(year, 10), Decimal(said), date(year, 11, 15), "invented")
        for year, said in ((2019, "312.34"), (2020, "345.67"), (2021, "360.00"))
    ),
)
CLAUSE = IndexClause("test", Month(2019, 10), 10, Decimal("0.7"), years_back=0)
INDEXED = Clauses(Indexation(CLAUSE, SERIES, ("funding",)))
BUDGET = Clauses(budget=True)
BOTH = Clauses(budget=True, reduces_both=True)


def pledge(number: int = 10, kind: str = "funding", yearly: str | None = "1500000", **more: Any) -> Pledge:
    party = UMEA if kind == "funding" else VAN
    return Pledge(number, party, kind, None, Decimal(yearly) if yearly else None, ())._replace(**more)


def act(state: str = "reduced", **more: Any) -> Act:
    """Kommunfullmäktige's decision on 2020."""
    said = Act(1, 10, "2020", state, None, None, date(2019, 11, 25), "Kommunfullmäktige", "§ 180")
    return said._replace(**more)


def reduced(amount: str, **more: Any) -> Act:
    return act(amount=Decimal(amount), **more)


OWN = pledge(20, "co_financing", "1300000")


def of(found: dict[tuple[int, str], Promise], number: int = 10, label: str = "2020") -> Promise:
    return found[number, label]


def test_a_reduced_year_lowers_the_promise_and_the_others_in_proportion() -> None:
    """The issue's figures: 1 500 000 to 1 350 000 and 1 300 000 to 1 170 000."""
    found = promises([pledge(), OWN], SPANS, BOTH, [reduced("1350000")], LATE)
    assert {key: one.amount for key, one in found.items()} == {(10, "2020"): 1_350_000, (20, "2020"): 1_170_000}
    own = of(found, 20)
    assert (own.agreed, own.before, own.funding) == (1_300_000, 1_300_000, (1_350_000, 1_500_000))
    assert own.acts == (reduced("1350000"),)
    assert own.lowered


def test_the_other_side_stands_unless_the_clause_says_so() -> None:
    assert list(promises([pledge(), OWN], SPANS, BUDGET, [reduced("1350000")], LATE)) == [(10, "2020")]


@pytest.mark.parametrize(
    ("acts", "funding", "own"),
    [
        ([], 1_074_697, 1_300_000),
        ([reduced("950000")], 950_000, 1_149_161),
        ([act(share=Decimal("0.9"))], 967_227, 1_170_000),
    ],
)
def test_the_index_comes_first(acts: list[Act], funding: int, own: int) -> None:
    """The module's table."""
    clauses = INDEXED._replace(budget=True, reduces_both=True)
    found = promises([pledge(yearly="1000000"), OWN], SPANS, clauses, acts, LATE)
    one = of(found)
    assert (one.amount, one.agreed, one.before) == (funding, 1_000_000, 1_074_697)
    assert found.get((20, "2020"), one._replace(amount=Decimal(1_300_000))).amount == own


def test_of_several_acts_the_latest_decided_holds() -> None:
    first, later = reduced("1", decided_on=date(2019, 6, 1)), act("decided", id=2, decided_on=date(2019, 11, 25))
    mended = reduced("1400000", id=3, decided_on=date(2019, 11, 25))
    for acts in ([first, later, mended], [mended, later, first]):
        assert of(promises([pledge()], SPANS, BUDGET, acts, LATE)).amount == 1_400_000
        assert of(promises([pledge()], SPANS, BUDGET, acts, date(2019, 11, 24))).amount == 1
        assert promises([pledge()], SPANS, BUDGET, acts, date(2019, 5, 31)) == {}


def test_only_a_reduction_lowers() -> None:
    plan = act("preliminary", amount=Decimal(1_000_000))
    one = of(promises([pledge()], SPANS, BOTH, [plan], LATE))
    assert (one.amount, one.preliminary, one.lowered) == (1_500_000, True, False)
    full = of(promises([pledge()], SPANS, BOTH, [act("decided")], LATE))
    assert (full.amount, full.preliminary, full.lowered) == (1_500_000, False, False)
    more = of(promises([pledge(), OWN], SPANS, BOTH, [reduced("1600000")], LATE))
    assert (more.amount, more.lowered) == (1_500_000, False)


def test_nothing_is_appropriated() -> None:
    found = promises([pledge(), OWN], SPANS, BOTH, [reduced("0")], LATE)
    assert (of(found).amount, of(found, 20).amount) == (0, 0)
    assert promises([pledge(yearly="0"), OWN], SPANS, BOTH, [reduced("0")], LATE).keys() == {(10, "2020")}


def test_the_proportion_is_that_of_the_funding_one_receives() -> None:
    """Of 500 000 + 500 000 to Vän 900 000 is left: 90 %. What the second recipient receives is another matter."""
    other = pledge(11, party=REGION, yearly="500000", recipient=VAN)
    third = pledge(12, yearly="500000", recipient=SECOND)
    given_in_kind = pledge(21, "in_kind", "10000", party=SECOND)
    mine = pledge(yearly="500000", recipient=VAN)
    acts = [reduced("400000"), reduced("250000", id=2, commitment=12)]
    found = promises([OWN, given_in_kind, third, other, mine], SPANS, BOTH, acts, LATE)
    assert {key[0]: one.amount for key, one in found.items()} == {10: 400_000, 12: 250_000, 20: 1_170_000, 21: 5_000}
    assert [one.id for one in of(found, 20).acts] == [1]


def test_activities_and_listed_amounts_follow_no_index() -> None:
    listed = pledge(yearly=None, listed=(("2020", Decimal(800_000)),))
    clauses = INDEXED._replace(budget=True)
    visits = Pledge(30, VAN, "activity", None, Decimal(40), ())
    assert promises([listed, visits], SPANS, clauses, [], LATE) == {}
    assert of(promises([listed], SPANS, clauses, [reduced("700000")], LATE)).amount == 700_000
    partly = listed._replace(yearly=Decimal(1_000_000))
    assert promises([partly], SPANS[:1], clauses, [], LATE) == {}
    assert promises([partly], SPANS, clauses, [], LATE).keys() == {(10, "2021"), (10, "2022")}


def test_a_kind_follows_the_index_if_the_clause_says_so() -> None:
    clauses = Clauses(Indexation(CLAUSE, SERIES, ("co_financing",)))
    found = promises([pledge(), OWN], SPANS[:1], clauses, [], LATE)
    assert {key: one.amount for key, one in found.items()} == {(20, "2020"): 1_397_107}  # 1 300 000 × 1.07469745


def test_part_of_a_year_follows_the_days() -> None:
    """1 074 697 × 184 ÷ 366 = 540 284.83, in 2020 from 1 July; half of it appropriated: 270 142."""
    part = periods(date(2020, 7, 1), date(2021, 12, 31))[0]
    clauses = INDEXED._replace(budget=True)
    one = promise(pledge(yearly="1000000"), part, part, clauses, None, LATE)
    assert one is not None
    assert (one.amount, one.agreed) == (Decimal("540284.83"), Decimal("502732.24"))
    half = promise(pledge(yearly="1000000"), part, part, clauses, act(share=Decimal("0.5")), LATE)
    assert half is not None
    assert half.amount == 270_142


def test_an_early_end_leaves_a_reduced_year_its_days() -> None:
    """1 500 000 × 182 ÷ 366 = 745 901.64, and × 1 350 000 ÷ 1 500 000 = 671 311.47: 671 311."""
    (left,) = cut(TERM, date(2020, 6, 30))
    one = promise(pledge(), left, TERM[0], BUDGET, reduced("1350000"), LATE)
    assert one is not None
    assert (one.before, one.amount, one.funding) == (Decimal("745901.64"), 671_311, (1_350_000, 1_500_000))


def test_a_joined_remainder_does_not_move_the_year() -> None:
    """2019-12-15–2020-12-31 is the period 2020, and takes that year's index."""
    (joined,) = periods(date(2019, 12, 15), date(2020, 12, 31))
    one = promise(pledge(yearly="1000000"), joined, joined, INDEXED, None, LATE)
    assert one is not None
    assert one.amount == 1_074_697


def test_what_is_not_published_is_provisional() -> None:
    found = promises([pledge(), OWN], SPANS, INDEXED, [], date(2021, 3, 1))
    assert [found[10, year].provisional for year in ("2020", "2021", "2022")] == [False, True, True]
    budget = INDEXED._replace(budget=True, reduces_both=True)
    for act_said, funding in (
        (reduced("1400000", period="2021"), False),
        (act(share=Decimal("0.5"), period="2021"), True),
    ):
        found = promises([pledge(), OWN], SPANS, budget, [act_said], date(2021, 3, 1))
        assert (of(found, 10, "2021").provisional, of(found, 20, "2021").provisional) == (funding, True)


def test_without_the_base_month_the_amount_is_unknown() -> None:
    found = promises([pledge()], SPANS, INDEXED, [], date(2019, 11, 14))
    assert {(one.unknown, one.amount) for one in found.values()} == {(True, 1_500_000)}


def test_nothing_promised_in_a_period_stays_nothing() -> None:
    assert promise(pledge(yearly=None), TERM[0], TERM[0], BOTH, None, LATE) is None
    assert promises([pledge(yearly=None)], SPANS, BOTH, [reduced("1")], LATE) == {}


amounts = st.decimals(0, 10_000_000, places=2)


@given(amounts, amounts, amounts, st.integers(0, 365))
@settings(max_examples=40)
def test_a_reduction_never_gives_more(yearly: Decimal, own: Decimal, left: Decimal, days: int) -> None:
    last = date.fromordinal(date(2020, 1, 1).toordinal() + days)
    (period,) = cut(TERM[:1], last)
    spans: list[tuple[Period, Period]] = [(period, TERM[0])]
    mine, theirs = pledge()._replace(yearly=yearly), OWN._replace(yearly=own)
    found = promises([mine, theirs], spans, BOTH, [act(amount=left)], LATE)
    assert all(0 <= one.amount <= one.before == one.agreed for one in found.values())


def test_clauses_take_the_values_that_are_known() -> None:
    named = Clauses(Indexation(CLAUSE, Series(CLAUSE.series, ()), ("funding",)), budget=True)
    assert named.following({CLAUSE.series: SERIES}) == Clauses(Indexation(CLAUSE, SERIES, ("funding",)), budget=True)
    assert named.following({}) == named
    assert Clauses(budget=True).following({CLAUSE.series: SERIES}) == Clauses(budget=True)
