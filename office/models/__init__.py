"""Organisations, people, the audit trail, and requests already answered."""

from office.models.organizations import Organization, Population
from office.models.people import Membership, Token, User
from office.models.requests import AnsweredRequest
from office.models.trail import AuditConcern, AuditEvent, AuditSeal

__all__ = [
    "AnsweredRequest",
    "AuditConcern",
    "AuditEvent",
    "AuditSeal",
    "Membership",
    "Organization",
    "Population",
    "Token",
    "User",
]
