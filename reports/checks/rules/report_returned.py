"""A report that was sent back is awaited again until its new date.

Worked example: received 15 March, sent back 1 April with 30 April as its new date: counted as not handed in meanwhile.
Source: the commitment check, "a report that was sent back counts as not handed in from that day".
"""

from collections.abc import Iterator

from reports.checks.context import Context, report_evidence
from reports.checks.results import Finding

LOOKS_AT = "reports"
CODES: tuple[str, ...] = ("report.returned",)
SENTENCES: dict[str, str] = {
    "sv": "Komplettering av redovisningen för {period} från {party} begärdes {returned_on}[, senast {due_on}].",
    "en": "The report for {period} from {party} was sent back on {returned_on} to be completed[ by {due_on}].",
}


def find(context: Context) -> Iterator[Finding]:
    """One per report that is awaited again and not yet late."""
    for report in context.reports:
        if report.state != "returned" or report.overdue or report.newest is None:
            continue
        yield Finding(
            code=CODES[0],
            severity="info",
            period=report.period.label,
            party=report.party,
            clause="",
            expected=report.due_on,
            actual=report.newest.returned_on,
            difference=None,
            evidence=report_evidence([report]),
            values=(
                ("party", report.party.name),
                ("period", report.period.label),
                ("returned_on", report.newest.returned_on or ""),
                ("due_on", report.due_on or ""),
            ),
        )
