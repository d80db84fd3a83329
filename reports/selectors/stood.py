"""What had been handed in and answered at the clocks of a question."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from office.known import Asked, happened
from reports.models import ReportVersion, Review
from reports.models.reports import AnnualReportQuerySet, ReportState
from reports.models.versions import VolunteerHoursQuerySet


def reports_stood(rows: AnnualReportQuerySet, asked: Asked) -> AnnualReportQuerySet:
    """The reports that had been handed in, each with its newest version then (`version_then`, its id) and the state
    that this gave it (`state_then`). What somebody is writing is nothing that was known."""
    found: AnnualReportQuerySet = _with_state(_with_version(rows, asked, "pk"), asked)
    return found


def hours_stood(rows: VolunteerHoursQuerySet, asked: Asked) -> VolunteerHoursQuerySet:
    """The hours of each report's newest version then, with the state of the report."""
    newest = _with_version(rows.counted(), asked, "version__report").filter(version=F("version_then"))
    found: VolunteerHoursQuerySet = _with_state(newest, asked)
    return found


def _newest(asked: Asked, report: str) -> QuerySet[ReportVersion, Any]:
    versions = ReportVersion.objects.filter(happened(asked, "received_on"), report=OuterRef(report))
    return versions.order_by("-number").values("pk")[:1]


def _with_version(rows: Any, asked: Asked, report: str) -> Any:
    return rows.annotate(version_then=Subquery(_newest(asked, report))).filter(version_then__isnull=False)


def _with_state(rows: Any, asked: Asked) -> Any:
    answer = Review.objects.filter(happened(asked, "reviewed_on"), version=OuterRef("version_then"))
    return rows.annotate(state_then=Coalesce(Subquery(answer.values("outcome")[:1]), Value(ReportState.SUBMITTED)))
