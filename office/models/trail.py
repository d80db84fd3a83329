"""The audit trail: what was done, by whom, and to which organisations it matters."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from office.models.organizations import Organization
from office.models.people import User

if TYPE_CHECKING:
    from office.access import Acting, AnyUser


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def concerning(self, acting: "Acting", user: "AnyUser") -> "AuditEventQuerySet":
        """Events that concern an organisation the user acts for; an auditor's not while they tell of a draft, nor,
        where the assignment is for some years, of a record that the auditor does not see."""
        concerned = AuditConcern.objects.filter(event=OuterRef("pk"))
        seen = Q(Exists(concerned.filter(organization__in=acting.officer | acting.reporter)))
        seen |= Q(Exists(concerned.filter(organization__in=acting.audited_always)), draft=False)
        if some := acting.auditor - acting.audited_always:
            seen |= Q(Exists(concerned.filter(organization__in=some)), _of_what_is_seen(user), draft=False)
        return self.filter(seen)


def _of_what_is_seen(user: "AnyUser") -> Q:
    """Events of records that the user sees, or of what is seen by its events alone, such as a membership."""
    shown = {str(one._meta.model_name): one for one in apps.get_models() if hasattr(one._default_manager, "visible_to")}
    found = ~Q(subject_type__in=list(shown))
    for name, model in shown.items():
        rows: Any = model._default_manager
        found |= Q(subject_type=name, subject_id__in=rows.visible_to(user).order_by().values("pk"))
    return found


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
