"""How a case begins: an association's letter of initiative, or a municipality's application for membership.

What was written, who has registered it, what was answered and which agreement came of it are rows of their own, each
with its day. Never changed.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.acts import Act
from agreements.models.agreement import Agreement
from office.access import AnyUser, acting
from office.models import Organization

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class InitiativeKind(models.TextChoices):
    LETTER = "letter", _("Letter of initiative")
    MEMBERSHIP = "membership", _("Application for membership")


class Answered(models.TextChoices):
    TAKEN_UP = "taken_up", _("Taken up")
    DECLINED = "declined", _("Declined")


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def visible_to(self, user: AnyUser) -> "InitiativeQuerySet":
        """The sender's own people, and officers and auditors of whom it is addressed to."""
        mine = acting(user)
        addressed = InitiativeRecipient.objects.filter(organization__in=mine.officer | mine.auditor)
        return self.filter(Q(sender__in=mine.all) | Q(pk__in=addressed.order_by().values("initiative")))


class Initiative(Act):
    """What an organisation asks for in writing; `document` is what its paper is called. A membership is applied for in
    an agreement that is here, or in what `applies_to` names (a region, a cooperation)."""

    kind = models.CharField(max_length=10, choices=InitiativeKind.choices)
    sender = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    summary = models.TextField()
    document = models.CharField(max_length=200)
    applies_to = models.CharField(max_length=200, blank=True)
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT, related_name="+")

    objects = InitiativeQuerySet.as_manager()

    if TYPE_CHECKING:
        recipients: RelatedManager["InitiativeRecipient"]
        came_of_it: RelatedManager["InitiativeAgreement"]

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=InitiativeKind.values), name="initiative_kind_known"),
        ]

    @property
    def revision(self) -> int:
        """1, and one more for each registration, answer and agreement that has come to it."""
        registered = InitiativeReceipt.objects.filter(recipient__initiative=self).count()
        answered = InitiativeAnswer.objects.filter(recipient__initiative=self).count()
        return 1 + registered + answered + InitiativeAgreement.objects.filter(initiative=self).count()


class InitiativeRecipient(models.Model):
    """A board or municipality that it is addressed to."""

    append_only = True

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="recipients")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")

    if TYPE_CHECKING:
        receipt: "InitiativeReceipt"
        answer: "InitiativeAnswer"

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "organization"], name="initiative_to_each_once")]


class InitiativeReceipt(Act):
    """A recipient has registered it: under which number (diarienummer), and on which day it came in."""

    recipient = models.OneToOneField(InitiativeRecipient, on_delete=models.PROTECT, related_name="receipt")
    reference = models.CharField(max_length=60)
    received_on = models.DateField()


class InitiativeAnswer(Act):
    """What a recipient decided on it; each answers once, for itself. `body` is the board, or the office that the
    delegate holds."""

    recipient = models.OneToOneField(InitiativeRecipient, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=10, choices=Answered.choices)
    reason = models.TextField(blank=True)
    decided_on = models.DateField()
    body = models.CharField(max_length=200)
    delegation_point = models.CharField(max_length=60, blank=True)
    paragraph = models.CharField(max_length=60, blank=True)

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(outcome="declined", reason=""), name="initiative_declined_why")
        ]


class InitiativeAgreement(Act):
    """An agreement that came of it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="came_of_it")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="came_of")

    class Meta(Act.Meta):
        constraints = [models.UniqueConstraint(fields=["initiative", "agreement"], name="initiative_agreement_once")]
