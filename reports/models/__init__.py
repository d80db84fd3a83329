"""Annual reports: what is being written, what was handed in, and what became of it."""

from reports.models.reports import AnnualReport, ReportDraft
from reports.models.versions import ReportVersion, Review, VolunteerHours

__all__ = ["AnnualReport", "ReportDraft", "ReportVersion", "Review", "VolunteerHours"]
