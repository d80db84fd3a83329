"""Where a board wants a second pair of eyes, and the first approval that waits for the second. Never changed."""

from django.db import models

from agreements.models.acts import Act
from office.access import AnyUser, acting
from office.models import Organization
from reports.models.versions import ReportVersion


class SecondReviewRuleQuerySet(models.QuerySet["SecondReviewRule"]):
    def visible_to(self, user: AnyUser) -> "SecondReviewRuleQuerySet":
        """The organisation's own officers and auditors, and who reviews for it."""
        mine = acting(user)
        return self.filter(organization__in=mine.officer | mine.reading)


class SecondReviewRule(Act):
    """Above how much funding a period (SEK) two people approve a report, from a day on; by whose decision.

    A newer rule of the organisation takes its place from its own day; one without an amount ends it. A board without
    a rule of its own has its municipality's.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    above = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    starts_on = models.DateField()
    source = models.CharField(max_length=200, help_text="the decision: body, day, paragraph")

    objects = SecondReviewRuleQuerySet.as_manager()


class FirstApproval(Act):
    """The first of two who approve a version; the second's is the review."""

    version = models.OneToOneField(ReportVersion, on_delete=models.PROTECT, related_name="first_approval")
    approved_on = models.DateField()
    remarks = models.TextField(blank=True)
