"""Papers that are asked for with a report and do not come with it: excused, to come later, and come. Never changed."""

from typing import Any

from django.db import models
from django.db.models import Q

from agreements.conditions import PAPERS
from agreements.models import Agreement, Party
from agreements.models.acts import Act, Decided
from office.access import AnyUser, acting
from reports.models.attachments import Attachment
from reports.models.reports import AnnualReport

_PAPER: dict[str, Any] = {"max_length": 16, "choices": [(name, name) for name in PAPERS]}


class PaperReliefQuerySet(models.QuerySet["PaperRelief"]):
    def visible_to(self, user: AnyUser) -> "PaperReliefQuerySet":
        """The public parties' officers and auditors, and the association's own reporters."""
        mine = acting(user)
        public = Agreement.objects.public_for(mine).values("pk")
        return self.filter(Q(agreement__in=public) | Q(party__organization__in=mine.reporter))


class PaperRelief(Decided):
    """A public party hands a report in, or lets it be handed in, without one of the papers asked for.

    With `complete_on` the report is received incomplete and the paper is to come by that day; without, the paper is
    excused, which a board or its delegate decides.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="paper_reliefs")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=9)
    paper = models.CharField(**_PAPER)
    complete_on = models.DateField(null=True, help_text="empty: excused")

    objects = PaperReliefQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(complete_on__isnull=True) | Q(complete_on__gte=models.F("decided_on")),
                name="paper_to_come_after_decision",
            )
        ]


class PaperCompletion(Act):
    """A paper that came after its report was received incomplete, on its own day. `audited_by` is the association's
    auditor, where the paper is the auditor's report."""

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="completions")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="completes")
    paper = models.CharField(**_PAPER)
    received_on = models.DateField()
    audited_by = models.CharField(max_length=120, blank=True)

    class Meta(Act.Meta):
        constraints = [models.UniqueConstraint(fields=["report", "paper"], name="paper_completed_once")]
