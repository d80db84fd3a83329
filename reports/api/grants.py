"""`/organizations/{id}/grants`: all that everybody here gives to one organisation."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.models import Agreement
from finance.selectors.undertakings import may_see
from office.api.parameters import AS_OF, CLOCKS, KNOWN_AT, day_or, gathered, moment
from office.api.shapes import Json
from office.api.views import refuse_unknown_parameters
from office.clock import today
from office.lists import Whole, to_its_end
from office.models import Organization
from office.refusals import forbidden
from reports.grants import Grant, Overlap, overlaps
from reports.selectors.grants import grants_to


class GrantPeriodShape(serializers.Serializer[Any]):
    period = serializers.CharField()
    amount = serializers.CharField()


class OverlapShape(serializers.Serializer[Any]):
    """`grant` is the place of the other one in the list, from 0."""

    grant = serializers.IntegerField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class GrantShape(serializers.Serializer[Any]):
    """SEK as decided, also where it was ended early (`ended_on`, its last day). `agreement`, `reference` and `title`
    are told to who may see the agreement; the rest is what a public body decided."""

    giver = serializers.IntegerField()
    giver_name = serializers.CharField()
    recipient = serializers.IntegerField()
    recipient_name = serializers.CharField()
    kind = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    decided_on = serializers.DateField()
    periods = GrantPeriodShape(many=True)
    amount = serializers.CharField()
    overlaps = OverlapShape(many=True)
    agreement = serializers.IntegerField(allow_null=True)
    reference = serializers.CharField(allow_null=True)
    title = serializers.CharField(allow_null=True)


class GrantsReceivedShape(serializers.Serializer[Any]):
    organization = serializers.IntegerField()
    as_of = serializers.DateField()
    total = serializers.CharField()
    grants = GrantShape(many=True)


class Grants(APIView):
    @extend_schema(parameters=[AS_OF, KNOWN_AT], responses=GrantsReceivedShape)
    def get(self, request: Request, pk: str) -> Response:
        """What everybody here has decided to give to an organisation and what is under it, and what runs together.

        Officers and auditors see any organisation's, since who gives must know; reporters their own association's.
        """
        as_of, known_at, _known = gathered(
            lambda: day_or(request, "as_of", today()),
            lambda: moment(request, "known_at"),
            lambda: refuse_unknown_parameters(request, CLOCKS),
        )
        organization = Organization.objects.visible_to(request.user).filter(pk=int(pk)).first()
        if organization is None:
            raise Http404
        if not may_see(organization.pk, request.user):
            message = _("Only its own reporters, and officers and auditors, see what an organisation is given.")
            raise forbidden("grants.not_for_you", message)
        found = grants_to(organization, as_of, known_at)
        named = Organization.objects.filter(pk__in={pk for one in found for pk in (one.giver, one.recipient)})
        names = named.called_at(known_at)
        mine = Agreement.objects.visible_to(request.user).in_bulk({one.agreement for one in found})
        shared, at = overlaps(found), {one.commitment: index for index, one in enumerate(found)}
        rows = [_row(one, names, mine.get(one.agreement), _overlaps(shared[one.commitment], at)) for one in found]
        total = f"{sum(one.total for one in found):.2f}"
        if to_its_end(request):
            return Response(Whole(GrantShape(), rows, list, told={"total": total}))
        return Response({"organization": organization.pk, "as_of": as_of, "total": total, "grants": rows})


def _overlaps(found: tuple[Overlap, ...], at: dict[int, int]) -> list[Json]:
    return [{"grant": at[one.commitment], "starts_on": one.starts_on, "ends_on": one.ends_on} for one in found]


def _row(one: Grant, names: dict[int, Organization], agreement: Agreement | None, shared: list[Json]) -> Json:
    return {
        "giver": one.giver,
        "giver_name": names[one.giver].name,
        "recipient": one.recipient,
        "recipient_name": names[one.recipient].name,
        "kind": one.kind,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "ended_on": one.ended_on,
        "decided_on": one.decided_on,
        "periods": [{"period": period, "amount": f"{amount:.2f}"} for period, amount in one.amounts],
        "amount": f"{one.total:.2f}",
        "overlaps": shared,
        "agreement": agreement and agreement.pk,
        "reference": agreement and agreement.reference,
        "title": agreement and one.title,
    }
