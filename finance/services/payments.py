"""Register payments and their corrections."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.selectors import periods_of, visible_agreement
from agreements.services.lifecycle import concerns, locked, party_named
from agreements.services.standing import ACTIONS, officers_only, require_state
from finance.models import Payment
from finance.selectors import payments as selectors
from finance.services.naming import named
from office.models import User
from office.refusals import Refusal, Refused, refuse_if
from office.services import trail
from office.services.dates import event_date

Values = dict[str, Any]


def pay(values: Values, by: User, refusals: list[Refusal]) -> Payment:
    """Register a payment for a period, or the correction of one.

    The net sum never exceeds what is agreed for the period: the agreement's row is held while it is counted, so that
    sixteen at once do not either. Raises `Refused`: 404 unknown agreement, 403 not an officer, 409 an agreement that
    is not active, 400 with all that is wrong.
    """
    if "agreement" not in values:
        raise Refused(*refusals)
    seen = visible_agreement(values["agreement"], by)
    with transaction.atomic():
        agreement = locked(seen)
        officers_only(agreement, by)
        require_state(agreement, *sorted(ACTIONS["pay"]))
        refusals = list(refusals)
        corrected = _corrected(agreement, values, refusals)
        columns = _like(agreement, corrected, values, refusals) if corrected else named(agreement, values, refusals)
        columns["paid_on"] = event_date(values.get("paid_on"), path="paid_on", officer=True, refusals=refusals)
        if corrected:
            _refuse_overcorrection(corrected, values, refusals)
            _refuse_before(corrected, columns["paid_on"], refusals)
        else:
            _refuse_excess(agreement, columns, values, refusals)
        refuse_if(refusals)
        payment = Payment.objects.create(
            agreement=agreement,
            corrects=corrected,
            amount=values["amount"],
            note=values.get("note", ""),
            recorded_by=by,
            **columns,
        )
        _tell(agreement, payment, by)
    return payment


def _tell(agreement: Agreement, payment: Payment, by: User) -> None:
    kind = "payment.corrected" if payment.corrects_id else "payment.registered"
    data = {
        "agreement": agreement.pk,
        "period": payment.period,
        "amount": str(payment.amount),
        "on": str(payment.paid_on),
    }
    data["corrects"] = payment.corrects_id
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
        message = _("Of this payment %(left)s is left to take back.") % {"left": left}
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
        promised = selectors.agreed(agreement, columns["commitment"], period)
        paid = selectors.paid(columns["commitment"], period.label)
        if amount > promised - paid:
            message = _("%(promised)s is agreed for %(period)s and %(paid)s is paid: %(left)s remains.")
            told = {"promised": promised, "period": period.label, "paid": paid, "left": promised - paid}
            refusals.append(
                Refusal("payment.above_agreed", message % told, "amount", f"<= {promised - paid}", str(amount))
            )
