"""Time slips: what group leaders enter through a link, and what became of each. The association's own."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from agreements.conditions import CATEGORIES
from agreements.models import Agreement
from office.access import AnyUser, acting
from office.models import Organization, User
from reports.models.versions import ReportVersion, VolunteerHours

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

#: People of one slip, and hours of each on a day.
MOST_PEOPLE, MOST_HOURS_EACH = 1000, 24
_CATEGORY: dict[str, Any] = {"max_length": 10, "choices": [(name, name) for name in CATEGORIES]}


class TimeSlipLinkQuerySet(models.QuerySet["TimeSlipLink"]):
    def visible_to(self, user: AnyUser) -> "TimeSlipLinkQuerySet":
        """The association's own reporters, nobody else: what it gathers is its own until it hands it in."""
        return self.filter(organization__in=acting(user).reporter)


class TimeSlipLink(models.Model):
    """An address by which a group enters hours without an account, for one association in one agreement.

    Only the hash of its secret is kept. It works until it is revoked, through its `last_day` if it has one. `activity`
    and `category` are what its slips begin with.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100, help_text="of the group")
    activity = models.CharField(max_length=200)
    category = models.CharField(**_CATEGORY)
    last_day = models.DateField(null=True)
    digest = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = TimeSlipLinkQuerySet.as_manager()

    if TYPE_CHECKING:
        slips: RelatedManager["TimeSlip"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="slip_link_revoked_by_somebody",
            )
        ]


class TimeSlipQuerySet(models.QuerySet["TimeSlip"]):
    def visible_to(self, user: AnyUser) -> "TimeSlipQuerySet":
        """As their links: the association's own reporters, nobody else."""
        return self.filter(link__organization__in=acting(user).reporter)


class TimeSlip(models.Model):
    """So many people, so many hours each, on a day: an aggregate, nobody's name.

    `hours` = `people` × `hours_each`. `women` and `men` are empty where who entered it did not tell them apart.
    `receipt` is the hash of the form it was sent by: a form sent twice is one slip.
    """

    append_only = True

    link = models.ForeignKey(TimeSlipLink, on_delete=models.PROTECT, related_name="slips")
    activity = models.CharField(max_length=200)
    category = models.CharField(**_CATEGORY)
    day = models.DateField()
    people = models.PositiveIntegerField()
    women = models.PositiveIntegerField(null=True)
    men = models.PositiveIntegerField(null=True)
    hours_each = models.DecimalField(max_digits=4, decimal_places=2)
    hours = models.DecimalField(max_digits=12, decimal_places=2)
    receipt = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = TimeSlipQuerySet.as_manager()

    if TYPE_CHECKING:
        answer: "SlipAnswer"
        uses: RelatedManager["SlipUse"]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=MOST_PEOPLE), name="slip_people_bounded"),
            models.CheckConstraint(
                condition=Q(hours_each__gt=0, hours_each__lte=MOST_HOURS_EACH), name="slip_hours_within_a_day"
            ),
            models.CheckConstraint(
                condition=Q(women__isnull=True, men__isnull=True) | Q(people=F("women") + F("men")),
                name="slip_women_and_men_are_people",
            ),
        ]


class SlipAnswer(models.Model):
    """What became of a slip, once: attested or rejected by the association, or taken back by who entered it.

    `women` and `men` are head counts of an attested slip: as entered, or as the attesting officer of the association
    knows them. `attested_by` is the office held. `recorded_by` is empty where somebody without an account took it back.
    """

    append_only = True

    slip = models.OneToOneField(TimeSlip, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(
        max_length=10, choices=[(name, name) for name in ("attested", "rejected", "withdrawn")], db_index=True
    )
    women = models.PositiveIntegerField(null=True)
    men = models.PositiveIntegerField(null=True)
    attested_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="attested", women__isnull=False, men__isnull=False)
                | ~Q(outcome="attested") & Q(women__isnull=True, men__isnull=True),
                name="slip_answer_attested_has_heads",
            )
        ]


class SlipUse(models.Model):
    """An attested slip within a row of hours of a version that was handed in: once in a version."""

    append_only = True

    slip = models.ForeignKey(TimeSlip, on_delete=models.PROTECT, related_name="uses")
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="+")
    hours = models.ForeignKey(VolunteerHours, on_delete=models.PROTECT, related_name="slips")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slip", "version"], name="slip_once_a_version")]
