"""What is to be done under an agreement and what it is to lead to: tasks, goals, what was reached. Never changed."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.acts import Act
from agreements.models.agreement import Agreement
from agreements.models.groups import GroupMeeting
from agreements.models.terms import MONEY
from office.access import AnyUser
from office.known import Asked, happened, recorded
from office.models import Organization

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: AnyUser) -> "TaskQuerySet":
        """Whoever sees the agreement sees what is to be done under it."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))

    def overdue(self, asked: Asked) -> "TaskQuerySet":
        """Those whose day had passed on the day asked about and that nobody had ended by then, as it was known."""
        ended = TaskEnd.objects.filter(happened(asked, "done_on"), task=OuterRef("pk"))
        return self.filter(~Exists(ended), recorded(asked.known_at), due_on__lt=asked.day)


class Task(Act):
    """What an organisation is to do by a day (inclusive), perhaps agreed on at a meeting."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="tasks")
    meeting = models.ForeignKey(GroupMeeting, null=True, on_delete=models.PROTECT, related_name="tasks")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    due_on = models.DateField()

    objects = TaskQuerySet.as_manager()

    if TYPE_CHECKING:
        end: "TaskEnd"

    @property
    def revision(self) -> int:
        """1, and 2 once it has been ended."""
        return 2 if hasattr(self, "end") else 1

    def overdue_on(self, day: date) -> bool:
        """Whether its day has passed and nobody had ended it by a day."""
        end = getattr(self, "end", None)
        return self.due_on < day and (end is None or end.done_on > day)


class TaskOutcome(models.TextChoices):
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class TaskEnd(Act):
    """A task was done, or is not to be done any more, as its own organisation says."""

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=10, choices=TaskOutcome.choices)
    done_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)


class Direction(models.TextChoices):
    AT_LEAST = "at_least", _("At least")
    AT_MOST = "at_most", _("At most")


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible_to(self, user: AnyUser) -> "GoalQuerySet":
        """Whoever sees the agreement sees what it is to lead to."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class Goal(Act):
    """A goal of an agreement with the indicator that tells whether it is reached. `baseline` is what it was at first.

    `targets` is what is promised, by a day or in a period of the agreement (then with the period's first day), and
    never changes: `[{"period": "2026", "from": "2026-01-01", "by": "2026-12-31", "value": "40.00"}]`.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="goals")
    name = models.CharField(max_length=200)
    indicator = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=10, choices=Direction.choices)
    baseline = models.DecimalField(null=True, **MONEY)
    baseline_on = models.DateField(null=True)
    clause = models.CharField(max_length=200, blank=True)
    targets = models.JSONField(default=list)

    objects = GoalQuerySet.as_manager()

    if TYPE_CHECKING:
        measurements: RelatedManager["Measurement"]

    class Meta(Act.Meta):
        constraints = [models.CheckConstraint(condition=Q(direction__in=Direction.values), name="goal_direction_known")]

    @property
    def revision(self) -> int:
        """1, and one more with everything that was measured."""
        return 1 + len(self.measurements.all())


class Measurement(Act):
    """What the indicator was on a day, and who says so. Of two for one day the newer row holds."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="measurements")
    measured_on = models.DateField()
    value = models.DecimalField(**MONEY)
    source = models.CharField(max_length=200)
