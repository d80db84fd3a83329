"""Where a payment order stands, whether it is still sound, and who may do something with it."""

from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from agreements.models import Agreement, Commitment
from agreements.selectors import conflicted, periods_of
from agreements.services.lifecycle import concerns
from agreements.services.standing import is_officer, officers_only
from finance.models import PaymentOrder
from finance.models.orders import OPEN, OrderState
from finance.selectors import accounts
from finance.selectors import payments as selectors
from finance.services import balances
from office.access import acting
from office.clock import today
from office.language import kronor
from office.models import User
from office.refusals import Refusal, Refused, conflict, forbidden
from office.services import trail

Values = dict[str, Any]
#: Each attest, as it is called among the `actions`, takes an order from one state to the next.
STEPS = {
    "attest": (OrderState.ORDERED, OrderState.ATTESTED),
    "decide": (OrderState.ATTESTED, OrderState.DECIDED),
}


def payers_only(commitment: Commitment, by: User) -> None:
    if commitment.party.organization_id not in acting(by).officer or commitment.agreement_id in conflicted(by):
        message = _("Only an officer of the organisation that pays orders its payments.")
        raise forbidden("order.payers_only", message)


def require_order(made: PaymentOrder, *states: str) -> None:
    """409 with what the state is and what it would have to be."""
    if made.state not in states:
        message = _("The order is %(state)s; this needs it to be %(needed)s.")
        needed = ", ".join(str(OrderState(state).label).lower() for state in states)
        told = {"state": str(OrderState(made.state).label).lower(), "needed": needed}
        raise conflict("order.state", message % told, expected=list(states), actual=made.state)


def actions_of(state: str, attests: bool, payer: bool, attested: bool) -> list[str]:
    """What somebody may do with an order now: `attests` is an officer who does not act for the recipient, `payer` one
    of the organisation that pays, `attested` who has attested it already."""
    found = []
    if attests and state == OrderState.ORDERED:
        found.append("attest")
    if attests and state == OrderState.ATTESTED and not attested:
        found.append("decide")
    if payer and state in OPEN:
        found.append("cancel")
    if payer and state in (OrderState.DECIDED, OrderState.SENT):
        found.append("pay")
    return found


def actions(made: PaymentOrder, by: User) -> list[str]:
    """The same of one order and one user."""
    officer, mine = is_officer(made.agreement, by), acting(by)
    pays = officer and made.commitment.party.organization_id in mine.officer
    return actions_of(made.state, officer, pays, any(one.recorded_by_id == by.pk for one in made.acts.all()))


def require_allowed(act: str, made: PaymentOrder, by: User) -> None:
    """Raises what the act itself would: 403 for whom it is not, 409 in a state that does not allow it."""
    officers_only(made.agreement, by)
    if act in STEPS:
        require_attestable(made, act, by)
        return
    payers_only(made.commitment, by)
    require_order(made, *(sorted(OPEN) if act == "cancel" else (OrderState.DECIDED, OrderState.SENT)))


def require_attestable(made: PaymentOrder, act: str, by: User) -> None:
    """403 for who has attested it already, 409 in another state."""
    require_order(made, STEPS[act][0])
    if made.acts.filter(recorded_by=by).exists():
        message = _("Two different people attest a payment: you have attested its substance.")
        raise forbidden("order.two_people", message)


def agreed_now(agreement: Agreement, made: PaymentOrder) -> Decimal:
    """What is agreed for the order's period today; nothing where an early end has taken the period away."""
    period = next((one for one in periods_of(agreement) if one.label == made.period), None)
    return selectors.agreed(agreement, made.commitment, period) if period else Decimal("0.00")


def refuse_unsound(agreement: Agreement, made: PaymentOrder) -> None:
    """409 when the account is no longer the one in force, or less is agreed than what is paid and ordered."""
    found = accounts.confirmed(made.commitment.party.organization_id, made.recipient.organization_id, today())
    if found is None or found.pk != made.account_id:
        message = _("The account has been changed since the order was made: cancel it and make a new one.")
        raise conflict("order.account_changed", message, expected=found and found.pk, actual=made.account_id)
    agreed = agreed_now(agreement, made)
    row = balances.balance(made.commitment, made.period, agreed)
    if balances.ore(agreed) < row.paid + row.ordered:
        refusal = above_agreed(made.period, agreed, row.paid, row.ordered, made.amount)
        raise Refused(refusal, status=409)


def above_agreed(period: str, agreed: Decimal, paid: int, ordered: int, amount: Decimal) -> Refusal:
    """More than what remains: what is agreed, paid and ordered (öre) in the sentence."""
    left = agreed - balances.sek(paid + ordered)
    sums = {"promised": agreed, "paid": balances.sek(paid), "ordered": balances.sek(ordered), "left": left}
    told = {"period": period} | {name: kronor(one) for name, one in sums.items()}
    if ordered:
        message = _(
            "%(promised)s is agreed for %(period)s, %(paid)s is paid and %(ordered)s ordered: %(left)s remains."
        )
    else:
        message = _("%(promised)s is agreed for %(period)s and %(paid)s is paid: %(left)s remains.")
    return Refusal("payment.above_agreed", message % told, "amount", f"<= {left}", str(amount))


def move(made: PaymentOrder, before: str, after: str, **columns: Any) -> None:
    """Compare and set; of two that press at once one wins."""
    waiting = PaymentOrder.objects.filter(pk=made.pk, state=before)
    if not waiting.update(state=after, revision=F("revision") + 1, **columns):
        require_order(PaymentOrder.objects.get(pk=made.pk), before)
    made.state, made.revision = after, made.revision + 1


def tell(kind: str, made: PaymentOrder, agreement: Agreement, by: User, data: Values) -> None:
    """It concerns the public parties and the recipient, no other association."""
    public = [party.organization_id for party in agreement.parties.all() if party.organization.public]
    told = {"agreement": agreement.pk, "period": made.period, "amount": str(made.amount), **data}
    concerned = {*public, made.recipient.organization_id} & {*concerns(agreement)}
    trail.record(kind, by=by, subject=made, concerns=concerned, data=told)
