"""What index values this installation has had, and since when."""

from django.db import models


class IndexQuote(models.Model):
    """The index of a month as a file here quoted it, from the moment it was met (`recorded_at`).

    The file's word may change, so a month has a row each time (`turn` 1, 2 …); the last one counts. `value` is the text
    that was quoted, empty where the file says that the month has none after all. `since_before`: it was here when this
    began to be kept, so that nobody knows since when.
    """

    append_only = True

    series = models.CharField(max_length=100)
    month = models.CharField(max_length=7, help_text="such as 2024-03")
    turn = models.PositiveSmallIntegerField(default=1)
    value = models.CharField(max_length=40, blank=True)
    published_on = models.DateField()
    source = models.TextField()
    since_before = models.BooleanField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["series", "month", "turn"], name="index_quote_once")]
