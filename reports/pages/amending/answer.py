"""The page of one amendment: what it changes and who has answered it; and the forms of who answers or takes it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.amendment_body import AmendmentAnswerBody
from agreements.models import Amendment
from agreements.models.acts import Outcome
from agreements.selectors import acting_in
from agreements.services import amending, answering, consenting, outlining, standing
from office.models import Organization, User
from office.pages import forms, sending
from office.pages.forms import Choices, Input
from office.refusals import Refused
from reports.pages.act_inputs import decision_inputs, signature_inputs

#: The forms by the names in their addresses.
ANSWERS = ("decide", "sign", "withdraw")


@dataclass(frozen=True)
class Answer:
    """A form: what it is called, what it does, what its button says, and its fields."""

    title: str
    what: str
    button: str
    inputs: Sequence[Input] = ()


def waited_for(amendment: Amendment) -> list[Organization]:
    """Who has not answered, while it is proposed."""
    return _organizations(consenting.waiting_for(amendment))


def _organizations(ids: list[int]) -> list[Organization]:
    return list(Organization.objects.filter(pk__in=ids).order_by("pk")) if ids else []


def forms_of(amendment: Amendment, user: User) -> dict[str, Answer]:
    """The forms by their names, each with those for whom the user may answer: an officer decides for its own public
    organisation, and may register the signature of another."""
    mine, officer = acting_in(amendment.agreement_id, user), standing.is_officer(amendment.agreement, user)
    heard = _organizations(consenting.heard(amendment))
    deciding = [(one.pk, one.name) for one in heard if one.public and one.pk in mine.officer]
    signing = [(one.pk, one.name) for one in heard if not one.public and (officer or one.pk in mine.reporter)]
    return {
        "decide": Answer(
            _("Register a decision"),
            _(
                "Each public party decides for itself. The last yes that is needed makes the amendment hold from its "
                "day. A decision that comes after it is kept, and changes nothing."
            ),
            _("Register the decision"),
            list(decision_inputs(deciding, "answered_on")),
        ),
        "sign": Answer(
            _("Register a signature"),
            _("Parties that are not public sign, or say no. What is registered stands and cannot be taken back."),
            _("Register the answer"),
            _signing(signing, officer),
        ),
        "withdraw": Answer(
            _("Take the amendment back"),
            _("Nobody can answer it any more. What holds stays as it is, and another can be proposed."),
            _("Take it back"),
        ),
    }


def _signing(who: Choices, officer: bool) -> list[Input]:
    first, *more = signature_inputs(who, "answered_on", officer)
    says = [(Outcome.YES, _("It signs the amendment")), (Outcome.NO, _("It says no"))]
    return [first, Input("outcome", _("Answer"), "select", choices=says), *more]


def offered(amendment: Amendment, user: User) -> Iterable[tuple[str, Answer]]:
    """The forms that they can fill in now: those for which somebody's answer can be recorded."""
    allowed = amending.actions(amendment, user)
    for name, one in forms_of(amendment, user).items():
        if name == "withdraw" and name in allowed:
            yield name, one
        if name != "withdraw" and "answer" in allowed and one.inputs[0].choices:
            yield name, one


def _seen(request: HttpRequest, pk: int) -> Amendment:
    """The amendment, where the user may see it."""
    rows = Amendment.objects.visible_to(request.user).select_related("agreement", "proposed_by")
    return get_object_or_404(rows.prefetch_related("answers", "joining"), pk=pk)


@require_safe
@login_required
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """One amendment: what it changes, in words and kronor; who has answered and who is waited for."""
    row, user = _seen(request, pk), request.user
    shown = {
        "amendment": row,
        "agreement": row.agreement,
        "outline": outlining.of(row),
        "answers": list(row.answers.select_related("organization")),
        "waiting": [one.name for one in waited_for(row)],
        "silent": [one.name for one in _organizations(consenting.silent(row))],
        "recommended": row.recommendations.all(),
        "offered": list(offered(row, user)),  # type: ignore[arg-type] # has signed in
    }
    return render(request, "reports/amendment.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A form of the amendment; done, it leads back to it."""
    row = _seen(request, pk)
    try:
        if request.method != "POST":
            _allowed(row, name, request.user)  # type: ignore[arg-type] # has signed in
            return _page(request, row, name)
        sending.once(request, lambda: _act(request, row, name))
    except Refused as refused:
        return _page(request, row, name, refused)
    told = _("The amendment is taken back.") if name == "withdraw" else _("The answer is registered.")
    messages.success(request, told)
    return redirect("amendment", row.pk)


def _allowed(row: Amendment, name: str, user: User) -> None:
    """Raises what the act itself would: 409 when it is no longer proposed, 403 for whom it is not."""
    if name not in dict(offered(row, user)):
        if name == "withdraw" or not consenting.heard(row):
            amending.require_open(row)
        standing.without_conflict(row.agreement, user)
        if name == "withdraw":
            standing.members_only(row.agreement, user)
            raise amending.not_yours_to_take_back()
        raise answering.not_yours(public=name == "decide")


def _act(request: HttpRequest, row: Amendment, name: str) -> None:
    """Do what the form says. Raises `Refused`."""
    user: User = request.user  # type: ignore[assignment] # has signed in
    revision = request.POST.get("revision")
    if name == "withdraw":
        amending.withdraw(row, user, revision)
        return
    values, refusals = AmendmentAnswerBody().read(forms.said(AmendmentAnswerBody, request.POST))
    answering.answer(row, values, user, refusals, revision)


def _page(request: HttpRequest, row: Amendment, name: str, refused: Refused | None = None) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment] # has signed in
    one, wrong = forms_of(row, user)[name], refused.refusals if refused else ()
    labels = {each.name: each.label for each in one.inputs}
    typed = request.POST if request.method == "POST" else {each.name: each.first for each in one.inputs}
    fields = forms.fields(labels, typed, wrong)
    shown: dict[str, Any] = {
        "act": one,
        "about": f"{row.agreement.reference} {row.agreement.title}",
        "back": reverse("amendment", args=[row.pk]),
        "revision": row.revision,
        "once": sending.key(),
        "inputs": [(each, fields[each.name]) for each in one.inputs],
        "faults": forms.faults(labels, wrong, refused.status if refused else 400),
        "open": name in dict(offered(row, user)),
    }
    return render(request, "reports/act.html", shown, status=refused.status if refused else 200)
