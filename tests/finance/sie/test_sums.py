"""What a reconciliation asks of a ledger's rows."""

from datetime import date
from decimal import Decimal

from finance.sie import Ledger, sums
from tests.finance.sie.writing import codes, reading


def ledger() -> Ledger:
    """A grant of 1 000 on project P01 in January, its costs in February and March."""
    found = reading(
        "#VER A 1 20210131",
        "{",
        '#TRANS 3987 {6 "P01"} -1000 20210401',
        "#TRANS 1920 {} 1000",
        "}",
        "#VER A 2 20210228",
        "{",
        '#TRANS 5010 {1 "Nord" 6 "P01"} 600.50',
        '#TRANS 5010 {6 "P01" 6 "P01"} 100',
        "#TRANS 5460 {} 40",
        "#TRANS 1920 {} -740.50",
        "}",
        "#VER A 3 20210301",
        "{",
        "#TRANS 8410 {} 9.50",
        '#TRANS 1920 {1 "Nord"} -9.50',
        "}",
    )
    assert codes(found) == []
    assert found.ledger is not None
    return found.ledger


YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def test_the_range_is_inclusive_and_goes_by_dates_of_vouchers() -> None:
    assert len(list(sums.rows_between(ledger(), *YEAR))) == 8
    found = list(sums.rows_between(ledger(), date(2021, 1, 31), date(2021, 2, 28)))
    assert [row.account for row in found] == ["3987", "1920", "5010", "5010", "5460", "1920"]
    assert list(sums.rows_between(ledger(), date(2021, 4, 1), date(2021, 4, 1))) == []


def test_income_is_negative_and_balance_accounts_are_left_out() -> None:
    rows = list(sums.on_profit_and_loss(sums.rows_between(ledger(), *YEAR)))
    assert sums.total(rows) == -250
    assert sums.per_account(rows) == {
        "3987": Decimal(-1000),
        "5010": Decimal("700.50"),
        "5460": Decimal(40),
        "8410": Decimal("9.50"),
    }
    assert sums.total([]) == 0


def test_by_object_and_without_any() -> None:
    rows = list(sums.on_profit_and_loss(sums.rows_between(ledger(), *YEAR)))
    assert sums.per_object(rows) == {("1", "Nord"): Decimal("600.50"), ("6", "P01"): Decimal("-299.50")}
    assert sums.total(sums.with_object(rows, "6", "P01")) == Decimal("-299.50")
    assert list(sums.with_object(rows, "1", "P01")) == []
    assert sums.total(sums.without_object(rows)) == Decimal("49.50")
