"""Whether an agreement is legally possible, ground by ground, as each public party has assessed it. Never changed."""

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.acts import Act
from agreements.models.agreement import Agreement
from agreements.models.studies import Possible
from office.access import AnyUser
from office.models import Organization


class LegalGround(models.TextChoices):
    """What has to allow it: kommunallagen (2017:725; 2 kap. 1 § on the municipality's own affairs, 9 kap. 37 § on
    cooperation by agreement, 9 kap. 38 § on reporting it to the council every year), the procurement law (LOU,
    2016:1145), and the rules on state aid (articles 107 and 108 TFEU)."""

    LOCAL_GOVERNMENT = "local_government", _("The Local Government Act")
    PROCUREMENT = "procurement", _("Public procurement")
    STATE_AID = "state_aid", _("State aid")


class LegalQuerySet(models.QuerySet["LegalAssessment"]):
    def visible_to(self, user: AnyUser) -> "LegalQuerySet":
        """Who sees an agreement sees how it was assessed."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))

    def counting(self) -> "LegalQuerySet":
        """The latest of each party on each ground."""
        groups = LegalAssessment.objects.order_by().values("agreement", "organization", "ground")
        return self.filter(pk__in=groups.annotate(last=Max("pk")).values("last"))


class LegalAssessment(Act):
    """A public party's word on one ground, why, and on what it rests; of several the latest counts. `assessed_by` is
    the body or the office held."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="legal_assessments")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=20, choices=LegalGround.choices)
    possible = models.CharField(max_length=10, choices=Possible.choices)
    reasons = models.TextField()
    source = models.TextField()
    assessed_by = models.CharField(max_length=200)
    assessed_on = models.DateField()

    objects = LegalQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=LegalGround.values), name="legal_ground_known"),
            models.CheckConstraint(condition=Q(possible__in=Possible.values), name="legal_possible_known"),
        ]
