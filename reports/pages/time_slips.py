"""The page behind a group's link: enter a time slip, see what was entered, take it back. Without an account.

The address is the key: 256 random bits, kept as a hash. A wrong, a revoked and an expired one answer alike.
"""

import secrets
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from office.clock import today
from office.pages import forms
from office.refusals import Refusal, Refused
from reports.models import TimeSlip, TimeSlipLink
from reports.selectors import slips as selectors
from reports.services import slips
from reports.slip_bodies import SlipBody

#: The secret stands in the address, so that no answer may lead further with it. `strict-origin` sends the site's name
#: alone; `no-referrer` would take the `Origin` away by which forms are told from forged ones.
HEADERS = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
View = Callable[..., HttpResponse]


def _behind_a_link(view: View) -> View:
    """The link instead of its secret; without a live one the same page for every reason."""

    @wraps(view)
    def found(request: HttpRequest, secret: str, **more: str) -> HttpResponse:
        link = selectors.live_link(secret)
        answer = view(request, link, secret, **more) if link else _dead(request)
        for name, value in HEADERS.items():
            answer[name] = value
        return answer

    return require_http_methods(["GET", "HEAD", "POST"])(found)


def _dead(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/slip_dead.html", status=404)


@_behind_a_link
def form(request: HttpRequest, link: TimeSlipLink, secret: str) -> HttpResponse:
    """The form; sent in, it leads to its receipt, or comes back with all that is wrong."""
    if request.method != "POST":
        typed = {"activity": link.activity, "category": link.category, "day": selectors.days_of(link)[1]}
        return _form(request, link, typed)
    values, refusals = forms.read(SlipBody, request)
    try:
        slip = slips.enter(link, values, refusals)
    except Refused as refused:
        if refused.status == 404:
            return _dead(request)
        return _form(request, link, request.POST.dict(), refused.refusals)
    return redirect("slip-receipt", secret, slip.receipt)


@_behind_a_link
def receipt(request: HttpRequest, link: TimeSlipLink, secret: str, receipt: str) -> HttpResponse:
    """What was entered, as it was understood; whoever holds this address may take it back until it is attested."""
    slip = selectors.by_receipt(link, receipt)
    if slip is None:
        return _dead(request)
    if request.method != "POST":
        return _receipt(request, link, secret, slip)
    try:
        slips.take_back(slip)
    except Refused as refused:
        slip.refresh_from_db()
        return _receipt(request, link, secret, slip, refused)
    return redirect("slip-receipt", secret, receipt)


def _labels() -> dict[str, str]:
    return {
        "activity": _("What you did"),
        "category": _("Who they were"),
        "day": _("Day"),
        "people": _("Number of people"),
        "women": _("Women"),
        "men": _("Men"),
        "hours_each": _("Hours each"),
    }


def _form(
    request: HttpRequest, link: TimeSlipLink, typed: dict[str, Any], refusals: Iterable[Refusal] = ()
) -> HttpResponse:
    refusals = tuple(refusals)
    labels = _labels()
    first, last = selectors.days_of(link)
    fields, wrong = forms.fields(labels, typed, refusals), forms.faults(labels, refusals)
    shown = {
        "link": link, "fields": fields, "faults": wrong, "first": first, "last": last,
        "token": secrets.token_urlsafe(16), "lately": selectors.lately(link),
    }  # fmt: skip
    return render(request, "reports/slip_form.html", shown, status=400 if wrong else 200)


def _receipt(
    request: HttpRequest, link: TimeSlipLink, secret: str, slip: TimeSlip, refused: Refused | None = None
) -> HttpResponse:
    answer = getattr(slip, "answer", None)
    shown = {
        "link": link, "secret": secret, "slip": slip, "answer": answer, "lately": selectors.lately(link),
        "alike": answer is None and selectors.looks_alike(slip), "today": today(),
        "wrong": refused.refusals[0].message if refused else "",
    }  # fmt: skip
    return render(request, "reports/slip_receipt.html", shown, status=refused.status if refused else 200)
