"""Files that somebody asked for, and their contents in pieces."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from office.access import AnyUser
from office.models import Job, User

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

#: The forms of a list, that of a dossier, and of a paper to go on writing in.
LISTS, DOSSIER = ("csv", "xlsx", "pdf", "jsonl", "360giving-json", "360giving-csv"), "zip"
FORMATS = (*LISTS, DOSSIER, "docx")


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: AnyUser) -> "ExportQuerySet":
        """A file is its asker's: what somebody else looks into is nobody's business."""
        return self.filter(asked_by=user.pk) if user.is_authenticated else self.none()


class Export(models.Model):
    """A list that was asked for as a file: the `path` of the list, its query parameters as they were given, the
    `table` of it ("" is that of the records), and in which form. A dossier is one too, at its agreement's path.

    A job makes it. Then `rows` is how many rows the table has (of a dossier: how many files are in it), `digest` the
    SHA-256 of the records in canonical form (of a dossier: of its index),
    `sha256` and `size` (bytes) those of the file, and `grounds` are the organisations by role by which its asker saw
    what is in it: who has lost one of them fetches it no longer. Its content is deleted after `kept_until`; the row
    stays.
    """

    path = models.CharField(max_length=80)
    filters = models.JSONField(default=dict)
    table = models.CharField(max_length=60, blank=True)
    format = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="exports")
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)
    grounds = models.JSONField(null=True)
    rows = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)

    objects = ExportQuerySet.as_manager()

    if TYPE_CHECKING:
        chunks: RelatedManager["ExportChunk"]

    class Meta:
        indexes = [models.Index(fields=["kept_until"], name="export_kept_until")]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, kept_until__isnull=True, rows__isnull=True, size__isnull=True)
                | Q(made_at__isnull=False, kept_until__isnull=False, rows__isnull=False, size__isnull=False),
                name="export_made_whole",
            )
        ]


class ExportChunk(models.Model):
    """A piece of a file, so that neither who writes nor who reads it holds more than a piece at a time."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="export_chunk_once")]
