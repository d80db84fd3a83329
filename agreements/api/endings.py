"""`/agreement-endings`: what ends within some months, and the last day to give notice."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.models import Agreement
from agreements.models.agreement import AgreementKind, State
from agreements.renewal import months_from
from agreements.selectors import endings
from agreements.services.renewing import standing_of
from office.api.pagination import PageShape, whole_number
from office.api.parameters import AS_OF, day_or
from office.api.shapes import Json
from office.api.views import listed, refuse_unknown_parameters
from office.clock import today

YEAR = 12
WITHIN = OpenApiParameter("within", int, description="Months from the day asked about, 1 to 120; 12 if left out.")


class EndingShape(serializers.Serializer[Any]):
    """An agreement whose last day comes within the months asked about. `notice_by`: the last day to give notice, null
    where no clause says one; `renews_to`: its last day when nobody has given notice, null where it ends."""

    agreement = serializers.IntegerField()
    reference = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=AgreementKind.choices)
    owner = serializers.IntegerField()
    owner_name = serializers.CharField()
    ends_on = serializers.DateField()
    days_left = serializers.IntegerField()
    terminated = serializers.BooleanField()
    notice_by = serializers.DateField(allow_null=True)
    noticed = serializers.BooleanField()
    renews_to = serializers.DateField(allow_null=True)


class EndingPageShape(PageShape):
    results = EndingShape(many=True)


class AgreementEndings(APIView):
    @extend_schema(parameters=[AS_OF, WITHIN], responses=EndingPageShape)
    def get(self, request: Request) -> Response:
        """What ends within twelve months, or as many as are asked about, the first to end first."""
        refuse_unknown_parameters(request, frozenset({"as_of", "within", "limit", "offset"}))
        as_of = day_or(request, "as_of", today())
        months = whole_number(request, "within", YEAR, 1, 10 * YEAR)
        found = list(endings(Agreement.objects.visible_to(request.user), as_of, months_from(as_of, months)))
        return listed(self, request, EndingShape, found, lambda some: _told(some, as_of))


def _told(found: Sequence[tuple[Agreement, date]], as_of: date) -> list[Json]:
    return [_ending(agreement, ends_on, as_of) for agreement, ends_on in found]


def _ending(agreement: Agreement, ends_on: date, as_of: date) -> Json:
    ended = agreement.state == State.TERMINATED
    standing = standing_of(agreement)
    return {
        "agreement": agreement.pk,
        "reference": agreement.reference,
        "title": agreement.title,
        "kind": agreement.kind,
        "owner": agreement.owner_id,
        "owner_name": agreement.owner.name,
        "ends_on": ends_on.isoformat(),
        "days_left": (ends_on - as_of).days,
        "terminated": ended,
        "notice_by": None if ended or standing.notice_by is None else standing.notice_by.isoformat(),
        "noticed": not ended and standing.noticed,
        "renews_to": None if ended or standing.renews_to is None else standing.renews_to.isoformat(),
    }
