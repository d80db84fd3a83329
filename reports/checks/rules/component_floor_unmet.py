"""A component with a floor is to reach at least its amount, whatever the other components make up for.

Worked example: at least 325 000 kr in own cash is promised and 310 000 kr reported: 15 000 kr below the floor.
Source: the commitment's component with counting `floor`. Public money that does not count does not fill a floor.
"""

from collections.abc import Iterator

from reports.checks.context import Context, report_evidence
from reports.checks.results import Amount, Finding, Word

LOOKS_AT = "parts"
CODES: tuple[str, ...] = ("component.floor_unmet",)
SENTENCES: dict[str, str] = {
    "sv": "{party}, {what} {period}: {delivered} av minst {promised}; {short} fattas.",
    "en": "{party}, {what} in {period}: {delivered} of at least {promised}; {short} short.",
}


def find(context: Context) -> Iterator[Finding]:
    """One per component under its floor."""
    for line, part in context.parts:
        if part.counting != "floor" or part.promised is None or part.delivered is None:
            continue
        reached = part.delivered - part.not_counted
        if reached >= part.promised:
            continue
        yield Finding(
            code=CODES[0],
            severity="warning",
            period=line.period.label,
            party=line.party,
            clause=line.commitment.clause,
            expected=part.promised,
            actual=reached,
            difference=reached - part.promised,
            evidence=report_evidence([line.report]),
            values=(
                ("party", line.party.name),
                ("what", Word(part.kind)),
                ("period", line.period.label),
                ("delivered", Amount(reached, "SEK")),
                ("promised", Amount(part.promised, "SEK")),
                ("short", Amount(part.promised - reached, "SEK")),
            ),
        )
