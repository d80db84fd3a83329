"""The API addresses of this room, and those of an agreement that join every room."""

from django.urls import re_path
from rest_framework.routers import SimpleRouter

from reports.api.annual_reports import AnnualReportDoor, VolunteerHoursDoor
from reports.api.audit_observations import AuditNoteDoor, AuditObservationDoor
from reports.api.audit_samples import AuditSampleDoor
from reports.api.board_papers import BoardPapersDoor
from reports.api.check_lines import CheckLines
from reports.api.checks import AllChecks, OneCheck, Timeline
from reports.api.consequences import ConsequenceDecisionDoor
from reports.api.cooperation import CooperationCosts, CooperationMembers
from reports.api.delegated import DelegatedDecisions, DelegatedTable
from reports.api.dossiers import DossierDoor
from reports.api.exports import ExportDoor
from reports.api.grants import Grants
from reports.api.paper_reliefs import PaperReliefDoor
from reports.api.pivots import Pivots
from reports.api.reconciliations import PeriodReconciliation
from reports.api.second_reviews import SecondReviewRuleDoor
from reports.api.statuses import Statuses
from reports.api.summaries import Summaries
from reports.api.time_slips import TimeSlipDoor, TimeSlipLinkDoor
from reports.api.year_end import YearEndDebts, YearEndList

router = SimpleRouter(trailing_slash=False)
router.register("annual-reports", AnnualReportDoor, basename="annual-report")
router.register("audit-notes", AuditNoteDoor, basename="audit-note")
router.register("audit-observations", AuditObservationDoor, basename="audit-observation")
router.register("audit-samples", AuditSampleDoor, basename="audit-sample")
router.register("consequence-decisions", ConsequenceDecisionDoor, basename="consequence-decision")
router.register("exports", ExportDoor, basename="export")
router.register("paper-reliefs", PaperReliefDoor, basename="paper-relief")
router.register("volunteer-hours", VolunteerHoursDoor, basename="volunteer-hours")
router.register("second-review-rules", SecondReviewRuleDoor, basename="second-review-rule")
router.register("time-slip-links", TimeSlipLinkDoor, basename="time-slip-link")
router.register("time-slips", TimeSlipDoor, basename="time-slip")

urls = [
    re_path(
        r"^agreements/(?P<pk>[0-9]{1,18})/board-papers$",
        BoardPapersDoor.as_view({"post": "create"}),
        name="board-papers",
    ),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})/commitment-check$", OneCheck.as_view(), name="commitment-check"),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})/timeline$", Timeline.as_view(), name="timeline"),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})/statuses$", Statuses.as_view(), name="statuses"),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})/reconciliation$", PeriodReconciliation.as_view(), name="reconciliation"),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})/dossier$", DossierDoor.as_view({"post": "create"}), name="dossier"),
    re_path(r"^check-lines$", CheckLines.as_view(), name="check-lines"),
    re_path(r"^commitment-checks$", AllChecks.as_view(), name="commitment-checks"),
    re_path(r"^cooperation-costs$", CooperationCosts.as_view(), name="cooperation-costs"),
    re_path(r"^cooperation-members$", CooperationMembers.as_view(), name="cooperation-members"),
    re_path(r"^delegated-decisions$", DelegatedDecisions.as_view(), name="delegated-decisions"),
    re_path(r"^delegated-decisions\.csv$", DelegatedTable.as_view(), name="delegated-decisions-csv"),
    re_path(r"^pivots$", Pivots.as_view(), name="pivots"),
    re_path(r"^summaries$", Summaries.as_view(), name="summaries"),
    re_path(r"^organizations/(?P<pk>[0-9]{1,18})/grants$", Grants.as_view(), name="grants"),
    re_path(r"^year-end$", YearEndList.as_view(), name="year-end"),
    re_path(r"^year-end-debts$", YearEndDebts.as_view(), name="year-end-debts"),
    *router.urls,
]
