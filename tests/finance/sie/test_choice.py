"""What is chosen of a ledger: by object, account or series, by date, with balances and shares."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.sie import Ledger, read
from finance.sie.choice import Choice, Selection, select
from finance.sie.overview import Part, overview
from finance.sie.sums import on_profit_and_loss, rows_between, total, with_object
from tests.finance.sie.books import content

NOTHING = Choice(frozenset(), (), frozenset())
FIRST, LAST = date(2020, 1, 1), date(2020, 12, 31)


def d(text: str) -> Decimal:
    return Decimal(text)


def ledger(*more: str, without: str = "") -> Ledger:
    lines = content(*more).split(b"\n")
    found = read(b"\n".join(line for line in lines if not without or without.encode() not in line)).ledger
    assert found
    return found


def chosen(choice: Choice, starts_on: date = FIRST, ends_on: date = LAST) -> Selection:
    return select(ledger(), choice, starts_on, ends_on)


@pytest.mark.parametrize(
    ("account", "taken"),
    [
        ("4000", True),
        ("4999", True),
        ("3999", False),
        ("5000", False),
        ("400", False),
        ("40000", False),
        ("3987", True),
    ],
)
def test_account_ranges(account: str, taken: bool) -> None:
    assert NOTHING._replace(accounts=(("4000", "4999"), ("3987", "3987"))).takes_account(account) is taken


@pytest.mark.parametrize(
    ("choice", "lines"),
    [
        (NOTHING, 0),
        (NOTHING._replace(objects=frozenset({("6", "P01")})), 3),
        (NOTHING._replace(objects=frozenset({("6", "P01"), ("7", "17")})), 3),
        (NOTHING._replace(accounts=(("1930", "1930"),)), 4),
        (NOTHING._replace(series=frozenset({"B"})), 4),
        (NOTHING._replace(series=frozenset({"B"}), accounts=(("5010", "5010"),)), 4),
    ],
)
def test_a_row_that_fits_any_is_chosen_once(choice: Choice, lines: int) -> None:
    assert len(chosen(choice).rows) == lines


def test_objects_that_were_not_chosen_stay_in_the_ledger() -> None:
    rows = chosen(NOTHING._replace(objects=frozenset({("6", "P01")}))).rows
    assert {taken.objects for taken in rows} == {(("6", "P01"),)}
    series = chosen(NOTHING._replace(series=frozenset({"B"}))).rows
    assert [(taken.row.account, taken.objects, taken.without_object) for taken in series] == [
        ("5010", (), True), ("1930", (), True), ("7210", (), False), ("1930", (), True)
    ]  # fmt: skip


def test_what_names_no_object_of_a_chosen_dimension_is_apart() -> None:
    """With project P01 chosen, rent on a cost centre alone may be anybody's; project P02's names whose it is."""
    project = NOTHING._replace(objects=frozenset({("6", "P01")}))
    assert project.is_apart((("1", "Nord"),))
    assert project.is_apart(())
    assert not project.is_apart((("1", "Nord"), ("6", "P02")))
    assert not NOTHING.is_apart((("1", "Nord"),))


def test_balances_go_from_the_day_before_the_first_to_the_last() -> None:
    bank = NOTHING._replace(accounts=(("1930", "2990"),))
    (cash, debt) = chosen(bank).balances
    assert (cash.number, cash.opening, cash.closing) == ("1930", d("20000"), d("1620000"))
    assert (debt.name, debt.opening, debt.closing) == ("Oförbrukade bidrag", 0, d("-100000"))
    (cash, debt) = chosen(bank, date(2020, 2, 1), date(2020, 9, 30)).balances
    assert (cash.opening, cash.closing) == (d("1520000"), d("1660000"))
    assert debt.opening == debt.closing == d("-100000")


def test_without_opening_balances_nothing_is_known_of_them() -> None:
    found = select(ledger(without="#IB"), NOTHING._replace(accounts=(("2990", "2990"),)), FIRST, LAST)
    assert [(one.opening, one.closing) for one in found.balances] == [(None, None)]
    one = select(ledger(without="#IB 0 2990"), NOTHING._replace(accounts=(("2990", "2990"),)), FIRST, LAST)
    assert [(one.opening, one.closing) for one in one.balances] == [(0, d("-100000"))]


#: P02 has 30 on the account that P01's debt is on, and 9 more in December.
OTHERS = (
    '#VER C 1 20200115\r\n{\r\n#TRANS 2990 {6 "P02"} -30.00\r\n#TRANS 1930 {} 30.00\r\n}',
    '#VER C 2 20201201\r\n{\r\n#TRANS 2990 {6 "P02"} -9.00\r\n#TRANS 2990 {1 "Nord"} 9.00\r\n}',
)


def debt(book: Ledger, starts_on: date = FIRST) -> tuple[Decimal | None, ...]:
    """Of 2990 with P01 chosen: what it opened and closed with, and how much of the opening is others'."""
    choice = NOTHING._replace(objects=frozenset({("6", "P01")}), accounts=(("2990", "2990"),))
    (found,) = select(book, choice, starts_on, LAST).balances
    return found.opening, found.closing, found.others


