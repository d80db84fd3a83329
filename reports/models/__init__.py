"""Annual reports: what is being written, what was handed in, with which papers, and what became of it; the time slips
behind their hours; the check's daily status; files that were taken out; and what auditors sample, observe and note."""

from reports.models.attachments import (
    AttachedContent,
    AttachedFile,
    Attachment,
    DraftAttachment,
    VersionAttachment,
)
from reports.models.exports import Export, ExportChunk
from reports.models.freezes import ReportFreeze
from reports.models.papers import PaperCompletion, PaperRelief
from reports.models.reports import AnnualReport, ReportDraft
from reports.models.reviewing import FirstApproval, SecondReviewRule
from reports.models.samples import AuditNote, AuditObservation, AuditSample, AuditSampleItem, FollowUp, ObservationShare
from reports.models.signing import DraftSignature, VersionSignature
from reports.models.slips import SlipAnswer, SlipUse, TimeSlip, TimeSlipLink
from reports.models.statuses import DailyStatus
from reports.models.versions import ReportVersion, Review, VolunteerHours

__all__ = [
    "AnnualReport",
    "AttachedContent",
    "AttachedFile",
    "Attachment",
    "AuditNote",
    "AuditObservation",
    "AuditSample",
    "AuditSampleItem",
    "DailyStatus",
    "DraftAttachment",
    "DraftSignature",
    "Export",
    "ExportChunk",
    "FirstApproval",
    "FollowUp",
    "ObservationShare",
    "PaperCompletion",
    "PaperRelief",
    "ReportDraft",
    "ReportFreeze",
    "ReportVersion",
    "Review",
    "SecondReviewRule",
    "SlipAnswer",
    "SlipUse",
    "TimeSlip",
    "TimeSlipLink",
    "VersionAttachment",
    "VersionSignature",
    "VolunteerHours",
]
