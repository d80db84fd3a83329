"""Which papers asked for with a report did not come with it, and by when each is to come.

A report is whole when every paper that the agreement asks for came with the version that counts, was excused, or came
afterwards; the newest decision on a paper stands. One that is to come by a day is awaited through that day (moved to a
banking day) and late from the next.

Worked example: the auditor's report for 2020 is asked for; the report came on 15 March without it and was received
incomplete, to be completed by 30 April 2021: awaited through 30 April, late from 1 May, and whole from the day it came.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from agreements.due_dates import banking_day
from reports.checks.case import Case
from reports.checks.facts import PaperFact
from reports.checks.results import PeriodResult, Report


class Awaited(NamedTuple):
    """A paper that a report still lacks: which, the day it was to come by, and whether that has passed."""

    report: Report
    paper: str
    complete_on: date
    overdue: bool


def lacking(asked: Sequence[str], had: Collection[str]) -> tuple[str, ...]:
    """The papers asked for that there are not, in the order in which they are asked for.

    >>> lacking(("activity_report", "minutes"), {"minutes", "other"})
    ('activity_report',)
    """
    return tuple([paper for paper in asked if paper not in had])


def awaited(case: Case, periods: Iterable[PeriodResult]) -> list[Awaited]:
    """Every paper that reports which were received incomplete still lack, oldest period first."""
    found: list[Awaited] = []
    for period in periods:
        asked = case.conditions_of(period.period).report_papers
        if not asked:
            continue
        for report in period.reports:
            if report.version is not None:
                found += _of(case, report, report.version.number, asked)
    return found


def _of(case: Case, report: Report, number: int, asked: Sequence[str]) -> list[Awaited]:
    key = report.party.id, report.period.label
    known = [one for one in case.facts.papers if (one.party, one.period) == key and one.on <= case.as_of]
    had = {one.paper for one in known if _there(one, number)}
    until: dict[str, date | None] = {}
    for one in sorted(known, key=lambda fact: (fact.on, fact.id)):
        if one.became == "relieved":
            until[one.paper] = one.complete_on
    to_come = [(paper, until.get(paper)) for paper in lacking(asked, had)]
    days = [(paper, banking_day(day)) for paper, day in to_come if day is not None]
    return [Awaited(report, paper, day, day < case.as_of) for paper, day in days]


def _there(one: PaperFact, number: int) -> bool:
    """Whether the paper came with the version, or afterwards."""
    return one.number == number if one.became == "attached" else one.became == "completed"
