"""`/state-aid-register`: what one's own organisations have granted, as JSON or CSV for the central register."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from finance.api.aid_shapes import RegisterRowShape, RegisterShape
from finance.selectors.undertakings import Registered, registered
from office.access import acting
from office.api.parameters import day
from office.api.shapes import Json
from office.api.views import refuse_unknown_parameters
from office.clock import today
from office.lists import Whole, to_its_end
from office.refusals import Refusal, Refused, forbidden
from office.tables import as_csv

FROM = OpenApiParameter("granted_from", OpenApiTypes.DATE, description="First day; 1 January of this year if left out.")
TO = OpenApiParameter("granted_to", OpenApiTypes.DATE, description="Last day, inclusive; today if left out.")


def _days(request: Request) -> tuple[date, date]:
    refuse_unknown_parameters(request, frozenset({"granted_from", "granted_to"}))
    mine = acting(request.user)
    if not (mine.officer or mine.auditor):
        message = _("Only officers and auditors take out the register.")
        raise forbidden("state_aid.officers_only", message)
    now = today()
    first, last = day(request, "granted_from") or date(now.year, 1, 1), day(request, "granted_to") or now
    if last < first:
        message = _("The last day lies before the first.")
        raise Refused(Refusal("parameter.invalid", message, "granted_to", f">= {first}", str(last)))
    return first, last


def _row(one: Registered) -> Json:
    entry = one.entry
    return {
        "assessment": entry.assessment,
        "recipient_number": one.recipient.legal_number,
        "recipient_name": one.recipient.name,
        "giver_number": one.giver.legal_number,
        "giver_name": one.giver.name,
        "granted_on": entry.granted_on,
        "kind": entry.kind,
        "regulation": entry.regulation,
        "amount_sek": f"{entry.amount:.2f}",
        "rate": f"{entry.rate:.4f}",
        "amount_eur": f"{entry.eur:.2f}",
        "instrument": one.said["instrument"],
        "sector": one.said["sector"],
        "reason": one.said["reason"],
        "keep_until": entry.keep_until,
    }


class Register(APIView):
    @extend_schema(parameters=[FROM, TO], responses=RegisterShape)
    def get(self, request: Request) -> Response:
        """De minimis aid that my own organisations granted between two days, as it is assessed now: every row."""
        first, last = _days(request)
        rows = [_row(one) for one in registered(request.user, first, last, today())]
        if to_its_end(request):
            return Response(Whole(RegisterRowShape(), rows, list))
        return Response({"granted_from": first, "granted_to": last, "rows": rows})


class RegisterTable(APIView):
    @extend_schema(parameters=[FROM, TO], responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request) -> HttpResponse:
        """The same as CSV: text that a spreadsheet would take for a formula stands behind an apostrophe."""
        first, last = _days(request)
        header = list(RegisterRowShape().fields)
        rows = [list(_row(one).values()) for one in registered(request.user, first, last, today())]
        name = f"state-aid-{first}-{last}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(as_csv(header, rows), content_type="text/csv; charset=utf-8", headers=headers)
