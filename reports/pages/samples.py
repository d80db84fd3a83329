"""Pages: the auditor's samples: draw one, look at what was drawn, note, observe, and prove the draw.

Nothing of a sample is shown to anybody but its auditors; `visible_to` answers 404 to everybody else.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from office.access import Years, acting, as_auditor
from office.clock import today
from office.models import Membership
from office.models.people import Role
from office.pages import forms
from office.refusals import Refusal, Refused
from reports.exporting.about import in_words
from reports.exporting.headings import title_of
from reports.exporting.naming import Names
from reports.models import AuditNote, AuditObservation, AuditSample
from reports.models.samples import Severity
from reports.pages.exports import filters_of, under
from reports.sample_bodies import NoteBody, ObservationBody, SampleBody
from reports.sampling import BY_AMOUNT, SIMPLE
from reports.selectors.sampled import records
from reports.services import observations, samples
from reports.templatetags.figures import when

PER_PAGE = 50
METHODS = {
    SIMPLE: gettext_lazy("Simply: every record has the same chance"),
    BY_AMOUNT: gettext_lazy("By amount: every öre has the same chance"),
}
NOTE = "note_"
UNITS = {"SEK": "SEK", "hours": "h", "": ""}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """My samples, newest first, and the form that draws another."""
    if request.method != "POST":
        return _desk(request, {"size": "10", "method": SIMPLE, **request.GET.dict()})
    typed = request.POST.dict()
    said = forms.said(SampleBody, typed) | {"filters": filters_of(typed.get("filters", ""))}
    values, refusals = SampleBody().read(said)
    try:
        made = samples.draw(values, request.user, refusals)  # type: ignore[arg-type] # has signed in
    except Refused as refused:
        return _desk(request, typed, refused)
    return redirect("audit-sample-page", made.pk)


def _desk(request: HttpRequest, typed: Mapping[str, Any], refused: Refused | None = None) -> HttpResponse:
    rows = (
        AuditSample.objects.visible_to(request.user).defer("population").select_related("organization", "recorded_by")
    )
    labels = {
        "assignment": _("Assignment"),
        "list": _("List"),
        "filters": _("Only those"),
        "method": _("How"),
        "size": _("How many"),
        "seed": _("Seed"),
        "purpose": _("Purpose"),
    }
    refusals = under(refused.refusals, "filters") if refused else []
    page = Paginator(rows.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "rows": [
            {"sample": one, "title": title_of(one.path), "method": METHODS[one.method]} for one in page.object_list
        ],
        "mine": _assignments(request),
        "fields": forms.fields(labels, typed, refusals),
        "faults": forms.faults(labels, refusals, refused.status if refused else 400),
        "lists": [(one, title_of(one)) for one in samples.LISTS],
        "methods": list(METHODS.items()),
    }
    return render(request, "reports/audit_samples.html", shown, status=refused.status if refused else 200)


def _assignments(request: HttpRequest) -> list[tuple[int, str]]:
    """My assignments of today in which I decide nothing."""
    desks = frozenset[int]().union(*acting(request.user).desks.values())
    mine = Membership.objects.in_force(today()).filter(user=request.user.pk, role=Role.AUDITOR, organization__in=desks)
    return [
        (one.pk, f"{one.organization.name}, {_years(one)}")
        for one in mine.select_related("organization").order_by("pk")
    ]


def _years(one: Membership | AuditSample) -> str:
    if one.first_year is None and one.last_year is None:
        return _("all years")
    return f"{one.first_year or ''}–{one.last_year or ''}"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """A sample: what was drawn, what was found on it, our own notes, and with `proof` the draw made again."""
    seen = (
        AuditSample.objects.visible_to(request.user).defer("population").select_related("organization", "recorded_by")
    )
    found = get_object_or_404(seen, pk=pk)
    if request.method != "POST":
        return _sample(request, found, {})
    typed = request.POST.dict()
    try:
        _act(request, found, typed)
    except Refused as refused:
        return _sample(request, found, typed, refused)
    return redirect(
        reverse("audit-sample-page", args=[found.pk]) + ("#notes" if typed.get("act") == "note" else "#found")
    )


def _act(request: HttpRequest, found: AuditSample, typed: Mapping[str, Any]) -> None:
    """A note or an observation. Two forms stand on the page: the note's fields begin
    with `note_`, in what was typed and in what is refused."""
    noting = typed.get("act") == "note"
    kind, before = (NoteBody, NOTE) if noting else (ObservationBody, "")
    own = {name.removeprefix(before): words for name, words in typed.items() if name.startswith(before)}
    said = forms.said(kind, own)
    values, refusals = kind().read(said | ({"sample": found.pk} if noting else {}))
    act: Any = observations.note if noting else observations.observe
    try:
        act(values, request.user, refusals)
    except Refused as refused:
        told = (replace(one, path=before + one.path) for one in refused.refusals)
        raise Refused(*told, status=refused.status) from refused


def _sample(
    request: HttpRequest, found: AuditSample, typed: Mapping[str, Any], refused: Refused | None = None
) -> HttpResponse:
    items = list(found.items.all())
    seen = as_auditor(request.user, found.organization_id, Years(found.first_year, found.last_year))  # type: ignore[arg-type]
    known = records(found.path, [one.record for one in items], seen)
    of_sample = AuditObservation.objects.visible_to(request.user).filter(item__sample=found)
    observed = list(
        of_sample.select_related("item", "share", "recorded_by").prefetch_related("follow_ups").order_by("-pk")
    )
    notes = AuditNote.objects.visible_to(request.user).filter(sample=found).select_related("item", "recorded_by")
    labels = {
        "item": _("Record"),
        "severity": _("How serious"),
        "text": _("What was observed"),
        "follow_up_on": _("Follow up on"),
        "note_item": _("Record, if it is about one"),
        "note_text": _("Note"),
    }
    refusals: tuple[Refusal, ...] = refused.refusals if refused else ()
    many, unit = Counter(one.item_id for one in observed), UNITS[samples.LISTS[found.path].unit]
    choices = [(one.pk, _called(one.place, known.get(one.record))) for one in items]
    shown = {
        "sample": found,
        "title": title_of(found.path),
        "method": METHODS[found.method],
        "years": _years(found),
        "unit": unit,
        "sum": samples.in_units(found.population_total),
        "filters": in_words([found.filters], Names(seen))[0],
        "items": [
            {"item": one, "record": known.get(one.record), "observed": many[one.pk],
             "amount": None if one.amount is None else samples.in_units(one.amount)}
            for one in items
        ],
        "choices": choices,
        "note_choices": [("", _("The whole sample")), *choices],
        "severities": Severity.choices,
        "observations": [
            {"one": one, "standing": standing_of(one), "severity": one.get_severity_display()} for one in observed
        ],
        "notes": notes.order_by("-pk"),
        "fields": forms.fields(labels, typed, refusals),
        "writing": typed.get("act", ""),
        "faults": forms.faults(labels, refusals, refused.status if refused else 400),
        "proof": _proof(request, found),
    }  # fmt: skip
    return render(request, "reports/audit_sample.html", shown, status=refused.status if refused else 200)


def _called(place: int, record: Any) -> str:
    return f"{place}. {record.reference}, {record.about}, {when(record.when)}" if record else f"{place}."


def _proof(request: HttpRequest, found: AuditSample) -> dict[str, Any]:
    """The draw again, where the address asks for it; what is wrong where the list cannot be asked as it was."""
    if "proof" not in request.GET:
        return {}
    try:
        return {"draw": samples.redraw(found, request.user)}  # type: ignore[arg-type] # has signed in
    except Refused as refused:
        return {"wrong": refused.refusals}


def standing_of(one: AuditObservation) -> tuple[str, str, Any]:
    """How an observation stands today: the code, its word, and when it is due."""
    words = {
        "noted": _("Noted, not followed up"),
        "open": _("To be followed up"),
        "overdue": _("Follow-up is late"),
        "settled": _("Settled"),
    }
    code, due = observations.standing(one, today())
    return code, words[code], due
