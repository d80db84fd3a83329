"""Money that was asked for, and what was asked for by mistake."""

from django.db import models

from agreements.models import Agreement, Commitment
from agreements.models.acts import Act
from office.access import AnyUser
from office.models import Organization, User


class RequisitionQuerySet(models.QuerySet["Requisition"]):
    def visible_to(self, user: AnyUser) -> "RequisitionQuerySet":
        """Who sees an agreement sees what was asked for under it."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class Requisition(models.Model):
    """An instalment on requisition was asked for, by the recipient `organization`; from that day it can fall due.

    `instalment` is its number in the commitment's list, from 1. It is asked for once; again (`turn` 2, 3 …) only when
    the one before was taken back. `on_paper`: an officer recorded it from the recipient's paper (null: of before this
    was kept).
    """

    append_only = True

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="requisitions")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="requisitions")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=9)
    instalment = models.PositiveSmallIntegerField()
    turn = models.PositiveSmallIntegerField(default=1)
    on_paper = models.BooleanField(null=True)
    requested_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = RequisitionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "period", "instalment", "turn"], name="requisition_once"),
        ]

    @property
    def revision(self) -> int:
        """Its row never changes; that it was taken back is what a reader may have missed."""
        return 2 if hasattr(self, "withdrawal") else 1


class RequisitionWithdrawal(Act):
    """A requisition was a mistake: from `withdrawn_on` the instalment is as if it had not been asked for."""

    requisition = models.OneToOneField(Requisition, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_on = models.DateField()
    reason = models.CharField(max_length=500)

    class Meta(Act.Meta):
        pass
