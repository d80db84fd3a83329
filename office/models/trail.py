"""The audit trail: what was done, by whom, and to which organisations it matters."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from office.models.organizations import Organization
from office.models.people import User

if TYPE_CHECKING:
    from office.access import Acting


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def concerning(self, acting: "Acting") -> "AuditEventQuerySet":
        """Events that concern an organisation the user acts for; an auditor's not while they tell of a draft."""
        concerned = AuditConcern.objects.filter(event=OuterRef("pk"))
        working = Exists(concerned.filter(organization__in=acting.officer | acting.reporter))
        auditing = Exists(concerned.filter(organization__in=acting.auditor))
        return self.filter(Q(working) | Q(auditing, draft=False))


class AuditEvent(models.Model):
    """One act. Written in the transaction of the act, never changed.

    `draft`: it tells of something that is still its writers' own (a draft of an agreement or of a report).
    """

    append_only = True

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=60, db_index=True)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    data = models.JSONField(default=dict)
    draft = models.BooleanField(default=False)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]


class AuditConcern(models.Model):
    """An organisation that an event matters to: who acts for it may read the event."""

    append_only = True

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="concerns")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "organization"], name="audit_concern_once")]


class AuditSeal(models.Model):
    """A link of the chain: the hash of an event and of the link before it.

    `event_id` is a number and no foreign key on purpose: the seal must outlive an event that somebody deletes.
    """

    append_only = True

    sequence = models.BigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)
