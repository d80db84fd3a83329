"""Pages: register an agreement in five steps. Each step that is saved is part of the draft; what is not yet is kept."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement
from agreements.services import standing, unfinished
from office.access import acting
from office.models import User
from office.pages import forms
from office.refusals import Refused, forbidden
from reports.pages.registering import conditions, parties, preview, promise_page, promises, what
from reports.pages.registering.frame import STEPS, Asked
from reports.pages.registering.words import Words, nested


class Step(NamedTuple):
    """A step: its page, what the draft says as its words, and what saving does; of one with rows also what its buttons
    make of the words, and the field that they lead to."""

    page: Callable[[Asked], HttpResponse]
    words_of: Callable[[Agreement], Words]
    save: Callable[[Asked], None]
    changed: Callable[[Asked, str], tuple[Words, str]] = lambda asked, _act: (asked.words, "")


BY_NAME = {
    "what": Step(what.page, what.words_of, what.save),
    "parties": Step(parties.page, parties.words_of, parties.save, parties.changed),
    "promises": Step(promise_page.page, promises.words_of, promises.save, promises.changed),
    "conditions": Step(conditions.page, conditions.words_of, conditions.save),
    "preview": Step(preview.page, lambda _agreement: {}, preview.save),
}
FIRST, *_BETWEEN, LAST = STEPS


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """The first step of a draft that is not there yet."""
    user: User = request.user  # type: ignore[assignment] # has signed in
    if not acting(user).officer:
        refused = forbidden("agreement.officers_only", _("Only a municipal officer registers agreements."))
        return what.page(Asked(request, FIRST, None, {}, refused))
    if request.method != "POST":
        words = unfinished.kept(user, None, FIRST)
        chosen = {"source": request.GET["from"]} if "from" in request.GET else {}
        return what.page(Asked(request, FIRST, None, {**(words or {}), **chosen}, kept=words is not None))
    act, words = _sent(request)
    if act == "forget":
        unfinished.forget(user, None, FIRST)
        return redirect("agreement-new")
    unfinished.keep(user, None, FIRST, words)
    if act == "keep":
        return _kept(request, redirect("agreements"))
    try:
        made = what.begin(words, user)
    except Refused as refused:
        return what.page(Asked(request, FIRST, None, words, refused))
    unfinished.forget(user, None, FIRST)
    return _next(made, FIRST)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step of a draft; what is no draft any more, or not mine to write, is shown as the agreement that it is."""
    user: User = request.user  # type: ignore[assignment] # has signed in
    seen = get_object_or_404(Agreement.objects.visible_to(user), pk=pk)
    agreement = Agreement.objects.with_terms().select_related("owner").get(pk=seen.pk)
    one = BY_NAME[name]
    if request.method != "POST":
        if "patch" not in standing.actions(agreement, user):
            return redirect("agreement", agreement.pk)
        words = unfinished.kept(user, agreement, name)
        shown = one.words_of(agreement) if words is None else words
        return one.page(Asked(request, name, agreement, shown, kept=words is not None))
    act, words = _sent(request)
    asked = Asked(request, name, agreement, words)
    try:
        standing.officers_only(agreement, user)
        standing.require_state_for("patch", agreement)
        return _acted(asked, act)
    except Refused as refused:
        return one.page(replace(asked, refused=refused))


def _sent(request: HttpRequest) -> tuple[str, Words]:
    """The pressed button, and what was typed."""
    form = {name: str(value) for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "act")}
    return request.POST.get("act", "save"), nested(form)


def _kept(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A script that keeps what is typed needs no page."""
    return HttpResponse(status=204) if request.headers.get("X-Kept-By") == "script" else answer


def _acted(asked: Asked, act: str) -> HttpResponse:
    """What the pressed button asks for. Everything that was typed is kept first, so that nothing can be lost."""
    user, agreement, name, one = asked.user, asked.agreement, asked.name, BY_NAME[asked.name]
    if name == LAST:  # nothing is typed there
        one.save(asked)
        messages.success(asked.request, _("The agreement is put before its parties."))
        return redirect("agreement", agreement.pk)
    if act == "forget":
        unfinished.forget(user, agreement, name)
        return redirect("agreement-draft", agreement.pk, name)
    if act == "save":
        unfinished.keep(user, agreement, name, asked.words)
        one.save(asked)
        unfinished.forget(user, agreement, name)
        return _next(agreement, name)
    words, place = one.changed(asked, act)
    unfinished.keep(user, agreement, name, words)
    if act == "keep":
        return _kept(asked.request, redirect("agreement", agreement.pk))
    here = redirect("agreement-draft", agreement.pk, name)
    here["Location"] += f"#{forms.field_id(place)}"
    return here


def _next(agreement: Agreement, name: str) -> HttpResponse:
    """To the step after one."""
    names = list(STEPS)
    return redirect("agreement-draft", agreement.pk, names[names.index(name) + 1])
