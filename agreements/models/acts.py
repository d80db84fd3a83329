"""What parties did to an agreement, each with its own date and the moment it was recorded. Never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.terms import CommitmentKind, Party
from office.models import Organization, User


class Act(models.Model):
    """When it was recorded and by whom."""

    append_only = True

    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["pk"]


class Outcome(models.TextChoices):
    YES = "yes", _("Yes")
    YES_WITH_RESERVATION = "yes_with_reservation", _("Yes, with a reservation")
    NO = "no", _("No")


class Decision(Act):
    """A public party's decision on the agreement: which body, when, under which paragraph of which document; or which
    office by which point of the delegation order (and perhaps a paragraph)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="decisions")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    decided_on = models.DateField()
    body = models.CharField(max_length=200)
    delegation_point = models.CharField(max_length=60, blank=True, help_text="empty: the board itself decided")
    paragraph = models.CharField(max_length=60, blank=True)
    document = models.CharField(max_length=200, blank=True, help_text="registry number or title of the minutes")

    class Meta(Act.Meta):
        constraints = [models.UniqueConstraint(fields=["agreement", "party"], name="decision_once")]


class Signature(Act):
    """A non-public party's signature: who signed for it, when."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatures")
    signed_on = models.DateField()
    signed_by = models.CharField(max_length=200, help_text="the office held, such as Ordföranden")

    class Meta(Act.Meta):
        constraints = [models.UniqueConstraint(fields=["agreement", "party"], name="signature_once")]


class Termination(Act):
    """The agreement ends early: decided on `terminated_on`, in force through `last_day` (inclusive)."""

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="termination")
    document = models.CharField(max_length=200, help_text="registry number or title of the document")
    reason = models.TextField()
    terminated_on = models.DateField()
    last_day = models.DateField()


class Covers(models.TextChoices):
    SHORTFALL = "shortfall", _("Shortfall")
    LATENESS = "lateness", _("Lateness")


class Decided(Act):
    """A public party's decision, by its board or by delegation: who, why, when, and what it rests on.

    `body` is the board, or the office that the delegate holds (no person's name). A board's decision has its
    `paragraph` in the minutes, a delegate's the `delegation_point` in the delegation order and perhaps a paragraph too.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    decided_on = models.DateField()
    body = models.CharField(max_length=200, help_text="the board, or the office that the delegate holds")
    delegation_point = models.CharField(max_length=60, blank=True, help_text="empty: the board itself decided")
    paragraph = models.CharField(max_length=60, blank=True)

    class Meta(Act.Meta):
        abstract = True


class Waiver(Decided):
    """A public party's decision not to hold another to a period's shortfall or lateness: who, why, until when."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="waivers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="waivers")
    kind = models.CharField(max_length=12, choices=CommitmentKind.choices)
    period = models.CharField(max_length=9)
    covers = models.CharField(max_length=10, choices=Covers.choices)
    until = models.DateField(null=True, help_text="last day it holds, inclusive; empty: for good")

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("decided_on")),
                name="waiver_until_after_decision",
            )
        ]
