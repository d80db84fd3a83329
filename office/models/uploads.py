"""Files that somebody handed over, in the space of the organisation that they belong to."""

from django.db import models

from office.models.organizations import Organization
from office.models.people import User


class Upload(models.Model):
    """A file: whose it is, what it was called, what it is and what it held (SHA-256 of its bytes).

    The row stays when the content is discarded, so that a file can be told to be the one that was here. Who came by a
    link, without an account, is nobody: `recorded_by` is empty, and the link says who made it. `used_at` is when
    somebody last needed the content; one that nobody needs is forgotten.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=10)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["used_at"], condition=models.Q(discarded_at__isnull=True), name="upload_unused"),
        ]


class UploadContent(models.Model):
    """A file's bytes, in a row of their own: no list of uploads reads them, and they can be deleted by themselves."""

    upload = models.OneToOneField(Upload, primary_key=True, on_delete=models.CASCADE, related_name="stored")
    content = models.BinaryField()
