"""What stands in a report's template beside what is written: what was promised, and what was told last time."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from agreements.selectors import whole_term
from office.clock import today
from reports.checks.results import CheckResult, Line
from reports.models import AnnualReport
from reports.previewing import previewed
from reports.selectors.versions import NOTHING, content_of

Json = dict[str, Any]


class Beside(NamedTuple):
    """SEK promised for the period by kind (`own_cash`, `volunteer_time`, `in_kind`), the activities that were promised
    (name, unit, quantity), and the content of the newest version of the period before."""

    promised: dict[str, Decimal]
    activities: tuple[tuple[str, str, Decimal], ...]
    last: Json


def beside(report: AnnualReport, found: CheckResult | None = None) -> Beside:
    """What is promised as it stands today, by the check: `found` is one in which a report has come in, whatever it
    says, for then each component is told with its promise."""
    lines = list(lines_of(report, found or previewed(report, NOTHING, (), today())))
    promised: dict[str, Decimal] = {}
    for kind, amount in _amounts(lines):
        promised[kind] = promised.get(kind, Decimal(0)) + amount
    activities = tuple(
        (line.commitment.name, line.commitment.unit, line.promised or Decimal(0))
        for line in lines
        if line.kind == "activity"
    )
    return Beside(promised, activities, _last(report))


def lines_of(report: AnnualReport, found: CheckResult) -> Iterable[Line]:
    """The lines of the report's organisation in its period; an interim report has none."""
    for one in found.periods:
        if one.period.label == report.period:
            yield from (line for line in one.lines if line.party.organization == report.organization_id)


def lines_before(report: AnnualReport, found: CheckResult) -> Iterable[Line]:
    """The same of the period before; the first has none, nor has an interim report."""
    for before, one in pairwise(found.periods):
        if one.period.label == report.period:
            yield from (line for line in before.lines if line.party.organization == report.organization_id)


def _amounts(lines: Iterable[Line]) -> Iterable[tuple[str, Decimal]]:
    for line in lines:
        if line.kind == "in_kind" and line.promised is not None:
            yield "in_kind", line.promised
        for part in line.components:
            if part.counting and part.promised is not None:
                yield part.kind, part.promised


def _last(report: AnnualReport) -> Json:
    """What was handed in for the period before."""
    labels = [period.label for period in whole_term(report.agreement)]
    at = labels.index(report.period) if report.period in labels else 0  # an interim report has none before it
    if not at:
        return NOTHING
    before = AnnualReport.objects.filter(
        agreement=report.agreement_id, organization=report.organization_id, period=labels[at - 1]
    ).first()
    version = before and before.versions.filter(number=before.latest).prefetch_related("hours").first()
    return content_of(version) if version else NOTHING
