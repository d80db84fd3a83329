"""An amount that follows an index cannot be worked out while the index of its base month is not published.

Worked example: the clause counts from October 2024, and the series ends with March 2024: the line is `unknown` until
the installation adds that month. Source: the condition `indexation`.
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Amount, Finding, Word

LOOKS_AT = "promises"
CODES: tuple[str, ...] = ("amount.unknown",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party}, {kind} för {period}: {agreed} följer serien {series}, som saknar basmånaden {base}. Lägg till den: "
        "tills dess kan beloppet inte räknas ut."
    ),
    "en": (
        "{party}, {kind} for {period}: {agreed} follows the series {series}, which lacks the base month {base}. "
        "Add it: until then the amount cannot be worked out."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per line that cannot be worked out."""
    for line in context.promises:
        found = line.promise and line.promise.indexed
        if not found or found.amount is not None:
            continue
        yield Finding(
            code=CODES[0],
            severity="error",
            period=line.period.label,
            party=line.party,
            clause=context.case.clause("indexation", line.period),
            expected=None,
            actual=None,
            difference=None,
            evidence=(("agreement", context.case.facts.id, None),),
            values=(
                ("party", line.party.name),
                ("kind", Word(line.kind)),
                ("period", line.period.label),
                ("agreed", Amount(found.base_amount, "SEK")),
                ("series", found.clause.series),
                ("base", str(found.clause.base)),
            ),
        )
