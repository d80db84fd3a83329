"""What is to be paid: orders, who attested them, the files they were sent in, and how much is bound by them."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Commitment, Party
from agreements.models.acts import Act
from finance.models.accounts import PayeeAccount
from office.access import AnyUser, acting
from office.models import Organization, User
from office.models.people import Role

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from finance.models.payments import Payment


class OrderState(models.TextChoices):
    """Substance attested is `attested`, decided by a second person `decided`, in a payment file `sent`."""

    ORDERED = "ordered", _("Ordered")
    ATTESTED = "attested", _("Attested")
    DECIDED = "decided", _("Decided")
    SENT = "sent", _("Sent")
    PAID = "paid", _("Paid")
    CANCELLED = "cancelled", _("Cancelled")


class OrderAct(models.TextChoices):
    SUBSTANCE = "substance"
    DECISION = "decision"
    CANCELLATION = "cancellation"


#: What a payment file is: a table for the economy system, or the bank's ISO 20022 message.
CSV, PAIN = "csv", "pain.001"
FORMATS = (CSV, PAIN)
#: The states in which money is bound by an order and not yet paid.
OPEN = frozenset({OrderState.ORDERED, OrderState.ATTESTED, OrderState.DECIDED, OrderState.SENT})
#: The two attests, which one person never gives both.
ATTESTS = (OrderAct.SUBSTANCE, OrderAct.DECISION)


class Balance(models.Model):
    """What may be paid on a commitment for a period, what is paid and what is ordered: öre, so that both databases add
    exactly.

    `agreed` is the most that may be bound: what is agreed or, where that was lowered later, what was bound already. The
    database itself refuses more. The row is made by the first payment or order after it exists, from the payments.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="balances")
    period = models.CharField(max_length=9)
    agreed = models.BigIntegerField()
    paid = models.BigIntegerField()
    ordered = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "period"], name="balance_once"),
            models.CheckConstraint(condition=Q(agreed__gte=F("paid") + F("ordered")), name="never_above_agreed"),
            models.CheckConstraint(condition=Q(ordered__gte=0), name="balance_ordered_not_negative"),
        ]


class PaymentFileQuerySet(models.QuerySet["PaymentFile"]):
    def visible_to(self, user: AnyUser) -> "PaymentFileQuerySet":
        """The paying organisation's officers, who take it to the economy system, and those of its auditors who read
        every agreement that it pays on."""
        mine = acting(user)
        read = Agreement.objects.public_for(mine.only(Role.AUDITOR)).order_by().values("pk")
        other = PaymentOrder.objects.filter(file=OuterRef("pk")).exclude(agreement__in=read)
        return self.filter(Q(payer__in=mine.officer) | Q(~Exists(other), payer__in=mine.auditor))


class PaymentFile(Act):
    """Decided orders as a file for the economy system: the same bytes however often it is fetched."""

    payer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="payment_files")
    format = models.CharField(max_length=10, choices=[(name, name) for name in FORMATS], default=CSV)
    orders_count = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=15, decimal_places=2)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    objects = PaymentFileQuerySet.as_manager()

    class Meta(Act.Meta):
        pass


class PaymentOrderQuerySet(models.QuerySet["PaymentOrder"]):
    def visible_to(self, user: AnyUser) -> "PaymentOrderQuerySet":
        """Officers and auditors of the public parties, and of the others only the recipient's own reporters."""
        mine = acting(user)
        public = Agreement.objects.public_for(mine).values("pk")
        return self.filter(Q(agreement__in=public) | Q(recipient__organization__in=mine.reporter))


class PaymentOrder(models.Model):
    """An amount to be paid to a recipient for a period, SEK, to a confirmed account. Only its state changes."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="orders")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="orders")
    recipient = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="orders")
    period = models.CharField(max_length=9)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    account = models.ForeignKey(PayeeAccount, on_delete=models.PROTECT, related_name="orders")
    ordered_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=OrderState.choices, default=OrderState.ORDERED, db_index=True)
    revision = models.PositiveIntegerField(default=1)
    file = models.ForeignKey(PaymentFile, null=True, on_delete=models.PROTECT, related_name="orders")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = PaymentOrderQuerySet.as_manager()

    if TYPE_CHECKING:
        acts: RelatedManager["PaymentOrderAct"]
        payment: Payment

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="order_more_than_zero"),
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="order_state_known"),
        ]


class PaymentOrderAct(Act):
    """An attest of an order or its cancellation: who, for which organisation, when and (a cancellation) why.

    `stopped` says, of an order that was in a payment file, how its payment was stopped and who confirmed it.
    """

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=12, choices=OrderAct.choices)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    acted_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    stopped = models.CharField(max_length=500, blank=True, help_text="how the payment was stopped, who confirmed it")

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped="") | Q(act=OrderAct.CANCELLATION), name="order_stopped_when_cancelled"
            ),
            models.UniqueConstraint(fields=["order", "act"], name="order_act_once"),
            models.UniqueConstraint(
                fields=["order", "recorded_by"], condition=Q(act__in=ATTESTS), name="order_two_people"
            ),
        ]
