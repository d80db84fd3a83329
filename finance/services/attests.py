"""Attest a payment order twice, by two people, or cancel it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.selectors import officer_for
from agreements.services.lifecycle import locked
from agreements.services.standing import officers_only
from finance.models import PaymentOrder, PaymentOrderAct
from finance.models.orders import OPEN, OrderAct, OrderState
from finance.services import balances
from finance.services.order_states import (
    STEPS,
    agreed_now,
    move,
    payers_only,
    refuse_unsound,
    require_attestable,
    require_order,
    tell,
)
from office.clock import date_of
from office.models import User
from office.refusals import Refusal, refuse_if
from office.services import revisions
from office.services.dates import event_date

Values = dict[str, Any]
#: The attests as they are called among the `actions`.
NAMES = {OrderAct.SUBSTANCE: "attest", OrderAct.DECISION: "decide"}


def attest(
    made: PaymentOrder, act: OrderAct, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> PaymentOrder:
    """Attest the substance of an order, or decide it: an officer of any of the public parties, two different people,
    neither of whom acts for who is paid.

    Raises `Refused`: 403 not an officer, the same person or the recipient's own, 409 another state, an account that has
    been changed or an amount that is no longer agreed, 400 what is wrong with the day.
    """
    before, after = STEPS[NAMES[act]]
    with transaction.atomic():
        agreement, made = _held(made, by, expected)
        require_attestable(made, NAMES[act], by)
        refuse_unsound(agreement, made)
        day = _day(made, values, refusals)
        _write(made, act, by, agreement, day)
        move(made, before, after)
        tell(f"order.{after}", made, agreement, by, {"on": str(day)})
    return made


def cancel(made: PaymentOrder, values: Values, by: User, refusals: list[Refusal], expected: str | None) -> PaymentOrder:
    """End an order that is not paid, with a reason: the payer's officer. What it bound is free again.

    Of one that has been sent in a file the money may be under way: it is cancelled only with how that was stopped.
    Raises `Refused`: 403 not the payer's officer, 409 paid or cancelled already, 400 with all that is wrong.
    """
    with transaction.atomic():
        agreement, made = _held(made, by, expected)
        payers_only(made.commitment, by)
        require_order(made, *sorted(OPEN))
        day = _day(made, values, [*refusals, *_not_stopped(made, values)])
        why = {"reason": values["reason"], "stopped": values["stopped"]}
        _write(made, OrderAct.CANCELLATION, by, agreement, day, **why)
        move(made, made.state, OrderState.CANCELLED)
        balances.release(made.commitment, made.period, agreed_now(agreement, made), ordered=-made.amount)
        tell("order.cancelled", made, agreement, by, {"on": str(day), "file": made.file_id, **why})
    return made


def _not_stopped(made: PaymentOrder, values: Values) -> list[Refusal]:
    """How the payment was stopped is said of an order that was sent, and of no other."""
    said, sent = values.get("stopped", ""), made.state == OrderState.SENT
    if sent and not said:
        message = _(
            "The order was sent in payment file %(file)s on %(day)s and may be under way: stop it at the bank or in "
            "the economy system first, and say how it was stopped and who confirmed that."
        )
        told = {"file": made.file_id, "day": _sent_on(made)}
        return [Refusal("order.not_stopped", message % told, "stopped", "how it was stopped, who confirmed it", said)]
    if said and not sent:
        message = _("The order is %(state)s and in no payment file: there is nothing to stop, leave this out.")
        return [Refusal("order.nothing_to_stop", message % {"state": made.state}, "stopped", "", said)]
    return []


def _sent_on(made: PaymentOrder) -> date | None:
    """The day on which the order left in a file."""
    return date_of(made.file.recorded_at) if made.file else None


def _held(made: PaymentOrder, by: User, expected: str | None) -> tuple[Agreement, PaymentOrder]:
    """The order as it is now, while its agreement is held; for officers of the public parties."""
    agreement = locked(made.agreement)
    officers_only(agreement, by)
    orders = PaymentOrder.objects.select_related("commitment__party", "recipient", "file").defer("file__content")
    made = orders.get(pk=made.pk)
    revisions.require(made, expected)
    return agreement, made


def _day(made: PaymentOrder, values: Values, refusals: list[Refusal]) -> date:
    """The day of an act on an order: not before the one before it."""
    refusals = list(refusals)
    day = event_date(values.get("acted_on"), path="acted_on", officer=True, refusals=refusals)
    days = [made.ordered_on, _sent_on(made), *made.acts.values_list("acted_on", flat=True)]
    earlier = max(one for one in days if one)
    if day < earlier:
        message = _("It cannot be done on %(day)s, before what was done on %(earlier)s.")
        told = message % {"day": day, "earlier": earlier}
        refusals.append(Refusal("date.out_of_order", told, "acted_on", f">= {earlier}", str(day)))
    refuse_if(refusals)
    return day


def _write(made: PaymentOrder, act: OrderAct, by: User, agreement: Agreement, day: date, **why: str) -> None:
    organization = officer_for([agreement.pk], by)[agreement.pk]
    PaymentOrderAct.objects.create(
        order=made, act=act, organization_id=organization, acted_on=day, recorded_by=by, **why
    )
