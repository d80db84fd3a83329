"""The sum over any rolling three years, against the ceilings in force."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.periods import cut, periods
from finance.promises import Act, Clauses, Pledge
from finance.rounding import half_up
from finance.state_aid.facts import Book, Gone, Terms
from finance.state_aid.window import CENT, Leaving, Standing, last_day, position, years_later
from tests.finance.state_aid.book import ELEVEN, book, d, declaration, grant, link, promise

THREE = (grant(1, "2024-01-01"), grant(2, "2025-01-01"), grant(3, "2026-01-01"))
DAY = timedelta(days=1)


def standing(of: Book, on: str, kind: str = "de_minimis", who: int = 1) -> Standing:
    return next(one for one in position(of, who, d(on)).standings if one.kind == kind)


def test_three_grants_at_eleven_are_above_one_ceiling_and_below_the_other() -> None:
    """3 × 1 500 000 at 11.00: each is 136 363.64, together they are 409 090.91 and not .92."""
    aid = standing(book(*THREE), "2026-06-01")
    assert [one.eur for one in aid.aid] == [Decimal("136363.64")] * 3
    assert (aid.total, aid.headroom) == (Decimal("409090.91"), Decimal("-109090.91"))
    assert (aid.status, aid.share) == ("above", Decimal("1.3636"))
    sgei = standing(book(*(one._replace(kind="sgei") for one in THREE)), "2026-06-01", "sgei")
    assert (sgei.total, sgei.status, sgei.share) == (Decimal("409090.91"), "within", Decimal("0.5455"))
    assert sgei.headroom == Decimal("340909.09")


def test_what_leaves_the_window_when() -> None:
    assert standing(book(*THREE), "2026-06-01").leaving == (
        Leaving(date(2027, 1, 1), Decimal("136363.64"), Decimal("272727.27")),
        Leaving(date(2028, 1, 1), Decimal("136363.64"), Decimal("136363.64")),
        Leaving(date(2029, 1, 1), Decimal("136363.64"), Decimal("0.00")),
    )
    assert standing(book(*THREE), "2026-12-31").total == Decimal("409090.91")
    assert standing(book(*THREE), "2027-01-01").total == Decimal("272727.27")


@pytest.mark.parametrize(
    ("granted_on", "last"), [("2024-03-01", "2027-02-28"), ("2024-02-29", "2027-02-28"), ("2025-12-31", "2028-12-30")]
)
def test_aid_counts_from_its_day_through_the_day_before_three_years(granted_on: str, last: str) -> None:
    assert last_day(d(granted_on)) == d(last)
    for day, many in [(d(granted_on) - DAY, 0), (d(granted_on), 1), (d(last), 1), (d(last) + DAY, 0)]:
        assert len(standing(book(grant(1, granted_on)), day.isoformat()).aid) == many


@pytest.mark.parametrize(
    ("amount", "status"),
    [("239999.99", "within"), ("240000", "warning"), ("300000", "warning"), ("300000.01", "above")],
)
def test_the_warning_comes_at_eighty_per_cent(amount: str, status: str) -> None:
    assert standing(book(grant(1, "2025-01-01", amount, rate=Decimal(1))), "2025-01-01").status == status


@pytest.mark.parametrize("on", ["2023-12-31", "2031-01-01"])
def test_a_day_without_a_ceiling_is_unknown_and_neither_zero_nor_unlimited(on: str) -> None:
    found = standing(book(grant(1, on)), on)
    assert (found.status, found.total, found.headroom, found.share) == ("unknown", Decimal("136363.64"), None, None)


def test_what_was_granted_before_the_ceiling_counts_while_it_is_in_the_window() -> None:
    assert standing(book(grant(1, "2022-06-01")), "2024-06-01").total == Decimal("136363.64")


@pytest.mark.parametrize("kind", ["not_aid", "other"])
def test_only_what_is_assessed_as_de_minimis_counts(kind: str) -> None:
    found = book(grant(1, "2025-01-01", kind=kind, rate=None))
    assert {one.total for one in position(found, 1, d("2025-01-01")).standings} == {Decimal(0)}


def test_declarations_count_beside_what_was_granted_here() -> None:
    said = declaration(5, "2025-03-01", "150000.005")
    in_sek = declaration(6, "2025-03-02", "1100000", rate=ELEVEN)
    found = book(grant(1, "2025-01-01"), declarations=(said, in_sek, declaration(7, "2025-03-01", recipient=2)))
    assert standing(found, "2025-03-01").total == Decimal("286363.64")  # 136 363.6363… + 150 000.005
    assert standing(found, "2025-03-02").total == Decimal("386363.64")
    assert standing(found, "2025-03-02", "sgei").total == 0


def test_a_declaration_of_what_stands_here_is_pointed_out_and_counts_until_somebody_has_looked() -> None:
    said = (declaration(5, "2025-01-01", giver="umeå KOMMUN"), declaration(6, "2025-01-01"))
    found = position(book(grant(1, "2025-01-01"), declarations=said), 1, d("2025-01-01"))
    assert found.perhaps_twice == (5,)
    assert found.standings[0].total == Decimal("236363.64")


def test_the_group_counts_as_one() -> None:
    found = book(grant(1, "2025-01-01"), grant(2, "2025-01-02", recipient=2), links=(link(1, 2, "2025-06-01"),))
    assert standing(found, "2025-05-31", who=2).total == Decimal("136363.64")
    assert standing(found, "2025-06-01", who=2).total == standing(found, "2025-06-01").total == Decimal("272727.27")


def test_what_nobody_has_assessed_is_listed_and_never_counted() -> None:
    open_one = promise(9, "2025-01-01")
    others = (promise(1, "2025-01-01"), promise(9, "2021-01-01"), promise(9, "2025-01-01", recipient=3))
    found = position(book(grant(1, "2025-01-01"), promised=(open_one, *others)), 1, d("2025-02-01"))
    assert found.unassessed == (open_one,)
    assert found.standings[0].total == Decimal("136363.64")


def test_the_same_day_years_later() -> None:
    assert [years_later(d(day), 10).isoformat() for day in ("2024-02-29", "2026-03-01")] == ["2034-03-01", "2036-03-01"]


AMOUNTS = st.decimals(Decimal("0.01"), Decimal(10**7), places=2)


@settings(max_examples=25)
@given(st.lists(AMOUNTS, min_size=1, max_size=6), st.decimals(Decimal(8), Decimal(13), places=4), st.randoms())
def test_the_sum_is_exact_and_knows_no_order(amounts: list[Decimal], rate: Decimal, random: object) -> None:
    grants = [grant(n, "2025-01-01", str(amount), rate=rate) for n, amount in enumerate(amounts)]
    exact = sum((Fraction(amount) / Fraction(rate) for amount in amounts), Fraction(0))
    random.shuffle(grants)  # type: ignore[attr-defined]
    assert standing(book(*grants), "2025-01-01").total == half_up(exact, CENT)


def test_what_nobody_has_assessed_is_as_it_is_promised_on_the_day() -> None:
    """1 500 000 in 2025 that the council reduces to 1 350 000 on 2024-11-25, and to nothing on 2025-03-01."""
    (year,) = periods(d("2025-01-01"), d("2025-12-31"), "calendar_year")
    pledge = Pledge(5, 1, "funding", None, Decimal(1_500_000), ())
    acts = tuple(
        Act(n, 5, "2025", "reduced", Decimal(left), None, d(on), "KF", "§ 1")
        for n, (left, on) in enumerate([(1_350_000, "2024-11-25"), (0, "2025-03-01")], 1)
    )
    one = promise(5, "2024-06-01", terms=Terms(pledge, year, Clauses(budget=True), acts))
    found = {on: position(book(promised=(one,)), 1, d(on)).unassessed for on in ("2024-11-24", "2024-11-25")}
    assert [each.amount for (each,) in found.values()] == [Decimal(1_500_000), Decimal(1_350_000)]
    assert position(book(promised=(one,)), 1, d("2025-03-01")).unassessed == ()


def test_support_that_was_taken_back_leaves_the_sum_from_its_day_and_is_told() -> None:
    """110 000 SEK at 11.00 is 10 000 EUR, taken back on 1 June."""
    said = grant(1, "2025-03-01", "110000", gone=(Gone(d("2025-06-01")),))
    old = grant(2, "2021-03-01", "110000", gone=(Gone(d("2025-06-01")),))
    other = grant(3, "2025-03-01", "110000", recipient=2, gone=(Gone(d("2025-06-01")),))
    found = book(said, old, other)
    assert (standing(found, "2025-05-31").total, standing(found, "2025-05-31").taken_back) == (Decimal(10_000), ())
    after = standing(found, "2025-06-01")
    assert (after.total, after.aid, after.leaving) == (Decimal("0.00"), (), ())
    assert [(one.id, one.eur, one.taken_back_on) for one in after.taken_back] == [(1, Decimal(10_000), d("2025-06-01"))]
    assert standing(found, "2025-06-01", "sgei").taken_back == ()


def test_what_is_promised_is_by_the_terms_in_force_on_the_day() -> None:
    """100 000 until an amendment takes effect on 2025-07-01, and 200 000 from then on."""
    before = promise(5, "2024-06-01", "100000", ends_on=d("2025-06-30"))
    after = promise(5, "2024-06-01", "200000", starts_on=d("2025-07-01"))
    found = {on: position(book(promised=(before, after)), 1, d(on)).unassessed for on in ("2025-06-30", "2025-07-01")}
    assert found == {"2025-06-30": (before,), "2025-07-01": (after,)}


def test_a_reduced_year_of_a_shortened_term_is_reduced_for_its_days() -> None:
    """73 of 365 days: 20 000 of 100 000, and of the 50 000 that the council leaves 10 000."""
    (whole,) = periods(d("2025-01-01"), d("2025-12-31"), "calendar_year")
    left = cut((whole,), d("2025-03-14"))[0]
    pledge = Pledge(5, 1, "funding", None, Decimal(100_000), ())
    act = Act(1, 5, "2025", "reduced", Decimal(50_000), None, d("2024-11-25"), "KF", "§ 1")
    one = promise(5, "2024-06-01", "20000", terms=Terms(pledge, left, Clauses(budget=True), (act,), whole))
    assert one.standing(d("2025-03-01")).amount == Decimal(10_000)
