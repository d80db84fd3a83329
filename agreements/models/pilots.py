"""A pilot: what is to be found out, how that is measured, and what was found. Never changed: what is added stands."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.acts import Act
from agreements.models.agreement import Agreement
from office.access import AnyUser

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class Verdict(models.TextChoices):
    HELD = "held", _("It held")
    DID_NOT_HOLD = "did_not_hold", _("It did not hold")
    UNCLEAR = "unclear", _("Unclear")


class HypothesisQuerySet(models.QuerySet["PilotHypothesis"]):
    def visible_to(self, user: AnyUser) -> "HypothesisQuerySet":
        """Who sees the pilot sees what it is to find out."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class PilotHypothesis(Act):
    """What a pilot is to find out."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="hypotheses")
    text = models.TextField()

    objects = HypothesisQuerySet.as_manager()

    if TYPE_CHECKING:
        measures: RelatedManager["PilotMeasure"]

    @property
    def revision(self) -> int:
        """1, and one more for each measure."""
        return 1 + self.measures.count()


class PilotMeasure(Act):
    """By what a hypothesis is judged: how it is measured, and by when."""

    hypothesis = models.ForeignKey(PilotHypothesis, on_delete=models.PROTECT, related_name="measures")
    what = models.CharField(max_length=200)
    how = models.TextField()
    measured_by = models.DateField(help_text="the day by which it is measured")


class PilotReportQuerySet(models.QuerySet["PilotReport"]):
    def visible_to(self, user: AnyUser) -> "PilotReportQuerySet":
        """Who sees the pilot sees what it has found."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class PilotReport(Act):
    """An end report; of several the latest counts."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="pilot_reports")
    document = models.CharField(max_length=200)
    conclusions = models.TextField()
    reported_on = models.DateField()

    objects = PilotReportQuerySet.as_manager()

    if TYPE_CHECKING:
        verdicts: RelatedManager["PilotVerdict"]


class PilotVerdict(models.Model):
    """What an end report says of a hypothesis."""

    append_only = True

    report = models.ForeignKey(PilotReport, on_delete=models.PROTECT, related_name="verdicts")
    hypothesis = models.ForeignKey(PilotHypothesis, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "hypothesis"], name="pilot_verdict_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="pilot_verdict_known"),
        ]
