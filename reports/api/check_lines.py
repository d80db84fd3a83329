"""`/check-lines`: what summaries and pivots add up, line by line."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.models import Agreement
from agreements.models.agreement import AgreementKind, AgreementQuerySet
from office.api.pagination import PageShape
from office.api.parameters import BOTH, CLOCKS, choice, day_or, gathered, moment, number
from office.api.shapes import Json
from office.api.views import listed, refuse_unknown_parameters
from office.clock import today
from office.fields import Amount
from office.lists import BASE
from office.refusals import Refusal, Refused
from reports.api.checks import KIND, LIMIT, OFFSET, STATUS
from reports.check_lines import MEASURES, CheckLine, lines_of
from reports.checking import each_checked, in_force
from reports.checks.term import WORST_FIRST
from reports.selectors.municipalities import of_municipality
from reports.summaries import GROUP_BYS

ADDRESS = "check-lines"
#: What a filter says of lines whose organisation or municipality cannot be singled out.
SEVERAL = "several"
FIGURES = ("funding", "co_financing", "in_kind", "support")
LONGEST_YEAR = 9
OF_LINES = " of the line, as summaries group it: an id, or `several` where none can be singled out."
MUNICIPALITY = OpenApiParameter("municipality", description=f"The municipality{OF_LINES}")
ASSOCIATION = OpenApiParameter("association", description=f"The association{OF_LINES}")
YEAR = OpenApiParameter("year", OpenApiTypes.STR, description="The period's label: 2020, or 2020-2021.")
FILTERS = [*BOTH, MUNICIPALITY, ASSOCIATION, YEAR, KIND, STATUS]
KNOWN = CLOCKS | frozenset(GROUP_BYS)


class Which(NamedTuple):
    """Which lines are asked for: `groups` by dimension, each a key (None: several)."""

    agreements: AgreementQuerySet
    as_of: date
    known_at: datetime | None
    groups: Mapping[str, Any]

    def lines(self) -> Iterator[CheckLine]:
        """The lines of what binds at the day, in the order of their agreements."""
        for line in lines_of(in_force(each_checked(self.agreements, self.as_of, self.known_at))):
            if all(line.key(dimension)[0] == key for dimension, key in self.groups.items()):
                yield line

    def link(self, more: Mapping[str, Any]) -> str:
        """The address of the lines that are in some groups more."""
        said = {name: SEVERAL if key is None else str(key) for name, key in {**self.groups, **more}.items()}
        moments = {"known_at": self.known_at.isoformat().replace("+00:00", "Z")} if self.known_at else {}
        return f"{BASE}{ADDRESS}?{urlencode({'as_of': self.as_of.isoformat(), **moments, **said})}"


def which(request: Request) -> Which:
    """Read the parameters that say which lines; raises `Refused` with all that is wrong about them."""
    as_of, known_at, *keys = gathered(
        lambda: day_or(request, "as_of", today()),
        lambda: moment(request, "known_at"),
        lambda: _organization(request, "municipality"),
        lambda: _organization(request, "association"),
        lambda: _year(request),
        lambda: choice(request, "kind", AgreementKind.values),
        lambda: choice(request, "status", WORST_FIRST),
    )
    said = dict(zip(GROUP_BYS, keys, strict=True))
    groups: dict[str, Any] = {name: None if key == SEVERAL else key for name, key in said.items() if key is not None}
    rows = Agreement.objects.visible_to(request.user).order_by("pk").known_at(known_at)
    if municipality := groups.get("municipality"):
        rows = of_municipality(rows, municipality)
    rows = rows.filter(kind=groups["kind"]) if "kind" in groups else rows
    return Which(rows, as_of, known_at, groups)


def _organization(request: Request, name: str) -> int | str | None:
    return SEVERAL if request.query_params.get(name) == SEVERAL else number(request, name)


def _year(request: Request) -> str | None:
    text = request.query_params.get("year")
    if text is not None and not 4 <= len(text) <= LONGEST_YEAR:
        message = _("A period is expected, such as 2020.")
        raise Refused(Refusal("parameter.invalid", message, "year", "YYYY", text[:200]))
    return text


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
    verified = serializers.BooleanField()
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
        refuse_unknown_parameters(request, KNOWN | {"limit", "offset"})
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
