"""The books that were handed in do not cover the period, open without balances, or are not closed.

Worked example: of 2020 only the year 2019-07-01–2020-06-30 is handed in: 184 days, 2020-07-01–2020-12-31, are not
covered. Figures of a year whose result is not booked are preliminary. Source: the ledgers' financial years (SIE 4,
`#RAR`).
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Finding, Word

LOOKS_AT = "books"
SEVERITY = {"books.days_missing": "warning", "books.opening_unknown": "warning", "books.preliminary": "info"}
CODES: tuple[str, ...] = tuple(SEVERITY)
SENTENCES: dict[str, str] = {
    "sv": "{party}, {period}: {what}[: {days}].",
    "en": "{party}, {period}: {what}[: {days}].",
}


def find(context: Context) -> Iterator[Finding]:
    """One per reason not to rely on the figures as they are."""
    for found in context.books:
        code = found.difference.code
        if code not in SEVERITY:
            continue
        missing = found.figures.missing if code == "books.days_missing" else ()
        yield Finding(
            code=code,
            severity=SEVERITY[code],
            period=found.period.label,
            party=found.party,
            clause="",
            expected=None,
            actual=None,
            difference=None,
            evidence=found.evidence,
            values=(
                ("party", found.party.name),
                ("period", found.period.label),
                ("what", Word(code)),
                ("days", tuple(f"{span.starts_on} – {span.ends_on}" for span in missing)),
            ),
        )
