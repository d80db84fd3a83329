"""Pages: what is done to an agreement when it has been written: decided, signed, withdrawn, paid, ended."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agreements.bodies import DecisionBody, NoticeBody, SignatureBody, TerminationBody
from agreements.models import Agreement
from agreements.services import lifecycle, renewing, standing
from finance.bodies.payments import PaymentBody
from finance.services import payments
from office.bodies import Body, NoBody, Values
from office.models import User
from office.pages import forms, sending
from office.pages.forms import Input
from office.refusals import Refusal, Refused
from reports.pages import act_inputs, paying, told_first
from reports.pages.told_first import Told, UnconfirmedError

Do = Callable[[Agreement, Values, User, list[Refusal], str | None], object]
First = Callable[[Agreement, Values, User, list[Refusal], str | None], Told | None]


@dataclass(frozen=True)
class Act:
    """`allowed` is its name in `standing.ACTIONS`; `inputs` are asked of the agreement and who acts; `waits` is whether
    there is anybody for whom they can do it; `reporters` is whether it is for associations too; `needs` refuses an
    agreement of which it cannot be done, beyond its state; `first` is what is told, and confirmed, before;
    `done` what is said after."""

    allowed: str
    title: Promise
    what: Promise
    button: Promise
    done: Promise
    body: type[Body]
    do: Do
    inputs: Callable[[Agreement, User], Iterable[Input]]
    waits: Callable[[Agreement, User], object] = lambda _agreement, _user: True
    reporters: bool = False
    needs: Callable[[Agreement, User], None] = lambda _agreement, _user: None
    first: First = told_first.nothing


def _pay(_agreement: Agreement, values: Values, by: User, refusals: list[Refusal], _revision: str | None) -> object:
    return payments.pay(values, by, refusals)


def _correct(agreement: Agreement, values: Values, by: User, refusals: list[Refusal], revision: str | None) -> object:
    """What is to be taken back is typed without its minus."""
    if "corrects" not in values or values["corrects"] is None:
        message = _("Say which payment is to be corrected.")
        refusals = [*refusals, Refusal("required", message, "corrects", "a payment of this agreement", None)]
    back = {"amount": -abs(values["amount"])} if "amount" in values else {}
    return _pay(agreement, values | back, by, refusals, revision)


def _withdraw(agreement: Agreement, _values: Values, by: User, _wrong: list[Refusal], revision: str | None) -> object:
    return lifecycle.withdraw(agreement, by, revision)


ACTS = {
    "decide": Act(
        "decide",
        gettext_lazy("Register a decision"),
        gettext_lazy(
            "Each public party decides for itself. The last yes that is needed makes the agreement bind. A decision "
            "that comes after it is kept, and changes nothing."
        ),
        gettext_lazy("Register the decision"),
        gettext_lazy("The decision is registered."),
        DecisionBody,
        lifecycle.decide,
        act_inputs.decision,
        partial(act_inputs.answering, public=True),
    ),
    "sign": Act(
        "sign",
        gettext_lazy("Register a signature"),
        gettext_lazy("Parties that are not public sign. What is registered stands and cannot be taken back."),
        gettext_lazy("Register the signature"),
        gettext_lazy("The signature is registered."),
        SignatureBody,
        lifecycle.sign,
        act_inputs.signature,
        partial(act_inputs.answering, public=False),
        reporters=True,
    ),
    "withdraw": Act(
        "withdraw",
        gettext_lazy("Withdraw the agreement"),
        gettext_lazy("It is taken back for good: nobody can decide on it or sign it any more."),
        gettext_lazy("Withdraw it"),
        gettext_lazy("The agreement is withdrawn."),
        NoBody,
        _withdraw,
        lambda _agreement, _user: (),
    ),
    "pay": Act(
        "pay",
        gettext_lazy("Register a payment"),
        gettext_lazy("What has been paid under the agreement, by the day that the money left the account."),
        gettext_lazy("Register the payment"),
        gettext_lazy("The payment is registered."),
        PaymentBody,
        _pay,
        act_inputs.payment,
        needs=paying.require_something_to_pay,
        first=told_first.another_payment,
    ),
    "correct-payment": Act(
        "pay",
        gettext_lazy("Correct a payment"),
        gettext_lazy(
            "A payment that was registered by mistake, or with too large an amount, stays and is taken back by a row "
            "of its own. What is taken back can be paid anew."
        ),
        gettext_lazy("Register the correction"),
        gettext_lazy("The correction is registered."),
        PaymentBody,
        _correct,
        act_inputs.correction,
        act_inputs.correctable,
    ),
    "give-notice": Act(
        "give_notice",
        gettext_lazy("Give notice"),
        gettext_lazy(
            "The agreement renews itself unless a party gives notice in time. With a notice it ends with its term."
        ),
        gettext_lazy("Register the notice"),
        gettext_lazy("The notice is registered."),
        NoticeBody,
        renewing.give_notice,
        act_inputs.notice,
        act_inputs.notifying,
        reporters=True,
    ),
    "terminate": Act(
        "terminate",
        gettext_lazy("End the agreement early"),
        gettext_lazy(
            "Nothing is promised after the last day; what was before it is reported and settled. It cannot be undone."
        ),
        gettext_lazy("Show what it would change"),
        gettext_lazy("The agreement is ended early."),
        TerminationBody,
        lifecycle.terminate,
        act_inputs.termination,
        needs=lambda agreement, _user: standing.require_alone(agreement),
        first=told_first.early_end,
    ),
}


def offered(agreement: Agreement, user: User, pays: bool) -> list[tuple[str, Act]]:
    """What they may do now, by name; a decision or a signature only while somebody's is waited for, and a payment only
    where something is left to be paid (`pays`)."""
    allowed = standing.actions(agreement, user)
    found = [(name, one) for name, one in ACTS.items() if one.allowed in allowed and one.waits(agreement, user)]
    return [(name, one) for name, one in found if pays or name != "pay"]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One act on an agreement: its form; done, it leads back to the agreement."""
    seen = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    agreement, what, by = Agreement.objects.with_terms().get(pk=seen.pk), ACTS[name], request.user
    try:
        if request.method != "POST":
            _allowed(agreement, what, by)  # type: ignore[arg-type] # has signed in
            return _page(request, agreement, what)
        _once(request, agreement, what)
    except UnconfirmedError as unconfirmed:
        return _page(request, agreement, what, told=unconfirmed.told)
    except Refused as refused:
        return _page(request, agreement, what, refused)
    messages.success(request, str(what.done))
    return redirect("agreement", agreement.pk)


