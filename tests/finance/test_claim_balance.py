"""A claim's balance and state, day by day."""

from datetime import date
from decimal import Decimal

import pytest

from finance.claim_balance import Entry, Taken, balance, came_in, room, standing

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


def test_what_comes_in_beyond_the_claim_is_to_be_paid_back_and_what_was_let_go_of_is_not() -> None:
    found = balance(D(40_000), JUNE_30, REPAID, LET_GO, date(2022, 12, 31))
    assert (found.state, found.left) == ("overpaid", -10_000)
    exact = balance(D(50_000), JUNE_30, REPAID, LET_GO, date(2022, 12, 31))
    assert (exact.state, exact.left) == ("written_off", 0)


FIRST = Taken(1, date(2022, 5, 3), D(90_000), JUNE_30, REPAID, LET_GO)
OCTOBER = date(2022, 10, 3)


def state(chain: list[Taken], number: int, day: date) -> tuple[str, Decimal, Decimal]:
    found = standing(chain, number, day)
    return found.state, found.repaid, found.left


def test_what_came_in_counts_for_the_decision_in_force_and_what_was_let_go_of_does_not() -> None:
    second = Taken(2, OCTOBER, D(60_000), date(2022, 11, 30), [Entry(date(2022, 11, 1), D(4_000))])
    chain = [FIRST, second]
    assert state(chain, 1, date(2022, 10, 2)) == ("written_off", 50_000, 0)
    assert state(chain, 1, OCTOBER) == ("replaced", 50_000, 0)
    assert standing(chain, 1, OCTOBER).written_off == 40_000
    assert state(chain, 2, OCTOBER) == ("open", 50_000, 10_000)
    assert state(chain, 2, date(2022, 12, 1)) == ("overdue", 54_000, 6_000)
    assert [entry.amount for entry in came_in(chain, 2)] == [60_000, -10_000, 4_000]
    assert len(came_in(chain, 1)) == 2


def test_a_claim_that_is_lowered_below_what_came_in_is_overpaid_until_that_is_paid_back() -> None:
    back = FIRST._replace(repaid=[*REPAID, Entry(date(2022, 10, 20), D(-20_000))])
    chain = [back, Taken(2, OCTOBER, D(30_000), date(2022, 11, 30))]
    assert state(chain, 2, OCTOBER) == ("overpaid", 50_000, -20_000)
    assert state(chain, 2, date(2022, 10, 20)) == ("settled", 30_000, 0)


def test_what_came_in_on_a_claim_that_is_let_go_of_stands_on_it_to_be_paid_back() -> None:
    refrained = Taken(3, OCTOBER, D(0), None)
    assert state([FIRST, refrained], 1, OCTOBER) == ("overpaid", 50_000, -50_000)
    assert state([FIRST._replace(repaid=()), refrained], 1, OCTOBER) == ("replaced", 0, 0)
    # of two claims the last one, and again nothing once there is a third
    second = Taken(2, date(2022, 9, 10), D(60_000), JUNE_30)
    chain = [FIRST, second, refrained, Taken(4, date(2022, 12, 1), D(50_000), date(2022, 12, 31))]
    assert [state(chain, number, OCTOBER)[0] for number in (1, 2)] == ["replaced", "overpaid"]
    assert [state(chain, number, date(2022, 12, 1))[0] for number in (1, 2, 4)] == ["replaced", "replaced", "settled"]
