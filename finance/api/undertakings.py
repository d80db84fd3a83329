"""`/organizations/{id}/state-aid`: where an organisation and its group stand against the ceilings."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from finance.api.aid_shapes import PositionShape
from finance.selectors.undertakings import Seen, may_see, seen
from finance.state_aid.cumulation import Together, together
from finance.state_aid.facts import Assessment
from finance.state_aid.sentences import explain, explain_together
from finance.state_aid.window import Aid, Standing
from office.api.parameters import AS_OF, CLOCKS, KNOWN_AT, day_or, moment
from office.api.shapes import Json
from office.api.views import refuse_unknown_parameters
from office.clock import today
from office.language import current_language
from office.models import Organization
from office.refusals import forbidden


class StateAid(APIView):
    @extend_schema(parameters=[AS_OF, KNOWN_AT], responses=PositionShape)
    def get(self, request: Request, pk: str) -> Response:
        """De minimis aid over the three years that end on a day, against the ceilings in force.

        Officers and auditors see any organisation's, since who gives must know; of other municipalities' agreements
        only what was decided: giver, amount, day and regulation. Reporters see their own association's.
        """
        refuse_unknown_parameters(request, CLOCKS)
        organization = Organization.objects.visible_to(request.user).filter(pk=int(pk)).first()
        if organization is None:
            raise Http404
        if not may_see(organization.pk, request.user):
            message = _("Only its own reporters, and officers and auditors, see an organisation's aid.")
            raise forbidden("state_aid.not_for_you", message)
        as_of = day_or(request, "as_of", today())
        found = seen(organization.pk, as_of, moment(request, "known_at"), request.user)
        return Response(shown(organization, found, current_language()))


def shown(organization: Organization, found: Seen, language: str) -> Json:
    """The position as JSON: EUR and SEK as strings with two decimals."""
    position = found.position
    return {
        "organization": organization.pk,
        "as_of": position.on,
        "group": [
            {"id": each.pk, "name": each.name, "number": each.number}
            for each in sorted(found.names.values(), key=lambda each: (each.pk != organization.pk, each.pk))
        ],
        "standings": [
            {**_standing(one, found), "explanation": explain(one, position.on, language)} for one in position.standings
        ],
        "together": _together(together(position.standings), language),
        "compensated": [
            {
                "agreement": one.service.agreement,
                "assessment": one.service.id,
                "others": [other.id for other in one.others],
            }
            for one in found.compensated
        ],
        "beside": [_beside(one) for one in found.beside],
        "unassessed": [
            {
                "agreement": one.agreement,
                "commitment": one.source[1],
                "recipient": one.recipient,
                "period": one.period,
                "amount": f"{one.amount:.2f}",
                "granted_on": one.granted_on,
            }
            for one in position.unassessed
            if one.agreement in found.agreements
        ],
        "perhaps_twice": [pk for pk in position.perhaps_twice if pk in found.declarations],
    }


def _standing(one: Standing, found: Seen) -> Json:
    ceiling = one.ceiling
    return {
        "kind": one.kind,
        "status": one.status,
        "total": f"{one.total:.2f}",
        "ceiling": f"{ceiling.amount:.2f}" if ceiling else None,
        "headroom": None if one.headroom is None else f"{one.headroom:.2f}",
        "share": None if one.share is None else str(one.share),
        "regulation": ceiling.regulation if ceiling else None,
        "source": ceiling.source if ceiling else None,
        "aid": [_aid(each, found) for each in one.aid],
        "leaving": [
            {"on": each.on, "amount": f"{each.amount:.2f}", "remaining": f"{each.remaining:.2f}"}
            for each in one.leaving
        ],
        "taken_back": [{**_aid(each, found), "taken_back_on": each.taken_back_on} for each in one.taken_back],
    }


def _together(found: Together, language: str) -> Json:
    return {
        "total": f"{found.total:.2f}",
        "may_be_cumulated": found.allowed,
        "articles": [one._asdict() for one in found.articles],
        "explanation": explain_together(found, language),
    }


def _aid(one: Aid, found: Seen) -> Json:
    """A row's ids are told only to who may open it."""
    mine = one.agreement in found.agreements if one.agreement else one.id in found.declarations
    return {
        "type": one.type,
        "id": one.id if mine else None,
        "agreement": one.agreement if mine else None,
        "recipient": one.recipient,
        "giver": one.giver,
        "amount": f"{one.amount:.2f}",
        "rate": f"{one.rate:.4f}",
        "eur": f"{one.eur:.2f}",
        "granted_on": one.granted_on,
        "last_day": one.last_day,
    }


def _beside(one: Assessment) -> Json:
    return {
        "id": one.id,
        "agreement": one.agreement,
        "recipient": one.recipient,
        "kind": one.kind,
        "amount": f"{one.amount:.2f}",
        "granted_on": one.granted_on,
    }
