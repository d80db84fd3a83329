"""Text that a spreadsheet would run as a formula stays text."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from office.tables import MARK, as_csv, cell

pytestmark = pytest.mark.both


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_formula_becomes_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Linden", "a=b", "", Decimal("-1.00"), date(2026, 1, 1), None, 0])
def test_everything_else_stands_as_it_is(value: object) -> None:
    assert cell(value) is value


def test_a_table_comes_back_as_it_was_written() -> None:
    written = as_csv(["a", "b"], [["x, y", 'a "quoted" word'], ["åäö", "two\nlines"]])
    assert written.startswith(MARK)
    read = list(csv.reader(io.StringIO(written.removeprefix(MARK), newline="")))
    assert read == [["a", "b"], ["x, y", 'a "quoted" word'], ["åäö", "two\nlines"]]
