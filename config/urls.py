"""Every address, in one place."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import include, path
from django.views import defaults
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from agreements.urls import router as agreements_api
from finance.urls import router as finance_api
from office.api import problems
from office.api.info import ApiInfo
from office.urls import router as office_api
from reports.urls import urls as reports_api


def handler404(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if request.path.startswith("/api/"):
        return problems.not_found(request)
    return defaults.page_not_found(request, exception)


def handler500(request: HttpRequest) -> HttpResponseBase:
    return problems.our_fault(request) if request.path.startswith("/api/") else defaults.server_error(request)


class Description(SpectacularAPIView):
    """The OpenAPI description, as JSON."""

    renderer_classes = (OpenApiJsonRenderer,)
    authentication_classes = ()
    permission_classes = ()


api = [
    path("api-info", ApiInfo.as_view(), name="api-info"),
    path("openapi.json", Description.as_view(), name="openapi"),
    path("docs", SpectacularSwaggerView.as_view(url_name="openapi", authentication_classes=(), permission_classes=()), name="docs"),
    *office_api.urls,
    *agreements_api.urls,
    *finance_api.urls,
    *reports_api,
]

urlpatterns = [path("api/v1/", include(api))]
