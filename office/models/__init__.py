"""Organisations, people, the audit trail, requests already answered, files, and work to be done later."""

from office.models.jobs import Job
from office.models.organizations import FormerDetails, Organization, Population, PublicRegisterChoice
from office.models.people import Membership, Token, User
from office.models.requests import AnsweredRequest
from office.models.trail import AuditConcern, AuditEvent, AuditSeal
from office.models.uploads import Upload, UploadContent

__all__ = [
    "AnsweredRequest",
    "AuditConcern",
    "AuditEvent",
    "AuditSeal",
    "FormerDetails",
    "Job",
    "Membership",
    "Organization",
    "Population",
    "PublicRegisterChoice",
    "Token",
    "Upload",
    "UploadContent",
    "User",
]
