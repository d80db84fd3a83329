"""What a municipality gives an association beside money. Never changed: a correction is a new row."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Party
from agreements.models.acts import Act
from finance.support import Support
from office.access import AnyUser


class SupportKind(models.TextChoices):
    PREMISES = "premises", _("Premises")
    MATERIAL = "material", _("Material")
    STAFF = "staff", _("Staff")
    OTHER = "other", _("Something else")


class SupportQuerySet(models.QuerySet["MunicipalSupport"]):
    def visible_to(self, user: AnyUser) -> "SupportQuerySet":
        """Who sees an agreement sees what is given beside its money."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class MunicipalSupport(Act):
    """Premises, material or staff given free or cheap: `quantity` of a `unit` at a `price` SEK per unit (per year, or
    for all of it) from–to, less what was `charged`. `source` is where the price comes from (a market rent: whose).

    A correction names the row that it `replaces`; a quantity of 0 takes it back. `finance.support` says the value.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="municipal_support")
    giver = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=SupportKind.choices)
    what = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=40)
    price = models.DecimalField(max_digits=12, decimal_places=2)
    per_year = models.BooleanField()
    source = models.CharField(max_length=300)
    charged = models.DecimalField(max_digits=15, decimal_places=2)
    valued_on = models.DateField()
    valued_by = models.CharField(max_length=200, help_text="the body or the office held")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = SupportQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), quantity__gte=0, price__gte=0, charged__gte=0),
                name="support_within_reason",
            )
        ]

    @property
    def valued(self) -> Support:
        """As the rule that values it takes it."""
        return Support(
            self.quantity, self.unit, self.price, self.per_year, self.starts_on, self.ends_on, self.charged, self.source
        )
