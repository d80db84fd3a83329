"""What was handed in, as it was handed in, and what the municipality answered. Never changed."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from agreements.conditions import CATEGORIES, WORK
from agreements.interim import INTERIM
from office.access import AnyUser
from office.models import User
from reports.models.reports import AnnualReport

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from reports.models.attachments import VersionAttachment
    from reports.models.reviewing import FirstApproval
    from reports.models.signing import VersionSignature


class ReportVersion(models.Model):
    """One submission. `handed_in_by` is who did it for the association; empty when an officer registered a paper.

    `figures` `[{"kind": "own_cash", "source": "fees", "amount": "110000.00"}]` and `activities` `[{"name", "quantity",
    "unit"}]` belong to the version and are read only with it; hours are rows, because auditors list them. `reason` is
    why an approved report was corrected; empty for what is no correction.
    """

    append_only = True

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    received_on = models.DateField()
    figures = models.JSONField(default=list)
    activities = models.JSONField(default=list)
    narrative = models.TextField(blank=True)
    audited_by = models.CharField(max_length=120, blank=True, help_text="the association's auditor")
    reason = models.TextField(blank=True)
    handed_in_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        hours: RelatedManager["VolunteerHours"]
        signatures: RelatedManager["VersionSignature"]
        attached: RelatedManager["VersionAttachment"]
        review: "Review"
        first_approval: "FirstApproval"

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="version_once")]


class VolunteerHoursQuerySet(models.QuerySet["VolunteerHours"]):
    def visible_to(self, user: AnyUser) -> "VolunteerHoursQuerySet":
        """Who sees a report sees the hours that were handed in with it (a draft's are not rows yet)."""
        seen = AnnualReport.objects.visible_to(user).filter(pk=OuterRef("version__report"))
        return self.filter(Exists(seen))

    def newest(self) -> "VolunteerHoursQuerySet":
        """Those of each report's newest version: older versions' would count the same hours again."""
        return self.counted().filter(version__number=F("version__report__latest"))

    def counted(self) -> "VolunteerHoursQuerySet":
        """Without those of interim reports: the annual report tells of the same hours."""
        return self.exclude(version__report__period__contains=INTERIM)


class VolunteerHours(models.Model):
    """Hours of one activity and category of volunteers over some days (inclusive): an aggregate, no one's name but
    the officer of the association who attests it. `women` and `men` are head counts, `work` what they did."""

    append_only = True

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="hours")
    activity = models.CharField(max_length=200)
    category = models.CharField(max_length=10, choices=[(name, name) for name in CATEGORIES])
    hours = models.DecimalField(max_digits=12, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField()
    women = models.PositiveIntegerField()
    men = models.PositiveIntegerField()
    attested_by = models.CharField(max_length=200, help_text="the office held, such as Kassören: never a name")
    work = models.CharField(max_length=14, choices=[(name, name) for name in WORK], default=WORK[0])

    objects = VolunteerHoursQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=0, hours__lte=1_000_000), name="hours_within_reason"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="hours_end_after_start"),
        ]


class Review(models.Model):
    """The municipality's answer to a version: approved (a comment is its remarks), or sent back with comments and a
    new date, the earliest of the whole and its `parts`. One a version.

    `rates` are the quotes that valued its volunteer hours when it was approved, in the form of an agreement's own rates
    (`{"name": "leader-2014", "rates": [{"category", "rate", "starts_on", "ends_on", "source"}]}`): the check values an
    approved version by them, whatever becomes of a rate afterwards. Empty where there were none.
    """

    append_only = True

    version = models.OneToOneField(ReportVersion, on_delete=models.PROTECT, related_name="review")
    outcome = models.CharField(max_length=10, choices=[("returned", "returned"), ("approved", "approved")])
    reviewed_on = models.DateField()
    comment = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    parts = models.JSONField(default=list, help_text="what is to be completed in single parts: part, comment, due_on")
    rates = models.JSONField(null=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="approved", due_on__isnull=True) | Q(outcome="returned", due_on__isnull=False),
                name="review_returned_has_date",
            )
        ]
