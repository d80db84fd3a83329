"""Annual reports: what is being written, what was handed in, and what became of it; the time slips behind their hours;
the check's daily status; and files that were taken out."""

from reports.models.exports import Export, ExportChunk
from reports.models.freezes import ReportFreeze
from reports.models.reports import AnnualReport, ReportDraft
from reports.models.reviewing import FirstApproval, SecondReviewRule
from reports.models.signing import DraftSignature, VersionSignature
from reports.models.slips import SlipAnswer, SlipUse, TimeSlip, TimeSlipLink
from reports.models.statuses import DailyStatus
from reports.models.versions import ReportVersion, Review, VolunteerHours

__all__ = [
    "AnnualReport",
    "DailyStatus",
    "DraftSignature",
    "Export",
    "ExportChunk",
    "FirstApproval",
    "ReportDraft",
    "ReportFreeze",
    "ReportVersion",
    "Review",
    "SecondReviewRule",
    "SlipAnswer",
    "SlipUse",
    "TimeSlip",
    "TimeSlipLink",
    "VersionSignature",
    "VolunteerHours",
]
