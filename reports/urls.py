"""The addresses of this room: of its API, with those of an agreement that join every room, and of its pages."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from office import addresses
from reports.api.annual_reports import AnnualReportDoor
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
from reports.api.volunteer_hours import VolunteerHoursDoor
from reports.api.year_end import YearEndDebts, YearEndList
from reports.pages import (
    acts,
    agreement_periods,
    agreements,
    checks,
    desk,
    exports,
    helping,
    home,
    observations,
    orders,
    organizations,
    pivots,
    public_register,
    reports,
    reviewing,
    samples,
    slips,
    time_slips,
    timelines,
    together,
    trail,
    what_if,
    writing,
    year_end,
)
from reports.pages.amending import answer as answering
from reports.pages.amending import propose as proposing
from reports.pages.parts import PARTS
from reports.pages.registering import views as registering
from reports.pages.registering.frame import STEPS

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

addresses.one_of("step", STEPS)
addresses.one_of("part", PARTS)
addresses.one_of("act", acts.ACTS)
addresses.one_of("answer", answering.ANSWERS)
addresses.one_of("order_act", orders.ACTS)

pages = [
    path("", home.home, name="home"),
    path("agreements", agreements.agreements, name="agreements"),
    path("agreements/<id:pk>", agreements.agreement, name="agreement"),
    path("agreements/new", registering.new, name="agreement-new"),
    path("agreements/<id:pk>/draft/<step:name>", registering.step, name="agreement-draft"),
    path("agreements/<id:pk>/<act:name>", acts.act, name="act"),
    path("agreements/<id:pk>/amend", proposing.propose, name="amend"),
    path("amendments/<id:pk>", answering.amendment, name="amendment"),
    path("amendments/<id:pk>/<answer:name>", answering.answer, name="amendment-answer"),
    path("agreements/<id:pk>/periods/<period:label>", agreement_periods.period, name="agreement-period"),
    path("agreements/<id:pk>/what-if", what_if.what_if, name="agreement-what-if"),
    path("agreements/<id:pk>/timeline", timelines.events, name="agreement-timeline"),
    path("payment-orders/<id:pk>/<order_act:name>", orders.act, name="order-act"),
    path("reports", reports.reports, name="reports"),
    path("reports/<id:pk>", reviewing.report, name="report"),
    path("reports/<id:pk>/<part:part>", writing.part, name="report-part"),
    path("time-slips", slips.time_slips, name="time-slips"),
    re_path(r"^t/(?P<secret>[^/]{1,200})$", time_slips.form, name="slip-form"),
    re_path(r"^t/(?P<secret>[^/]{1,200})/(?P<receipt>[0-9a-f]{64})$", time_slips.receipt, name="slip-receipt"),
    path("agreements/<id:pk>/parties", together.parties, name="agreement-parties"),
    path("together", together.together, name="together"),
    path("public-registers", public_register.registers, name="public-registers"),
    path("public-registers/mine", public_register.choices, name="public-register-choices"),
    path("public-registers/<id:pk>", public_register.register, name="public-register"),
    path("public-registers/<id:pk>.csv", public_register.as_table, name="public-register-csv"),
    path("public-registers/<id:pk>.json", public_register.as_giving, name="public-register-giving"),
    path("help", helping.index, name="help"),
    path("help/<slug:kind>", helping.kind, name="help-kind"),
    path("help/<slug:kind>/of/<slug:slug>", helping.chapter, name="help-chapter"),
    path("help/<slug:kind>/<str:code>", helping.topic, name="help-topic"),
    path("accessibility", helping.accessibility, name="accessibility"),
    path("figures", desk.desk, name="desk"),
    path("checks", checks.checks, name="checks"),
    path("pivot", pivots.cross_table, name="pivot"),
    path("check-lines", pivots.lines, name="check-lines-page"),
    path("year-end", year_end.closing, name="year-end-page"),
    path("organizations", organizations.directory, name="organizations-page"),
    path("organizations/<id:pk>", organizations.organization, name="organization-page"),
    path("files", exports.files, name="exports-page"),
    path("files/<id:pk>", exports.one, name="export-page"),
    path("files/<id:pk>/content", exports.content, name="export-content-page"),
    path("agreements/<id:pk>/dossier", exports.dossier, name="dossier-page"),
    path("trail", trail.events, name="trail"),
    path("trail/verification", trail.verification, name="trail-verification"),
    path("audit-samples", samples.desk, name="audit-samples-page"),
    path("audit-samples/<id:pk>", samples.sample, name="audit-sample-page"),
    path("audit-observations", observations.every, name="audit-observations-page"),
    path("audit-observations/<id:pk>", observations.observation, name="audit-observation-page"),
]
