"""Pages: the public register of each organisation that has opened one. Nobody signs in, and nothing is there that is
not public: decided facts, amounts, and results once they are verified."""

from decimal import Decimal
from typing import Any

import orjson
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from office import addresses
from office.access import acting
from office.bodies import PublicRegisterBody
from office.clock import today
from office.models import Organization
from office.models.organizations import PUBLIC_KINDS
from office.refusals import Refused
from office.services import public_register as service
from office.tables import as_csv
from reports.exporting.giving import VERSION, grant
from reports.selectors.published import Published, awarded, funded_by, published
from reports.words import STATUSES

PER_PAGE = 50


def _open(pk: int) -> Organization:
    return get_object_or_404(Organization.objects.publishing().select_related("parent"), pk=pk)


@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Who keeps a public register."""
    rows = Organization.objects.publishing().select_related("parent").order_by("name", "pk")
    return render(request, "reports/public_registers.html", {"rows": rows})


@require_safe
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """What one organisation has decided to fund, and what came of it."""
    organization, on = _open(pk), today()
    page = Paginator(funded_by(organization), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"one": one, "status": STATUSES.get(one.status, "")} for one in published(organization, [*page], on)]
    shown = {"organization": organization, "rows": rows, "page": page, "on": on}
    return render(request, "reports/public_register.html", shown)


@require_safe
def as_table(_request: HttpRequest, pk: int) -> HttpResponse:
    """The same as CSV: points in numbers, days as YYYY-MM-DD; `ended_on` and `promised_sek` of what was ended before
    its time."""
    organization = _open(pk)
    rows = [_cells(one) for one in published(organization, funded_by(organization), today())]
    return _file(as_csv(HEADER, rows).encode(), "text/csv; charset=utf-8", f"public-register-{organization.pk}.csv")


HEADER = (
    "reference", "title", "kind", "purpose", "funder", "recipients", "recipient_numbers", "starts_on", "ends_on",
    "decided_on", "awarded_sek", "paid_sek", "periods_approved", "periods", "verified_status",
    "ended_on", "promised_sek", "own_contribution_approved_sek",
)  # fmt: skip


def _cells(one: Published) -> list[Any]:
    award = one.award
    return [
        award.reference, award.title, award.kind, award.purpose, award.funder.department or award.funder.name,
        "; ".join(some.department or some.name for some in award.recipients),
        "; ".join(some.number for some in award.recipients), award.starts_on, award.ends_on, award.decided_on,
        f"{award.amount:.2f}", f"{one.paid:.2f}", one.approved, one.periods, one.status,
        award.ended_on or "", _amount(one.promised), _amount(one.contributed),
    ]  # fmt: skip


def _amount(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


@require_safe
def as_giving(_request: HttpRequest, pk: int) -> HttpResponse:
    """The awards in the form of the 360Giving Data Standard, as exports have them."""
    organization, on = _open(pk), today()
    grants = [grant(one) for one in awarded(organization, funded_by(organization))]
    package = {"version": VERSION, "title": organization.name, "issued": on.isoformat(), "grants": grants}
    return _file(orjson.dumps(package), "application/json", f"public-register-{organization.pk}.json")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choices(request: HttpRequest) -> HttpResponse:
    """My own organisations, each with its register open or closed, and a button for the other."""
    wrong, status = "", 200
    own = Organization.objects.filter(pk__in=acting(request.user).officer, kind__in=PUBLIC_KINDS)
    mine = own.order_by("name", "pk")
    if request.method == "POST":
        values, refusals = PublicRegisterBody().read({"state": request.POST.get("state")})
        organization = get_object_or_404(mine, pk=addresses.number(request.POST.get("organization", "")))
        try:
            service.choose(organization, values, request.user, refusals)  # type: ignore[arg-type] # signed in
            return redirect("public-register-choices")
        except Refused as refused:
            wrong, status = " ".join(one.message for one in refused.refusals), refused.status
    since = {one.pk: vars(one)["open_since"] for one in own.publishing()}
    shown = {"rows": [(one, since.get(one.pk)) for one in mine], "wrong": wrong}
    return render(request, "reports/public_register_choices.html", shown, status=status)
