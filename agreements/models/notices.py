"""Notice: a party does not want the agreement to renew itself."""

from django.db import models

from agreements.models.acts import Act
from agreements.models.agreement import Agreement
from office.models import Organization


class Notice(Act):
    """Notice given by a party on a day, in a document, about the term that ends on `term_ends_on`.

    `in_time` says whether it was given by the last day for it; notice that came too late is about the next term.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="notices")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    term_ends_on = models.DateField()
    document = models.CharField(max_length=200, help_text="registry number or title of the document")
    reason = models.TextField(blank=True)

    class Meta(Act.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organization", "term_ends_on"], name="notice_once_a_term_and_party"
            )
        ]
