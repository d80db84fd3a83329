"""Order a payment."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Commitment
from agreements.periods import Period
from agreements.selectors import periods_of
from agreements.services.lifecycle import acted_on
from finance.instalments import Instalment, orderable
from finance.models import PayeeAccount, PaymentOrder
from finance.selectors import accounts
from finance.selectors import payments as selectors
from finance.selectors.instalments import instalments_today
from finance.services import balances
from finance.services.naming import named
from finance.services.order_states import above_agreed, payers_only, tell
from office.clock import today
from office.language import kronor
from office.models import User
from office.refusals import Refusal, accepted, refuse_if
from office.services.dates import event_date

Values = dict[str, Any]


def order(values: Values, by: User, refusals: list[Refusal]) -> PaymentOrder:
    """Make an order to the recipient's confirmed account: the paying organisation's officer does.

    What is withheld, or on requisition and not asked for, cannot be ordered. Raises `Refused`: 404 unknown agreement,
    403 not the payer's officer, 409 an agreement that is not active, 400 with all that is wrong.
    """
    with transaction.atomic():
        agreement = acted_on(values, "pay", by, refusals)
        refusals = list(refusals)
        columns = named(agreement, values, refusals)
        commitment: Commitment | None = columns["commitment"]
        period = next((one for one in periods_of(agreement) if one.label == columns["period"]), None)
        if commitment:
            payers_only(commitment, by)
        account = _account(columns, values, refusals)
        day = event_date(values.get("ordered_on"), path="ordered_on", officer=True, refusals=refusals)
        amount = _amount(agreement, commitment, period, values, refusals) if commitment and period else None
        refuse_if(refusals)
        account, amount, period = accepted(account, ()), accepted(amount, ()), accepted(period, ())
        agreed = selectors.agreed(agreement, columns["commitment"], period)
        balances.bind(columns["commitment"], period.label, agreed, ordered=amount)
        made = PaymentOrder.objects.create(
            agreement=agreement,
            amount=amount,
            account=account,
            ordered_on=day,
            note=values.get("note", ""),
            recorded_by=by,
            **columns,
        )
        tell("order.made", made, agreement, by, {"on": str(day), "account": made.account_id})
    return made


def _account(columns: Values, values: Values, refusals: list[Refusal]) -> PayeeAccount | None:
    """The recipient's account in force; another cannot be named."""
    commitment, recipient = columns["commitment"], columns["recipient"]
    if not commitment or not recipient:
        return None
    found = accounts.confirmed(commitment.party.organization_id, recipient.organization_id, today())
    said = values.get("account")
    if found is None:
        message = _("%(name)s has no confirmed account here: propose one, and let somebody else confirm it.")
        name = recipient.organization.name
        refusals.append(Refusal("account.missing", message % {"name": name}, "account", "a confirmed account", said))
    elif said not in (None, found.pk):
        message = _("Money is paid to the account that is confirmed and in force (%(id)s).") % {"id": found.pk}
        refusals.append(Refusal("account.not_in_force", message, "account", found.pk, said))
    return found


def _amount(
    agreement: Agreement, commitment: Commitment, period: Period, values: Values, refusals: list[Refusal]
) -> Decimal | None:
    """What is to be paid: what was said, or else all that may be ordered now."""
    agreed = selectors.agreed(agreement, commitment, period)
    row = balances.balance(commitment, period.label, agreed)
    bound = balances.sek(row.paid + row.ordered)
    parts = instalments_today(agreement, commitment.pk, period.label)
    now = min(orderable(parts), agreed) - bound
    amount: Decimal = values.get("amount") or max(now, Decimal("0.00"))
    if amount > agreed - bound:
        refusals.append(above_agreed(period.label, agreed, row.paid, row.ordered, amount))
    elif amount > now or not amount:
        refusals.append(
            _waiting(parts, now, amount) or above_agreed(period.label, agreed, row.paid, row.ordered, amount)
        )
    return amount


def _waiting(parts: tuple[Instalment, ...], now: Decimal, amount: Decimal) -> Refusal | None:
    """Why the first instalment that waits cannot be ordered, and whose move it is."""
    part = next((one for one in parts if one.waits_for), None)
    if part is None:
        return None
    told = {
        "number": part.number,
        "amount": kronor(part.amount),
        "period": part.report_period,
    }
    most = f"<= {max(now, Decimal('0.00'))}"
    if part.waits_for == "requisition":
        message = _(
            "Instalment %(number)s (%(amount)s) is on requisition and not asked for: it is the association's move."
        )
        return Refusal("order.not_requested", message % told, "amount", most, str(amount))
    if part.waits_for == "report":
        message = _(
            "Instalment %(number)s (%(amount)s) is withheld until the report for %(period)s is approved: it is the "
            "association's move to hand it in."
        )
    else:
        message = _(
            "Instalment %(number)s (%(amount)s) is withheld until the report for %(period)s is approved: it is the "
            "municipality's move to review it."
        )
    return Refusal("order.withheld", message % told, "amount", most, str(amount))
