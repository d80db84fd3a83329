"""`/cooperation-members` and `/cooperation-costs`: what a region wants to see."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.models import AreaAgreement
from agreements.models.agreement import AgreementKind
from office.api.pagination import PageShape, whole_number
from office.api.parameters import BOTH, choice, day, day_or, gathered
from office.api.shapes import Json
from office.api.views import listed
from office.fields import YEARS, Amount
from office.known import recorded
from office.models import Population
from reports import cooperation
from reports.api.checks import KIND, LIMIT, MUNICIPALITY, OFFSET
from reports.asking import WHICH, ChecksAsked, checks_asked
from reports.checking import in_force
from reports.checks.results import CheckResult
from reports.cooperation import About, Cost, Flow, Member, per_head

YEAR = OpenApiParameter("year", int, description="Periods that start in this year; that of `as_of` if left out.")
ON = OpenApiParameter(
    "population_on",
    OpenApiTypes.DATE,
    description="The newest population known of this day or before; `as_of` if left out.",
)
WAYS = ("kind", "area", "agreement")
BY = OpenApiParameter("by", enum=WAYS, description="kind if left out; area: what the agreement came of in a study.")
CUT = frozenset({"limit", "offset"})


class FlowShape(serializers.Serializer[Any]):
    promised = Amount()
    due = Amount()
    paid = Amount()


class CooperationMemberShape(serializers.Serializer[Any]):
    """What a municipality pays and receives in its agreements, SEK. Per inhabitant by the newest population of the day
    asked for or before: null where none is known, never zero."""

    organization = serializers.IntegerField()
    name = serializers.CharField()
    year = serializers.IntegerField()
    agreements = serializers.IntegerField()
    pays = FlowShape()
    receives = FlowShape()
    inhabitants = serializers.IntegerField(allow_null=True)
    inhabitants_on = serializers.DateField(allow_null=True)
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment] # DRF takes it off the class
    pays_per_capita = Amount(allow_null=True)
    receives_per_capita = Amount(allow_null=True)


class CooperationCostShape(serializers.Serializer[Any]):
    """What agreements of a kind cost those who pay for them, SEK; or, where that is asked for, those that came of a
    study's areas of a kind (empty: of none), or each agreement."""

    kind = serializers.ChoiceField(choices=AgreementKind.choices, allow_null=True)
    area = serializers.CharField(allow_null=True)
    agreement = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    year = serializers.IntegerField()
    agreements = serializers.IntegerField()
    payers = serializers.IntegerField()
    pays = FlowShape()


class CooperationMemberPageShape(PageShape):
    results = CooperationMemberShape(many=True)


class CooperationCostPageShape(PageShape):
    results = CooperationCostShape(many=True)


def _bound(asked: ChecksAsked) -> Iterator[tuple[CheckResult, About]]:
    """What binds on the day, each check with the terms in force then."""
    return ((row.result, row.facts) for row in in_force(asked.checks()))


def _year(request: Request) -> int | None:
    """The year that is asked about; None is the day's."""
    return whole_number(request, "year", 0, YEARS[0], YEARS[-1]) or None


def _flow(flow: Flow) -> Json:
    return {name: f"{value:.2f}" for name, value in flow._asdict().items()}


class CooperationMembers(APIView):
    @extend_schema(
        parameters=[*BOTH, YEAR, ON, MUNICIPALITY, KIND, LIMIT, OFFSET], responses=CooperationMemberPageShape
    )
    def get(self, request: Request) -> Response:
        """What each municipality pays and receives in the agreements that I may see, and per inhabitant. Sums are those
        of the checks."""
        asked, said, _on = gathered(
            lambda: checks_asked(request, WHICH | CUT | {"year", "population_on"}),
            lambda: _year(request),
            lambda: day(request, "population_on"),
        )
        year = said or asked.as_of.year
        on = day_or(request, "population_on", asked.as_of)
        found = cooperation.members(_bound(asked), year)
        people = _population(on, [one.organization for one in found])
        return listed(
            self, request, CooperationMemberShape, found, lambda some: [_member(one, year, people) for one in some]
        )


def _population(on: date, organizations: list[int]) -> dict[int, Population]:
    """The newest figure of each, of the day or before: one query."""
    rows: QuerySet[Population] = Population.objects.filter(organization__in=organizations, on__lte=on).order_by("on")
    return {one.organization_id: one for one in rows}


def _member(one: Member, year: int, people: dict[int, Population]) -> Json:
    known = people.get(one.organization)
    count = known.inhabitants if known else None
    paid, received = per_head(one.pays.promised, count), per_head(one.receives.promised, count)
    return {
        "organization": one.organization,
        "name": one.name,
        "year": year,
        "agreements": len(one.agreements),
        "pays": _flow(one.pays),
        "receives": _flow(one.receives),
        "inhabitants": count,
        "inhabitants_on": known.on.isoformat() if known else None,
        "source": known.source if known else None,
        "pays_per_capita": None if paid is None else str(paid),
        "receives_per_capita": None if received is None else str(received),
    }


class CooperationCosts(APIView):
    @extend_schema(parameters=[*BOTH, YEAR, BY, MUNICIPALITY, KIND, LIMIT, OFFSET], responses=CooperationCostPageShape)
    def get(self, request: Request) -> Response:
        """What cooperation costs by kind of agreement, by area, or agreement by agreement. Sums are those of the
        checks."""
        asked, said, way = gathered(
            lambda: checks_asked(request, WHICH | CUT | {"year", "by"}),
            lambda: _year(request),
            lambda: choice(request, "by", WAYS),
        )
        year, by = said or asked.as_of.year, way or "kind"
        found = cooperation.costs(_bound(asked), year, by, _areas(asked.known_at) if by == "area" else {})
        return listed(self, request, CooperationCostShape, found, lambda some: [_cost(one, year) for one in some])


def _areas(known_at: datetime | None) -> dict[int, str]:
    """By agreement, the kind of area that it came of: one query."""
    rows = AreaAgreement.objects.filter(recorded(known_at)).select_related("area")
    return dict(rows.values_list("agreement_id", "area__kind"))


def _cost(one: Cost, year: int) -> Json:
    told = {"kind": one.kind, "area": one.area, "agreement": one.agreement, "title": one.title, "year": year}
    return {**told, "agreements": len(one.agreements), "payers": len(one.payers), "pays": _flow(one.pays)}
