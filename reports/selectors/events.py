"""Facts of what happened: payments, orders, requisitions and waivers."""

from collections import defaultdict
from datetime import datetime

from django.db.models import FilteredRelation, Q

from agreements.models import Waiver
from finance.models import Payment, PaymentOrder, Requisition
from finance.models.orders import OrderAct
from finance.selectors.promises import acts_of
from office.known import recorded
from office.rows import decimal, fetch
from reports.checks import facts as known
from reports.selectors.rows import Grouped


def payments_of(ids: list[int], known_at: datetime | None) -> Grouped:
    rows = Payment.objects.filter(recorded(known_at), agreement__pk__in=ids).order_by("pk")
    fields = ("agreement_id", "pk", "commitment_id", "period", "recipient_id", "amount", "paid_on")
    found: Grouped = defaultdict(list)
    for agreement, pk, commitment, period, recipient, amount, paid_on in fetch(rows.values_list(*fields)):
        found[agreement].append(known.PaymentFact(pk, commitment, period, recipient, decimal(amount), paid_on))
    return found


def orders_of(ids: list[int], known_at: datetime | None) -> Grouped:
    """Payment orders with the day on which they ended: paid or cancelled."""
    cancelled = Q(acts__act=OrderAct.CANCELLATION) & recorded(known_at, "acts__recorded_at")
    rows = PaymentOrder.objects.filter(recorded(known_at), agreement__pk__in=ids).order_by("pk")
    rows = rows.annotate(
        ended=FilteredRelation("acts", condition=cancelled),
        settled=FilteredRelation("payment", condition=recorded(known_at, "payment__recorded_at")),
    )
    fields = ("agreement_id", "pk", "commitment_id", "period", "amount", "ordered_on")
    found: Grouped = defaultdict(list)
    for agreement, pk, commitment, period, amount, ordered_on, paid_on, cancelled_on in fetch(
        rows.values_list(*fields, "settled__paid_on", "ended__acted_on")
    ):
        row = known.OrderFact(pk, commitment, period, decimal(amount), ordered_on, paid_on or cancelled_on)
        found[agreement].append(row)
    return found


def requisitions_of(ids: list[int], known_at: datetime | None, commitments: Grouped) -> Grouped:
    """Asked for only where some agreement pays on requisition: most do not, and need no query."""
    found: Grouped = defaultdict(list)
    promised = (row.instalments for pk in ids for row in commitments[pk])
    if any(one.on_requisition for instalments in promised for one in instalments):
        rows = Requisition.objects.filter(recorded(known_at), agreement__pk__in=ids).order_by("pk")
        back = FilteredRelation("withdrawal", condition=recorded(known_at, "withdrawal__recorded_at"))
        fields = ("agreement_id", "pk", "commitment_id", "period", "instalment", "requested_on", "back__withdrawn_on")
        for agreement, *values in fetch(rows.annotate(back=back).values_list(*fields)):
            found[agreement].append(known.RequisitionFact(*values))
    return found


def appropriations_of(ids: list[int], known_at: datetime | None) -> Grouped:
    """What councils have done about the years of these agreements; nothing is asked where none depends on a budget."""
    found: Grouped = defaultdict(list)
    if not ids:
        return found
    for agreement, act in acts_of(recorded(known_at) & Q(agreement__pk__in=ids)):
        found[agreement].append(act)
    return found


def waivers_of(ids: list[int], known_at: datetime | None) -> Grouped:
    rows = Waiver.objects.filter(recorded(known_at), agreement__pk__in=ids).order_by("pk")
    which = ("agreement_id", "pk", "party_id", "kind", "period", "covers")
    found: Grouped = defaultdict(list)
    for agreement, *values in fetch(
        rows.values_list(*which, "decided_on", "until", "body", "paragraph", "reason", "delegation_point")
    ):
        found[agreement].append(known.WaiverFact(*values))
    return found
