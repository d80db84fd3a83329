"""Numbers and days as each language writes them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from office.numbers import LANGUAGES, NBSP, day, day_of_year, digits, kronor, month, month_of_year, number, trimmed


@pytest.mark.parametrize(
    ("write", "value", "swedish", "english"),
    [
        (number, "1215000.00", "1 215 000", "1,215,000"),
        (number, "4500.25", "4 500,25", "4,500.25"),
        (number, "-0.5", "−0,50", "−0.50"),
        (trimmed, "1215000.00", "1 215 000", "1,215,000"),
        (trimmed, "-12.50", "−12,5", "−12.5"),
        (trimmed, "0.125", "0,12", "0.12"),
        (digits, "40000", "40 000", "40,000"),
        (digits, "1234.5000", "1 234,5000", "1,234.5000"),
        (kronor, "1500000.00", "1 500 000 kr", "1,500,000 kr"),
        (kronor, "-975000.5", "−975 000,50 kr", "−975,000.50 kr"),
    ],
)
def test_a_number_has_the_signs_of_its_language(
    write: Callable[[Decimal, str], str], value: str, swedish: str, english: str
) -> None:
    told = [write(Decimal(value), language).replace(NBSP, " ") for language in LANGUAGES]
    assert told == [swedish, english]


def test_a_form_says_how_many_decimals_and_whether_thousands_stand_apart() -> None:
    assert digits(Decimal(40000), "sv", ",.2f") == f"40{NBSP}000,00"
    assert trimmed(Decimal("333.33333"), "en", "#,##0.####") == "333.3333"
    assert trimmed(Decimal("1234.50"), "sv", "0.##") == "1234,5"


def test_a_day_is_said_in_words() -> None:
    assert [day(date(2021, 3, 31), language) for language in LANGUAGES] == ["31 mars 2021", "31 March 2021"]
    assert [day_of_year("02-29", language) for language in LANGUAGES] == ["29 februari", "29 February"]
    assert [month(date(2021, 10, 1), language) for language in LANGUAGES] == ["oktober 2021", "October 2021"]
    assert [month_of_year(5, language) for language in LANGUAGES] == ["maj", "May"]
