"""`/delegated-decisions`: what was decided by delegation in a month, for the board to be told, as JSON and as CSV."""

import calendar
import re
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from office.access import acting
from office.api.pagination import PageShape
from office.api.parameters import number
from office.api.shapes import Json
from office.api.views import listed, refuse_unknown_parameters
from office.clock import today
from office.fields import Amount
from office.refusals import Refusal, Refused, forbidden
from office.tables import as_csv
from reports.api.checks import LIMIT, OFFSET
from reports.selectors.delegated import KINDS, Delegated, delegated
from reports.words import DELEGATED

ORGANIZATION = OpenApiParameter("organization", int, description="The board or other public party; all if left out.")
MONTH = OpenApiParameter("month", str, description="YYYY-MM; this month if left out.")
A_MONTH = re.compile(r"(19[5-9]\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])", re.ASCII)


class DelegatedShape(serializers.Serializer[Any]):
    """A decision by delegation: `body` is the office held. `amount` is what was claimed, reduced, written off or let be
    (null for a waiver and for a decision on an agreement, whose `reason` is its title). `period` is empty for the whole
    term.
    """

    kind = serializers.ChoiceField(choices=KINDS)
    id = serializers.IntegerField()
    what = serializers.CharField()
    organization = serializers.IntegerField()
    organization_name = serializers.CharField()
    decided_on = serializers.DateField()
    delegation_point = serializers.CharField()
    body = serializers.CharField()
    paragraph = serializers.CharField()
    agreement = serializers.IntegerField()
    reference = serializers.CharField()
    party = serializers.CharField()
    period = serializers.CharField()
    amount = Amount(allow_null=True)
    reason = serializers.CharField()


COLUMNS = tuple(str(name) for name in DelegatedShape().fields)


class DelegatedPageShape(PageShape):
    results = DelegatedShape(many=True)


def _asked(request: Request, *more: str) -> tuple[date, list[Delegated]]:
    """The first day of the month asked about, and what was decided in it."""
    refuse_unknown_parameters(request, frozenset({"organization", "month", *more}))
    mine = acting(request.user)
    if not (mine.officer or mine.auditor):
        raise forbidden("delegated.officers_only", _("Only officers and auditors read what was delegated."))
    text = request.query_params.get("month") or today().isoformat()[:7]
    if not A_MONTH.fullmatch(text):
        message = _("A month is expected as YYYY-MM, such as 2026-03.")
        raise Refused(Refusal("parameter.invalid", message, "month", "YYYY-MM", text[:200]))
    first = date.fromisoformat(f"{text}-01")
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, delegated(request.user, first, last, number(request, "organization"))


def _row(one: Delegated) -> Json:
    amount = None if one.amount is None else f"{one.amount:.2f}"
    said = one._asdict() | {"what": str(DELEGATED[one.kind]), "amount": amount}
    return {name: said[name] for name in COLUMNS}


class DelegatedDecisions(APIView):
    @extend_schema(parameters=[ORGANIZATION, MONTH, LIMIT, OFFSET], responses=DelegatedPageShape)
    def get(self, request: Request) -> Response:
        """Every decision taken by delegation in a month, oldest first, of the boards whose decisions I read."""
        found = _asked(request, "limit", "offset")[1]
        return listed(self, request, DelegatedShape, found, lambda some: [_row(one) for one in some])


class DelegatedTable(APIView):
    @extend_schema(parameters=[ORGANIZATION, MONTH], responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request) -> HttpResponse:
        """The same as CSV: text that a spreadsheet would take for a formula stands behind an apostrophe."""
        first, found = _asked(request)
        rows = [list(_row(one).values()) for one in found]
        headers = {"Content-Disposition": f'attachment; filename="delegated-decisions-{first:%Y-%m}.csv"'}
        table = as_csv(COLUMNS, rows)
        return HttpResponse(table, content_type="text/csv; charset=utf-8", headers=headers)
