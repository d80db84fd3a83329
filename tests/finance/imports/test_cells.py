"""One cell: a date, an amount, an account, a number, or the reason why not."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from finance.imports import cells
from finance.imports.problems import letters


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("1500000", "1500000.00"),
        ("1 500 000,00", "1500000.00"),
        ("1\xa0500\u202f000,5", "1500000.50"),
        ("1.500.000,00", "1500000.00"),
        ("1,500,000.00", "1500000.00"),
        ("1.500.000", "1500000.00"),
        ("1,500.00", "1500.00"),
        ("0,125", "amount.decimals"),
        ("750,00-", "-750.00"),
        ("\N{MINUS SIGN}750 kr", "-750.00"),
        ("+750", "750.00"),
        ("1,500", "amount.ambiguous"),
        ("12.500", "amount.ambiguous"),
        ("1,2345", "amount.decimals"),
        ("0.10", "0.10"),
        ("12a", "amount.invalid"),
        ("1,50,00", "amount.invalid"),
        ("=1+1", "amount.invalid"),
        ("99999999999.99", "99999999999.99"),
        ("99,999,999,999,999", "amount.invalid"),
        ("999,999,999,999.00", "amount.invalid"),
        (750000, "750000.00"),
        (0.1 + 0.2, "0.30"),
        (1234.567, "amount.decimals"),
        (1e300, "amount.invalid"),
        (float("nan"), "amount.invalid"),
        (True, "amount.invalid"),
        (date(2025, 1, 1), "amount.invalid"),
    ],
)
def test_amounts(said: Any, value: str) -> None:
    found = cells.amount_of(said)
    assert str(found) == value
    assert isinstance(found, Decimal) == (not value.startswith("amount"))


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("2025-01-31", date(2025, 1, 31)),
        ("20250131", date(2025, 1, 31)),
        (20250131.0, date(2025, 1, 31)),
        ("2025/01/31 00:00:00", date(2025, 1, 31)),
        (datetime(2025, 1, 31), date(2025, 1, 31)),  # noqa: DTZ001 - as a workbook has it
        (date(2025, 1, 31), date(2025, 1, 31)),
        (datetime(1900, 1, 1), None),  # noqa: DTZ001
        ("2025-02-30", None),
        ("2025-01.31", None),
        ("1900-01-01", None),
        ("31/1", None),
        (None, None),
    ],
)
def test_days(said: Any, value: date | None) -> None:
    assert cells.day_of(said) == value


def test_accounts_numbers_and_giros() -> None:
    assert [cells.account_of(one) for one in ("4530", 4530.0, "4530 Bidrag", "45", "45.30", None)] == [
        "4530", "4530", "4530", None, None, None
    ]  # fmt: skip
    assert [cells.number_of(one) for one in ("802000-0009", 8020000009, "168020000009", "802000-0008", "x")] == [
        "802000-0009", "802000-0009", "802000-0009", None, None
    ]  # fmt: skip
    assert [cells.giro_of(one) for one in ("BG 5123-4567", "PG: 4-2", "plusgiro 123456-7", 51234567, "1", "SE45")] == [
        "51234567", "42", "1234567", "51234567", None, None
    ]  # fmt: skip


def test_numbers_of_persons() -> None:
    assert all(map(cells.is_personal, ("811218-9876", "8112189876", "19811218-9876", "200101010000")))
    assert not any(map(cells.is_personal, ("802000-0009", "168020000009", "", "abc")))


def test_names_of_columns() -> None:
    assert [letters(one) for one in (1, 3, 26, 27, 703)] == ["A", "C", "Z", "AA", "AAA"]
