"""`/check-lines`: what summaries and pivots add up, line by line."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.models.agreement import AgreementKind
from office.api.pagination import PageShape
from office.api.parameters import BOTH
from office.api.shapes import Json
from office.api.views import listed, refuse_unknown_parameters
from office.fields import Amount
from reports.api.checks import KIND, LIMIT, OFFSET, STATUS
from reports.asking import LINES, which
from reports.check_lines import MEASURES, CheckLine
from reports.checks.term import WORST_FIRST

ADDRESS = "check-lines"
FIGURES = ("funding", "co_financing", "in_kind", "support")
OF_LINES = " of the line, as summaries group it: an id, or `several` where none can be singled out."
MUNICIPALITY = OpenApiParameter("municipality", description=f"The municipality{OF_LINES}")
ASSOCIATION = OpenApiParameter("association", description=f"The association{OF_LINES}")
YEAR = OpenApiParameter("year", OpenApiTypes.STR, description="The period's label: 2020, or 2020-2021.")
FILTERS = [*BOTH, MUNICIPALITY, ASSOCIATION, YEAR, KIND, STATUS]


class CheckLineShape(serializers.Serializer[Any]):
    """A promise in a period, or what is given beside money, with the groups that it is summed in. `organization`
    promised or gives it, `number` is the id of the commitment or of the support. SEK and hours; a figure that there is
    not is null, never zero."""

    agreement = serializers.IntegerField()
    reference = serializers.CharField()
    figure = serializers.ChoiceField(choices=FIGURES)
    number = serializers.IntegerField()
    organization = serializers.IntegerField()
    organization_name = serializers.CharField()
    municipality = serializers.IntegerField(allow_null=True)
    municipality_name = serializers.CharField()
    association = serializers.IntegerField(allow_null=True)
    association_name = serializers.CharField()
    year = serializers.CharField()
    kind = serializers.ChoiceField(choices=AgreementKind.choices)
    status = serializers.ChoiceField(choices=WORST_FIRST)
    verified = serializers.BooleanField(allow_null=True)
    funding_promised = Amount(allow_null=True)
    funding_due = Amount(allow_null=True)
    funding_paid = Amount(allow_null=True)
    co_financing_promised = Amount(allow_null=True)
    co_financing_promised_to_date = Amount(allow_null=True)
    co_financing_delivered = Amount(allow_null=True)
    co_financing_counted = Amount(allow_null=True)
    co_financing_verified = Amount(allow_null=True)
    co_financing_difference = Amount(allow_null=True)
    volunteer_hours = Amount(allow_null=True)
    volunteer_counted = Amount(allow_null=True)
    in_kind_promised = Amount(allow_null=True)
    in_kind_promised_to_date = Amount(allow_null=True)
    in_kind_delivered = Amount(allow_null=True)
    in_kind_counted = Amount(allow_null=True)
    in_kind_verified = Amount(allow_null=True)
    in_kind_difference = Amount(allow_null=True)
    municipal_support = Amount(allow_null=True)


class CheckLinePageShape(PageShape):
    results = CheckLineShape(many=True)


class CheckLines(APIView):
    @extend_schema(parameters=[*FILTERS, LIMIT, OFFSET], responses=CheckLinePageShape)
    def get(self, request: Request) -> Response:
        """The lines that summaries and pivots add up: the checks of what I may see and binds at `as_of`, one by one."""
        refuse_unknown_parameters(request, LINES | {"limit", "offset"})
        found = list(which(request).lines())
        return listed(self, request, CheckLineShape, found, lambda some: [_told(line) for line in some])


def _told(line: CheckLine) -> Json:
    (municipality, municipality_name), (association, association_name), *words = line.groups
    return {
        "agreement": line.agreement,
        "reference": line.reference,
        "figure": line.figure,
        "number": line.number,
        "organization": line.organization,
        "organization_name": line.party,
        "municipality": municipality,
        "municipality_name": municipality_name,
        "association": association,
        "association_name": association_name,
        **{dimension: key for dimension, (key, _name) in zip(("year", "kind", "status"), words, strict=True)},
        "verified": line.verified,
        **{name: amount(line.figures.get(name)) for name in MEASURES},
    }


def amount(value: Any) -> str | None:
    """Money or hours with two decimals; what is missing stays missing."""
    return None if value is None else f"{value:.2f}"
