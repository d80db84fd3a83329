"""Pages: what was done and by whom, as far as it concerns me, and whether the trail still holds."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from agreements.models import Agreement
from office.access import acting
from office.api.audit import AuditEventFilter, verifies
from office.api.filters import refuse_filters
from office.api.parameters import gathered
from office.api.views import refuse_unknown_parameters
from office.models import AuditEvent, AuditSeal, Organization
from office.services import trail
from reports.pages.asking import Filter, answered, day_filter, paged
from reports.trail_words import choices, event_word, record_word, told


@require_safe
@login_required
def events(request: HttpRequest) -> HttpResponse:
    """Every act that concerns whom I act for, newest first, each with its place in the chain."""
    organizations = Organization.objects.visible_to(request.user).order_by("name", "pk").values_list("pk", "name")
    filters = {
        "at_from": day_filter(_("From")),
        "at_to": day_filter(_("Through")),
        "actor": Filter(_("Who did it"), hint=_("The user name.")),
        "kind": Filter(_("What was done"), "select", [("", _("All")), *choices("events")]),
        "organization": Filter(_("Organisation"), "select", [("", _("All")), *organizations]),
        "subject_type": Filter(_("Kind of record"), "select", [("", _("All")), *choices("records")]),
        "subject_id": Filter(_("Number of the record"), "numeric"),
    }
    return answered(request, "reports/trail.html", filters, _events, always={"verifies": verifies(request.user)})


def _events(said: Request, known: frozenset[str]) -> dict[str, Any]:
    gathered(lambda: refuse_filters(said, AuditEventFilter), lambda: refuse_unknown_parameters(said, known))
    seen = AuditEvent.objects.concerning(acting(said.user), said.user).order_by("-at", "-pk")
    found = AuditEventFilter(said.query_params, queryset=seen)
    page = paged(said, found.qs)
    events = list(page.object_list)
    seals = AuditSeal.objects.filter(event_id__in=[one.pk for one in events]).values_list(
        "event_id", "sequence", "digest"
    )
    places = {event: (sequence, digest) for event, sequence, digest in seals}
    of = {one.subject_id for one in events if one.subject_type == "agreement"}
    agreements = Agreement.objects.visible_to(said.user).in_bulk(of) if of else {}
    return {"page": page, "rows": [_row(one, places.get(one.pk), agreements) for one in events]}


def _row(event: AuditEvent, seal: tuple[int, str] | None, agreements: dict[int, Agreement]) -> dict[str, Any]:
    return {
        "event": event,
        "seal": seal,
        "what": event_word(event.kind),
        "subject": record_word(event.subject_type),
        "agreement": agreements.get(event.subject_id) if event.subject_type == "agreement" else None,
        "told": told(event.data, event.subject_type),
    }


@require_safe
@login_required
def verification(request: HttpRequest) -> HttpResponse:
    """The whole chain gone through now, and the first link that does not hold."""
    if not verifies(request.user):
        return render(request, "reports/trail_verified.html", {}, status=403)
    reasons = {
        "gap": _("a link is missing before it"),
        "link": _("it does not follow from the one before"),
        "missing": _("its event has been deleted"),
        "changed": _("its event has been changed"),
    }
    found = trail.verify()
    why = reasons[found.broken.reason] if found.broken else ""
    return render(request, "reports/trail_verified.html", {"found": found, "why": why})
