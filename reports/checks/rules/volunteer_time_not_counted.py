"""Hours of a kind of work that the agreement does not call volunteer time are told, and do not count.

Worked example: the clause counts volunteer work and leading; of 120 hours, 20 are travel: 100 hours are valued, 20
stand beside. Source: the condition `volunteer_time_counts`; without it every kind counts.
"""

from collections.abc import Iterator

from reports.checks.context import Context, hours_evidence
from reports.checks.results import Amount, Evidence, Finding, Line, Word

LOOKS_AT = "parts"
CODES: tuple[str, ...] = ("volunteer_time.not_counted",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har för {period} redovisat {hours} {work}, som inte räknas som ideell tid enligt överenskommelsen."
    ),
    "en": ("{party} reported {hours} of {work} for {period}, which the agreement does not count as volunteer time."),
}


def find(context: Context) -> Iterator[Finding]:
    """One per line and kind of work that does not count."""
    for line, part in context.parts:
        for work, hours in part.beside:
            yield Finding(
                code=CODES[0],
                severity="warning",
                period=line.period.label,
                party=line.party,
                clause=context.case.clause("volunteer_time_counts", line.period),
                expected=None,
                actual=hours,
                difference=None,
                evidence=_evidence(line, work),
                values=(
                    ("party", line.party.name),
                    ("period", line.period.label),
                    ("hours", Amount(hours, "h")),
                    ("work", Word(work)),
                ),
                unit="h",
            )


def _evidence(line: Line, work: str) -> tuple[Evidence, ...]:
    """The report, and its rows of that kind of work."""
    version = line.report.version if line.report else None
    rows = [row for row in version.hours if row.work == work] if version else []
    return hours_evidence(line.report, rows)
