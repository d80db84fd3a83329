"""Pages: what auditors observed: the auditors' own until they share it; officers read it, and what followed, from then
on. Working notes are on no page of these."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.request import Request

from office.api.parameters import choice, gathered
from office.api.views import refuse_unknown_parameters
from office.clock import today
from office.pages import forms
from office.refusals import Refused
from reports.exporting.headings import title_of
from reports.models import AuditObservation
from reports.models.samples import Severity
from reports.pages.asking import Filter, answered, paged
from reports.pages.samples import UNITS, standing_of
from reports.sample_bodies import FollowUpBody
from reports.selectors.sampled import records
from reports.services import observations, samples


def _seen(user: Any) -> QuerySet[AuditObservation]:
    rows = AuditObservation.objects.visible_to(user)
    shown = rows.select_related("item__sample__organization", "share", "recorded_by").defer("item__sample__population")
    return shown.prefetch_related("follow_ups__recorded_by")


@require_safe
@login_required
def every(request: HttpRequest) -> HttpResponse:
    """Those that I may read, newest first, or those whose follow-up is late."""
    filters = {
        "severity": Filter(_("How serious"), "select", [("", _("All")), *Severity.choices]),
        "overdue": Filter(_("Which"), "select", [("", _("All")), ("true", _("Those whose follow-up is late"))]),
    }
    return answered(request, "reports/audit_observations.html", filters, _every)


def _every(said: Request, known: frozenset[str]) -> dict[str, Any]:
    severity, overdue, _known = gathered(
        lambda: choice(said, "severity", Severity.values),
        lambda: choice(said, "overdue", ["true"]),
        lambda: refuse_unknown_parameters(said, known),
    )
    rows = _seen(said.user).order_by("-pk")
    rows = rows.filter(severity=severity) if severity else rows
    if overdue:
        rows = rows.filter(pk__in=AuditObservation.objects.overdue(today()).values("pk"))
    page = paged(said, rows)
    return {"page": page, "rows": [_told(one) for one in page.object_list]}


def _told(one: AuditObservation) -> dict[str, Any]:
    return {
        "one": one,
        "title": title_of(one.item.sample.path),
        "severity": one.get_severity_display(),
        "standing": standing_of(one),
        "share": getattr(one, "share", None),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def observation(request: HttpRequest, pk: int) -> HttpResponse:
    """One: what was observed on which record, and what came of it; its auditors share it and follow it up."""
    found = get_object_or_404(_seen(request.user), pk=pk)
    if request.method != "POST":
        return _one(request, found, {})
    typed, by = request.POST.dict(), request.user
    try:
        if typed.get("act") == "share":
            observations.share(found, by, None)  # type: ignore[arg-type] # has signed in
        else:
            values, refusals = forms.read(FollowUpBody, request)
            observations.follow_up(found, values, by, refusals, None)  # type: ignore[arg-type]
    except Refused as refused:
        return _one(request, found, typed, refused)
    return redirect("audit-observation-page", found.pk)


def _one(
    request: HttpRequest, found: AuditObservation, typed: Mapping[str, Any], refused: Refused | None = None
) -> HttpResponse:
    labels = {"followed_up_on": _("Followed up on"), "text": _("What was found"), "next_on": _("Look again on")}
    refusals = refused.refusals if refused else ()
    sample, item = found.item.sample, found.item
    shown = {
        **_told(found),
        "record": records(sample.path, [item.record], request.user).get(item.record),
        "amount": None if item.amount is None else samples.in_units(item.amount),
        "unit": UNITS[samples.LISTS[sample.path].unit],
        "auditors": observations.is_auditors(found, request.user),
        "fields": forms.fields(labels, typed, refusals),
        "faults": forms.faults(labels, refusals, refused.status if refused else 400),
    }
    return render(request, "reports/audit_observation.html", shown, status=refused.status if refused else 200)
