"""What the plausibility rules read: a report as it was handed in, or is being written, the one before it, and what was
paid."""

from decimal import Decimal
from typing import Any

from django.db.models import Sum

from agreements.selectors import whole_term
from finance.models import Payment
from finance.valuation import HoursRow
from reports.checks.facts import FigureFact
from reports.models import AnnualReport, ReportVersion
from reports.plausibility import Content, Reported


def reported_in(report: AnnualReport) -> Reported | None:
    """The newest version of a report beside that of the period before; None while nothing is handed in."""
    this = _newest(report)
    return _beside(report, _content(this, report.period)) if this else None


def reported_if(report: AnnualReport, said: dict[str, Any]) -> Reported:
    """The same of what is being written, from its values, as if it were handed in."""
    figures = tuple(FigureFact(one["kind"], one["source"], one["amount"]) for one in said["figures"])
    hours = tuple(
        HoursRow(row["activity"], row["category"], row["hours"], row["starts_on"], row["ends_on"])
        for row in said["volunteer_hours"]
    )
    return _beside(report, Content(report.period, figures, hours, said["narrative"]))


def _beside(report: AnnualReport, this: Content) -> Reported:
    labels = [period.label for period in whole_term(report.agreement)]
    at = labels.index(report.period) if report.period in labels else 0  # an interim report has none before it
    before = AnnualReport.objects.filter(agreement=report.agreement, organization=report.organization)
    last = before.filter(period=labels[at - 1]).first() if at else None
    paid = Payment.objects.filter(
        agreement=report.agreement, recipient__organization=report.organization, period=report.period
    )
    money = paid.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return Reported(this, _last(last), money.quantize(Decimal("0.01")))


def _last(report: AnnualReport | None) -> Content | None:
    version = _newest(report) if report else None
    return _content(version, report.period) if version and report else None


def _newest(report: AnnualReport) -> ReportVersion | None:
    return report.versions.filter(number=report.latest).prefetch_related("hours").first()


def _content(version: ReportVersion, period: str) -> Content:
    figures = tuple(FigureFact(one["kind"], one["source"], Decimal(one["amount"])) for one in version.figures)
    hours = tuple(
        HoursRow(row.activity, row.category, row.hours, row.starts_on, row.ends_on) for row in version.hours.all()
    )
    return Content(period, figures, hours, version.narrative)
