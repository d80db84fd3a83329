"""A year's books open with another liability for unused grants than the year before closed with.

Worked example: 20 000 kr is left on account 2890 on 30 June, and the next year's file opens with 25 000: 5 000 came
from nowhere. Source: the ledgers' own opening balances (SIE 4, `#IB`).
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Amount, Finding

LOOKS_AT = "books"
CODES: tuple[str, ...] = ("books.opening",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party}, {period}: skulden för oförbrukade bidrag är {left} när en bokföring slutar och {taken} när nästa "
        "börjar: {difference} i skillnad."
    ),
    "en": (
        "{party}, {period}: the liability for unused grants is {left} where one ledger ends and {taken} where the next "
        "begins: a difference of {difference}."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per change of ledgers over which the debt changes."""
    for found in context.books:
        one = found.difference
        if one.code not in CODES or one.expected is None or one.actual is None:
            continue
        yield Finding(
            code=one.code,
            severity="warning",
            period=found.period.label,
            party=found.party,
            clause="",
            expected=one.expected,
            actual=one.actual,
            difference=one.difference,
            evidence=found.evidence,
            values=(
                ("party", found.party.name),
                ("period", found.period.label),
                ("left", Amount(one.expected, "SEK")),
                ("taken", Amount(one.actual, "SEK")),
                ("difference", Amount(one.actual - one.expected, "SEK")),
            ),
        )
