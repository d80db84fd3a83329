"""Papers handed in with a report: each content once, and which drafts and versions have it."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from office.access import AnyUser, acting
from office.models import Organization, User
from reports.models.reports import AnnualReport, ReportDraft
from reports.models.versions import ReportVersion

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class PaperKind(models.TextChoices):
    ACTIVITY_REPORT = "activity_report", _("Activity report")
    INCOME_STATEMENT = "income_statement", _("Income statement")
    BALANCE_SHEET = "balance_sheet", _("Balance sheet")
    AUDITORS_REPORT = "auditors_report", _("Auditor's report")
    MINUTES = "minutes", _("Minutes")
    OTHER = "other", _("Other paper")


class AttachedFile(models.Model):
    """A content by the SHA-256 of its bytes: the same content is kept once, whoever attached it."""

    append_only = True

    sha256 = models.CharField(primary_key=True, max_length=64)
    format = models.CharField(max_length=10)
    size = models.PositiveIntegerField(help_text="bytes")
    recorded_at = models.DateTimeField(auto_now_add=True)


class AttachedContent(models.Model):
    """A file's bytes, in a row of their own, which no list reads. It is there while a draft or a version has the file;
    once neither has, it is forgotten and the hash stays."""

    file = models.OneToOneField(AttachedFile, primary_key=True, on_delete=models.PROTECT, related_name="stored")
    content = models.BinaryField()


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: AnyUser) -> "AttachmentQuerySet":
        """What was handed in: to who sees the report. What was not: to those who write the draft that has it."""
        seen = AnnualReport.objects.visible_to(user).values("pk")
        versions = VersionAttachment.objects.filter(attachment=OuterRef("pk"), version__report__in=seen)
        mine = ReportDraft.objects.of(acting(user)).values("pk")
        drafts = DraftAttachment.objects.filter(attachment=OuterRef("pk"), draft__in=mine)
        return self.filter(Exists(versions) | Exists(drafts) | Q(completes__report__in=seen))


class Attachment(models.Model):
    """A paper that `writer` attached to a report: of which kind, and what they called it, which is data and names no
    file of ours."""

    append_only = True

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="attachments")
    writer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(AttachedFile, on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=16, choices=PaperKind.choices)
    name = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    if TYPE_CHECKING:
        in_drafts: RelatedManager["DraftAttachment"]
        in_versions: RelatedManager["VersionAttachment"]

    class Meta:
        ordering = ["pk"]


class _WithPapers(models.Manager[Any]):
    """Whoever reads which papers there are wants to know what they are."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().select_related("attachment__file")


class DraftAttachment(models.Model):
    """A paper of what is being written; taken out, this row goes."""

    draft = models.ForeignKey(ReportDraft, on_delete=models.CASCADE, related_name="attached")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="in_drafts")

    objects = _WithPapers()

    class Meta:
        ordering = ["attachment"]
        constraints = [models.UniqueConstraint(fields=["draft", "attachment"], name="draft_has_attachment_once")]


class VersionAttachment(models.Model):
    """A paper that was handed in with a version, for good."""

    append_only = True

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="attached")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="in_versions")

    objects = _WithPapers()

    class Meta:
        ordering = ["attachment"]
        constraints = [models.UniqueConstraint(fields=["version", "attachment"], name="version_has_attachment_once")]
