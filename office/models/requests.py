"""Requests that were answered, so that one sent twice acts once."""

from django.db import models

from office.models.people import User


class AnsweredRequest(models.Model):
    """The first answer to a request that carried an `Idempotency-Key`; the key belongs to its user."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of method, path and body")
    status = models.PositiveSmallIntegerField()
    body = models.TextField(help_text="JSON, as it was sent")
    etag = models.CharField(max_length=40, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once")]
