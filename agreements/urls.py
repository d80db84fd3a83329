"""The API addresses of this room."""

from django.urls import re_path
from rest_framework.routers import SimpleRouter

from agreements.api.amendments import AmendmentDoor
from agreements.api.assignments import AuditAssignmentDoor
from agreements.api.conflicts import ConflictDoor
from agreements.api.endings import AgreementEndings
from agreements.api.follow_up import GoalDoor, TaskDoor
from agreements.api.groups import GroupMeetingDoor, RecommendationDoor, WorkingGroupDoor
from agreements.api.initiatives import InitiativeDoor
from agreements.api.legal import LegalAssessmentDoor
from agreements.api.mandates import MandateDoor
from agreements.api.meetings import AnnualMeetingDoor
from agreements.api.origins import Origin
from agreements.api.pilots import PilotHypothesisDoor, PilotReportDoor
from agreements.api.studies import CooperationAreaDoor, FeasibilityStudyDoor
from agreements.api.templates import AgreementTemplateDoor
from agreements.api.views import AgreementDoor

router = SimpleRouter(trailing_slash=False)
router.register("agreements", AgreementDoor, basename="agreement")
router.register("amendments", AmendmentDoor, basename="amendment")
router.register("annual-meetings", AnnualMeetingDoor, basename="annual-meeting")
router.register("audit-assignments", AuditAssignmentDoor, basename="audit-assignment")
router.register("mandates", MandateDoor, basename="mandate")
router.register("conflicts-of-interest", ConflictDoor, basename="conflict-of-interest")
router.register("initiatives", InitiativeDoor, basename="initiative")
router.register("feasibility-studies", FeasibilityStudyDoor, basename="feasibility-study")
router.register("cooperation-areas", CooperationAreaDoor, basename="cooperation-area")
router.register("legal-assessments", LegalAssessmentDoor, basename="legal-assessment")
router.register("agreement-templates", AgreementTemplateDoor, basename="agreement-template")
router.register("pilot-hypotheses", PilotHypothesisDoor, basename="pilot-hypothesis")
router.register("pilot-reports", PilotReportDoor, basename="pilot-report")
router.register("working-groups", WorkingGroupDoor, basename="working-group")
router.register("group-meetings", GroupMeetingDoor, basename="group-meeting")
router.register("recommendations", RecommendationDoor, basename="recommendation")
router.register("tasks", TaskDoor, basename="task")
router.register("goals", GoalDoor, basename="goal")

urls = [
    re_path(r"^agreement-endings$", AgreementEndings.as_view(), name="agreement-endings"),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})/origin$", Origin.as_view(), name="origin"),
    *router.urls,
]
