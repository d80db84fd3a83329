"""The same hours are counted under two agreements: the finding stands on both, each naming the other.

Worked example: 400 h of Språkcafé in 2020 under this agreement, and 300 h of it from June 2020 to May 2021 under
BUN-2020/7 (Barn- och utbildningsnämnden). Which agreement they belong to is for people to sort out; no figure is
changed. Source: hours count toward one agreement only, 2 CFR 200.306 (domain.md); `reports/checks/elsewhere.py` says
what is the same. Of the other agreement no more is told than its reference, its funder and the rows that overlap.
"""

from collections.abc import Iterator
from decimal import Decimal

from reports.checks.context import Context, hours_evidence
from reports.checks.elsewhere import SharedHours, funder_of
from reports.checks.results import Amount, Finding

LOOKS_AT = "shared_hours"
CODES: tuple[str, ...] = ("volunteer_time.double_counted",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har för {period} redovisat {hours} i {activity} här och {other_hours} i {reference} ({funder}), "
        "{starts_on} – {ends_on}: samma timmar räknas bara i en överenskommelse."
    ),
    "en": (
        "{party} reported {hours} of {activity} for {period} here and {other_hours} under {reference} ({funder}), "
        "{starts_on} – {ends_on}: the same hours count toward one agreement only."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per activity, period and other agreement's report."""
    for found in context.shared_hours:
        yield _finding(found)


def _finding(found: SharedHours) -> Finding:
    report, theirs = found.ours.report, found.theirs
    hours, other_hours = (sum((row.hours for row in rows), Decimal(0)) for rows in (found.rows, found.their_rows))
    return Finding(
        code=CODES[0],
        severity="warning",
        period=report.period.label,
        party=report.party,
        clause="",
        expected=None,
        actual=hours,
        difference=None,
        evidence=(*hours_evidence(report, found.rows), *hours_evidence(theirs.report, found.their_rows)),
        values=(
            ("party", report.party.name),
            ("period", report.period.label),
            ("hours", Amount(hours, "h")),
            ("activity", found.activity),
            ("other_hours", Amount(other_hours, "h")),
            ("reference", theirs.agreement.reference),
            ("funder", funder_of(theirs.agreement)),
            ("starts_on", min(row.starts_on for row in found.their_rows)),
            ("ends_on", max(row.ends_on for row in found.their_rows)),
        ),
        unit="h",
    )
