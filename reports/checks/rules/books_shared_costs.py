"""Costs without an object are handed in, and no allocation key says what part of them is this agreement's.

Worked example: rent of 120 000 kr on account 5010 without a project counts for nothing; with the key 0.25 it is 30 000.
Source: the association's choice of objects and its own word on the key (`ledger-readings`).
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Amount, Finding

LOOKS_AT = "books"
CODES: tuple[str, ...] = ("books.shared_costs",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party}, {period}: {amount} i bokförda kostnader saknar objekt och ingen fördelningsnyckel är angiven; de "
        "räknas inte."
    ),
    "en": (
        "{party}, {period}: {amount} of booked costs has no object and no allocation key is given; it does not count."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per party and period."""
    for found in context.books:
        one = found.difference
        if one.code not in CODES or one.actual is None:
            continue
        yield Finding(
            code=one.code,
            severity="warning",
            period=found.period.label,
            party=found.party,
            clause="",
            expected=None,
            actual=one.actual,
            difference=None,
            evidence=found.evidence,
            values=(
                ("party", found.party.name),
                ("period", found.period.label),
                ("amount", Amount(one.actual, "SEK")),
            ),
        )
