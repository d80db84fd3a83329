"""A recipient's de minimis aid over three years is above the ceiling in force, in EUR.

Worked example: 3 × 1 500 000 SEK at 11.00, each assessed as de minimis, are 409 090.91 EUR: 109 090.91 above 300 000.
Source: Regulations (EU) 2023/2831 and 2023/2832; an officer's assessments and the recipient's own declarations.
"""

from collections.abc import Iterator

from reports.checks.aid import finding
from reports.checks.context import Context
from reports.checks.results import Finding

LOOKS_AT = "aid"
CODES: tuple[str, ...] = ("state_aid.above_ceiling",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har under tre år till och med {day} fått {kind} på {total}, {headroom} över taket {ceiling} "
        "({regulation})[; {leaves} lämnar summan {leaves_on}]. Bedömningarna är handläggares, uppgifterna om annat "
        "stöd mottagarens."
    ),
    "en": (
        "In the three years through {day} {party} has had {kind} of {total}, {headroom} above the ceiling of {ceiling} "
        "({regulation})[; {leaves} leaves the sum on {leaves_on}]. The assessments are officers', what is said of "
        "other aid the recipient's."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per recipient and kind of aid."""
    for one in context.aid:
        for standing in one.position.standings:
            if standing.status == "above":
                yield finding(CODES[0], "error", one, standing)
