"""Pages: what if the years that remain went so. Nothing is saved: everything stands in the address."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from office.bodies import read_field
from office.clock import today
from office.fields import Amount
from office.language import current_language
from office.pages.forms import HOURS, KRONOR, decimal, faults, fields
from office.refusals import Refusal
from reports.checking import checked
from reports.checks.explain import explain
from reports.checks.explain_term import explain_row
from reports.checks.results import CheckResult
from reports.pages.agreements import day_asked
from reports.pages.term_pictures import picture
from reports.supposing import OWN, Supposed, remaining, supposed
from reports.words import KINDS, STATUSES

#: Hours of one report: what a row of them may be.
MOST_HOURS = Decimal(1_000_000)
READ = {"cash": Amount(), "hours": Amount(most=MOST_HOURS)}
UNITS = {"cash": KRONOR, "hours": HOURS}


@require_safe
@login_required
def what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """How the term would end with the hours and the cash that are typed; it begins with what was promised.

    What has come so far is told above the form, what each year would come to below its fields."""
    found = Agreement.objects.visible_to(request.user).filter(pk=pk)
    as_of, wrong = day_asked(request)
    rows = checked(found, as_of)
    if not rows:
        raise Http404
    facts = rows[0].facts
    start = remaining(facts, as_of)
    typed = {path: request.GET.get(path, text) for path, text in _start(start).items()}
    said, refusals = _read(start, typed)
    labels = _labels(start)
    known = fields(labels, typed, refusals)
    end = None if refusals else supposed(facts, as_of, said)
    shown: dict[str, Any] = {
        "agreement": found.get(),
        "as_of": as_of,
        "asked": f"?as_of={as_of}" if as_of != today() else "",
        "wrong": wrong,
        "faults": faults(labels, refusals),
        "now": _told(rows[0].result) if start else [],
        "groups": [
            {"one": one, "hours": known[_path("hours", one)], "cash": known[_path("cash", one)], "why": _why(one, end)}
            for one in start
        ],
        "ends": _ends(end) if end else [],
    }
    return render(request, "reports/what_if.html", shown, status=400 if refusals else 200)


def _path(what: str, one: Supposed) -> str:
    return f"{what}-{one.party.id}-{one.period.label.replace('/', '-')}"


def _start(start: tuple[Supposed, ...]) -> dict[str, str]:
    """What the form begins with, as people here write numbers."""
    said = ((_path(what, one), getattr(one, what)) for one in start for what in READ)
    return {path: f"{value.normalize():f}".replace(".", ",") for path, value in said}


def _labels(start: tuple[Supposed, ...]) -> dict[str, str]:
    words = {"cash": _("Own cash in %(period)s, SEK"), "hours": _("Volunteer hours in %(period)s")}
    return {_path(what, one): words[what] % {"period": one.period.label} for one in start for what in READ}


def _read(start: tuple[Supposed, ...], typed: dict[str, str]) -> tuple[list[Supposed], list[Refusal]]:
    """What is supposed, and everything that is wrong with what was typed; an empty field is nothing at all."""
    said: list[Supposed] = []
    refusals: list[Refusal] = []
    for one in start:
        for what, field in READ.items():
            path = _path(what, one)
            value, found = read_field(field, decimal(typed[path].strip() or "0", UNITS[what]), path)
            refusals += found
            if not found:
                one = one._replace(**{what: value})
        said.append(one)
    return said, refusals


def _told(result: CheckResult) -> list[str]:
    """How far each own contribution has come, and what is needed of the periods that remain."""
    return [explain_row(row, result, current_language()) for row in result.through_term if row.kind == OWN]


def _why(one: Supposed, end: CheckResult | None) -> list[str]:
    """What the supposed report of a period comes to: the hours by their rate, the cash, and how much of it counts."""
    lines = [line for period in end.periods for line in period.lines if period.period == one.period] if end else []
    own = [line for line in lines if line.kind == OWN and line.party.id == one.party.id]
    return [explain(line, end.as_of, current_language()) for line in own if end]


def _ends(result: CheckResult) -> list[dict[str, Any]]:
    """How each own contribution ends: its status, the sentence and the picture."""
    language = current_language()
    return [
        {
            **picture(row, result),
            "status": STATUSES[row.status],
            "why": explain_row(row, result, language),
            "what": KINDS[row.kind],
        }
        for row in result.through_term
        if row.kind == OWN
    ]
