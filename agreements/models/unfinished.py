"""What somebody has typed into a form about an agreement and what is no part of it yet."""

from django.db import models

from agreements.models.agreement import Agreement
from office.models import User


class UnfinishedForm(models.Model):
    """One step of a draft as its writer left it: for that writer's eyes alone, and forgotten when the step is saved.

    `words` are the fields by name as they were typed, nested as their names are. Without an agreement it is the first
    step of one that is not there yet.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=20)
    words = models.JSONField(default=dict)
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "agreement", "step"], name="unfinished_form_once"),
            models.UniqueConstraint(
                fields=["user", "step"], condition=models.Q(agreement=None), name="unfinished_first_form_once"
            ),
        ]
