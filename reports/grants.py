"""What everybody here has granted to one organisation, and which of it runs at the same time. SEK; dates inclusive.

Worked example: Umeå kommun grants 1 500 000 kr a year 2020–2022 and Vännäs kommun 110 000 kr from July 2022 through
June 2023 (invented): they overlap from 1 July to 31 December 2022. Two grants of the same giver that overlap are told
as well: each decision stands by itself.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Grant(NamedTuple):
    """One giver's promise to one recipient under one agreement: what was decided, by period. `title` and
    `starts_on`–`ends_on`, the term, are as they stand; of a `commitment` that several can receive there is one each.
    `ended_on` is the last day where it was ended early (None: it was not): the amounts are as they were decided.
    """

    commitment: int
    agreement: int
    title: str
    giver: int
    kind: str
    starts_on: date
    ends_on: date
    recipient: int
    decided_on: date
    amounts: tuple[tuple[str, Decimal], ...]
    ended_on: date | None = None

    @property
    def total(self) -> Decimal:
        """What was decided for all periods."""
        return sum((amount for _period, amount in self.amounts), Decimal("0.00"))


class Overlap(NamedTuple):
    """Another grant that runs at the same time, and the days that they have in common."""

    commitment: int
    starts_on: date
    ends_on: date


def overlaps(grants: Sequence[Grant]) -> dict[int, tuple[Overlap, ...]]:
    """By commitment: the others that have a day in common with it, in their own order."""
    return {one.commitment: tuple(_shared(one, grants)) for one in grants}


def _shared(one: Grant, grants: Iterable[Grant]) -> Iterable[Overlap]:
    for other in grants:
        first, last = max(one.starts_on, other.starts_on), min(one.ends_on, other.ends_on)
        if other.commitment != one.commitment and first <= last:
            yield Overlap(other.commitment, first, last)
