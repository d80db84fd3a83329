"""What several members pay together, and the key by which each member's share is found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.terms import MONEY, Party


class Basis(models.TextChoices):
    EQUAL = "equal", _("Equal parts")
    PER_CAPITA = "per_capita", _("Per capita")
    FIXED_AND_PER_CAPITA = "fixed_and_per_capita", _("A fee, and the rest per capita")
    PERCENTAGES = "percentages", _("Own percentages")
    USAGE = "usage", _("By usage")


#: The bases that count inhabitants on a reference date.
BY_INHABITANTS = frozenset({Basis.PER_CAPITA, Basis.FIXED_AND_PER_CAPITA})


class SharedCost(models.Model):
    """A cost that members share by a key (`agreements.cost_keys`) and pay to a host.

    `amount` is whole SEK a year, or `amounts` lists whole SEK per period; `fixed` is each member's fee a year.
    `members` says how each shares, is read only with the cost and never changes by itself, so it stands in its row:
    `[{"organization": 3, "code": "2480", "weight": "135249", "source": "SCB, May 2026", "floor": null,
    "ceiling": null}]`. The shares are commitments of their own, which point here.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="shared_costs")
    payee = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    basis = models.CharField(max_length=20, choices=Basis.choices)
    amount = models.DecimalField(null=True, **MONEY)
    amounts = models.JSONField(default=list)
    fixed = models.DecimalField(null=True, **MONEY)
    reference_date = models.DateField(null=True)
    members = models.JSONField(default=list)
    instalments = models.JSONField(default=list)
    clause = models.CharField(max_length=200, blank=True)
    history = models.JSONField(default=list, help_text="what it was from which day on; empty: never amended")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="shared_cost_basis_known"),
            models.UniqueConstraint(fields=["agreement", "name"], name="shared_cost_name_once"),
        ]
