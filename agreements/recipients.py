"""Whom a commitment's money goes to, period by period, by terms that amendments have changed.

Terms say who receives from their effective date on; before it those do whom the terms before named. Money that names
nobody goes to the parties that are recipients then. In a period within which that changes it can go to either, as the
check counts what is paid to either: so it is whole for each, like any money that can go to several.

Worked example: 100 000 kr a year 2024–2027 to one association, from 1 April 2026 to another. 2024 and 2025 are the
first one's, 2027 is the second one's, and 2026 is told of both.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from agreements.amending import ONE_DAY, Document, spans
from agreements.periods import Period


class Since(NamedTuple):
    """What the terms are from a day on (`date.min`: before any amendment), and when everybody had agreed to that."""

    effective_on: date
    agreed_on: date | None
    terms: Document


#: The terms in force on a day with those before them, in the order in which they took effect: the last are in force.
History = Sequence[Since]


def row_of(terms: Document, commitment: int) -> dict[str, Any] | None:
    """What the terms say of a commitment; None: it was not made yet."""
    return next((row for row in terms["commitments"] if row["id"] == commitment), None)


def receivers(history: History, commitment: int) -> set[int]:
    """The parties that its money goes to in some period of the term in force."""
    return {party for period, _whole in spans(history[-1].terms) for party in _in(history, commitment, period)}


def receiving(history: History, commitment: int, party: int) -> list[tuple[Period, Period]]:
    """The periods of the term in force in which its money can go to a party, each with the whole one before the term
    was shortened."""
    found = spans(history[-1].terms)
    return [(period, whole) for period, whole in found if party in _in(history, commitment, period)]


def agreed_on(history: History, commitment: int) -> date | None:
    """When a commitment that an amendment brought was agreed to; None: it was there before any amendment."""
    return next((one.agreed_on for one in history if row_of(one.terms, commitment) is not None), None)


def _in(history: History, commitment: int, period: Period) -> set[int]:
    """Everybody whom the money of a period can go to."""
    until = [one.effective_on - ONE_DAY for one in history[1:]] + [date.max]
    found: set[int] = set()
    for one, last in zip(history, until, strict=True):
        first = max(one.effective_on, period.starts_on)
        if first <= min(last, period.ends_on):
            found |= _named(one.terms, commitment)
    return found


def _named(terms: Document, commitment: int) -> set[int]:
    row = row_of(terms, commitment)
    if row is None:
        return set()
    if row["recipient"] is not None:
        return {row["recipient"]}
    return {one["party"] for one in terms["parties"] if one["role"] == "recipient" and not one["left_on"]}
