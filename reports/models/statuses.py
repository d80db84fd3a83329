"""What the check said of each agreement, day by day. Never changed: what was known then stands."""

from django.db import models

from agreements.models import Agreement
from reports.checks.term import WORST_FIRST


class DailyStatus(models.Model):
    """An agreement's status at the end of a day (in Sweden), as it was known at that moment."""

    append_only = True

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="statuses")
    on = models.DateField()
    status = models.CharField(max_length=10, choices=[(name, name) for name in WORST_FIRST])
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["agreement", "on"], name="status_once_a_day")]
