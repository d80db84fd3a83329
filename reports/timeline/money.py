"""What was appropriated, asked for, ordered, paid and claimed back, and what was given beside money."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement
from finance.models import PaymentOrder, PaymentOrderAct, StateAidAssessment
from finance.support import value
from office.access import AnyUser
from reports.timeline.event import Event

#: What a decision on a consequence is in the timeline, by its outcome.
DECISIONS = {"claim": "claim_decided", "reduce": "reduction_decided", "refrain": "claim_refrained"}


def appropriations(agreement: Agreement) -> Iterator[Event]:
    """What the council appropriated, by which decision."""
    for one in agreement.appropriations.select_related("commitment__party__organization"):
        payer = one.commitment.party.organization.name
        share = "" if one.share is None else f" ({one.share.normalize():f})"
        note = f"{one.body} {one.paragraph}{share}"
        yield Event(one.decided_on, one.recorded_at, f"appropriation_{one.state}", payer, one.period, one.amount, note)


def requisitions(agreement: Agreement) -> Iterator[Event]:
    """What was asked for, and what of it was taken back."""
    for one in agreement.requisitions.select_related("organization", "withdrawal"):
        name, period = one.organization.name, one.period
        yield Event(one.requested_on, one.recorded_at, "requested", name, period, None, one.note)
        back: Any = getattr(one, "withdrawal", None)
        if back:
            yield Event(back.withdrawn_on, back.recorded_at, "request_withdrawn", name, period, None, back.reason)


def orders(agreement: Agreement, user: AnyUser) -> Iterator[Event]:
    """The orders that the user may see, their attests and cancellations."""
    orders = PaymentOrder.objects.visible_to(user).filter(agreement=agreement)
    for made in orders.select_related("commitment__party__organization"):
        payer = made.commitment.party.organization.name
        yield Event(made.ordered_on, made.recorded_at, "ordered", payer, made.period, made.amount, made.note)
    acts = PaymentOrderAct.objects.filter(order__in=orders)
    for one in acts.select_related("order", "organization"):
        kind, order, note = f"order_{one.act}", one.order, "; ".join(filter(None, (one.reason, one.stopped)))
        yield Event(one.acted_on, one.recorded_at, kind, one.organization.name, order.period, order.amount, note)


def payments(agreement: Agreement) -> Iterator[Event]:
    """What was paid, and corrections of it."""
    for one in agreement.payments.select_related("recipient__organization"):
        kind = "payment_corrected" if one.corrects_id else "paid"
        recipient = one.recipient.organization.name
        yield Event(one.paid_on, one.recorded_at, kind, recipient, one.period, one.amount, one.note)


def consequences(agreement: Agreement) -> Iterator[Event]:
    """What was decided on computed consequences and by whom, and what became of the claims. Names are of those who are
    to repay."""
    decisions = agreement.consequence_decisions.select_related("party__organization", "organization", "replaces")
    for one in decisions.prefetch_related("repayments", "write_offs"):
        name, period = one.party.organization.name, one.period
        note = f"{one.organization.name}: {one.reason}"
        if one.replaces:
            note += " " + _("It replaces the decision of %(day)s.") % {"day": one.replaces.decided_on}
        yield Event(one.decided_on, one.recorded_at, DECISIONS[one.outcome], name, period, one.amount, note)
        for paid in one.repayments.all():
            kind = "claim_payment_corrected" if paid.corrects_id else "claim_paid"
            yield Event(paid.paid_on, paid.recorded_at, kind, name, period, paid.amount, paid.note)
        for off in one.write_offs.all():
            yield Event(off.decided_on, off.recorded_at, "claim_written_off", name, period, off.amount, off.reason)


def beside(agreement: Agreement, user: AnyUser) -> Iterator[Event]:
    """What was given beside money and who valued it, and what officers have said of aid, as far as the user sees it."""
    for one in agreement.municipal_support.select_related("recipient__organization"):
        kind = "support_corrected" if one.replaces_id else "support_valued"
        name, worth = one.recipient.organization.name, value(one.valued)
        yield Event(one.valued_on, one.recorded_at, kind, name, "", worth, f"{one.what}, {one.valued_by}")
    assessments = StateAidAssessment.objects.visible_to(user).filter(agreement=agreement)
    for said in assessments.select_related("recipient__organization"):
        name, note = said.recipient.organization.name, f"{said.get_kind_display()}, {said.assessed_by}"
        yield Event(said.assessed_on, said.recorded_at, "aid_assessed", name, said.period, said.amount, note)
