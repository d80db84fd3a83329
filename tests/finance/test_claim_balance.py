"""A claim's balance and state, day by day."""

from datetime import date
from decimal import Decimal

import pytest

from finance.claim_balance import Entry, balance, room

JUNE_30, D = date(2022, 6, 30), Decimal
REPAID = [Entry(date(2022, 6, 15), D(60_000)), Entry(date(2022, 6, 20), D(-10_000))]
LET_GO = [Entry(date(2022, 9, 1), D(40_000))]


@pytest.mark.parametrize(
    ("day", "state", "left"),
    [
        (date(2022, 6, 1), "open", 90_000),
        (date(2022, 6, 15), "open", 30_000),
        (date(2022, 6, 30), "open", 40_000),
        (date(2022, 7, 1), "overdue", 40_000),
        (date(2022, 9, 1), "written_off", 0),
    ],
)
def test_a_claim_day_by_day(day: date, state: str, left: int) -> None:
    found = balance(D(90_000), JUNE_30, REPAID, LET_GO, day)
    assert (found.state, found.left) == (state, left)
    assert found.repaid + found.written_off + found.left == 90_000


def test_what_is_paid_in_full_is_settled_also_after_its_due_date() -> None:
    assert balance(D(60_000), JUNE_30, REPAID[:1], (), date(2023, 1, 1)).state == "settled"


def test_a_due_date_on_a_saturday_moves_to_the_next_banking_day() -> None:
    saturday = date(2022, 7, 2)
    assert balance(D(1), saturday, (), (), date(2022, 7, 4)).state == "open"
    assert balance(D(1), saturday, (), (), date(2022, 7, 5)).state == "overdue"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 6, 1), 30_000),  # 60 000 has come in on the 15th
        (date(2022, 6, 15), 30_000),
        (date(2022, 6, 20), 40_000),
        (date(2023, 1, 1), 40_000),
    ],
)
def test_no_day_shows_more_than_the_claim(day: date, expected: int) -> None:
    assert room(D(90_000), REPAID, day) == expected
    assert room(D(90_000), [], day) == 90_000
