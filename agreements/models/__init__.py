"""An agreement's terms, and the acts by which its parties bind, change or end it."""

from agreements.models.acts import Decision, Signature, Termination, Waiver
from agreements.models.agreement import Agreement
from agreements.models.amendments import Amendment, AmendmentAnswer, Joining, TermsVersion
from agreements.models.conflicts import ConflictEnd, ConflictOfInterest
from agreements.models.follow_up import Goal, Measurement, Task, TaskEnd
from agreements.models.groups import GroupMeeting, GroupMember, Recommendation, WorkingGroup
from agreements.models.initiatives import (
    Initiative,
    InitiativeAgreement,
    InitiativeAnswer,
    InitiativeReceipt,
    InitiativeRecipient,
)
from agreements.models.legal import LegalAssessment
from agreements.models.mandates import Mandate, MandateEnd
from agreements.models.meetings import AnnualMeeting
from agreements.models.notices import Notice
from agreements.models.pilots import PilotHypothesis, PilotMeasure, PilotReport, PilotVerdict
from agreements.models.shared_costs import SharedCost
from agreements.models.studies import (
    AreaAgreement,
    AreaAssessment,
    AreaMember,
    CooperationArea,
    FeasibilityStudy,
    StudyEnd,
    StudyMember,
)
from agreements.models.templates import AgreementTemplate, TemplateUse
from agreements.models.terms import Commitment, Party
from agreements.models.unfinished import UnfinishedForm

__all__ = [
    "Agreement",
    "AgreementTemplate",
    "Amendment",
    "AmendmentAnswer",
    "AnnualMeeting",
    "AreaAgreement",
    "AreaAssessment",
    "AreaMember",
    "Commitment",
    "ConflictEnd",
    "ConflictOfInterest",
    "CooperationArea",
    "Decision",
    "FeasibilityStudy",
    "Goal",
    "GroupMeeting",
    "GroupMember",
    "Initiative",
    "InitiativeAgreement",
    "InitiativeAnswer",
    "InitiativeReceipt",
    "InitiativeRecipient",
    "Joining",
    "LegalAssessment",
    "Mandate",
    "MandateEnd",
    "Measurement",
    "Notice",
    "Party",
    "PilotHypothesis",
    "PilotMeasure",
    "PilotReport",
    "PilotVerdict",
    "Recommendation",
    "SharedCost",
    "Signature",
    "StudyEnd",
    "StudyMember",
    "Task",
    "TaskEnd",
    "TemplateUse",
    "Termination",
    "TermsVersion",
    "UnfinishedForm",
    "Waiver",
    "WorkingGroup",
]
