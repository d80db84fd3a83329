"""An agreement saved as a template that others start from: its clauses and duties, no amounts and no parties.

Never changed: an improved template is another one.
"""

from django.db import models

from agreements.models.acts import Act
from agreements.models.agreement import Agreement, AgreementKind
from office.access import AnyUser, acting


class TemplateQuerySet(models.QuerySet["AgreementTemplate"]):
    def visible_to(self, user: AnyUser) -> "TemplateQuerySet":
        """Every officer and auditor of whatever municipality here: a template is saved to be shared."""
        mine = acting(user)
        return self if mine.officer or mine.auditor else self.none()


class AgreementTemplate(Act):
    """What others may start from. Whose it was stands in words, as it was when it was saved: who starts from it reads
    that also where they do not see the agreement.

    `conditions` are the clauses as in an agreement, without what is an amount (an agreement's own rates). `duties` are
    read only with it: `[{"role": "recipient", "kind": "activity", "name": "Språkcafé", "unit": "träffar", "per":
    "year", "components": ["volunteer_time"], "clause": "§ 3"}]`.
    """

    origin = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="templates")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=AgreementKind.choices)
    conditions = models.JSONField(default=dict)
    duties = models.JSONField(default=list)
    cost_keys = models.JSONField(default=list, help_text="how costs are shared: name, basis and clause")
    origin_reference = models.CharField(max_length=60)
    origin_title = models.CharField(max_length=200)
    origin_owner = models.CharField(max_length=200)

    objects = TemplateQuerySet.as_manager()

    @property
    def revision(self) -> int:
        """It never changes."""
        return 1


class TemplateUse(Act):
    """An agreement that was started from a template."""

    template = models.ForeignKey(AgreementTemplate, on_delete=models.PROTECT, related_name="uses")
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="template_use")
