"""Public money is not own cash unless the agreement says so.

Worked example: 100 000 kr in fees and a state grant of 50 000 kr reported as own cash: 100 000 kr counts, 50 000 kr
does not. Source: the condition `public_money_counts`; a classic finding of municipal auditors.
"""

from collections.abc import Iterator

from reports.checks.context import Context, report_evidence
from reports.checks.results import Amount, Finding

LOOKS_AT = "parts"
CODES: tuple[str, ...] = ("own_cash.public",)
SENTENCES: dict[str, str] = {
    "sv": "{party} har för {period} redovisat {amount} i offentliga medel som egna medel; de räknas inte med.",
    "en": "{party} reported {amount} of public money as own cash for {period}; it does not count.",
}


def find(context: Context) -> Iterator[Finding]:
    """One per line with public money left out."""
    for line, part in context.parts:
        if not part.not_counted:
            continue
        yield Finding(
            code=CODES[0],
            severity="warning",
            period=line.period.label,
            party=line.party,
            clause=context.case.clause("public_money_counts", line.period),
            expected=None,
            actual=part.not_counted,
            difference=None,
            evidence=report_evidence([line.report]),
            values=(
                ("party", line.party.name),
                ("period", line.period.label),
                ("amount", Amount(part.not_counted, "SEK")),
            ),
        )
