"""Pages: what is ordered and not paid yet, and the forms of who attests, decides, pays or cancels it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement
from finance import giro
from finance.bodies.orders import OrderAttestBody, OrderCancelBody
from finance.bodies.payments import PaymentBody
from finance.models import PaymentOrder
from finance.models.orders import OPEN, OrderAct, OrderState
from finance.services import attests, order_states, payments
from office.bodies import Body, Values
from office.language import current_language, kronor
from office.models import User
from office.numbers import day
from office.pages import forms, sending
from office.pages.forms import Input
from office.refusals import Refusal, Refused
from reports.pages.act_inputs import day_input

#: The forms by the names in their addresses, which are also those of the record's `actions`.
ACTS = ("attest", "decide", "pay", "cancel")
Do = Callable[[PaymentOrder, Values, User, list[Refusal], str | None], object]


@dataclass(frozen=True)
class Form:
    """What it is called, what it does, what its button says, its body and its fields, and what it does with them."""

    title: str
    what: str
    button: str
    body: type[Body]
    inputs: Sequence[Input]
    do: Do


def open_orders(agreement: Agreement, user: User) -> list[dict[str, Any]]:
    """The agreement's orders that are neither paid nor cancelled, the oldest first, each with what the user may do."""
    rows = PaymentOrder.objects.visible_to(user).filter(agreement=agreement, state__in=OPEN)
    found = []
    for made in _with_what_they_say(rows).order_by("ordered_on", "pk"):
        made.agreement = agreement
        allowed = order_states.actions(made, user)
        links = [(reverse("order-act", args=[made.pk, name]), form_of(made, name).title) for name in allowed]
        found.append({"order": made, "links": links, "waits": _waits(made, allowed)})
    return found


def _with_what_they_say(rows: Any) -> Any:
    related = "recipient__organization", "commitment__party", "account"
    return rows.select_related(*related).prefetch_related("acts")


def _waits(made: PaymentOrder, allowed: Sequence[str]) -> str:
    """Who takes it further where the reader does not."""
    if {"attest", "decide", "pay"} & set(allowed):
        return ""
    if made.state == OrderState.ATTESTED:
        return _("Another officer decides it: two people attest each payment.")
    return _("The officers of the public parties take it further.")


def form_of(made: PaymentOrder, name: str) -> Form:
    """One of the forms, of an order."""
    if name == "attest":
        title, what = _("Attest the order"), _("You attest that this is to be paid. Another officer then decides it.")
        return Form(title, what, _("Attest it"), OrderAttestBody, [_day()], _attest(OrderAct.SUBSTANCE))
    if name == "decide":
        title, what = _("Decide the order"), _("You are the second of the two who attest it. Then it may be paid.")
        return Form(title, what, _("Decide it"), OrderAttestBody, [_day()], _attest(OrderAct.DECISION))
    if name == "pay":
        title, what = _("Register that it is paid"), _("The payment is as it was ordered, on the day the money left.")
        inputs = [day_input("paid_on", _("Day of the payment")), Input("note", _("Note"), required=False)]
        return Form(title, what, _("Register the payment"), PaymentBody, inputs, _pay)
    title, what = _("Cancel the order"), _("It is not paid, and its amount can be paid or ordered anew.")
    return Form(title, what, _("Cancel it"), OrderCancelBody, _cancelling(made), attests.cancel)


def _day() -> Input:
    return day_input("acted_on", _("Day"))


def _cancelling(made: PaymentOrder) -> list[Input]:
    """Of one that left in a file also how its payment was stopped."""
    found = [Input("reason", _("Why"), "area"), _day()]
    if made.state == OrderState.SENT:
        hint = _("How it was stopped at the bank or in the economy system, and the office or case that confirmed it.")
        found.insert(1, Input("stopped", _("How the payment was stopped"), "area", hint=hint))
    return found


def _attest(act: OrderAct) -> Do:
    def attest(made: PaymentOrder, values: Values, by: User, wrong: list[Refusal], revision: str | None) -> object:
        return attests.attest(made, act, values, by, wrong, revision)

    return attest


def _pay(_made: PaymentOrder, values: Values, by: User, wrong: list[Refusal], _revision: str | None) -> object:
    return payments.pay(values, by, wrong)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One act on an order: its form; done, it leads back to the agreement's orders."""
    rows = PaymentOrder.objects.visible_to(request.user).select_related("agreement")
    made = get_object_or_404(_with_what_they_say(rows), pk=pk)
    user: User = request.user  # type: ignore[assignment] # has signed in
    form = form_of(made, name)
    try:
        if request.method != "POST":
            order_states.require_allowed(name, made, user)
            return _page(request, made, name, form)
        said = forms.said(form.body, request.POST)
        known = {"agreement": made.agreement_id, "order": made.pk} if name == "pay" else {}
        values, refusals = form.body().read(said | known)

        def done() -> None:
            form.do(made, values, user, refusals, request.POST.get("revision"))

        sending.once(request, done)
    except Refused as refused:
        return _page(request, made, name, form, refused)
    messages.success(request, _done(name))
    return redirect(_back(made))


def _done(name: str) -> str:
    """What is said when it is done."""
    words = {"attest": _("The order is attested."), "decide": _("The order is decided.")}
    return words.get(name) or (_("The payment is registered.") if name == "pay" else _("The order is cancelled."))


def _back(made: PaymentOrder) -> str:
    return f"{reverse('agreement', args=[made.agreement_id])}#orders"


def _page(
    request: HttpRequest, made: PaymentOrder, name: str, form: Form, refused: Refused | None = None
) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment] # has signed in
    wrong = refused.refusals if refused else ()
    labels = {one.name: one.label for one in form.inputs}
    typed = request.POST if request.method == "POST" else {one.name: one.first for one in form.inputs}
    fields = forms.fields(labels, typed, wrong)
    shown = {
        "act": form,
        "said": _said(made),
        "about": f"{made.agreement.reference} {made.agreement.title}",
        "back": _back(made),
        "revision": made.revision,
        "once": sending.key(),
        "inputs": [(one, fields[one.name]) for one in form.inputs],
        "faults": forms.faults(labels, wrong, refused.status if refused else 400),
        "open": name in order_states.actions(made, user),
    }
    return render(request, "reports/act.html", shown, status=refused.status if refused else 200)


def _said(made: PaymentOrder) -> str:
    """What the order says, in one sentence."""
    return _("%(amount)s for %(period)s to %(name)s, account %(account)s, ordered on %(day)s: %(state)s.") % {
        "amount": kronor(made.amount),
        "period": made.period,
        "name": made.recipient.organization.name,
        "account": giro.written(made.account.kind, made.account.number),
        "day": day(made.ordered_on, current_language()),
        "state": OrderState(made.state).label.lower(),
    }
