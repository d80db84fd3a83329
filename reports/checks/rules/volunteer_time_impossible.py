"""Nobody works more than twelve hours a day, every day: a row of hours is at most heads × days × 12.

Worked example: three women and two men on the single day 2020-05-01 can work 5 × 1 × 12 = 60 hours; 61 reported are one
too many. Nobody (0 heads) works 0 hours, so one hour of theirs is one too many. From 1 to 31 May the five can work
5 × 31 × 12 = 1 860 hours. Source: the head counts that are reported with the hours; twelve hours a day is our own limit
(`finance.valuation.HOURS_A_DAY`).
"""

from collections.abc import Iterator
from decimal import Decimal

from finance.valuation import HOURS_A_DAY, HoursRow
from reports.checks.context import Context, hours_evidence
from reports.checks.results import Amount, Finding

LOOKS_AT = "worked"
CODES: tuple[str, ...] = ("volunteer_time.impossible",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har för {period} redovisat {hours} i {activity}, {starts_on} – {ends_on}, men "
        "[{heads} personer][{one_head} person] × [{days} dagar][{one_day} dag] × 12 h är högst {possible}: {over} för "
        "mycket."
    ),
    "en": (
        "{party} reported {hours} of {activity} for {period}, {starts_on} – {ends_on}, but "
        "[{heads} people][{one_head} person] × [{days} days][{one_day} day] × 12 h is at most {possible}: {over} too "
        "much."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per row of hours that no human could have worked."""
    for report in context.worked:
        for row in report.version.hours if report.version else ():
            if row.heads is None or row.hours <= (possible := _possible(row)):
                continue
            yield Finding(
                code=CODES[0],
                severity="warning",
                period=report.period.label,
                party=report.party,
                clause="",
                expected=possible,
                actual=row.hours,
                difference=row.hours - possible,
                evidence=hours_evidence(report, [row]),
                values=(
                    ("party", report.party.name),
                    ("period", report.period.label),
                    ("activity", row.activity),
                    ("hours", Amount(row.hours, "h")),
                    ("starts_on", row.starts_on),
                    ("ends_on", row.ends_on),
                    *_counted("heads", "one_head", row.heads),
                    *_counted("days", "one_day", _days(row)),
                    ("possible", Amount(possible, "h")),
                    ("over", Amount(row.hours - possible, "h")),
                ),
                unit="h",
            )


def _counted(several: str, one: str, number: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """A number by the name of its word, which is another for one."""
    return (several, "" if number == 1 else str(number)), (one, "1" if number == 1 else "")


def _possible(row: HoursRow) -> Decimal:
    return Decimal((row.heads or 0) * _days(row) * HOURS_A_DAY)


def _days(row: HoursRow) -> int:
    return (row.ends_on - row.starts_on).days + 1
