"""An amount is provisional while the index that its period asks for is not published: the newest month stands in.

Worked example: 2025 asks for October 2024 and the newest published month is March 2024: 974 000 × 414.26 ÷ 336.97 =
1 197 405 until October is there. Source: the condition `indexation`.
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Amount, Finding, Word

LOOKS_AT = "promises"
CODES: tuple[str, ...] = ("amount.provisional",)
SENTENCES: dict[str, str] = {
    "sv": "{party}, {kind} för {period}: {amount} är preliminärt[; index för {missing} är inte publicerat].",
    "en": "{party}, {kind} for {period}: {amount} is provisional[; the index for {missing} is not published].",
}


def find(context: Context) -> Iterator[Finding]:
    """One per line whose amount will change."""
    for line in context.promises:
        promise = line.promise
        if promise is None or not promise.provisional or promise.unknown:
            continue
        missing = tuple(str(month) for month in promise.indexed.missing) if promise.indexed else ()
        yield Finding(
            code=CODES[0],
            severity="info",
            period=line.period.label,
            party=line.party,
            clause=context.case.clause("indexation", line.period),
            expected=None,
            actual=promise.amount,
            difference=None,
            evidence=(("agreement", context.case.facts.id, None),),
            values=(
                ("party", line.party.name),
                ("kind", Word(line.kind)),
                ("period", line.period.label),
                ("amount", Amount(promise.amount, "SEK")),
                ("missing", missing),
            ),
        )
