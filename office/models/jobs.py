"""Work to be done later: a row, written in the transaction of its cause."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office.models.people import User


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Set aside")


UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any) -> "JobQuerySet":
        """A job belongs to who asked for it; nobody sees the system's own."""
        return self.filter(asked_by=user.pk) if user.is_authenticated else self.none()

    def claimable(self, now: datetime, lease: timedelta) -> "JobQuerySet":
        """Those that are due, and those whose worker has not been heard of within its lease.

        A lease far longer than any that is given was written by a clock that ran ahead, and holds nothing.
        """
        silent = Q(lease_until__lt=now) | Q(lease_until__gt=now + 2 * lease)
        return self.filter(Q(state=JobState.WAITING, due_at__lte=now) | Q(silent, state=JobState.RUNNING))


class Job(models.Model):
    """One piece of work: what (`kind` and its JSON `arguments`), when, how far it has come, and how it ended.

    Who runs it writes its own `worker` token and a lease; whoever finds the lease expired may take it over, and the
    first worker's last write then meets another token and is refused. `attempts` counts how often it was begun.
    `key`, when given, is that of at most one job of its kind that waits; a recurring job keeps it always. Progress is
    `done` of `total` (null: not known yet), in whatever the job counts. `language` is that of who asked, for the
    sentences that it writes.
    """

    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    result = models.JSONField(null=True, help_text="what it made, as its kind says")
    failure = models.JSONField(null=True, help_text="refusals of the last attempt, as an API error lists them")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="jobs")
    language = models.CharField(max_length=2)
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=JobState.WAITING), name="job_due"),
            models.Index(fields=["lease_until"], condition=Q(state=JobState.RUNNING), name="job_lease"),
            models.Index(fields=["ended_at"], name="job_ended"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=~Q(key="") & Q(state__in=UNFINISHED), name="job_key_once"
            ),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False) & ~Q(worker="")
                | ~Q(state=JobState.RUNNING) & Q(lease_until__isnull=True, worker=""),
                name="job_lease_while_running",
            ),
        ]
