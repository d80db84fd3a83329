"""Pages: what is done to an agreement when it has been written: decided, signed, withdrawn, paid."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agreements.bodies import DecisionBody, SignatureBody
from agreements.models import Agreement
from agreements.models.acts import Outcome
from agreements.selectors import funding, periods_of, recipients
from agreements.services import lifecycle, standing
from finance.bodies.payments import PaymentBody
from finance.services import payments
from office.access import acting
from office.bodies import Body, NoBody, Values
from office.clock import today
from office.models import User
from office.pages import forms, sending
from office.refusals import Refusal, Refused

Choices = Sequence[tuple[Any, Any]]
Do = Callable[[Agreement, Values, User, list[Refusal], str | None], object]


@dataclass(frozen=True)
class Input:
    """One field of an act: `kind` is that of `office/field.html`; empty `choices` of a select leave it out."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    choices: Choices = ()
    first: Any = ""
    required: bool = True


@dataclass(frozen=True)
class Act:
    """`allowed` is its name in `standing.ACTIONS`; `inputs` are asked of the agreement and who acts; `waits` is whether
    there is anybody for whom they can do it."""

    allowed: str
    title: Promise
    what: Promise
    button: Promise
    body: type[Body]
    do: Do
    inputs: Callable[[Agreement, User], Iterable[Input]]
    waits: Callable[[Agreement, User], object] = lambda _agreement, _user: True


def _answering(agreement: Agreement, user: User, public: bool) -> Choices:
    """The parties whose answer is waited for and that the user may answer for."""
    mine, officer = acting(user), standing.is_officer(agreement, user)
    who = mine.officer if public else mine.reporter
    return [
        (party.organization_id, party.organization.name)
        for party in agreement.parties.all()
        if party.organization.public == public
        and standing.consented_on(agreement, party) is None
        and (party.organization_id in who or (officer and not public))
    ]


def decision_inputs(who: Choices, day: str) -> Iterable[Input]:
    """What is asked of a public party's decision, by one of whom it can be; `day` is what the body calls its day."""
    yield Input("organization", _("Who has decided"), "select", choices=who)
    yield Input("outcome", _("What was decided"), "select", choices=Outcome.choices)
    yield Input(day, _("Day of the decision"), "date", first=today().isoformat())
    yield Input("body", _("The board, or the office that decides by delegation"), hint=_("Example: Kommunstyrelsen"))
    hint = _("Of a board's decision. Example: § 210")
    yield Input("paragraph", _("Paragraph of the minutes"), hint=hint, required=False)
    hint = _("The minutes by their registry number or title. Example: KS-2026/90")
    yield Input("document", _("Document"), hint=hint, required=False)
    hint = _("Only of a decision by delegation, as the delegation order numbers it. Example: 4.2")
    yield Input("delegation_point", _("Point of the delegation order"), hint=hint, required=False)


def signature_inputs(who: Choices, day: str, officer: bool) -> Iterable[Input]:
    """What is asked of another party's signature; the association itself signs today."""
    yield Input("organization", _("Who has signed"), "select", choices=who)
    if officer:
        yield Input(day, _("Day of the signature"), "date", first=today().isoformat())
    hint = _("The office that is held, not the person's name. Example: Ordföranden")
    yield Input("signed_by", _("Signed by"), hint=hint)


def _decision(agreement: Agreement, user: User) -> Iterable[Input]:
    return decision_inputs(_answering(agreement, user, True), "decided_on")


def _signature(agreement: Agreement, user: User) -> Iterable[Input]:
    officer = standing.is_officer(agreement, user)
    return signature_inputs(_answering(agreement, user, False), "signed_on", officer)


def _payment(agreement: Agreement, user: User) -> Iterable[Input]:
    mine = acting(user).officer
    paying = [row for row in funding(agreement) if row.party.organization_id in mine]
    paid = {party.pk: party for row in paying for party in recipients(agreement, row)}.values()
    if len(paying) > 1:
        named = [(row.pk, " – ".join(filter(None, (row.party.organization.name, row.name)))) for row in paying]
        yield Input("commitment", _("Which promise it pays"), "select", choices=named)
    yield Input("period", _("For which period"), "select", choices=[(one.label,) * 2 for one in periods_of(agreement)])
    yield Input("amount", _("Amount, kr"), "amount")
    yield Input("paid_on", _("Day of the payment"), "date", first=today().isoformat())
    if len(paid) > 1:
        them = [(party.organization_id, party.organization.name) for party in paid]
        yield Input("recipient", _("Who was paid"), "select", choices=them)
    yield Input("note", _("Note"), required=False)


