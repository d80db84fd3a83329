"""What moved between two checks of one agreement: why its status is another than it was.

Worked example: on 31 March nothing has been handed in for 2020 and the line is `open`; on 1 April it is `overdue`.
The change names the line (who, what, which period) with its status, what counted and whether that was verified, before
and after.
"""

from decimal import Decimal
from typing import NamedTuple

from reports.checks.results import CheckResult, Line
from reports.checks.terms import PartyFact


class Standing(NamedTuple):
    """How a line stood: its status, what counted (SEK or the activity's unit; None: not known), and if verified."""

    status: str
    counted: Decimal | None
    verified: bool


class Change(NamedTuple):
    """A line that stands otherwise than before; None where there was, or is, no such line."""

    party: PartyFact
    kind: str
    period: str
    before: Standing | None
    after: Standing | None


def changes(before: CheckResult, after: CheckResult) -> tuple[Change, ...]:
    """The lines that differ, oldest period first, in the order of the commitments."""
    earlier, later = _lines(before), _lines(after)
    found = []
    for key in sorted({*earlier, *later}):
        was, now = _standing(earlier.get(key)), _standing(later.get(key))
        if was != now:
            line = later[key] if now else earlier[key]
            found.append(Change(line.party, line.kind, line.period.label, was, now))
    return tuple(found)


def _lines(result: CheckResult) -> dict[tuple[str, int], Line]:
    return {(line.period.label, line.commitment.id): line for period in result.periods for line in period.lines}


def _standing(line: Line | None) -> Standing | None:
    return None if line is None else Standing(line.status, line.counted, line.verified)
