"""Giro numbers: as they are written, and their check digit. Numbers that begin with zeros belong to nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from finance.giro import BANKGIRO, KINDS, PLUSGIRO, digits, written


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        (BANKGIRO, "0000-0018", "00000018"),
        (BANKGIRO, "00000018", "00000018"),
        (BANKGIRO, " 000-0018 ", "0000018"),
        (BANKGIRO, "0000-0019", None),
        (BANKGIRO, "00-000018", None),
        (BANKGIRO, "000018", None),
        (BANKGIRO, "000000018", None),
        (PLUSGIRO, "1-8", "18"),
        (PLUSGIRO, "18", "18"),
        (PLUSGIRO, "000 00 1-8", "0000018"),
        (PLUSGIRO, "1-9", None),
        (PLUSGIRO, "8", None),
        (PLUSGIRO, "0000000-18", None),
        (PLUSGIRO, "١-٨", None),
        (PLUSGIRO, "", None),
    ],
)
def test_digits(kind: str, text: str, number: str | None) -> None:
    assert digits(kind, text) == number


def test_written() -> None:
    assert (written(BANKGIRO, "00000018"), written(PLUSGIRO, "18")) == ("0000-0018", "1-8")


@given(st.sampled_from(KINDS), st.text("0123456789", min_size=6, max_size=7))
def test_what_is_written_is_read_again_and_a_wrong_digit_is_not(kind: str, start: str) -> None:
    number = start + luhn.calc_check_digit(start)
    assert digits(kind, written(kind, number)) == number
    wrong = f"{start}{(int(number[-1]) + 1) % 10}"
    assert digits(kind, wrong) is None
