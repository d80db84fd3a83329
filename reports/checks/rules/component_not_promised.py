"""What was delivered but never promised as a component counts 0.

Worked example: own cash and volunteer time are promised; premises worth 40 000 kr are reported in kind: shown, not
counted. Source: the commitment's components.
"""

from collections.abc import Iterator

from reports.checks.context import Context, report_evidence
from reports.checks.counting import NOT_PROMISED
from reports.checks.results import Amount, Finding, Word

LOOKS_AT = "parts"
CODES: tuple[str, ...] = ("component.not_promised",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har för {period} redovisat {what}[ värd {amount}], som inte ingår i åtagandet och "
        "därför inte räknas med."
    ),
    "en": "{party} reported {what}[ worth {amount}] for {period}, which is not part of the promise and does not count.",
}


def find(context: Context) -> Iterator[Finding]:
    """One per component beside the promise."""
    for line, part in context.parts:
        if part.counting != NOT_PROMISED:
            continue
        yield Finding(
            code=CODES[0],
            severity="warning",
            period=line.period.label,
            party=line.party,
            clause=line.commitment.clause,
            expected=None,
            actual=part.delivered,
            difference=None,
            evidence=report_evidence([line.report]),
            values=(
                ("party", line.party.name),
                ("period", line.period.label),
                ("what", Word(part.kind)),
                ("amount", "" if part.delivered is None else Amount(part.delivered, "SEK")),
            ),
        )
