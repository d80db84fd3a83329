"""What a finding rule may look at: the case and its lines, prepared once for all rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.checks.case import Case
from reports.checks.results import Component, Evidence, Line, PeriodResult, Report


@dataclass(frozen=True, slots=True)
class Context:
    """A binding agreement's case and lines; `parts` pairs the reported components with their lines."""

    case: Case
    periods: tuple[PeriodResult, ...]
    lines: list[Line]
    parts: list[tuple[Line, Component]]

    @property
    def reports(self) -> Iterator[Report]:
        """Every report that is to be handed in, oldest period first."""
        return (report for period in self.periods for report in period.reports)


def context_of(case: Case, periods: tuple[PeriodResult, ...], lines: list[Line]) -> Context:
    """Prepare the rules' view."""
    return Context(case, periods, lines, [(line, part) for line in lines for part in line.components])


def report_evidence(reports: Iterable[Report | None]) -> tuple[Evidence, ...]:
    """The report versions behind a finding: the one that counts, otherwise the last received."""
    found: list[Evidence] = []
    for report in reports:
        version = None if report is None else report.version or report.newest
        if version is not None:
            found.append(("annual_report", version.report, version.number))
    return tuple(found)
