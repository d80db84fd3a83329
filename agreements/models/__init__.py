"""An agreement's terms, and the acts by which its parties bind, change or end it."""

from agreements.models.acts import Decision, Signature, Termination, Waiver
from agreements.models.agreement import Agreement
from agreements.models.conflicts import ConflictEnd, ConflictOfInterest
from agreements.models.mandates import Mandate, MandateEnd
from agreements.models.meetings import AnnualMeeting
from agreements.models.shared_costs import SharedCost
from agreements.models.terms import Commitment, Party

__all__ = [
    "Agreement",
    "AnnualMeeting",
    "Commitment",
    "ConflictEnd",
    "ConflictOfInterest",
    "Decision",
    "Mandate",
    "MandateEnd",
    "Party",
    "SharedCost",
    "Signature",
    "Termination",
    "Waiver",
]
