"""What a council has appropriated of a year's funding."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Commitment
from agreements.models.terms import MONEY
from office.access import AnyUser
from office.models import User


class AppropriationState(models.TextChoices):
    PRELIMINARY = "preliminary", _("Preliminary")
    DECIDED = "decided", _("Decided in full")
    REDUCED = "reduced", _("Reduced")


class AppropriationQuerySet(models.QuerySet["Appropriation"]):
    def visible_to(self, user: AnyUser) -> "AppropriationQuerySet":
        """Who sees an agreement sees what has become of its years."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class Appropriation(models.Model):
    """An act of the council on a funding commitment's year: `reduced` to an amount for the whole period (SEK) or to a
    share of it; a `preliminary` one may say what is planned. Of several on a year the latest decided holds.
    """

    append_only = True

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="appropriations")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="appropriations")
    period = models.CharField(max_length=9)
    state = models.CharField(max_length=11, choices=AppropriationState.choices)
    amount = models.DecimalField(null=True, **MONEY)
    share = models.DecimalField(null=True, max_digits=7, decimal_places=6)
    body = models.CharField(max_length=200, help_text="who decided, such as Kommunfullmäktige")
    paragraph = models.CharField(max_length=60)
    decided_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = AppropriationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="preliminary", amount__isnull=True)
                | Q(state="preliminary", share__isnull=True)
                | Q(state="decided", amount__isnull=True, share__isnull=True)
                | Q(state="reduced", amount__isnull=False, share__isnull=True)
                | Q(state="reduced", amount__isnull=True, share__isnull=False),
                name="appropriation_amount_or_share",
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name="appropriation_amount"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=1), name="appropriation_share"
            ),
        ]
