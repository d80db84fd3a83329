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
from reports.api.checks import KIND, LIMIT, MUNICIPALITY, OFFSET
from reports.asking import checks_asked
from reports.year_end import YearEnd, amounts, closing_day, debt_json, entry_json, year_end

ON = OpenApiParameter(
    "on", OpenApiTypes.DATE, description="The day of the closing; the last 31 August or 31 December if left out."
)
PARAMETERS = [ON, KNOWN_AT, MUNICIPALITY, KIND, LIMIT, OFFSET]
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


class _OfPromiseShape(Any_):
    agreement = serializers.IntegerField()
    reference = serializers.CharField()
    payer = serializers.IntegerField()
    payer_name = serializers.CharField()
    commitment = serializers.IntegerField()
    period = serializers.CharField()


class ClosingEntryShape(_OfPromiseShape, ClosingStandingShape):
    """A promise of funding in a period; `payer` is the organisation's id."""


class _OfDebtShape(Any_):
    agreement = serializers.IntegerField()
    reference = serializers.CharField()
    organization = serializers.IntegerField()
    name = serializers.CharField()
    payer = serializers.IntegerField()
    payer_name = serializers.CharField()


class ClosingDebtShape(_OfDebtShape, ClosingOwedShape):
    """What one party owes a payer back under an agreement; `organization` and `payer` are their ids."""


class ClosingDebtPageShape(PageShape):
    results = ClosingDebtShape(many=True)


class YearEndShape(PageShape):
    """The sums are over everything that was asked for, whatever page is shown, and so are the debts."""

    on = serializers.DateField()
    total = ClosingStandingShape()
    owed = ClosingOwedShape()
    debts = ClosingDebtShape(many=True)
    results = ClosingEntryShape(many=True)


def _found(request: Request) -> YearEnd:
    asked = checks_asked(request, ASKED, "on", closing_day(today()))
    return year_end(asked.checks(), asked.as_of)


class YearEndList(APIView):
    @extend_schema(parameters=PARAMETERS, responses=YearEndShape)
    def get(self, request: Request) -> Response:
        """What stands open at a day under the agreements that I may see: accrued, prepaid, unpaid, to be reclaimed. As
        a file it has the promises; `year-end-debts` has what is to be reclaimed."""
        found = _found(request)
        rows, total = found.entries, amounts(found.total)
        shown = listed(
            self, request, ClosingEntryShape, rows, lambda some: [entry_json(one) for one in some], told=total
        )
        if to_its_end(request):
            return shown
        page: Json = shown.data
        sums = {"on": found.on, "total": total, "owed": amounts(found.owed)}
        return Response({**sums, "debts": [debt_json(one) for one in found.debts], **page})


class YearEndDebts(APIView):
    @extend_schema(parameters=PARAMETERS, responses=ClosingDebtPageShape)
    def get(self, request: Request) -> Response:
        """What is to be reclaimed at a day under the agreements that I may see: the `debts` of `year-end` as a list."""
        found = _found(request)
        owed = amounts(found.owed)
        return listed(
            self, request, ClosingDebtShape, found.debts, lambda some: [debt_json(one) for one in some], told=owed
        )
