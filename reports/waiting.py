"""What waits for whom, picked from the check of many agreements on one day. Money is SEK, dates are inclusive.

An officer is shown payments that are the municipality's move and findings by their weight; an association the next
report of each agreement: the oldest whose period has begun and which has not come in, or was sent back.

Worked example: on 1 March 2027 the report for 2026 is the next one, due on 31 March 2027 with 30 days left; once it has
come in, the next one is that for 2027.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from agreements.amounts import ZERO
from agreements.periods import Period
from finance.instalments import Instalment
from reports.checks.facts import AgreementFacts
from reports.checks.results import CheckResult, Finding, Line, Report

Row = tuple[CheckResult, AgreementFacts]
#: What is looked at first; what merely informs waits for nobody.
WEIGHTS = {"error": 0, "warning": 1}
#: An instalment that is to be paid, by its state.
NOW = ("requested", "due", "overdue")
LAST = date.max


class Payable(NamedTuple):
    """An instalment that one of the payers is to pay now."""

    facts: AgreementFacts
    line: Line
    instalment: Instalment

    @property
    def left(self) -> Decimal:
        """What of it is neither paid nor ordered, SEK."""
        return self.instalment.left - self.instalment.ordered


class Weighed(NamedTuple):
    """A finding with the agreement that it is about."""

    facts: AgreementFacts
    finding: Finding


class Next(NamedTuple):
    """The report that a party is to hand in next. `days` is how many are left (negative: late; None: no day is said),
    `parts` what it consists of."""

    facts: AgreementFacts
    report: Report
    days: int | None
    parts: tuple[str, ...]


def payable(rows: Iterable[Row], payers: Collection[int]) -> list[Payable]:
    """The instalments that are the move of these organisations, the first to fall due first."""
    found = [one for one in _instalments(rows, payers) if one.instalment.state in NOW and one.left > 0]
    return sorted(found, key=_by_day)


def left_to_pay(rows: Iterable[Row], payers: Collection[int]) -> list[Payable]:
    """The instalments of which these organisations have neither paid nor ordered all: what waits for nothing first, and
    in that the first to fall due."""
    found = [one for one in _instalments(rows, payers) if one.left > 0]
    return sorted(found, key=lambda one: (one.instalment.waits_for != "", *_by_day(one)))


def _instalments(rows: Iterable[Row], payers: Collection[int]) -> Iterator[Payable]:
    """Every instalment that these organisations are to pay."""
    for result, facts in rows:
        for line in (line for period in result.periods for line in period.lines):
            if line.party.organization in payers:
                yield from (Payable(facts, line, part) for part in line.instalments)


def _by_day(one: Payable) -> tuple[date, int, int]:
    return one.instalment.due_on or LAST, one.facts.id, one.instalment.number


def ordered(rows: Iterable[Row], payers: Collection[int]) -> list[Payable]:
    """The instalments of which these organisations have ordered something that is not paid, the first to fall due
    first."""
    found = [one for one in _instalments(rows, payers) if one.instalment.ordered]
    return sorted(found, key=_by_day)


def weighed(rows: Iterable[Row]) -> list[Weighed]:
    """Errors, then warnings, in each the largest sum first."""
    found = [Weighed(facts, one) for result, facts in rows for one in result.findings if one.severity in WEIGHTS]
    return sorted(found, key=lambda one: (WEIGHTS[one.finding.severity], -abs(one.finding.difference or ZERO)))


def next_reports(rows: Iterable[Row], organizations: Collection[int]) -> list[Next]:
    """Of each agreement the next report of each of the organisations, the first to fall due first."""
    found = []
    for result, facts in rows:
        seen: set[int] = set()
        for period in result.periods:
            for report in period.reports if period.period.starts_on <= result.as_of else ():
                pk = report.party.organization
                if pk in organizations and pk not in seen and report.version is None:
                    seen.add(pk)
                    days = None if report.due_on is None else (report.due_on - result.as_of).days
                    found.append(Next(facts, report, days, parts_of(facts, report.party.id, period.period)))
    return sorted(found, key=lambda one: (one.report.due_on or LAST, one.facts.id))


def parts_of(facts: AgreementFacts, party: int, period: Period) -> tuple[str, ...]:
    """What a party's report consists of, by what it has promised for the period: money and a story always."""
    mine = [one.within(period) for one in facts.commitments if one.party == party]
    parts = ["figures"]
    if any(part.kind == "volunteer_time" for one in mine for part in one.components):
        parts.append("volunteer_hours")
    if any(one.kind == "activity" and (one.amounts or one.amount is not None) for one in mine):
        parts.append("activities")
    parts.append("narrative")
    if facts.for_period(period).conditions.report_papers:
        parts.append("papers")
    return tuple(parts)


def begun(one: Next, content: Mapping[str, Any], attached: Collection[str]) -> int:
    """How many of the parts have something in them: of the papers, once all that are asked for are there."""
    papers = set(one.facts.for_period(one.report.period).conditions.report_papers) <= set(attached)
    return sum(papers if part == "papers" else bool(content.get(part)) for part in one.parts)
