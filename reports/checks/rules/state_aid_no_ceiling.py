"""A recipient has had de minimis aid, and no ceiling is known for the day: how much there is room for is unknown.

Worked example: 1 500 000 SEK at 11.00 granted on 2023-03-01, asked on 2023-06-01: the ceilings that are carried here
begin on 2024-01-01. Source: `finance/data/state_aid_ceilings.yaml`.
"""

from collections.abc import Iterator

from reports.checks.aid import finding
from reports.checks.context import Context
from reports.checks.results import Finding

LOOKS_AT = "aid"
CODES: tuple[str, ...] = ("state_aid.no_ceiling",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har under tre år till och med {day} fått {kind} på {total}. Inget tak är känt för den dagen, så det "
        "går inte att säga hur mycket som ryms."
    ),
    "en": (
        "In the three years through {day} {party} has had {kind} of {total}. No ceiling is known for that day, so it "
        "cannot be said how much there is room for."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per recipient and kind of aid that there is."""
    for one in context.aid:
        for standing in one.position.standings:
            if standing.status == "unknown" and standing.aid:
                yield finding(CODES[0], "warning", one, standing)
