"""What proves a version years later: everything it consisted of and that its check read and answered, frozen."""

import zlib
from typing import Any

import orjson
from django.db import models

from reports.models.versions import ReportVersion

HANDED_IN, APPROVED = MOMENTS = ("handed_in", "approved")


class ReportFreeze(models.Model):
    """A version as it was when it was handed in, or approved: in the transaction of that act, and never changed.

    `content` is canonical JSON (`office.canon`), compressed: what was handed in, the review, the rates with their
    sources, the facts that the check read, its answer as of `as_of` by what was recorded at `recorded_at`, and which
    program gave it. `digest` is its SHA-256, which the trail's event of the act tells too. `check_digest` is the
    check's own, and `code` the program's version and the digest of its check: both stand in the content.

    The facts may hold what other agreements reported, so that nobody reads the content through the API.
    """

    append_only = True

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="freezes")
    moment = models.CharField(max_length=10, choices=[(name, name) for name in MOMENTS])
    as_of = models.DateField()
    content = models.BinaryField()
    digest = models.CharField(max_length=71)
    check_digest = models.CharField(max_length=71)
    code = models.JSONField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "moment"], name="freeze_once_a_moment")]

    @property
    def text(self) -> bytes:
        """The canonical JSON that the digest is of."""
        return zlib.decompress(bytes(self.content))

    @property
    def kept(self) -> dict[str, Any]:
        """The content."""
        found: dict[str, Any] = orjson.loads(self.text)
        return found
