"""Who signed a report for the association: while it waits for another, and for good when it is handed in."""

from django.db import models

from agreements.models import Mandate
from office.models import User
from reports.models.reports import ReportDraft
from reports.models.versions import ReportVersion


class DraftSignature(models.Model):
    """A signature on what is being written, as it was at the draft's `revision`: a change afterwards voids it.

    `asked` is the mandate of whom it was sent to for the next signature.
    """

    draft = models.ForeignKey(ReportDraft, on_delete=models.CASCADE, related_name="signatures")
    revision = models.PositiveIntegerField()
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


class VersionSignature(models.Model):
    """A mandate by which a version was handed in, and when its holder signed."""

    append_only = True

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="signatures")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "mandate"], name="version_signed_once")]
