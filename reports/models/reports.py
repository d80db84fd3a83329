"""One report per agreement, period and organisation, and the drafts that nobody else sees."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from office.access import Acting, AnyUser, acting
from office.models import Organization, User
from office.models.organizations import PUBLIC_KINDS

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from reports.models.attachments import DraftAttachment
    from reports.models.papers import PaperCompletion
    from reports.models.signing import DraftSignature
    from reports.models.versions import ReportVersion


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Begun")
    SUBMITTED = "submitted", _("Received")
    RETURNED = "returned", _("Completion asked for")
    APPROVED = "approved", _("Approved")


class ReportKind(models.TextChoices):
    INTERIM = "interim", _("Interim report")
    ANNUAL = "annual", _("Annual report")
    FINAL = "final", _("Final report")


class AnnualReportQuerySet(models.QuerySet["AnnualReport"]):
    def visible_to(self, user: AnyUser) -> "AnnualReportQuerySet":
        """What has been handed in: to officers and auditors of the public parties and the reporting organisation's
        own reporters. What has not: only to those who act for the organisation that writes it."""
        mine = acting(user)
        public = Agreement.objects.public_for(mine).values("pk")
        handed_in = ~Q(state=ReportState.DRAFT) & (Q(agreement__in=public) | Q(organization__in=mine.reporter))
        drafts = ReportDraft.objects.filter(report=OuterRef("pk"), base=OuterRef("latest")).of(mine)
        return self.filter(handed_in | Q(Exists(drafts)))


class AnnualReport(models.Model):
    """What an organisation reports for a period. `state` is that of what was handed in (`draft`: nothing yet);
    `latest` is the number of the newest version, 0 before the first."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reports")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="reports")
    period = models.CharField(max_length=9)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT, db_index=True)
    latest = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AnnualReportQuerySet.as_manager()

    if TYPE_CHECKING:
        versions: RelatedManager[ReportVersion]
        drafts: RelatedManager["ReportDraft"]
        completions: RelatedManager["PaperCompletion"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "period", "organization"], name="report_once"),
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state_known"),
        ]


class ReportDraftQuerySet(models.QuerySet["ReportDraft"]):
    def of(self, mine: Acting) -> "ReportDraftQuerySet":
        """Drafts written by an organisation that the user writes for: an association's reporter, a board's officer."""
        public = Q(writer__kind__in=PUBLIC_KINDS)
        return self.filter(public & Q(writer__in=mine.officer) | ~public & Q(writer__in=mine.reporter))


class ReportDraft(models.Model):
    """What one organisation is writing. The association and a municipality that types in its paper each have their
    own, so that a draft that became a public record by being seen cannot happen.

    `content` is `{"figures", "volunteer_hours", "activities", "narrative"}` with decimals and dates as text. `base` is
    the number of the version that it was begun upon: once another hands in a newer one a draft is overtaken, and kept
    until its writer takes it up again or discards it. Its
    `revision` is its own, so that the report's does not tell others that somebody is writing. `reason` says why a
    correction is written.
    """

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="drafts")
    writer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    base = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ReportDraftQuerySet.as_manager()

    if TYPE_CHECKING:
        attached: RelatedManager["DraftAttachment"]
        signatures: RelatedManager["DraftSignature"]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "writer", "base"], name="draft_once_per_version")]
