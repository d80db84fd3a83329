"""Who works together under an agreement, when they met, and what a council of them recommends. Never changed."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.acts import Act
from agreements.models.agreement import Agreement
from agreements.models.amendments import Amendment
from office.access import AnyUser
from office.models import Organization

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class GroupKind(models.TextChoices):
    WORKING_GROUP = "working_group", _("Working group")
    FOLLOW_UP = "follow_up", _("Follow-up")
    REGIONAL_COUNCIL = "regional_council", _("Regional council")


class GroupQuerySet(models.QuerySet["WorkingGroup"]):
    def visible_to(self, user: AnyUser) -> "GroupQuerySet":
        """Whoever sees the agreement sees who works under it."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class WorkingGroup(Act):
    """A group of an agreement's parties, from–to (inclusive; no end: until further notice): a working group, one that
    follows up, or a regional council."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="groups")
    kind = models.CharField(max_length=20, choices=GroupKind.choices)
    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = GroupQuerySet.as_manager()

    if TYPE_CHECKING:
        members: RelatedManager["GroupMember"]

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="group_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(kind__in=GroupKind.values), name="group_kind_known"),
        ]

    @property
    def revision(self) -> int:
        """How many rows say who is represented: each further one is a change."""
        return len(self.members.all())


class GroupMember(Act):
    """From a day on so many represent an organisation; 0: nobody any more. The newest row of a day holds."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="members")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    representatives = models.PositiveIntegerField()
    from_on = models.DateField()


class MeetingQuerySet(models.QuerySet["GroupMeeting"]):
    def visible_to(self, user: AnyUser) -> "MeetingQuerySet":
        """Whoever sees the agreement sees when its parties met."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class GroupMeeting(Act):
    """A meeting under an agreement. `attendance` is how many represented whom, never who, and `items` what was decided
    or noted; both are read only with it and never change, so they stand in its row:
    `[{"organization": 3, "people": 2}]`, `[{"kind": "decision", "text": "…"}]`."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="group_meetings")
    group = models.ForeignKey(WorkingGroup, null=True, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=GroupKind.choices)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    minutes = models.CharField(max_length=200, blank=True, help_text="the minutes' registry number")
    attendance = models.JSONField(default=list)
    items = models.JSONField(default=list)

    objects = MeetingQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [models.CheckConstraint(condition=Q(kind__in=GroupKind.values), name="meeting_kind_known")]


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, user: AnyUser) -> "RecommendationQuerySet":
        """Whoever sees the council's agreement, or the one that it speaks of."""
        seen = Agreement.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(group__agreement__in=seen) | Q(agreement__in=seen))


class Recommendation(Act):
    """What a regional council recommends its municipalities to decide. It binds nobody and changes no state.

    `agreement` is what it is about, or `amendment` of it; `document` names anything else, such as an initiative.
    `statements` is what each member said: `[{"organization": 3, "said": "yes", "note": ""}]`. `consensus`: all who were
    there said yes.
    """

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="recommendations")
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT, related_name="recommendations")
    amendment = models.ForeignKey(Amendment, null=True, on_delete=models.PROTECT, related_name="recommendations")
    document = models.CharField(max_length=200, blank=True)
    recommended_on = models.DateField()
    text = models.TextField()
    minutes = models.CharField(max_length=200, blank=True)
    statements = models.JSONField(default=list)
    consensus = models.BooleanField()

    objects = RecommendationQuerySet.as_manager()
