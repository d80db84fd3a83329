"""Attested time slips as rows of volunteer hours for a report.

One row for each month, activity, category and attesting office, cut where the rate changes, so that every row has one
value and can be retraced to a few slips. A slip of more than twelve hours each is a row of its own, so that the month
does not hide from the check what nobody can have worked. A row runs from its first to its last slip's day. Its head
counts are the most women and the most men of any one day: who comes every week is counted once, and nobody's name is
known. On a day each group counts by its largest slip, and several groups are different people: nobody is in two places.

Worked example: Språkcafé, 8 people (5 women, 3 men) 3 h each on 3 March and 6 (2 women, 4 men) 3 h each on 10 March are
one row, 24 + 18 = 42 h, 3–10 March, 5 women and 4 men. A slip on 7 April is a row of April's; with a new rate from
8 March the two in March are a row each. Two groups of 5 women and 3 men on the same day are 10 women and 6 men.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finance.valuation import HOURS_A_DAY, RateTable, activity_key, spans_change

#: Slips behind one row: what a list in a body may hold, and then some to spare.
MOST_SLIPS = 1000


class AttestedSlip(NamedTuple):
    """Hours of all its people together, on a day; `attested_by` is the office held, `group` whose link it came by."""

    id: int
    activity: str
    category: str
    day: date
    hours: Decimal
    women: int
    men: int
    attested_by: str
    group: int


class FilledRow(NamedTuple):
    """A row of hours and the ids of the slips that it sums; dates are inclusive."""

    activity: str
    category: str
    hours: Decimal
    starts_on: date
    ends_on: date
    women: int
    men: int
    attested_by: str
    slips: tuple[int, ...]


def rows(slips: Iterable[AttestedSlip], table: RateTable | None, most: int = MOST_SLIPS) -> list[FilledRow]:
    """Every slip in one row; the same slips give the same rows, whatever their order. Oldest first.

    An activity is the same by the letters and digits of its name, and is spelled as its first slip has it.
    """
    groups: defaultdict[tuple[str, str, str, int, int, int | None], list[AttestedSlip]] = defaultdict(list)
    for slip in sorted(slips, key=lambda slip: (slip.day, slip.id)):
        alone = slip.id if slip.hours > (slip.women + slip.men) * HOURS_A_DAY else None
        key = (activity_key(slip.activity), slip.category, slip.attested_by, slip.day.year, slip.day.month, alone)
        groups[key].append(slip)
    made = [_row(part) for group in groups.values() for part in _cut(group, table, most)]
    return sorted(made, key=lambda row: (row.starts_on, row.activity, row.category, row.slips))


def _cut(group: list[AttestedSlip], table: RateTable | None, most: int) -> Iterator[list[AttestedSlip]]:
    """A month's slips, in order, where the rate changes or a row has as many as it takes."""
    part: list[AttestedSlip] = []
    for slip in group:
        if part and (len(part) == most or (table and spans_change(table, slip.category, part[0].day, slip.day))):
            yield part
            part = []
        part.append(slip)
    yield part


def _row(slips: list[AttestedSlip]) -> FilledRow:
    first = slips[0]
    return FilledRow(
        activity=first.activity,
        category=first.category,
        hours=sum((slip.hours for slip in slips), Decimal(0)),
        starts_on=first.day,
        ends_on=slips[-1].day,
        women=_heads((slip.day, slip.group, slip.women) for slip in slips),
        men=_heads((slip.day, slip.group, slip.men) for slip in slips),
        attested_by=first.attested_by,
        slips=tuple(sorted(slip.id for slip in slips)),
    )


def _heads(counts: Iterable[tuple[date, int, int]]) -> int:
    """The most on any one day, of counts by day and group."""
    groups: dict[tuple[date, int], int] = {}
    days: defaultdict[date, int] = defaultdict(int)
    for day, group, heads in counts:
        groups[day, group] = max(heads, groups.get((day, group), 0))
    for (day, _group), heads in groups.items():
        days[day] += heads
    return max(days.values())
