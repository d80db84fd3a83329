"""The agreement includes premises, and nobody has valued them for a period that is over.

Worked example: § 7 says that the association uses the municipality's premises free of charge; 2024 has ended and no row
of support says what they are worth: found, from 2025-01-01 on. Source: the condition `premises_included`; a classic
finding of municipal auditors.
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Finding

LOOKS_AT = "not_valued"
CODES: tuple[str, ...] = ("support.not_valued",)
SENTENCES: dict[str, str] = {
    "sv": (
        "I överenskommelsen ingår lokaler för {party}, men ingen har värderat dem för {period}: ange yta, marknadshyra "
        "med källa och vad föreningen har betalat."
    ),
    "en": (
        "The agreement includes premises for {party}, but nobody has valued them for {period}: give the area, a market "
        "rent with its source, and what the association has paid."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per recipient and period."""
    for party, period in context.not_valued:
        yield Finding(
            code=CODES[0],
            severity="warning",
            period=period.label,
            party=party,
            clause=context.case.clause("premises_included", period),
            expected=None,
            actual=None,
            difference=None,
            evidence=(),
            values=(("party", party.name), ("period", period.label)),
        )
