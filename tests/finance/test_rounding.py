"""Exact fractions as decimals, rounded once."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.rounding import half_up

CENT = Decimal("0.01")


@pytest.mark.parametrize(
    ("exact", "unit", "rounded"),
    [
        (Fraction(4_500_000, 11), "0.01", "409090.91"),
        (Fraction(5, 2), "1", "3"),
        (Fraction(-5, 2), "1", "-3"),
        (Fraction(1, 200), "0.01", "0.01"),
        (Fraction(49, 10_000), "0.01", "0.00"),
        (Fraction(0), "0.01", "0.00"),
    ],
)
def test_a_half_goes_away_from_zero(exact: Fraction, unit: str, rounded: str) -> None:
    assert str(half_up(exact, Decimal(unit))) == rounded


@given(value=st.decimals(-(10**9), 10**9, places=5))
def test_a_decimal_is_rounded_as_decimals_are(value: Decimal) -> None:
    assert half_up(Fraction(value), CENT) == value.quantize(CENT, ROUND_HALF_UP)
