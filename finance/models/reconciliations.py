"""How an association's books are read for an agreement, and what they said of a period when they were."""

from django.db import models
from django.db.models import Q

from agreements.models import Agreement
from finance.models.ledgers import handed_in_to
from office.access import AnyUser
from office.models import Organization, User


class OfBooksQuerySet(models.QuerySet["LedgerReading"]):
    def visible_to(self, user: AnyUser) -> "OfBooksQuerySet":
        """The association, and the officers and auditors of the agreement's public parties: as its hand-ins."""
        return self.filter(handed_in_to(user))


class ReconciliationQuerySet(models.QuerySet["Reconciliation"]):
    def visible_to(self, user: AnyUser) -> "ReconciliationQuerySet":
        """As the hand-ins that it rests on."""
        return self.filter(handed_in_to(user))


class LedgerReading(models.Model):
    """Which accounts are what, by how their numbers begin, and the allocation key. The newest holds.

    `key` is the share of costs without an object that the agreement bears, 0 to 1; `agreed` says where that was agreed.
    """

    append_only = True

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="ledger_readings")
    grants = models.JSONField()
    public = models.JSONField()
    liabilities = models.JSONField()
    key = models.DecimalField(null=True, max_digits=7, decimal_places=6)
    agreed = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfBooksQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(key__isnull=True) | Q(key__gte=0, key__lte=1), name="ledger_key_a_share")
        ]


class Reconciliation(models.Model):
    """What an association's books said of a period (`finance.reconciliation.keeping`), read again whenever something is
    handed in or is to be read otherwise. `reconciled_on` is the day on which that was known; the newest holds.
    """

    append_only = True

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reconciliations")
    period = models.CharField(max_length=9)
    starts_on = models.DateField()
    ends_on = models.DateField()
    figures = models.JSONField()
    reconciled_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ReconciliationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["agreement", "organization", "period"], name="reconciliation_of")]
