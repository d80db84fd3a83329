"""Repayment and the late ladder in whole kronor."""

from decimal import Decimal

import pytest

from finance.repayment import Ladder, Step, for_shortfall, for_unspent, kept_back, ladder, percent_at

HAMMARO = ladder((Step(None, Decimal(100)), Step(14, Decimal(50)), Step(7, Decimal(10))))


@pytest.mark.parametrize(
    ("short", "promised", "paid", "amount"),
    [
        ("85000", "1300000", "1500000", "98077"),
        ("45000", "300000", "600000", "90000"),
        ("1", "3", "1.50", "1"),  # half a krona goes up
        ("1", "3", "1.47", "0"),
        ("85000", "1300000", "0", "0"),
    ],
)
def test_a_shortfall_takes_its_share_of_the_funding(short: str, promised: str, paid: str, amount: str) -> None:
    assert for_shortfall(Decimal(short), Decimal(promised), Decimal(paid)) == Decimal(amount)


@pytest.mark.parametrize(
    ("income", "costs", "paid", "amount"),
    [
        ("1810000", "1700000", "1500000", "110000"),
        ("9000000", "1", "1500000", "1500000"),
        ("100.50", "100.00", "1500000", "1"),
        ("100.49", "100.00", "1500000", "0"),
        ("100", "100", "1500000", "0"),
        ("100", "101", "1500000", "0"),
        ("100", "50", "-10", "0"),
    ],
)
def test_unspent_money_is_no_more_than_was_paid(income: str, costs: str, paid: str, amount: str) -> None:
    assert for_unspent(Decimal(income), Decimal(costs), Decimal(paid)) == Decimal(amount)


@pytest.mark.parametrize(
    ("days", "percent"), [(-3, 0), (0, 0), (1, 10), (7, 10), (8, 50), (14, 50), (15, 100), (400, 100)]
)
def test_the_ladder_of_hammaro(days: int, percent: int) -> None:
    assert percent_at(HAMMARO, days) == percent


def test_rungs_stand_in_order_however_they_are_listed() -> None:
    assert [step.days for step in HAMMARO.steps] == [7, 14, None]
    assert (HAMMARO.deadline, HAMMARO.counts) == (None, "received")


def test_beyond_the_last_rung_the_last_percentage_goes_on() -> None:
    assert percent_at(ladder((Step(7, Decimal(10)), Step(14, Decimal(50)))), 15) == 50
    assert percent_at(Ladder(()), 15) == 0


def test_what_is_kept_back_is_whole_kronor() -> None:
    assert kept_back(Decimal(10), Decimal("750000")) == 75000
    assert kept_back(Decimal(10), Decimal("750005")) == 75001
    assert kept_back(Decimal("12.50"), Decimal("750003")) == 93750
