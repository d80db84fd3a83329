"""Every address, in one place."""

from functools import cache
from typing import Any

from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponseBase
from django.urls import include, path
from django.views import defaults
from django.views.decorators.http import require_POST
from django.views.i18n import set_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from agreements.urls import urls as agreements_api
from finance.urls import pages as finance_pages
from finance.urls import urls as finance_api
from office.api import problems
from office.api.info import ApiInfo
from office.pages import refusing
from office.pages.signing_in import SignIn
from office.urls import router as office_api
from reports.urls import pages as reports_pages
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
    *reports_pages,
    *finance_pages,
    path("login", SignIn.as_view(), name="login"),
    path("logout", auth.LogoutView.as_view(), name="logout"),
    path("language", require_POST(set_language), name="set_language"),
]

urlpatterns = [path("api/v1/", include(api)), *pages]