def test_what_another_project_has_on_the_same_account_is_told_apart() -> None:
    """What names no project is everybody's."""
    book = ledger(*OTHERS)
    assert debt(book) == (0, d("-100030"), 0)
    assert debt(book, date(2020, 2, 1)) == (d("-100030"), d("-100030"), d("-30"))


def test_what_another_project_brought_over_is_known_where_the_file_says_so() -> None:
    stood = ("#IB 0 2990 -50.00", '#OIB 0 2990 {6 "P02"} -40.00', '#OIB -1 2990 {6 "P02"} -7.00')
    assert debt(ledger(*OTHERS, *stood, without="#IB 0 2990 0.00")) == (d("-50"), d("-100080"), d("-40"))
    assert debt(ledger(*OTHERS, stood[0], without="#IB 0 2990 0.00")) == (d("-50"), d("-100080"), None)
    assert debt(ledger(stood[0], without="#IB 0 2990 0.00")) == (d("-50"), d("-100050"), 0)


def test_rows_of_the_year_before_move_no_balance() -> None:
    earlier = "#RAR -1 20190101 20191231\r\n#VER A 1 20190630\r\n{\r\n#TRANS 2990 {} 5.00\r\n#TRANS 3993 {} -5.00\r\n}"
    found = select(ledger(earlier), NOTHING._replace(accounts=(("2990", "2990"),)), FIRST, LAST)
    assert [(one.opening, one.closing) for one in found.balances] == [(0, d("-100000"))]


def test_the_years_result_is_neither_income_nor_cost() -> None:
    closing = "#VER C 1 20201231\r\n{\r\n#TRANS 8999 {} 10.00\r\n#TRANS 8310 {} -4.00\r\n#TRANS 2099 {} -6.00\r\n}"
    found = overview(ledger(closing))
    assert found.result_booked
    assert found.whole == Part(12, d("-1600000"), d("100000"), d("-4"))
    assert not overview(ledger()).result_booked


@given(st.dates(FIRST, LAST), st.booleans())
@settings(max_examples=20)
def test_what_is_cut_in_two_sums_to_the_whole(day: date, by_object: bool) -> None:
    choice = (
        NOTHING._replace(objects=frozenset({("6", "P01")})) if by_object else NOTHING._replace(series=frozenset("B"))
    )
    whole = chosen(choice)
    before = chosen(choice, FIRST, day)
    after = chosen(choice, date.fromordinal(day.toordinal() + 1), LAST)
    for name in ("chosen", "chosen_without_object", "ledger", "ledger_without_object"):
        parts = getattr(before, name), getattr(after, name)
        assert tuple(map(sum, zip(*parts, strict=True))) == tuple(getattr(whole, name))


def test_the_samples_come_out_to_the_ore(shared: Path) -> None:
    found = read((shared / "sie/sie_4.SE").read_bytes()).ledger
    assert found
    seen = overview(found)
    assert (seen.vouchers, seen.whole.rows) == (20, 76)
    assert seen.whole.income + seen.whole.costs + seen.whole.financial == d("40210.07")
    alone = seen.without_object
    assert alone.income + alone.costs + alone.financial == d("45265.32")
    year = found.years[0]
    nord = select(found, NOTHING._replace(objects=frozenset({("1", "Nord")})), year.starts_on, year.ends_on)
    assert nord.chosen.income + nord.chosen.costs + nord.chosen.financial == d("-5055.25")
    rows = list(with_object(rows_between(found, year.starts_on, year.ends_on), "1", "Nord"))
    assert [taken.row for taken in nord.rows] == rows
    assert total(on_profit_and_loss(rows)) == d("-5055.25")
