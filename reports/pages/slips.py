"""Page: an association's time slips, to attest or reject, and the links by which its groups enter them."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement
from agreements.models.agreement import State
from office import addresses
from office.access import acting
from office.models import User
from office.pages import forms
from office.refusals import Refusal, Refused
from reports import qr
from reports.models import TimeSlip, TimeSlipLink
from reports.pages.parts import choices
from reports.services import slip_links, slips
from reports.slip_bodies import AttestBody, AttestedSlipBody, RejectBody, RejectedSlipBody, TimeSlipLinkBody

Json = dict[str, Any]
PER_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def time_slips(request: HttpRequest) -> HttpResponse:
    """Slips that wait, the links, and forms for another."""
    if request.method != "POST":
        return _page(request)
    act, by = request.POST.get("act", ""), cast(User, request.user)
    try:
        if act == "link":
            return _opened(request, by)
        if act == "revoke":
            rows = TimeSlipLink.objects.visible_to(by)
            slip_links.revoke(get_object_or_404(rows, pk=addresses.number(request.POST.get("link", ""))), by)
        else:
            _answer(request, act, by)
    except Refused as refused:
        return _page(request, refused)
    return redirect("time-slips")


def _opened(request: HttpRequest, by: User) -> HttpResponse:
    """The new link, shown this once: its secret is not kept, so no address could show it again."""
    values, refusals = forms.read(TimeSlipLinkBody, request)
    link, secret = slip_links.open_link(values, by, refusals)
    address = request.build_absolute_uri(reverse("slip-form", args=[secret]))
    image = mark_safe(qr.svg(address))  # noqa: S308 - drawn by us from an address of ours
    answer = _page(request, made={"link": link, "address": address, "image": image})
    answer.status_code, answer["Cache-Control"] = 201, "no-store"
    return answer


def _answer(request: HttpRequest, act: str, by: User) -> None:
    """Attest or reject the slips that were chosen."""
    chosen = request.POST.getlist("slip")
    names = {f"slips[{at}].{name}": f"{name}-{pk}" for at, pk in enumerate(chosen) for name in ("women", "men")}
    try:
        if act == "reject":
            rows = [forms.said(RejectedSlipBody, {"id": pk}) for pk in chosen]
            values, refusals = RejectBody().read(forms.said(RejectBody, request.POST) | {"slips": rows})
            slips.reject(values, by, refusals)
        else:
            rows = [forms.said(AttestedSlipBody, {"id": pk} | _heads(request, pk)) for pk in chosen]
            values, refusals = AttestBody().read(forms.said(AttestBody, request.POST) | {"slips": rows})
            slips.attest(values, by, refusals)
    except Refused as refused:
        raise Refused(*forms.under(names, refused.refusals), status=refused.status) from refused


def _heads(request: HttpRequest, pk: str) -> dict[str, str]:
    """Women and men, where the slip did not tell them."""
    return {name: request.POST.get(f"{name}-{pk}", "") for name in ("women", "men")}


def _page(request: HttpRequest, refused: Refused | None = None, made: Json | None = None) -> HttpResponse:
    by = cast(User, request.user)
    wrong: tuple[Refusal, ...] = refused.refusals if refused else ()
    post = request.POST.dict() if refused else {}
    waiting = TimeSlip.objects.visible_to(by).filter(answer__isnull=True).select_related("link__agreement")
    page = Paginator(waiting.order_by("day", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    untold = {"women": _("Women"), "men": _("Men")}
    labels = {
        "slips": _("Slips"),
        "attested_by": _("Attested by (the office held, such as treasurer)"),
        "reason": _("Reason, if you reject them: the group reads it"),
        "agreement": _("Agreement"),
        "name": _("The group"),
        "activity": _("Activity"),
        "category": _("Category"),
        "last_day": _("Last day on which the link works"),
    } | {f"{name}-{one.pk}": word for one in page if one.women is None for name, word in untold.items()}
    fields = forms.fields(labels, post, wrong)
    mine = acting(by).reporter
    reported = Agreement.objects.visible_to(by).filter(
        state__in=(State.ACTIVE, State.TERMINATED), parties__organization__in=mine
    )
    shown = {
        "page": page,
        "rows": [(one, fields.get(f"women-{one.pk}"), fields.get(f"men-{one.pk}")) for one in page],
        "chosen": {one.pk for one in page if refused and str(one.pk) in request.POST.getlist("slip")},
        "links": TimeSlipLink.objects.visible_to(by).select_related("agreement").order_by("revoked_at", "-pk")[:50],
        "agreements": [(one.pk, f"{one.title} ({one.reference})") for one in reported.distinct().order_by("title")],
        "fields": fields,
        "faults": forms.faults(labels, wrong, refused.status if refused else 400),
        "categories": choices("category"),
        "made": made,
    }
    return render(request, "reports/time_slips.html", shown, status=refused.status if refused else 200)
