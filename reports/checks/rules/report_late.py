"""A report is late when its due date has passed and nothing is handed in; the delay is the reporting party's.

Worked example: the report for 2022 was due on Friday 31 March 2023; from 1 April it is late. One that was sent back
is late when its new date has passed. Nothing is late where a waiver covers the lateness with everything the party is
to report. Where it is due so many days after the annual meeting, the sentence says which
meeting, or that the latest day counts. The report of the term's last period is the final one, whose own day counts
where the agreement has one: the sentence says so. Source: the conditions `report_due` and `final_report_due`.
"""

from collections.abc import Iterator
from datetime import date

from reports.checks.context import Context, report_evidence
from reports.checks.results import Finding, Report

LOOKS_AT = "reports"
CODES: tuple[str, ...] = ("report.late",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} skulle ha lämnat redovisningen för {period} senast {due_on}[; komplettering begärdes "
        "{returned_on}]"
        "[, {days} dagar efter årsmötet {meeting}][, den sista dagen enligt avtalet; årsmötet hölls {late_meeting}]"
        "[, den sista dagen enligt {clause}, eftersom inget årsmöte är känt]"
        "[, {after_end} dagar efter avtalets sista dag {ended}][; det är slutredovisningen, som har en egen dag enligt "
        "{final}]."
    ),
    "en": (
        "{party} should have handed in the report for {period} by {due_on}[; the last was sent back on {returned_on}]"
        "[, {days} days after the annual meeting on {meeting}]"
        "[, the latest day of the agreement; the annual meeting was on {late_meeting}]"
        "[, the latest day by {clause}, since no annual meeting is known]"
        "[, {after_end} days after the last day in force, {ended}][; it is the final report, which has a day of its "
        "own by {final}]."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per party and period."""
    for report in context.reports:
        if not report.overdue or report.due_on is None or _excused(context, report):
            continue
        returned_on = None if report.newest is None else report.newest.returned_on
        yield Finding(
            code=CODES[0],
            severity="warning",
            period=report.period.label,
            party=report.party,
            clause=context.case.clause(_condition(context, report), report.period),
            expected=report.due_on,
            actual=None,
            difference=None,
            evidence=report_evidence([report]),
            values=(
                ("party", report.party.name),
                ("period", report.period.label),
                ("due_on", report.due_on),
                ("returned_on", returned_on or ""),
                *_how(context, report),
            ),
        )


def _condition(context: Context, report: Report) -> str:
    """The condition that says when the report is due."""
    case = context.case
    own = case.conditions_of(report.period).final_report is not None and case.is_last(report.period)
    return "final_report_due" if own else "report_due"


def _how(context: Context, report: Report) -> tuple[tuple[str, str | int | date], ...]:
    """How the day was found, where it is no fixed day of each year; empty texts say nothing."""
    due, rule, condition = report.due, context.case.due_rule(report.period), _condition(context, report)
    clause = context.case.clause(condition, report.period) or context.case.facts.reference
    days = rule.after_meeting or ""
    meeting = due.meeting if due else None
    how = due.how if due else "day"
    return (
        ("after_end", rule.after_end or "" if how == "end" else ""),
        ("ended", report.period.ends_on if how == "end" else ""),
        ("final", clause if due and condition == "final_report_due" else ""),
        ("days", days),
        ("meeting", meeting if meeting and how == "meeting" else ""),
        ("late_meeting", meeting if meeting and how == "latest" else ""),
        ("clause", clause if how == "latest" and meeting is None else ""),
    )


def _excused(context: Context, report: Report) -> bool:
    """Whether a waiver covers the lateness and nothing the party promised still waits for the report."""
    if any(line.report is report for line in context.lines):
        return False
    return any(
        (who, period, covers) == (report.party.id, report.period.label, "lateness")
        for who, _, period, covers in context.case.waivers
    )
