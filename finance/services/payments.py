"""Register payments and their corrections."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Commitment
from agreements.selectors import periods_of
from agreements.services.lifecycle import acted_on, concerns, party_named
from finance.models import Payment, PaymentOrder
from finance.models.orders import OrderState
from finance.selectors import payments as selectors
from finance.services import balances, order_states
from finance.services.naming import named
from office.access import acting
from office.language import kronor
from office.models import User
from office.refusals import Refusal, Refused, forbidden, refuse_if
from office.services import organizations, trail
from office.services.dates import event_date

Values = dict[str, Any]


def pay(values: Values, by: User, refusals: list[Refusal]) -> Payment:
    """Register a payment for a period, or the correction of one.

    The net sum and what is ordered never exceed what is agreed for the period: the agreement's row is held while it is
    counted, and the database refuses more (`balances`). One that names its order is what was ordered, and ends it.
    Raises `Refused`: 404 unknown agreement, 403 not an officer, 409 an agreement that
    is not active, 400 with all that is wrong.
    """
    with transaction.atomic():
        agreement = acted_on(values, "pay", by, refusals)
        refusals = list(refusals)
        made = _ordered(agreement, values)
        if made:
            values = values | as_ordered(made, values, refusals)
        elif "amount" not in values and not any(refusal.path == "amount" for refusal in refusals):
            refusals.append(Refusal("required", _("Say how much was paid."), "amount", "decimal string", None))
        corrected = _corrected(agreement, values, refusals)
        columns = _like(agreement, corrected, values, refusals) if corrected else named(agreement, values, refusals)
        if columns["commitment"]:
            _payers_only(columns["commitment"], by)
        columns["paid_on"] = event_date(values.get("paid_on"), path="paid_on", officer=True, refusals=refusals)
        if corrected:
            _refuse_overcorrection(corrected, values, refusals)
            _refuse_before(corrected, columns["paid_on"], refusals)
        elif not made:
            _refuse_excess(agreement, columns, values, refusals)
        refuse_if(refusals)
        _move(agreement, columns, values["amount"], corrected, made)
        payment = Payment.objects.create(
            agreement=agreement,
            corrects=corrected,
            order=made,
            amount=values["amount"],
            note=values.get("note", ""),
            recorded_by=by,
            **columns,
        )
        _tell(agreement, payment, by)
    return payment


def _payers_only(commitment: Commitment, by: User) -> None:
    """Each payer answers for its own money: no other party's officer registers or takes back what it has paid."""
    if commitment.party.organization_id not in acting(by).officer:
        message = _("Only an officer of the organisation that pays registers its payments.")
        raise forbidden("payment.payers_only", message)


def _tell(agreement: Agreement, payment: Payment, by: User) -> None:
    kind = "payment.corrected" if payment.corrects_id else "payment.registered"
    data = {
        "agreement": agreement.pk,
        "period": payment.period,
        "amount": str(payment.amount),
        "on": str(payment.paid_on),
    }
    data |= {"corrects": payment.corrects_id, "order": payment.order_id}
    trail.record(kind, by=by, subject=payment, concerns=concerns(agreement), data=data)


def _corrected(agreement: Agreement, values: Values, refusals: list[Refusal]) -> Payment | None:
    pk = values.get("corrects")
    if pk is None:
        return None
    found = Payment.objects.filter(agreement=agreement, pk=pk, corrects__isnull=True).first()
    if found is None:
        message = _("The agreement has no payment %(id)s that could be corrected.") % {"id": pk}
        refusals.append(Refusal("payment.unknown", message, "corrects", "a payment of this agreement", pk))
    return found


def _like(agreement: Agreement, corrected: Payment, values: Values, refusals: list[Refusal]) -> Values:
    """A correction stands on the same commitment, period and recipient as what it corrects."""
    said = {"period": corrected.period, "commitment": corrected.commitment_id}
    for name, value in said.items():
        if values.get(name) not in (None, value):
            message = _("A correction stands where the payment stands: %(value)s.") % {"value": value}
            refusals.append(Refusal("payment.correction_elsewhere", message, name, value, values[name]))
    party = party_named(agreement, values.get("recipient"), refusals, "recipient")
    if party and party.pk != corrected.recipient_id:
        name = corrected.recipient.organization.name
        message = _("A correction stands where the payment stands: %(value)s.") % {"value": name}
        refusals.append(Refusal("payment.correction_elsewhere", message, "recipient", name, values["recipient"]))
    return {"commitment": corrected.commitment, "recipient": corrected.recipient, "period": corrected.period}


