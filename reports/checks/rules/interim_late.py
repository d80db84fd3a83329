"""An interim report is late when its day has passed and it has not come, until the report of the whole period comes.

Worked example: through 30 June, due 31 August 2020: from 1 September 2020 it is late, and no longer from the day on
which the annual report for 2020 is received. One that was sent back is late when its new date has passed. Source: the
condition `interim_reports`.
"""

from collections.abc import Iterator

from reports.checks.context import Context, report_evidence
from reports.checks.results import Finding

LOOKS_AT = "interims"
CODES: tuple[str, ...] = ("interim_report.late",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} skulle ha lämnat delrapporten för {first} – {last} senast {due_on}[; komplettering begärdes "
        "{returned_on}]."
    ),
    "en": (
        "{party} should have handed in the interim report for {first} – {last} by {due_on}[; the last was sent back on "
        "{returned_on}]."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per party and part of a period."""
    for report in context.interims:
        yield Finding(
            code=CODES[0],
            severity="warning",
            period=report.period.label,
            party=report.party,
            clause=context.case.clause("interim_reports", report.period),
            expected=report.due_on,
            actual=None,
            difference=None,
            evidence=report_evidence([report]),
            values=(
                ("party", report.party.name),
                ("first", report.period.starts_on),
                ("last", report.period.ends_on),
                ("due_on", report.due_on or ""),
                ("returned_on", (report.newest.returned_on if report.newest else None) or ""),
            ),
        )
