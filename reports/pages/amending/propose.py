"""The page on which an officer proposes an amendment: what holds, in fields; first what it would change, then to whom
it is put."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.amending import Document
from agreements.amendment_body import AmendmentBody
from agreements.models import Agreement
from agreements.models.shared_costs import Basis
from agreements.models.terms import CommitmentKind, PartyRole
from agreements.services import amending, outlining, standing
from agreements.services.outlining import Outline
from office.models import User
from office.pages import forms, sending
from office.refusals import Refusal, Refused
from reports.pages.amending.reading import HERE, Reading
from reports.pages.amending.rows import labels_of, rows_shown
from reports.pages.amending.words import FIXED, caught_up, conditions_of, new_promise, terms_of, with_rows, words_of
from reports.pages.registering.conditions import at_clause, clauses
from reports.pages.registering.conditions import labels_of as clause_labels
from reports.pages.registering.frame import to_field
from reports.pages.registering.parties import proposed
from reports.pages.registering.words import Where, Words, flat, nested, rows_of

#: What the form sends beside its fields.
BESIDE = frozenset({"csrfmiddlewaretoken", "act", "revision", "known_at", sending.FIELD})


#: The buttons that ask for one more row, and what stands in it.
MORE: Mapping[str, Callable[[], Words]] = {
    "join": lambda: {"organization": "", "role": ""},
    "add": new_promise,
}


@dataclass(frozen=True)
class Form:
    """The form as it is asked for: the terms that stood there when it was shown, what was typed, and what came of it:
    what it would change, or what is wrong."""

    request: HttpRequest
    agreement: Agreement
    terms: Document
    known_at: datetime
    words: Words
    outline: Outline | None = None
    refused: Refused | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an amendment would change, or put it before every party."""
    user: User = request.user  # type: ignore[assignment] # has signed in
    seen = get_object_or_404(Agreement.objects.visible_to(user), pk=pk)
    agreement = Agreement.objects.with_terms().get(pk=seen.pk)
    now = timezone.now()
    if request.method != "POST":
        terms = terms_of(agreement)
        form = Form(request, agreement, terms, now, words_of(terms))
        try:
            standing.members_only(agreement, user)
            standing.require_state_for("amend", agreement)
        except Refused as refused:
            form = replace(form, refused=refused)
        return _page(form)
    form = _sent(request, agreement, now)
    if (act := request.POST.get("act", "")) in MORE:
        more = [*rows_of(form.words, act), MORE[act]()]
        return _page(replace(form, words={**form.words, act: more}))
    try:
        made = _acted(form, user)
    except Refused as refused:
        return _page(_caught_up(form, refused, now))
    if isinstance(made, Outline):
        return _page(replace(form, outline=made))
    messages.success(request, _("The amendment is put before the parties."))
    return redirect("amendment", made)


def _sent(request: HttpRequest, agreement: Agreement, now: datetime) -> Form:
    """What was sent, beside the terms that its page showed: those of the moment that it names."""
    known_at = _moment(request.POST.get("known_at", "")) or now
    terms = terms_of(agreement, known_at)
    typed = nested({name: str(said) for name, said in request.POST.items() if name not in BESIDE})
    return Form(request, agreement, terms, known_at, with_rows(typed, terms))


def _moment(said: str) -> datetime | None:
    try:
        found = parse_datetime(said)
        return found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _acted(form: Form, user: User) -> Outline | int:
    """What it would change; the id of the amendment where it is put before the parties. Raises `Refused`, each refusal
    at a field of the page."""
    found = Reading(form.words, words_of(form.terms), form.terms)
    values, refusals = AmendmentBody().read(found.raw)
    refusals = [*found.refusals, *refusals]
    revision = form.request.POST.get("revision")
    try:
        if form.request.POST.get("act") != "propose":
            return outlining.thought_of(form.agreement, values, user, refusals, revision)
        made: int = sending.once(
            form.request, lambda: amending.propose(form.agreement, values, user, refusals, revision).pk
        )
    except Refused as refused:
        raise Refused(*_moved(refused.refusals, found.where), status=refused.status) from refused
    return made


def _moved(refusals: Sequence[Refusal], where: Where) -> list[Refusal]:
    """Each refusal at its field: what the page itself refuses, and of the rest what is about other fields."""
    shown = clause_labels()
    own = [to_field(one, where) for one in refusals if one.path.startswith(HERE)]
    told = {one.path for one in own}
    rest = [
        at_clause(one, where, shown) if one.path.startswith("conditions.") else to_field(one, where)
        for one in refusals
        if not one.path.startswith(HERE)
    ]
    return [*own, *(one for one in rest if one.path not in told)]


def _caught_up(form: Form, refused: Refused, now: datetime) -> Form:
    """The form with what is wrong. Who has been told that others have changed the agreement goes on from there."""
    if refused.status != 412:
        return replace(form, refused=refused)
    terms = terms_of(form.agreement)
    words = with_rows(caught_up(form.words, words_of(form.terms), words_of(terms)), terms)
    return replace(form, terms=terms, known_at=now, words=words, refused=refused)


def _page(form: Form) -> HttpResponse:
    refused, agreement = form.refused, form.agreement
    wrong = refused.refusals if refused else ()
    labels = labels_of(form.words)
    fields = forms.fields(labels, dict(flat(form.words)), wrong)
    stale = bool(refused and refused.status == 412)
    user: User = form.request.user  # type: ignore[assignment] # has signed in
    shown = {
        "agreement": agreement,
        "open": "amend" in standing.actions(agreement, user),
        "stale": stale,
        "fields": fields,
        "faults": forms.faults(labels, wrong, refused.status if refused else 400),
        "outline": form.outline,
        "once": sending.key(),
        "revision": agreement.revision if stale else form.request.POST.get("revision", agreement.revision),
        "known_at": form.known_at.isoformat(),
        **rows_shown(form.words, form.terms, fields),
        "known": proposed(user),
        "kinds": [("", "–"), *CommitmentKind.choices],
        "roles": [("", "–"), *PartyRole.choices],
        "bases": Basis.choices,
        "clauses": [
            row for row in clauses(form.words, conditions_of(form.terms), fields) if row["name"] != FIXED
        ],
    }  # fmt: skip
    return render(form.request, "reports/amend.html", shown, status=refused.status if refused else 200)
