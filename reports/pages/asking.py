"""Pages that their address filters: what it asks is read as the API reads it, and can be sent to somebody."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from rest_framework.request import Request

from agreements.models.agreement import AgreementKind
from office.models import Organization
from office.models.organizations import PUBLIC_KINDS
from office.pages.forms import Choices, Field, faults, fields
from office.refusals import Refused
from reports.checks.term import WORST_FIRST
from reports.words import STATUSES

PER_PAGE = 50
#: What an address may say beside its fields: which page, and the moment by which all had been recorded.
BESIDE = frozenset({"page", "known_at"})
#: What a page finds by its address. It refuses, with all else that is wrong, a name that is not among those it is told.
Read = Callable[[Request, frozenset[str]], Mapping[str, Any]]


class Filter(NamedTuple):
    """A field of the form at the top: how `office/field.html` shows it, and what can be chosen."""

    label: str
    kind: str = "text"
    choices: Choices = ()
    hint: str = ""


class Shown(NamedTuple):
    """A field with its value, for the template."""

    field: Field
    kind: str
    choices: Choices
    hint: str


def asked(request: HttpRequest) -> Request:
    """The address as the readers of parameters take it: what a form left empty is left out, and what it says several
    times stands with commas between."""
    said = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if kept := ",".join(value.strip() for value in values if value.strip()):
            said[name] = kept
    http = copy(request)
    http.GET = said  # type: ignore[assignment] # nobody changes it
    found = Request(http)
    found.user = request.user
    return found


def query(said: Request, *without: str) -> str:
    """What the address asks, for another address."""
    kept = said.query_params.copy()
    for name in without:
        kept.pop(name, None)
    return kept.urlencode()


def answered(
    request: HttpRequest,
    template: str,
    filters: Mapping[str, Filter],
    read: Read,
    known: Mapping[str, str] = MappingProxyType({}),
    always: Mapping[str, Any] = MappingProxyType({}),
) -> HttpResponse:
    """What `read` finds by the address, below the form that asks; refused, the form with all that is wrong. `known` are
    the labels of what an address may say beside the form's fields, `always` what the page shows whatever is asked."""
    said = asked(request)
    labels = {**{name: one.label for name, one in filters.items()}, **known}
    shown: Mapping[str, Any] = {}
    wrong: Refused | None = None
    try:
        shown = read(said, frozenset(filters) | BESIDE | frozenset(known))
    except Refused as refused:
        wrong = refused
    refusals = wrong.refusals if wrong else ()
    told = fields(labels, said.query_params.dict() | dict(shown.get("taken", {})), refusals)
    form = [Shown(told[name], one.kind, one.choices, one.hint) for name, one in filters.items()]
    listed = [one if one.path in labels else replace(one, message=f"{one.path}: {one.message}") for one in refusals]
    frame = {"filters": form, "faults": faults(labels, listed), "query": query(said, "page")}
    return render(request, template, {**frame, **always, **shown}, status=wrong.status if wrong else 200)


def paged(said: Request, rows: Sequence[Any] | QuerySet[Any], most: int = PER_PAGE) -> Page[Any]:
    """The page that is asked for; the nearest one where there is none of its number."""
    return Paginator(rows, most).get_page(said.query_params.get("page"))


def day_filter(label: str) -> Filter:
    return Filter(label, "date")


def municipality_filter() -> Filter:
    """Whoever has boards or is under nobody: an agreement is its own or its boards'."""
    known = Organization.objects.filter(kind__in=PUBLIC_KINDS, parent=None).order_by("name")
    return Filter(_("Municipality or authority"), "select", [("", _("All")), *known.values_list("pk", "name")])


def kind_filter() -> Filter:
    return Filter(_("Kind of agreement"), "select", [("", _("All")), *AgreementKind.choices])


def status_filter() -> Filter:
    return Filter(_("Status"), "select", [("", _("All")), *((one, STATUSES[one]) for one in WORST_FIRST)])
