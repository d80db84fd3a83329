"""Pages: the directory of organisations, and all that everybody here gives to one of them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.db.models.functions import Collate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from agreements.models import Agreement
from agreements.models.agreement import AgreementKind
from finance.selectors.undertakings import may_see
from office import collation
from office.api.parameters import day_or, gathered, moment
from office.api.views import refuse_unknown_parameters
from office.clock import today
from office.models import Organization
from reports.grants import Grant, overlaps
from reports.pages.asking import Filter, answered, day_filter, paged
from reports.selectors.grants import grants_to


@require_safe
@login_required
def directory(request: HttpRequest) -> HttpResponse:
    """Every organisation by name, or those in whose name or number every word is found."""
    hint = _("Part of a name, or an organisation number.")
    return answered(request, "reports/organizations.html", {"search": Filter(_("Search"), hint=hint)}, _directory)


def _directory(said: Request, known: frozenset[str]) -> dict[str, Any]:
    refuse_unknown_parameters(said, known)
    rows = Organization.objects.visible_to(said.user).select_related("parent__parent")
    for word in said.query_params.get("search", "").replace("\x00", "")[:200].casefold().split():
        rows = rows.named(word)
    return {"page": paged(said, rows.order_by(Collate(F("name"), collation.NAME), "pk"))}


@require_safe
@login_required
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: who it is, what is decided to be given to it and what is under it, and what runs together."""
    rows = Organization.objects.visible_to(request.user).select_related("parent__parent").prefetch_related("children")
    one = get_object_or_404(rows, pk=pk)

    def read(said: Request, known: frozenset[str]) -> dict[str, Any]:
        as_of, known_at, _known = gathered(
            lambda: day_or(said, "as_of", today()),
            lambda: moment(said, "known_at"),
            lambda: refuse_unknown_parameters(said, known),
        )
        shown = {"as_of": as_of, "taken": {"as_of": as_of.isoformat()}}
        if not may_see(one.pk, request.user):
            return {**shown, "hidden": True}
        found = grants_to(one, as_of, known_at)
        named = Organization.objects.filter(pk__in={pk for grant in found for pk in (grant.giver, grant.recipient)})
        names = named.called_at(known_at)
        mine = Agreement.objects.visible_to(request.user).in_bulk({grant.agreement for grant in found})
        shared = overlaps(found)
        places = {grant.commitment: place for place, grant in enumerate(found, start=1)}
        told = [_row(places[grant.commitment], grant, names, mine.get(grant.agreement)) for grant in found]
        for grant, row in zip(found, told, strict=True):
            row["overlaps"] = [(places[other.commitment], other) for other in shared[grant.commitment]]
        return {**shown, "grants": told, "total": sum(grant.total for grant in found)}

    filters = {"as_of": day_filter(_("Decided through"))}
    return answered(request, "reports/organization.html", filters, read, always={"organization": one})


def _row(place: int, grant: Grant, names: dict[int, Organization], agreement: Agreement | None) -> dict[str, Any]:
    return {
        "place": place,
        "grant": grant,
        "giver": names[grant.giver],
        "recipient": names[grant.recipient],
        "kind": AgreementKind(grant.kind).label,
        "agreement": agreement,
    }
