"""Books beside payments and report: worked figures, broken years, shared costs, and the rows behind a difference."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from finance.reconciliation import (
    Book,
    Difference,
    Entry,
    Figures,
    Liability,
    Means,
    Reported,
    Span,
    behind,
    differences,
    figures,
)
from finance.reconciliation.coverage import coverage, edges
from finance.reconciliation.keeping import as_json, from_json
from finance.reconciliation.sums import counting

Y2020 = Span(date(2020, 1, 1), date(2020, 12, 31))
NOTHING = Reported()


def d(text: str) -> Decimal:
    return Decimal(text)


def book(ledger: int = 1, starts_on: str = "2020-01-01", ends_on: str = "2020-12-31", **more: object) -> Book:
    values = {"received_on": date(2021, 3, 1), "closed": True, "liabilities": (Liability("2890", d("0")),), **more}
    return Book(ledger, date.fromisoformat(starts_on), date.fromisoformat(ends_on), **values)  # type: ignore[arg-type]


def entry(account: str, amount: str, day: str = "2020-06-30", shared: bool = False, ledger: int = 1) -> Entry:
    return Entry(ledger, "A 1", date.fromisoformat(day), account, f"Konto {account}", d(amount), shared, 7)


#: The docstring's year: 1 500 000 received, 1 400 000 of it income, 110 000 and 195 000 own cash.
YEAR = [
    entry("3987", "-1400000"),
    entry("2890", "-100000", "2020-12-31"),
    entry("3890", "-110000"),
    entry("3993", "-195000"),
    entry("5010", "600000"),
    entry("7210", "1105000"),
]


class Found:
    """Figures with their differences and the accounts behind each."""

    def __init__(self, books: list[Book], rows: list[Entry], means: Means, said: Reported) -> None:
        self.books, self.means = books, means
        self.figures: Figures = figures(Y2020, books, rows, means)
        self.differences: tuple[Difference, ...] = differences(self.figures, said)
        self.counted = counting(sorted(rows), coverage(Y2020, books))

    def behind(self, code: str) -> list[str]:
        return [one.account for one in behind(code, self.figures, self.counted, self.means)]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.figures, name)


def reconcile(period: Span, books: list[Book], rows: list[Entry], means: Means, said: Reported) -> Found:
    assert period == Y2020
    return Found(books, rows, means, said)


def codes(found: Found) -> dict[str, Decimal | None]:
    return {one.code: one.difference for one in found.differences}


def test_the_worked_year() -> None:
    said = Reported(paid=d("1500000"), own_cash=d("310000"), income=d("1705000"), costs=d("1705000"))
    found = reconcile(Y2020, [book()], YEAR, Means(), said)
    assert (found.grants.income, found.grants.closing, found.grants.received) == (1400000, 100000, 1500000)
    assert (found.income, found.costs, found.own_cash) == (1705000, 1705000, 305000)
    assert codes(found) == {"books.own_cash": -5000}
    assert found.behind("books.own_cash") == ["3890", "3993"]
    assert not found.preliminary


def test_each_figure_that_differs_is_told_with_its_vouchers() -> None:
    said = Reported(paid=d("1450000"), own_cash=d("305000"), income=d("1700000"), costs=d("1705000.50"))
    found = reconcile(Y2020, [book()], YEAR, Means(), said)
    assert codes(found) == {"books.grants": 50000, "books.income": 5000, "books.costs": d("-0.50")}
    assert found.behind("books.grants") == ["3987", "2890"]


def test_nothing_is_compared_with_what_nobody_has_said() -> None:
    assert reconcile(Y2020, [book()], YEAR, Means(), NOTHING).differences == ()


def test_shared_costs_by_the_key_and_shared_income_apart() -> None:
    rows = [entry("5010", "120000.50", shared=True), entry("5010", "1000"), entry("3911", "-900", shared=True)]
    with_key = reconcile(Y2020, [book()], rows, Means(key=d("0.25")), NOTHING)
    assert (with_key.costs, with_key.shared_costs, with_key.shared_income, with_key.income) == (
        d("31000.13"), d("120000.50"), 900, 0,
    )  # fmt: skip
    without = reconcile(Y2020, [book()], rows, Means(), NOTHING)
    (told,) = without.differences
    assert (without.costs, told.code, told.actual, told.difference) == (
        1000,
        "books.shared_costs",
        d("120000.50"),
        None,
    )
    assert without.behind("books.shared_costs") == ["5010"]


def test_financial_items_by_their_sign_and_balances_are_no_income() -> None:
    rows = [entry("8310", "-40"), entry("8410", "15"), entry("1930", "25"), entry("3985", "-70"), entry("8999", "85")]
    found = reconcile(Y2020, [book()], rows, Means(), NOTHING)
    assert (found.income, found.costs, found.own_cash) == (110, 15, 0)


def test_a_broken_year_is_cut_by_date_and_says_what_is_missing() -> None:
    """The second half of 2020 is in the next file, which nobody has handed in yet: 184 days."""
    broken = book(starts_on="2019-07-01", ends_on="2020-06-30", liabilities=(Liability("2890", d("-200")),))
    rows = [
        entry("3987", "-500", "2019-12-31"), entry("2890", "150", "2019-12-31"),
        entry("3987", "-700", "2020-03-01"), entry("2890", "50", "2020-06-30"),
    ]  # fmt: skip
    found = reconcile(Y2020, [broken], rows, Means(), Reported(paid=d("650")))
    assert tuple(found.grants) == (700, 50, 0, 0)
    (told,) = found.differences
    assert (told.code, found.missing) == ("books.days_missing", (Span(date(2020, 7, 1), date(2020, 12, 31)),))


def test_books_that_lack_days_are_not_compared_with_the_whole_year_s_report() -> None:
    half = book(ends_on="2020-06-30")
    said = Reported(paid=d("500"), own_cash=d("310000"), income=d("1"), costs=d("1"))
    found = reconcile(Y2020, [half], [entry("3993", "-155000"), entry("3987", "-400")], Means(), said)
    assert codes(found) == {"books.days_missing": None, "books.grants": -100}


def test_two_files_make_a_year_and_the_debt_goes_over_whole() -> None:
    first = book(1, "2019-07-01", "2020-06-30", liabilities=(Liability("2890", d("-30")),))
    second = book(2, "2020-07-01", "2021-06-30", liabilities=(Liability("2890", d("-20")),), closed=False)
    rows = [
        entry("3987", "-10", "2020-06-30"), entry("2890", "10", "2020-06-30"),
        entry("3987", "-7", "2020-08-01", ledger=2), entry("2890", "7", "2020-08-01", ledger=2),
        entry("3987", "-99", "2021-01-01", ledger=2),
    ]  # fmt: skip
    found = reconcile(Y2020, [second, first], rows, Means(), Reported(paid=d("0")))
    assert tuple(found.grants) == (17, 30, 13, 0)
    assert found.preliminary
    assert codes(found) == {"books.preliminary": None}
    other = second._replace(liabilities=(Liability("2890", d("-25")),))
    again = reconcile(Y2020, [first, other], rows, Means(), NOTHING)
    assert codes(again) == {"books.preliminary": None, "books.opening": 5}
    assert (again.grants.between, again.grants.received) == (5, 0)  # no row shows that 5 came in


def test_a_debt_of_which_only_some_rows_are_handed_in_is_counted_from_zero_and_says_so() -> None:
    """Rows on 2890 that name the project came along; where the account stood nobody knows, so no year jumps."""
    first, second = book(1, ends_on="2020-06-30", liabilities=()), book(2, "2020-07-01", liabilities=())
    rows = [entry("2890", "-100", "2020-05-01"), entry("3987", "-400", "2020-05-01")]
    found = reconcile(Y2020, [first, second], rows, Means(), NOTHING)
    assert codes(found) == {"books.opening_unknown": None}
    assert codes(reconcile(Y2020, [first, second], rows[1:], Means(), NOTHING)) == {}


def test_of_two_files_for_the_same_days_the_later_received_answers() -> None:
    newer = book(2, received_on=date(2021, 4, 1))
    rows = [entry("3993", "-100"), entry("3993", "-120", ledger=2)]
    assert reconcile(Y2020, [newer, book()], rows, Means(), NOTHING).own_cash == 120


def test_without_a_ledger_only_that_is_said() -> None:
    found = reconcile(Y2020, [], [entry("3993", "-1")], Means(), Reported(paid=d("5")))
    assert (codes(found), found.income, found.grants.received) == ({"books.days_missing": None}, 0, 0)


def test_a_gap_between_two_files() -> None:
    early, late = book(1, "2020-01-01", "2020-03-31"), book(2, "2020-05-01", "2020-12-31")
    days = coverage(Y2020, [early, late])
    assert [span.days for span in days.missing] == [30]
    assert reconcile(Y2020, [early, late], [], Means(), NOTHING).missing == days.missing


def test_another_project_s_debt_on_the_same_account_goes_over_with_it_and_counts_nowhere() -> None:
    """P01 receives 10 + 7 and uses all; P02 leaves 50 on 2990 in the first file, which the second opens with."""
    first = book(1, "2019-07-01", "2020-06-30", liabilities=(Liability("2990", d("-5"), d("-5")),))
    second = book(2, "2020-07-01", "2021-06-30", liabilities=(Liability("2990", d("-55"), d("-55")),))
    foreign = entry("2990", "-50", "2020-05-01")._replace(foreign=True)
    rows = [entry("3987", "-10"), foreign, entry("3987", "-7", "2020-08-01", ledger=2)]
    found = reconcile(Y2020, [first, second], rows, Means(), Reported(paid=d("17")))
    assert (tuple(found.grants), codes(found)) == ((17, 0, 0, 0), {})
    assert found.behind("books.grants") == ["3987", "3987"]
    assert found.behind("books.opening") == ["2990", "3987", "3987"]
    unsaid = second._replace(liabilities=(Liability("2990", d("-55"), None),))
    again = reconcile(Y2020, [first, unsaid], rows, Means(), Reported(paid=d("17")))
    assert (again.grants.received, codes(again)) == (17, {"books.opening_unknown": None})
    lost = second._replace(liabilities=(Liability("2990", d("-54"), d("-54")),))
    assert codes(reconcile(Y2020, [first, lost], rows, Means(), NOTHING)) == {"books.opening": -1}


def test_what_the_debt_changed_by_on_days_without_books_was_received_by_nobody() -> None:
    """100 in January and 40 in October are received; the 60 of May are in no book, paid on a day that has none."""
    early = book(1, "2020-01-01", "2020-03-31")
    late = book(2, "2020-10-01", "2020-12-31", liabilities=(Liability("2890", d("-90")),))
    rows = [
        entry("2890", "-100", "2020-01-31"), entry("2890", "70", "2020-02-28"), entry("3987", "-70", "2020-02-28"),
        entry("2890", "-40", "2020-10-31", ledger=2), entry("2890", "10", "2020-11-30", ledger=2),
        entry("3987", "-10", "2020-11-30", ledger=2),
    ]  # fmt: skip
    found = reconcile(Y2020, [early, late], rows, Means(), Reported(paid=d("140")))
    assert tuple(found.grants) == (80, 0, 120, 60)
    assert (found.grants.received, codes(found)) == (140, {"books.days_missing": None})


DAYS = st.dates(date(2019, 6, 1), date(2021, 6, 30))


@settings(max_examples=40)
@given(spans=st.lists(st.tuples(DAYS, DAYS).map(sorted), max_size=4))
def test_each_day_is_covered_once_or_missing(spans: list[list[date]]) -> None:
    books = [book(i, str(first), str(last)) for i, (first, last) in enumerate(spans)]
    days = coverage(Y2020, books)
    assert sum(span.days for span, _ in days.covered) + sum(span.days for span in days.missing) == Y2020.days
    assert days == coverage(Y2020, reversed(books))


def test_the_order_of_rows_changes_nothing() -> None:
    said = Reported(paid=d("1"), own_cash=d("2"), income=d("3"), costs=d("4"))
    one, other = (reconcile(Y2020, [book()], rows, Means(), said) for rows in (YEAR, YEAR[::-1]))
    assert (one.figures, one.differences) == (other.figures, other.differences)


def test_without_opening_balances_the_debt_counts_from_zero_and_that_is_said() -> None:
    unknown = book(liabilities=(Liability("2890", None), Liability("1930", d("7"))))
    found = reconcile(Y2020, [unknown], YEAR, Means(), Reported(costs=d("1"), income=d("1")))
    assert tuple(found.grants) == (1400000, 0, 100000, 0)
    assert found.differences[0].code == "books.opening_unknown"
    assert found.behind("books.costs") == ["5010", "7210"]
    assert found.behind("books.income") == ["3890", "3987", "3993"]
    assert found.behind("books.preliminary") == []


def test_figures_are_kept_and_come_back() -> None:
    first, second = book(1, "2020-01-01", "2020-03-31"), book(2, "2020-04-01", "2020-11-30", closed=False)
    moved = second._replace(liabilities=(Liability("2890", d("-9.5")),))
    found = reconcile(Y2020, [first, moved], [*YEAR, entry("5010", "3.1", shared=True)], Means(key=d("0.5")), NOTHING)
    assert from_json(as_json(found.figures)) == found.figures
    assert as_json(found.figures)["jumps"] == [{"day": "2020-04-01", "left": "0.00", "taken": "9.50"}]


BROKEN = (book(1, "2019-07-01", "2020-06-30"), book(2, "2020-07-01", "2021-06-30"))


def test_the_days_on_which_a_book_begins_or_ends_to_answer() -> None:
    assert edges([Y2020], BROKEN) == (date(2020, 1, 1), date(2020, 7, 1), date(2021, 1, 1))
    assert edges([Y2020], ()) == ()
    both = edges([Y2020, Span(date(2021, 1, 1), date(2021, 12, 31))], BROKEN)
    assert both == (date(2020, 1, 1), date(2020, 7, 1), date(2021, 1, 1), date(2021, 7, 1))


ROWS = st.lists(
    st.builds(
        entry,
        st.sampled_from(["3987", "3890", "2890", "5010", "8310"]),
        st.decimals(Decimal(-(10**11)), Decimal(10**11), places=2).map(str),
        st.dates(date(2019, 7, 1), date(2021, 6, 30)).map(str),
        st.booleans(),
        st.sampled_from([1, 2]),
    ),
    max_size=30,
)


FOREIGN = st.lists(
    st.builds(
        lambda amount, day, ledger: entry("2890", str(amount), str(day), ledger=ledger)._replace(foreign=True),
        st.decimals(Decimal(-(10**11)), Decimal(10**11), places=2),
        st.dates(date(2019, 7, 1), date(2021, 6, 30)),
        st.sampled_from([1, 2]),
    ),
    max_size=5,
)


def summed(rows: list[Entry], days: tuple[date, ...]) -> list[Entry]:
    """What no figure tells apart as one, as the database adds it up."""
    found: dict[tuple[Any, ...], list[Entry]] = {}
    for row in rows:
        alike = row.ledger, sum(day <= row.day for day in days), row.account, row.shared, row.foreign
        found.setdefault(alike, []).append(row)
    return [
        min(some, key=lambda row: row.day)._replace(
            voucher="", line=0, amount=sum((row.amount for row in some), d("0.00")), rows=len(some)
        )
        for some in found.values()
    ]


@settings(max_examples=60)
@given(ROWS, FOREIGN, st.sampled_from([None, Decimal("0.25"), Decimal("0.333333")]))
def test_sums_between_the_edges_say_what_the_rows_say(
    rows: list[Entry], foreign: list[Entry], key: Decimal | None
) -> None:
    means, rows = Means(key=key), rows + foreign
    few = summed(rows, edges([Y2020], BROKEN))
    whole, sums = (figures(Y2020, BROKEN, some, means) for some in (rows, few))
    assert as_json(whole) == as_json(sums)
    covered = coverage(Y2020, BROKEN)
    for code in ("books.grants", "books.own_cash", "books.income", "books.costs", "books.shared_costs"):
        each, many = (behind(code, whole, counting(some, covered), means) for some in (rows, few))
        assert sum(one.rows for one in many) == len(each)
