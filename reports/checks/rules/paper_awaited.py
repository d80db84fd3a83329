"""A report that was received incomplete lacks a paper until it comes; past its day the paper is late.

Worked example: the auditor's report for 2020 was to come by 30 April 2021: awaited through that day, late from 1 May.
Source: the condition `report_papers` and the day set when the report was received incomplete.
"""

from collections.abc import Iterator

from reports.checks.context import Context, report_evidence
from reports.checks.results import Finding, Word

LOOKS_AT = "papers"
CODES: tuple[str, ...] = ("paper.awaited", "paper.late")
SENTENCES: dict[str, str] = {
    "sv": (
        "Redovisningen för {period} från {party} togs emot ofullständig: {paper}[ ska komma in senast {until}]"
        "[ skulle ha kommit in senast {since}]."
    ),
    "en": (
        "The report for {period} from {party} was received incomplete: {paper}[ is to come by {until}][ was to come by "
        "{since}]."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per paper that is still to come."""
    for one in context.papers:
        report = one.report
        yield Finding(
            code=CODES[one.overdue],
            severity="warning" if one.overdue else "info",
            period=report.period.label,
            party=report.party,
            clause=context.case.clause("report_papers", report.period),
            expected=one.complete_on,
            actual=None,
            difference=None,
            evidence=report_evidence([report]),
            values=(
                ("period", report.period.label),
                ("party", report.party.name),
                ("paper", Word(one.paper)),
                ("until", "" if one.overdue else one.complete_on),
                ("since", one.complete_on if one.overdue else ""),
            ),
        )
