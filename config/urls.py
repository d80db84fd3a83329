"""Every address, in one place."""

from functools import cache
from typing import Any

from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponseBase
from django.urls import include, path, re_path
from django.views import defaults
from django.views.decorators.http import require_POST
from django.views.i18n import set_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from agreements.urls import urls as agreements_api
from finance.pages import bureau_links as bureau_pages
from finance.pages import ledger_imports as ledger_pages
from finance.pages import ledger_links as link_pages
from finance.urls import urls as finance_api
from office.api import problems
from office.api.info import ApiInfo
from office.pages import refusing
from office.urls import router as office_api
from reports.pages import acts as act_pages
from reports.pages import agreement_periods as period_pages
from reports.pages import agreements as agreement_pages
from reports.pages import checks as check_pages
from reports.pages import desk as desk_pages
from reports.pages import exports as export_pages
from reports.pages import helping as help_pages
from reports.pages import home as home_pages
from reports.pages import observations as observation_pages
from reports.pages import organizations as organization_pages
from reports.pages import pivots as pivot_pages
from reports.pages import public_register as public_pages
from reports.pages import reports as report_pages
from reports.pages import samples as sample_pages
from reports.pages import slips as own_slip_pages
from reports.pages import time_slips as slip_pages
from reports.pages import timelines, what_if
from reports.pages import together as together_pages
from reports.pages import trail as trail_pages
from reports.pages import writing as writing_pages
from reports.pages import year_end as year_end_pages
from reports.pages.parts import PARTS
from reports.pages.registering import views as register_pages
from reports.urls import urls as reports_api


def handler400(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if request.path.startswith("/api/"):
        return problems.malformed(request)
    refused = refusing.refusal_of(exception)
    return refusing.refused_page(request, refused) if refused else defaults.bad_request(request, exception)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if request.path.startswith("/api/"):
        return problems.not_found(request)
    return defaults.page_not_found(request, exception)


def handler500(request: HttpRequest) -> HttpResponseBase:
    return problems.our_fault(request) if request.path.startswith("/api/") else defaults.server_error(request)


@cache
def described() -> Any:
    """The OpenAPI description: the same for everybody and in every language, as long as the process lives."""
    return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]


class Generator(SchemaGenerator):
    def get_schema(self, request: object = None, public: bool = False) -> Any:
        return described()


class Description(SpectacularAPIView):
    """The OpenAPI description, as JSON."""

    generator_class = Generator
    renderer_classes = [OpenApiJsonRenderer]
    authentication_classes = ()
    permission_classes = ()


class Docs(SpectacularSwaggerSplitView):
    """The description for people. Its script has an address of its own: our pages run none that stands in them."""

    http_method_names = ["get", "head"]
    url_name = "openapi"
    authentication_classes = ()
    permission_classes = ()


api = [
    path("api-info", ApiInfo.as_view(), name="api-info"),
    path("openapi.json", Description.as_view(), name="openapi"),
    path("docs", Docs.as_view(), name="docs"),
    *office_api.urls,
    *agreements_api,
    *finance_api,
    *reports_api,
]

