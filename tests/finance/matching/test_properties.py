"""What holds of any ledger and any payments."""

import random
import time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from finance.matching import ByHand, LedgerRow, Payment, match, sheet
from tests.finance.matching.books import FIRST, LAST, LINDEN, VAN, books, paid, row

days = st.integers(1, 28).map(lambda day: f"02-{day:02d}")
amounts = st.sampled_from(["-3.00", "0.00", "1.00", "2.00", "3.00", "5.01"])
numbers = st.sampled_from([VAN.number, LINDEN.number, "", "802000-0033"])
ledger = st.lists(st.tuples(days, amounts, numbers, st.sampled_from(["", "A", "B"])), max_size=8)
register = st.lists(st.tuples(days, amounts, st.sampled_from([1, 2])), max_size=8)


@settings(max_examples=12)
@given(ledger, register, st.randoms(use_true_random=False), st.sets(st.integers(1, 8), max_size=3))
def test_order_changes_nothing_and_every_krona_is_somewhere(
    ledger: list[tuple[str, str, str, str]],
    register: list[tuple[str, str, int]],
    dice: random.Random,
    explained: set[int],
) -> None:
    rows = [row(place, on, amount, number, voucher=voucher)
            for place, (on, amount, number, voucher) in enumerate(ledger, 1)]  # fmt: skip
    payments = [paid(place, *one) for place, one in enumerate(register, 1)]
    said = tuple(ByHand(one, one % 2 or None) for one in explained)
    found = match(books(rows, payments, said))
    mixed = (dice.sample(rows, len(rows)), dice.sample(payments, len(payments)))
    assert match(books(*mixed, said[::-1])) == found
    sums = sheet(found.rows, found.payments, explained, FIRST, LAST)
    assert sums.ledger == sum((one.amount for one in rows), Decimal(0))
    assert sums.ledger == sums.matched + sums.explained + sums.unexplained
    assert sums.registered == sum((one.amount for one in payments), Decimal(0)) == sums.in_ledger + sums.missing
    away = match(books(rows, payments, said, elsewhere=frozenset(explained)))
    here = sheet(away.rows, away.payments, explained, FIRST, LAST)
    assert here.registered == here.in_ledger + here.elsewhere + here.missing == sums.registered
    linked = sum((one.row.amount for one in found.rows if one.payments), Decimal(0))
    cancelled = sum((one.payment.amount for one in found.payments if one.cancelled), Decimal(0))
    assert linked == sums.in_ledger + sums.outside - cancelled


def test_a_thousand_equal_rows_take_no_time() -> None:
    """No subset is searched for, and equal amounts are not compared with each other."""
    rows: list[LedgerRow] = [row(place, "02-01", "5.00", voucher="A") for place in range(1, 801)]
    payments: list[Payment] = [paid(place, "02-01", "5.00") for place in range(1, 401)]
    begun = time.process_time()
    found = match(books(rows, payments))
    assert time.process_time() - begun < 1
    assert sum(one.how == "exact" for one in found.rows) == 400
    assert {one.findings[0].code for one in found.rows if not one.how} == {"payment.duplicate"}
