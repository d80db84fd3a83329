"""Numbers, dates and words in sentences."""

from datetime import date
from decimal import Decimal

import pytest

from reports.checks.results import Amount, Value, Word
from reports.checks.wording import fill, written


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (Amount(Decimal("1215000.00"), "SEK"), "1 215 000 kr", "1,215,000 kr"),
        (Amount(Decimal("-0.50"), "SEK"), "−0,50 kr", "−0.50 kr"),
        (Amount(Decimal("4500.25"), "h"), "4 500,25 h", "4,500.25 h"),
        (date(2021, 3, 31), "31 mars 2021", "31 March 2021"),
        (("A", "B", "C"), "A, B och C", "A, B and C"),
        ((), "", ""),
        (Word("own_cash"), "egna medel", "own cash"),
        (Word("board"), "board", "board"),
        ("own_cash", "own_cash", "own_cash"),
        (3, "3", "3"),
    ],
)
def test_written(value: Value, swedish: str, english: str) -> None:
    assert written(value, "sv").replace("\N{NO-BREAK SPACE}", " ") == swedish
    assert written(value, "en").replace("\N{NO-BREAK SPACE}", " ") == english


def test_a_number_never_breaks_from_its_unit() -> None:
    assert " " not in written(Amount(Decimal(1_215_000), "SEK"), "sv")


def test_a_part_in_brackets_goes_when_a_value_in_it_is_empty() -> None:
    assert (
        fill("due[ on {day}][ by {who} {when}].", {"day": "Monday", "who": "A", "when": ""}, "en") == "due on Monday."
    )


def test_a_name_may_look_like_a_template() -> None:
    assert fill("{name}[ {other}]!", {"name": "{name} [x]", "other": ""}, "en") == "{name} [x]!"
