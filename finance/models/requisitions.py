"""Money that was asked for."""

from django.db import models

from agreements.models import Agreement, Commitment
from office.access import AnyUser
from office.models import Organization, User


class RequisitionQuerySet(models.QuerySet["Requisition"]):
    def visible_to(self, user: AnyUser) -> "RequisitionQuerySet":
        """Who sees an agreement sees what was asked for under it."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class Requisition(models.Model):
    """An instalment on requisition was asked for, by the recipient `organization`; from that day it can fall due.

    `instalment` is its number in the commitment's list, from 1. It is asked for once.
    """

    append_only = True

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="requisitions")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="requisitions")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=9)
    instalment = models.PositiveSmallIntegerField()
    requested_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = RequisitionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "period", "instalment"], name="requisition_once"),
        ]
