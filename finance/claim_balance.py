"""What is left of a claim, and how it stands on a day. SEK; dates inclusive.

A claim is what was decided; repayments (corrections are negative) and write-offs take from it. On a day it is

- `settled` when nothing is left, `written_off` when nothing is left since some of it was let go of;
- `overdue` when its due date, moved to a banking day, has passed; else `open`;
- `overpaid` when more has come in than is claimed, and `replaced` when another decision has taken its place.

A decision that takes the place of another is about the whole: money that came in counts for the decision in force,
since it is there; what was let go of ends with the claim that it was of.

Worked example: 90 000 claimed, due on 30 June 2022; 50 000 repaid on 15 June: 40 000 is left, `open` on 30 June and
`overdue` from 1 July; 40 000 written off in September: `written_off`. Reconsidered in October to 60 000, it is
`replaced`, and of the new claim 60 000 − 50 000 = 10 000 is left; of 30 000 instead, 20 000 is to be paid back.
"""

from collections.abc import Iterable, Sequence
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
    """How a claim stands on a day; `left` is below zero where that much is to be paid back."""

    state: str
    repaid: Decimal
    written_off: Decimal
    left: Decimal


class Taken(NamedTuple):
    """A decision among those that take each other's place: its number, its day, SEK, when its claim is due (None: it
    claims nothing), what came in on it and what of it was let go of.
    """

    id: int
    on: date
    amount: Decimal
    due_on: date | None
    repaid: Sequence[Entry] = ()
    written_off: Sequence[Entry] = ()


def came_in(chain: Sequence[Taken], number: int) -> list[Entry]:
    """What came in on a decision and on those before it."""
    place = [one.id for one in chain].index(number)
    return [entry for one in chain[: place + 1] for entry in one.repaid]


def standing(chain: Sequence[Taken], number: int, as_of: date) -> Balance:
    """The claim of one of the decisions, which come oldest first, at the end of a day.

    Where the decision in force claims nothing, what came in stands on the last claim, to be paid back.
    """
    place = [one.id for one in chain].index(number)
    claim, later = chain[place], [one for one in chain[place + 1 :] if one.on <= as_of]
    if not later:
        return balance(claim.amount, claim.due_on or claim.on, came_in(chain, number), claim.written_off, as_of)
    kept = _by(came_in(chain, chain[-1].id), as_of)
    if kept and not any(one.due_on for one in later):
        return Balance("overpaid", kept, ZERO, -kept)
    return Balance("replaced", _by(claim.repaid, as_of), _by(claim.written_off, as_of), ZERO)


def balance(
    amount: Decimal, due_on: date, repaid: Iterable[Entry], written_off: Iterable[Entry], as_of: date
) -> Balance:
    """The claim at the end of a day."""
    came, let_go = _by(repaid, as_of), _by(written_off, as_of)
    left = amount - came
    if left > ZERO:
        left = max(left - let_go, ZERO)
    if left > ZERO:
        state = "overdue" if banking_day(due_on) < as_of else "open"
    elif left < ZERO:
        state = "overpaid"
    else:
        state = "written_off" if let_go else "settled"
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
