"""Under `/annual-reports/{id}`: what was handed in, version by version, where two differ, and whether it is whole."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from office.api.pagination import whole_number
from office.api.parameters import number
from office.api.views import ReadDoor
from office.refusals import Refusal, Refused
from reports.api.recheck_shapes import RecheckShape, recheck_json
from reports.api.version_shapes import DifferencesShape, VersionShape
from reports.models import AnnualReport, ReportFreeze, ReportVersion
from reports.selectors.versions import NOTHING, content_of, differing
from reports.services.rechecking import gone, recheck

FROM = OpenApiParameter("from", int, description="The earlier version; the one before `to` if left out, 0 for none.")
TO = OpenApiParameter("to", int, description="The later version; the newest if left out.")
VERSION = OpenApiParameter("version", int, description="Its number; every frozen version if left out.")


class VersionsOfReport(ReadDoor):
    """The part of a report's door that only reads what was frozen."""

    @extend_schema(parameters=[FROM, TO], responses=DifferencesShape, filters=False)
    @action(detail=True, methods=["get"])
    def differences(self, request: Request, pk: str) -> Response:
        """Where two versions differ, field by field."""
        report: AnnualReport = self.get_object()
        after, to = self._version(report, "to", report.latest)
        before, since = self._version(report, "from", max(to - 1, 0))
        earlier, later = (content_of(one) if one else NOTHING for one in (before, after))
        changes = [one._asdict() for one in differing(earlier, later)]
        reason = after.reason if after else ""
        return Response({"report": report.pk, "from": since, "to": to, "reason": reason, "changes": changes})

    def _version(self, report: AnnualReport, name: str, default: int) -> tuple[ReportVersion | None, int]:
        """The version that a parameter names; 0 names none."""
        number = whole_number(self.request, name, default, 0, 2**31 - 1)
        found = next((one for one in report.versions.all() if one.number == number), None)
        if number and found is None:
            message = _("Version %(number)s has not been handed in.") % {"number": number}
            raise Refused(Refusal("version.unknown", message, name, f"0-{report.latest}", number))
        return found, number

    @extend_schema(parameters=[VERSION], responses=RecheckShape, filters=False)
    @action(detail=True, methods=["get"])
    def recheck(self, request: Request, pk: str) -> Response:
        """Whether what was frozen is whole, and gives the same digest when its check is made again."""
        report: AnnualReport = self.get_object()
        asked = number(request, "version")
        return Response(recheck_json(report, recheck(report, asked), gone(report, asked)))

    @extend_schema(responses=VersionShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def versions(self, request: Request, pk: str) -> Response:
        frozen = Prefetch("freezes", ReportFreeze.objects.defer("content"))
        rows = self.get_object().versions.select_related(
            "review__recorded_by", "first_approval__recorded_by", "report__agreement__termination"
        )
        mandates = "report__organization__mandates__end"
        rows = rows.prefetch_related("hours", "attached", "signatures__mandate", mandates, frozen)
        return self.page(rows, VersionShape)
