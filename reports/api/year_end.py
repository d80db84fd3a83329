"""`/year-end`: what is accrued, unpaid and to be reclaimed when the books are closed."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from office.api.pagination import PageShape
from office.api.parameters import KNOWN_AT
from office.api.shapes import Json
from office.api.views import listed
from office.clock import today
from office.fields import Amount
from office.lists import to_its_end
from reports.api.checks import KIND, LIMIT, MUNICIPALITY, OFFSET, checks_asked
from reports.year_end import amounts, closing_day, debt_json, entry_json, year_end

ON = OpenApiParameter(
    "on", OpenApiTypes.DATE, description="The day of the closing; the last 31 August or 31 December if left out."
)
ASKED = frozenset({"on", "known_at", "municipality", "kind", "limit", "offset"})
Any_ = serializers.Serializer[Any]


class ClosingStandingShape(Any_):
    """SEK; see `reports/year_end.py` for what each is."""

    promised = Amount()
    earned = Amount()
    paid = Amount()
    accrued = Amount()
    prepaid = Amount()
    unpaid = Amount()


class ClosingOwedShape(Any_):
    """SEK: what is left of decided claims, and what is computed and not decided."""

    to_reclaim = Amount()
    proposed = Amount()


class ClosingEntryShape(ClosingStandingShape):
    """A promise of funding in a period; `payer` is the organisation's id."""

    agreement = serializers.IntegerField()
    reference = serializers.CharField()
    payer = serializers.IntegerField()
    payer_name = serializers.CharField()
    commitment = serializers.IntegerField()
    period = serializers.CharField()


class ClosingDebtShape(ClosingOwedShape):
    """What one party owes a payer back under an agreement; `organization` and `payer` are their ids."""

    agreement = serializers.IntegerField()
    reference = serializers.CharField()
    organization = serializers.IntegerField()
    name = serializers.CharField()
    payer = serializers.IntegerField()
    payer_name = serializers.CharField()


class YearEndShape(PageShape):
    """The sums are over everything that was asked for, whatever page is shown."""

    on = serializers.DateField()
    total = ClosingStandingShape()
    owed = ClosingOwedShape()
    debts = ClosingDebtShape(many=True)
    results = ClosingEntryShape(many=True)


class YearEndList(APIView):
    @extend_schema(parameters=[ON, KNOWN_AT, MUNICIPALITY, KIND, LIMIT, OFFSET], responses=YearEndShape)
    def get(self, request: Request) -> Response:
        """What stands open at a day under the agreements that I may see: accrued, prepaid, unpaid, to be reclaimed."""
        asked = checks_asked(request, ASKED, "on", closing_day(today()))
        found = year_end(asked.checks(), asked.as_of)
        shown = listed(self, request, ClosingEntryShape, found.entries, lambda some: [entry_json(one) for one in some])
        if to_its_end(request):
            return shown
        page: Json = shown.data
        sums = {"on": asked.as_of, "total": amounts(found.total), "owed": amounts(found.owed)}
        return Response({**sums, "debts": [debt_json(one) for one in found.debts], **page})