def _refuse_overcorrection(corrected: Payment, values: Values, refusals: list[Refusal]) -> None:
    amount: Decimal | None = values.get("amount")
    left = selectors.left_of(corrected)
    if amount is None:
        return
    if amount >= 0:
        message = _("A correction takes back: its amount is negative. Register more money as a payment of its own.")
        refusals.append(Refusal("payment.correction_not_negative", message, "amount", "< 0", str(amount)))
    elif -amount > left:
        message = _("Of this payment %(left)s is left to take back.") % {"left": kronor(left)}
        refusals.append(Refusal("payment.overcorrected", message, "amount", f">= -{left}", str(amount)))


def _refuse_before(corrected: Payment, day: date, refusals: list[Refusal]) -> None:
    """Nothing is taken back before it was paid: the sum would be negative in between."""
    if day < corrected.paid_on:
        message = _("The payment cannot be corrected on %(day)s, before it was paid on %(paid_on)s.")
        told = message % {"day": day, "paid_on": corrected.paid_on}
        refusals.append(Refusal("date.out_of_order", told, "paid_on", f">= {corrected.paid_on}", str(day)))


def _refuse_excess(agreement: Agreement, columns: Values, values: Values, refusals: list[Refusal]) -> None:
    amount: Decimal | None = values.get("amount")
    period = next((one for one in periods_of(agreement) if one.label == columns["period"]), None)
    if amount is not None and amount <= 0:
        message = _("A payment is more than zero; a correction names the payment that it corrects.")
        refusals.append(Refusal("payment.not_positive", message, "amount", "> 0", str(amount)))
    elif amount is not None and columns["commitment"] and period:
        agreed = selectors.agreed(agreement, columns["commitment"], period)
        row = balances.balance(columns["commitment"], period.label, agreed)
        if balances.ore(amount) > balances.ore(agreed) - row.paid - row.ordered:
            refusals.append(order_states.above_agreed(period.label, agreed, row.paid, row.ordered, amount))


def _move(
    agreement: Agreement, columns: Values, amount: Decimal, corrected: Payment | None, made: PaymentOrder | None
) -> None:
    """What is paid and ordered, moved with the payment: the database refuses more than is agreed."""
    commitment, label = columns["commitment"], columns["period"]
    if made:
        agreed = order_states.agreed_now(agreement, made)
        balances.release(commitment, label, agreed, paid=amount, ordered=-amount)
        order_states.move(made, made.state, OrderState.PAID)
        return
    period = next((one for one in periods_of(agreement) if one.label == label), None)
    agreed = selectors.agreed(agreement, commitment, period) if period else Decimal(0)
    change = balances.release if corrected else balances.bind
    change(commitment, label, agreed, paid=amount)


def _ordered(agreement: Agreement, values: Values) -> PaymentOrder | None:
    """The order that is paid: decided, and still sound unless it has been sent in a file (then the money has left)."""
    pk = values.get("order")
    if pk is None:
        return None
    made = PaymentOrder.objects.filter(agreement=agreement, pk=pk).select_related("commitment", "recipient").first()
    if made is None:
        message = _("The agreement has no payment order %(id)s.") % {"id": pk}
        raise Refused(Refusal("order.unknown", message, "order", "an order of this agreement", pk))
    order_states.require_order(made, OrderState.DECIDED, OrderState.SENT)
    if made.state == OrderState.DECIDED:
        order_states.refuse_unsound(agreement, made)
    return made


def as_ordered(made: PaymentOrder, values: Values, refusals: list[Refusal]) -> Values:
    """A payment of an order is what the order says."""
    ordered = {
        "amount": made.amount,
        "period": made.period,
        "commitment": made.commitment_id,
        "recipient": made.recipient.organization_id,
        "corrects": None,
    }
    for name in ("amount", "period", "commitment", "corrects"):
        if values.get(name) not in (None, ordered[name]):
            message = _("The payment is as it was ordered: %(value)s.") % {"value": ordered[name]}
            refusals.append(Refusal("payment.not_as_ordered", message, name, str(ordered[name]), str(values[name])))
    named = values.get("recipient")
    found = None if named is None else organizations.find(named)
    if named is not None and (found is None or found.pk != ordered["recipient"]):
        name = made.recipient.organization.name
        message = _("The payment is as it was ordered: %(value)s.") % {"value": name}
        refusals.append(Refusal("payment.not_as_ordered", message, "recipient", name, str(named)))
    decided = max(made.acts.values_list("acted_on", flat=True))
    day = values.get("paid_on")
    if day and day < decided:
        message = _("It cannot be done on %(day)s, before what was done on %(earlier)s.")
        told = message % {"day": day, "earlier": decided}
        refusals.append(Refusal("date.out_of_order", told, "paid_on", f">= {decided}", str(day)))
    return ordered
