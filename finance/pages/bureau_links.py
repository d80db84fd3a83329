"""Page: single-use links by which an association's bookkeeping bureau hands over its ledger, without an account."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from finance.bodies.ledgers import LedgerLinkBody
from finance.models import LedgerUploadLink
from finance.services import ledger_links
from office import addresses
from office.access import acting
from office.models import Organization, User
from office.pages import forms
from office.refusals import Refused

MOST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bureau_links(request: HttpRequest) -> HttpResponse:
    """The links of my association, newest first, and the form for another."""
    if request.method != "POST":
        return _page(request)
    by = cast(User, request.user)
    try:
        if request.POST.get("act") != "revoke":
            return _made(request, by)
        rows = LedgerUploadLink.objects.visible_to(by)
        ledger_links.revoke(get_object_or_404(rows, pk=addresses.number(request.POST.get("link", ""))), by)
    except Refused as refused:
        return _page(request, refused)
    return redirect("bureau-links")


def _made(request: HttpRequest, by: User) -> HttpResponse:
    """The new link, shown this once: its secret is not kept, so no address could show it again."""
    values, refusals = forms.read(LedgerLinkBody, request)
    made = ledger_links.make(values, by, refusals)
    address = request.build_absolute_uri(reverse("ledger-upload", args=[made.secret]))
    answer = _page(request, address=address)
    answer.status_code, answer["Cache-Control"] = 201, "no-store"
    return answer


def _states() -> dict[str, str]:
    return {"open": _("Can be used"), "used": _("Used"), "revoked": _("Ended"), "expired": _("Past its last day")}


def _page(request: HttpRequest, refused: Refused | None = None, address: str = "") -> HttpResponse:
    wrong = refused.refusals if refused else ()
    labels = {
        "organization": _("For the ledger of"),
        "days": _("Days for which it can be used"),
        "note": _("Whom it is for"),
    }
    typed_now: dict[str, Any] = request.POST.dict() if refused else {"days": "14"}
    rows = LedgerUploadLink.objects.visible_to(request.user).select_related("organization").order_by("-pk")[:MOST]
    words = _states()
    mine = Organization.objects.filter(pk__in=acting(request.user).reporter).order_by("name")
    shown = {
        "rows": [(one, state := ledger_links.state_of(one), words[state]) for one in rows],
        "mine": [(one.pk, one.name) for one in mine],
        "fields": forms.fields(labels, typed_now, wrong),
        "faults": forms.faults(labels, wrong, refused.status if refused else 400),
        "address": address,
    }
    return render(request, "finance/bureau_links.html", shown, status=refused.status if refused else 200)