pages = [
    path("", home_pages.home, name="home"),
    path("agreements", agreement_pages.agreements, name="agreements"),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})$", agreement_pages.agreement, name="agreement"),
    path("agreements/new", register_pages.new, name="agreement-new"),
    re_path(
        r"^agreements/(?P<pk>[0-9]{1,18})/draft/(?P<name>what|parties|promises|conditions|preview)$",
        register_pages.step,
        name="agreement-draft",
    ),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})/(?P<name>decide|sign|withdraw|pay)$", act_pages.act, name="act"),
    re_path(
        r"^agreements/(?P<pk>[0-9]{1,18})/periods/(?P<label>[0-9]{4}(?:/[0-9]{4})?)$",
        period_pages.period,
        name="agreement-period",
    ),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})/what-if$", what_if.what_if, name="agreement-what-if"),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})/timeline$", timelines.events, name="agreement-timeline"),
    path("reports", report_pages.reports, name="reports"),
    re_path(r"^reports/(?P<pk>[0-9]{1,18})$", report_pages.report, name="report"),
    re_path(rf"^reports/(?P<pk>[0-9]{{1,18}})/(?P<part>{'|'.join(PARTS)})$", writing_pages.part, name="report-part"),
    path("time-slips", own_slip_pages.time_slips, name="time-slips"),
    path("bureau-links", bureau_pages.bureau_links, name="bureau-links"),
    re_path(r"^t/(?P<secret>[^/]{1,200})$", slip_pages.form, name="slip-form"),
    re_path(r"^t/(?P<secret>[^/]{1,200})/(?P<receipt>[0-9a-f]{64})$", slip_pages.receipt, name="slip-receipt"),
    path("ledger-imports", ledger_pages.imports, name="ledger-imports"),
    re_path(r"^ledger-imports/(?P<pk>[0-9]{1,18})$", ledger_pages.one, name="ledger-import"),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})/parties$", together_pages.parties, name="agreement-parties"),
    path("together", together_pages.together, name="together"),
    path("public-registers", public_pages.registers, name="public-registers"),
    path("public-registers/mine", public_pages.choices, name="public-register-choices"),
    re_path(r"^public-registers/(?P<pk>[0-9]{1,18})$", public_pages.register, name="public-register"),
    re_path(r"^public-registers/(?P<pk>[0-9]{1,18})\.csv$", public_pages.as_table, name="public-register-csv"),
    re_path(r"^public-registers/(?P<pk>[0-9]{1,18})\.json$", public_pages.as_giving, name="public-register-giving"),
    path("help", help_pages.index, name="help"),
    path("help/<slug:kind>", help_pages.kind, name="help-kind"),
    path("help/<slug:kind>/of/<slug:slug>", help_pages.chapter, name="help-chapter"),
    path("help/<slug:kind>/<str:code>", help_pages.topic, name="help-topic"),
    path("accessibility", help_pages.accessibility, name="accessibility"),
    path("figures", desk_pages.desk, name="desk"),
    path("checks", check_pages.checks, name="checks"),
    path("pivot", pivot_pages.cross_table, name="pivot"),
    path("check-lines", pivot_pages.lines, name="check-lines-page"),
    path("year-end", year_end_pages.closing, name="year-end-page"),
    path("organizations", organization_pages.directory, name="organizations-page"),
    re_path(r"^organizations/(?P<pk>[0-9]{1,18})$", organization_pages.organization, name="organization-page"),
    path("files", export_pages.files, name="exports-page"),
    re_path(r"^files/(?P<pk>[0-9]{1,18})$", export_pages.one, name="export-page"),
    re_path(r"^files/(?P<pk>[0-9]{1,18})/content$", export_pages.content, name="export-content-page"),
    re_path(r"^agreements/(?P<pk>[0-9]{1,18})/dossier$", export_pages.dossier, name="dossier-page"),
    path("trail", trail_pages.events, name="trail"),
    path("trail/verification", trail_pages.verification, name="trail-verification"),
    path("audit-samples", sample_pages.desk, name="audit-samples-page"),
    re_path(r"^audit-samples/(?P<pk>[0-9]{1,18})$", sample_pages.sample, name="audit-sample-page"),
    path("audit-observations", observation_pages.every, name="audit-observations-page"),
    re_path(r"^audit-observations/(?P<pk>[0-9]{1,18})$", observation_pages.observation, name="audit-observation-page"),
    path(
        "login",
        auth.LoginView.as_view(redirect_authenticated_user=True, http_method_names=["get", "post", "head"]),
        name="login",
    ),
    path("logout", auth.LogoutView.as_view(), name="logout"),
    path("ledger-upload/<str:secret>", link_pages.ledger_upload, name="ledger-upload"),
    path("language", require_POST(set_language), name="set_language"),
]

urlpatterns = [path("api/v1/", include(api)), *pages]
