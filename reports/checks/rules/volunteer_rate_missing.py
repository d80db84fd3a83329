"""Volunteer hours can be valued only by one rate in force on all their dates; without it their value is unknown,
never zero.

Worked example: 500 young hours in 2013 and the first rate from 2014-01-01: the line is `unknown` until a rate is
registered. 1 000 hours promised a year are worth nothing that could be said in a period on whose first day no rate is
in force. Source: the condition `volunteer_rate`.
"""

from collections.abc import Iterator

from reports.checks.context import Context, report_evidence
from reports.checks.results import Amount, Finding, Word

LOOKS_AT = "parts"
CODES: tuple[str, ...] = ("volunteer_rate.missing",)
SENTENCES: dict[str, str] = {
    "sv": (
        "Ideell tid från {party} för {period}[, sammanlagt {hours}][, utlovad {promised}], kan inte värderas: "
        "”{category}” saknar ett värde per {day}."
    ),
    "en": (
        "Volunteer time of {party} for {period}[, {hours} in all][, {promised} promised], cannot be valued: "
        "“{category}” has no rate on {day}."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per category and day without a rate."""
    for line, part in context.parts:
        for category, day in part.missing:
            yield Finding(
                code=CODES[0],
                severity="error",
                period=line.period.label,
                party=line.party,
                clause=context.case.clause("volunteer_rate", line.period),
                expected=None,
                actual=None,
                difference=None,
                evidence=report_evidence([line.report]),
                values=(
                    ("party", line.party.name),
                    ("period", line.period.label),
                    ("hours", "" if part.hours is None else Amount(part.hours, "h")),
                    ("promised", "" if part.promised_hours is None else Amount(part.promised_hours, "h")),
                    ("category", Word(category)),
                    ("day", day),
                ),
            )
