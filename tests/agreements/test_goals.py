"""Whether a promised value is reached: the window of days, the newest of a day, at least and at most."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.goals import Measured, Target, reached, standing

YEAR = Target(date(2026, 1, 1), date(2026, 12, 31), Decimal(40))
BY = Target(None, date(2026, 12, 31), Decimal(40))
MEASURED = (
    Measured(date(2025, 12, 31), Decimal(20)),
    Measured(date(2026, 6, 30), Decimal(29)),
    Measured(date(2026, 6, 30), Decimal(30)),
    Measured(date(2026, 2, 1), Decimal(25)),
    Measured(date(2027, 1, 1), Decimal(99)),
)


@pytest.mark.parametrize(
    ("target", "as_of", "value"),
    [
        (YEAR, date(2026, 1, 31), None),
        (BY, date(2026, 1, 31), Decimal(20)),
        (BY, date(2025, 12, 30), None),
        (YEAR, date(2026, 2, 1), Decimal(25)),
        (YEAR, date(2026, 6, 30), Decimal(30)),
        (YEAR, date(2027, 6, 30), Decimal(30)),
        (BY, date(2027, 6, 30), Decimal(30)),
    ],
)
def test_the_newest_measured_in_the_window_counts(target: Target, as_of: date, value: Decimal | None) -> None:
    assert reached(target, MEASURED, as_of) == value


@pytest.mark.parametrize(
    ("value", "at_most", "before", "after"),
    [
        (Decimal(40), False, "met", "met"),
        (Decimal("39.99"), False, "open", "missed"),
        (None, False, "open", "unknown"),
        (Decimal(40), True, "open", "met"),  # it can still rise
        (Decimal("40.01"), True, "open", "missed"),
        (None, True, "open", "unknown"),
    ],
)
def test_what_falls_short_is_missed_once_the_day_has_come(
    value: Decimal | None, at_most: bool, before: str, after: str
) -> None:
    assert standing(YEAR, value, at_most, date(2026, 12, 30)) == before
    assert standing(YEAR, value, at_most, date(2026, 12, 31)) == after
