"""Pair rows of the ledger with payments: one to one, nearest day first, and sums only of what belongs together.

A unit is a row, or all rows of a voucher to one payee; on the other side a payment, a payment with its corrections, or
all payments to one recipient on one day. Units are paired by equal amounts, never by searching for parts that happen to
sum up: the time grows with the rows, and no sum is found by chance.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from finance.matching.facts import LedgerRow, Payment
from finance.matching.recipients import Payee

DAYS = 7
"""How many days may lie between the day of the ledger and the day of payment: a week covers weekends and holidays."""


class Unit(NamedTuple):
    """What is paired as a whole: its sum, its day, whose it is, and the ids in it."""

    amount: Decimal
    day: date
    whose: Payee
    ids: tuple[int, ...]


Pair = tuple[Unit, Unit]


def nearest(left: Iterable[Unit], right: Iterable[Unit]) -> list[Pair]:
    """Pairs of equal amount and owner at most `DAYS` apart: those on the same day first, then one day apart …"""
    waiting: defaultdict[tuple[Decimal, date, Payee], deque[Unit]] = defaultdict(deque)
    for unit in in_order(right):
        waiting[unit.amount, unit.day, unit.whose].append(unit)
    rest, pairs = in_order(left), []
    for apart in range(DAYS + 1):
        step, still = timedelta(apart), []
        for unit in rest:
            days = (unit.day - step, unit.day + step)
            queue = next((found for day in days if (found := waiting.get((unit.amount, day, unit.whose)))), None)
            if queue:
                pairs.append((unit, queue.popleft()))
            else:
                still.append(unit)
        rest = still
    return pairs


def only_ones(left: Iterable[Unit], right: Iterable[Unit]) -> list[Pair]:
    """Pairs of equal amount at most `DAYS` apart where neither side has another choice; whose they are is not asked."""
    left, right = in_order(left), in_order(right)
    to_right, to_left = _near(left, right), _near(right, left)
    pairs = []
    for unit in left:
        found = to_right[unit.ids]
        if len(found) == 1 and len(to_left[found[0].ids]) == 1:
            pairs.append((unit, found[0]))
    return pairs


def _near(units: Iterable[Unit], others: Iterable[Unit]) -> dict[tuple[int, ...], list[Unit]]:
    """For each unit the others of its amount within `DAYS`, two at most: more make no difference."""
    there: defaultdict[tuple[Decimal, date], list[Unit]] = defaultdict(list)
    for other in others:
        if len(there[other.amount, other.day]) < 2:
            there[other.amount, other.day].append(other)
    around = [timedelta(days) for days in range(-DAYS, DAYS + 1)]
    return {
        unit.ids: [one for step in around for one in there.get((unit.amount, unit.day + step), ())][:2]
        for unit in units
    }


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """By day and id, so that the order in which they came changes nothing."""
    return sorted(units, key=lambda unit: (unit.day, unit.ids))


def of_rows(rows: Iterable[LedgerRow], payee: Callable[[LedgerRow], Payee]) -> list[Unit]:
    """Each row by itself."""
    return [Unit(row.amount, row.day, payee(row), (row.id,)) for row in rows]


def of_vouchers(rows: Iterable[LedgerRow], payee: Callable[[LedgerRow], Payee]) -> list[Unit]:
    """The rows of one voucher and day to one payee, where there are several."""
    grouped: defaultdict[tuple[str, date, Payee], list[LedgerRow]] = defaultdict(list)
    for row in rows:
        if row.voucher:
            grouped[row.voucher, row.day, payee(row)].append(row)
    return [
        Unit(sum((row.amount for row in found), Decimal(0)), day, whose, tuple(sorted(row.id for row in found)))
        for (_voucher, day, whose), found in grouped.items()
        if len(found) > 1
    ]


def of_payments(payments: Iterable[Payment]) -> list[Unit]:
    """Each payment by itself."""
    return [Unit(one.amount, one.paid_on, Payee(one.recipient), (one.id,)) for one in payments]


def of_corrected(payments: Iterable[Payment]) -> list[Unit]:
    """Each payment with its corrections, where it has any: what was booked may be what remained."""
    grouped: defaultdict[int, list[Payment]] = defaultdict(list)
    for one in payments:
        grouped[one.corrects or one.id].append(one)
    units = []
    for number, found in grouped.items():
        first = next((one for one in found if one.id == number), None)
        if first is not None and len(found) > 1:
            units.append(_together(first.paid_on, first.recipient, found))
    return units


def of_days(payments: Iterable[Payment]) -> list[Unit]:
    """All payments to one recipient on one day, where there are several: two promises may be paid as one sum."""
    grouped: defaultdict[tuple[date, int], list[Payment]] = defaultdict(list)
    for one in payments:
        grouped[one.paid_on, one.recipient].append(one)
    return [_together(day, recipient, found) for (day, recipient), found in grouped.items() if len(found) > 1]


def _together(day: date, recipient: int, payments: Iterable[Payment]) -> Unit:
    found = sorted((one.id, one.amount) for one in payments)
    total = sum((amount for _id, amount in found), Decimal(0))
    return Unit(total, day, Payee(recipient), tuple(number for number, _amount in found))


def reversals(rows: Iterable[LedgerRow], payee: Callable[[LedgerRow], Payee]) -> list[tuple[int, int]]:
    """Rows that take each other back: the same amount to the same payee (who is not named: in the same voucher), the
    negative one on the same day or later; each takes back the newest that is left.
    """
    standing: defaultdict[tuple[Payee, str, Decimal], list[int]] = defaultdict(list)
    found = []
    for row in sorted(rows, key=lambda row: (row.day, row.amount < 0, row.id)):
        who = payee(row)
        if row.amount == 0 or not (who.named or row.voucher):
            continue
        same = (who, "" if who.named else row.voucher, abs(row.amount))
        if row.amount > 0:
            standing[same].append(row.id)
        elif standing[same]:
            found.append((standing[same].pop(), row.id))
    return found
