"""Money that was paid."""

from django.db import models
from django.db.models import Q

from agreements.models import Agreement, Commitment, Party
from finance.models.orders import PaymentOrder
from office.access import AnyUser
from office.models import User


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, user: AnyUser) -> "PaymentQuerySet":
        """Who sees an agreement sees its payments."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class Payment(models.Model):
    """An amount paid to a recipient for a period, SEK. A correction is a negative row that names what it corrects.

    One that names its `order` ends it.
    """

    append_only = True

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="payments")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="payments")
    recipient = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="payments")
    period = models.CharField(max_length=9)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    paid_on = models.DateField(db_index=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    order = models.OneToOneField(PaymentOrder, null=True, on_delete=models.PROTECT, related_name="payment")
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, amount__gt=0) | Q(corrects__isnull=False, amount__lt=0),
                name="payment_correction_is_negative",
            )
        ]