def _pay(_agreement: Agreement, values: Values, by: User, refusals: list[Refusal], _revision: str | None) -> object:
    return payments.pay(values, by, refusals)


def _withdraw(agreement: Agreement, _values: Values, by: User, _wrong: list[Refusal], revision: str | None) -> object:
    return lifecycle.withdraw(agreement, by, revision)


ACTS = {
    "decide": Act(
        "decide",
        gettext_lazy("Register a decision"),
        gettext_lazy("Each public party decides for itself. The last yes that is needed makes the agreement bind."),
        gettext_lazy("Register the decision"),
        DecisionBody,
        lifecycle.decide,
        _decision,
        partial(_answering, public=True),
    ),
    "sign": Act(
        "sign",
        gettext_lazy("Register a signature"),
        gettext_lazy("Parties that are not public sign. What is registered stands and cannot be taken back."),
        gettext_lazy("Register the signature"),
        SignatureBody,
        lifecycle.sign,
        _signature,
        partial(_answering, public=False),
    ),
    "withdraw": Act(
        "withdraw",
        gettext_lazy("Withdraw the agreement"),
        gettext_lazy("It is taken back for good: nobody can decide on it or sign it any more."),
        gettext_lazy("Withdraw it"),
        NoBody,
        _withdraw,
        lambda _agreement, _user: (),
    ),
    "pay": Act(
        "pay",
        gettext_lazy("Register a payment"),
        gettext_lazy("What has been paid under the agreement, by the day that the money left the account."),
        gettext_lazy("Register the payment"),
        PaymentBody,
        _pay,
        _payment,
    ),
}


def offered(agreement: Agreement, user: User) -> list[tuple[str, Act]]:
    """What they may do now, by name; a decision or a signature only while somebody's is waited for."""
    allowed = standing.actions(agreement, user)
    return [(name, one) for name, one in ACTS.items() if one.allowed in allowed and one.waits(agreement, user)]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One act on an agreement: its form; done, it leads back to the agreement."""
    seen = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    agreement, what, by = Agreement.objects.with_terms().get(pk=seen.pk), ACTS[name], request.user
    try:
        if request.method != "POST":
            _allowed(agreement, what.allowed, by)  # type: ignore[arg-type] # has signed in
            return _page(request, agreement, what)
        _once(request, agreement, what)
    except Refused as refused:
        return _page(request, agreement, what, refused)
    return redirect("agreement", agreement.pk)


def _once(request: HttpRequest, agreement: Agreement, what: Act) -> None:
    """Do it; a form that is sent twice acts once."""
    user: User = request.user  # type: ignore[assignment] # has signed in
    values, refusals = what.body().read(_raw(request, agreement, what))

    def done() -> None:
        what.do(agreement, values, user, refusals, request.POST.get("revision"))

    sending.once(request, done)


def _allowed(agreement: Agreement, name: str, by: User) -> None:
    """Raises what the act itself would: 403 for whom it is not, 409 in a state that does not allow it."""
    if not (name == "sign" and standing.is_reporter(agreement, by)):
        standing.officers_only(agreement, by)
    standing.require_state_for(name, agreement)


def _raw(request: HttpRequest, agreement: Agreement, what: Act) -> Values:
    """The form's words as the body reads them, and the agreement that they are about."""
    said = forms.said(what.body, request.POST)
    return said | ({"agreement": agreement.pk} if "agreement" in what.body().fields else {})


def _page(request: HttpRequest, agreement: Agreement, what: Act, refused: Refused | None = None) -> HttpResponse:
    inputs = [one for one in what.inputs(agreement, request.user) if one.kind != "select" or one.choices]  # type: ignore[arg-type]
    labels = {one.name: one.label for one in inputs}
    firsts = {one.name: request.GET.get(one.name, one.first) for one in inputs}
    wrong = refused.refusals if refused else ()
    fields = forms.fields(labels, request.POST if request.method == "POST" else firsts, wrong)
    shown = {
        "act": what,
        "about": f"{agreement.reference} {agreement.title}",
        "back": reverse("agreement", args=[agreement.pk]),
        "revision": agreement.revision,
        "once": sending.key(),
        "inputs": [(one, fields[one.name]) for one in inputs],
        "faults": forms.faults(labels, wrong),
        "open": what.allowed in standing.actions(agreement, request.user),
    }
    return render(request, "reports/act.html", shown, status=refused.status if refused else 200)
