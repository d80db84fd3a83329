"""The auditor's desk: samples, what was observed on their items, and the auditors' own notes. Never changed."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from agreements.models.acts import Act
from office.access import AnyUser, acting
from office.models import Organization
from reports.sampling import BY_AMOUNT, METHODS

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


def on_the_desk(user: AnyUser, sample: str = "") -> Q:
    """What auditors of a sample's organisation share: who reads at least its years, and decides nothing there. `sample`
    is the way to it."""
    found = Q(pk__in=())
    for years, organizations in acting(user).desks.items():
        covered = years.covered(f"{sample}first_year", f"{sample}last_year")
        found |= Q(**{f"{sample}organization__in": organizations}) & covered
    return found


class AuditSampleQuerySet(models.QuerySet["AuditSample"]):
    def visible_to(self, user: AnyUser) -> "AuditSampleQuerySet":
        """The auditors' own: who is audited does not hear what is looked at."""
        return self.filter(on_the_desk(user))


class AuditSample(Act):
    """Items drawn from a list (`path`, `filters`) as an assignment for `organization` in the years from `first_year` to
    `last_year` (empty: open) showed it on `as_of`.

    What was drawn from is kept with it (`population`: `reports.sampling.lines`, compressed), so that the draw can be
    proved later; amounts are hundredths of the list's unit.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    path = models.CharField(max_length=80)
    filters = models.JSONField(default=dict)
    purpose = models.CharField(max_length=500, blank=True)
    method = models.CharField(max_length=10, choices=[(name, name) for name in METHODS])
    size = models.PositiveIntegerField()
    seed = models.CharField(max_length=64)
    as_of = models.DateField()
    population = models.BinaryField()
    population_size = models.PositiveIntegerField()
    population_total = models.BigIntegerField()
    population_digest = models.CharField(max_length=64)
    zero = models.PositiveIntegerField()
    negative = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()
    interval = models.DecimalField(max_digits=15, decimal_places=2, null=True)

    objects = AuditSampleQuerySet.as_manager()

    if TYPE_CHECKING:
        items: RelatedManager["AuditSampleItem"]

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="sample_of_something"),
            models.CheckConstraint(condition=Q(method=BY_AMOUNT) | Q(interval__isnull=True), name="sample_interval"),
        ]


class SampleItemQuerySet(models.QuerySet["AuditSampleItem"]):
    def visible_to(self, user: AnyUser) -> "SampleItemQuerySet":
        """As the sample."""
        return self.filter(on_the_desk(user, "sample__"))


class AuditSampleItem(models.Model):
    """A record of the list that was drawn, in its place of the draw; `certain`: whatever the seed."""

    append_only = True

    sample = models.ForeignKey(AuditSample, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField()
    record = models.BigIntegerField()
    amount = models.BigIntegerField(null=True, help_text="hundredths of the list's unit")
    certain = models.BooleanField()

    objects = SampleItemQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "record"], name="sample_item_once"),
            models.UniqueConstraint(fields=["sample", "place"], name="sample_place_once"),
        ]


class Severity(models.TextChoices):
    LOW = "low", _("Minor")
    MEDIUM = "medium", _("Notable")
    HIGH = "high", _("Serious")


class ObservationQuerySet(models.QuerySet["AuditObservation"]):
    def visible_to(self, user: AnyUser) -> "ObservationQuerySet":
        """The sample's auditors and, once it is shared, the officers of the audited organisation."""
        shared = Q(share__isnull=False, item__sample__organization__in=acting(user).officer)
        return self.filter(on_the_desk(user, "item__sample__") | shared)

    def overdue(self, on: date) -> "ObservationQuerySet":
        """Those to be followed up before a day that nobody has settled: the newest follow-up's next day counts."""
        newest = FollowUp.objects.filter(observation=OuterRef("pk")).order_by("-pk")
        due = Case(When(Exists(newest), then=Subquery(newest.values("next_on")[:1])), default=F("follow_up_on"))
        return self.annotate(due=due).filter(due__lt=on)


class AuditObservation(Act):
    """What an auditor observed on a sampled record, and when it is to be followed up (empty: it is not)."""

    item = models.ForeignKey(AuditSampleItem, on_delete=models.PROTECT, related_name="observations")
    severity = models.CharField(max_length=6, choices=Severity.choices)
    text = models.TextField()
    follow_up_on = models.DateField(null=True)

    objects = ObservationQuerySet.as_manager()

    if TYPE_CHECKING:
        follow_ups: RelatedManager["FollowUp"]
        share: "ObservationShare"

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="observation_severity_known")
        ]

    @property
    def revision(self) -> int:
        """It never changes; what came of it is what a reader may have missed."""
        return 1 + len(self.follow_ups.all()) + hasattr(self, "share")


class ObservationShare(Act):
    """An auditor's word that the audited organisation reads the observation from now on."""

    observation = models.OneToOneField(AuditObservation, on_delete=models.PROTECT, related_name="share")


class FollowUp(Act):
    """What was found when an observation was followed up; with no next day it is settled."""

    observation = models.ForeignKey(AuditObservation, on_delete=models.PROTECT, related_name="follow_ups")
    followed_up_on = models.DateField()
    text = models.TextField()
    next_on = models.DateField(null=True)


class AuditNoteQuerySet(models.QuerySet["AuditNote"]):
    def visible_to(self, user: AnyUser) -> "AuditNoteQuerySet":
        """The sample's auditors, nobody else, ever."""
        return self.filter(on_the_desk(user, "sample__"))


class AuditNote(Act):
    """A working note of the auditors on a sample, or on one item of it."""

    sample = models.ForeignKey(AuditSample, on_delete=models.PROTECT, related_name="notes")
    item = models.ForeignKey(AuditSampleItem, null=True, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()

    objects = AuditNoteQuerySet.as_manager()
