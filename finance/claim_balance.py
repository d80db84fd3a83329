"""What is left of a claim, and how it stands on a day. SEK; dates inclusive.

A claim is what was decided; repayments (corrections are negative) and write-offs take from it. On a day it is

- `settled` when nothing is left, `written_off` when nothing is left since some of it was let go of;
- `overdue` when its due date, moved to a banking day, has passed; else `open`.

Worked example: 90 000 claimed, due on 30 June 2022; 50 000 repaid on 15 June: 40 000 is left, `open` on 30 June and
`overdue` from 1 July; 40 000 written off in September: `written_off`.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.due_dates import banking_day

ZERO = Decimal(0)


class Entry(NamedTuple):
    """Money that came in on a day or was written off; a correction is negative."""

    on: date
    amount: Decimal


class Balance(NamedTuple):
    """How a claim stands on a day."""

    state: str
    repaid: Decimal
    written_off: Decimal
    left: Decimal


def balance(
    amount: Decimal, due_on: date, repaid: Iterable[Entry], written_off: Iterable[Entry], as_of: date
) -> Balance:
    """The claim at the end of a day."""
    came, let_go = _by(repaid, as_of), _by(written_off, as_of)
    left = amount - came - let_go
    if left <= ZERO:
        state = "written_off" if let_go else "settled"
    else:
        state = "overdue" if banking_day(due_on) < as_of else "open"
    return Balance(state, came, let_go, left)


def _by(entries: Iterable[Entry], day: date) -> Decimal:
    return sum((entry.amount for entry in entries if entry.on <= day), ZERO)


def room(amount: Decimal, entries: Iterable[Entry], day: date) -> Decimal:
    """The most that can be entered on a day, so that neither then nor later more than the claim has come in.

    >>> room(Decimal(100), [Entry(date(2022, 6, 15), Decimal(60))], date(2022, 5, 1))
    Decimal('40')
    """
    found = tuple(entries)
    days = {day, *(entry.on for entry in found if entry.on > day)}
    return min(amount - _by(found, one) for one in days)
