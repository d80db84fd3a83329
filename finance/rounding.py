"""Exact fractions as decimals, rounded once: a Decimal cannot hold a third, so sums stay fractions until the end.

Worked example: 3 × 1 500 000 ÷ 11 is 409 090.9090…, and 409 090.91 in cents; each third by itself is 136 363.64.
"""

from decimal import Decimal
from fractions import Fraction


def half_up(exact: Fraction, unit: Decimal) -> Decimal:
    """The fraction in whole units, a half away from zero.

    >>> half_up(Fraction(5, 2), Decimal(1)), half_up(Fraction(-1, 200), Decimal("0.01"))
    (Decimal('3'), Decimal('-0.01'))
    """
    units = int(abs(exact) / Fraction(unit) + Fraction(1, 2))
    return (units if exact >= 0 else -units) * unit