def _once(request: HttpRequest, agreement: Agreement, what: Act) -> None:
    """Do it, once what is told first is confirmed; a form that is sent twice acts once."""
    user: User = request.user  # type: ignore[assignment] # has signed in
    values, refusals = what.body().read(_raw(request, agreement, what))

    def done() -> None:
        said = agreement, values, user, refusals, request.POST.get("revision")
        told = what.first(*said)
        if told and request.POST.get(told_first.CONFIRMED) != told.of(values).digest:
            raise UnconfirmedError(told.of(values))
        what.do(*said)

    sending.once(request, done)


def _allowed(agreement: Agreement, what: Act, by: User) -> None:
    """Raises what the act itself would: 403 for whom it is not, 409 in a state that does not allow it."""
    if not (what.reporters and standing.is_reporter(agreement, by)):
        standing.officers_only(agreement, by)
    if what.allowed in standing.OF_MEMBERS and not standing.stays(agreement, by):
        raise standing.left()
    standing.require_state_for(what.allowed, agreement)
    what.needs(agreement, by)


def _raw(request: HttpRequest, agreement: Agreement, what: Act) -> Values:
    """The form's words as the body reads them, and the agreement that they are about."""
    said = forms.said(what.body, request.POST)
    return said | ({"agreement": agreement.pk} if "agreement" in what.body().fields else {})


def _page(
    request: HttpRequest, agreement: Agreement, what: Act, refused: Refused | None = None, told: Told | None = None
) -> HttpResponse:
    inputs = [one for one in what.inputs(agreement, request.user) if one.kind != "select" or one.choices]  # type: ignore[arg-type]
    labels = {one.name: one.label for one in inputs}
    firsts = {one.name: request.GET.get(one.name, one.first) for one in inputs}
    wrong = refused.refusals if refused else ()
    fields = forms.fields(labels, request.POST if request.method == "POST" else firsts, wrong)
    shown = {
        "act": what,
        "told": told,
        "about": f"{agreement.reference} {agreement.title}",
        "back": reverse("agreement", args=[agreement.pk]),
        "revision": agreement.revision,
        "once": sending.key(),
        "inputs": [(one, fields[one.name]) for one in inputs],
        "faults": forms.faults(labels, wrong, refused.status if refused else 400),
        "open": what.allowed in standing.actions(agreement, request.user),
    }
    return render(request, "reports/act.html", shown, status=refused.status if refused else 200)
