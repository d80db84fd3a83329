"""A recipient's de minimis aid over three years has reached 80 % of the ceiling in force, in EUR.

Worked example: 2 × 1 500 000 SEK at 11.00, each assessed as de minimis, are 272 727.27 EUR, 90.9 % of 300 000: there is
room for 27 272.73. Source: Regulations (EU) 2023/2831 and 2023/2832; 80 % is where this program warns.
"""

from collections.abc import Iterator

from reports.checks.aid import finding
from reports.checks.context import Context
from reports.checks.results import Finding

LOOKS_AT = "aid"
CODES: tuple[str, ...] = ("state_aid.warning",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har under tre år till och med {day} fått {kind} på {total}, minst 80 % av taket {ceiling} "
        "({regulation}): {headroom} ryms[; {leaves} lämnar summan {leaves_on}]."
    ),
    "en": (
        "In the three years through {day} {party} has had {kind} of {total}, 80 % or more of the ceiling of {ceiling} "
        "({regulation}): there is room for {headroom}[; {leaves} leaves the sum on {leaves_on}]."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per recipient and kind of aid."""
    for one in context.aid:
        for standing in one.position.standings:
            if standing.status == "warning":
                yield finding(CODES[0], "warning", one, standing)
