"""Parties and what each of them promises."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.amounts import held_in
from agreements.models.agreement import Agreement, AgreementQuerySet, State
from agreements.periods import Period
from office.access import AnyUser, acting
from office.models import Organization
from office.models.people import Role

MONEY: dict[str, Any] = {"max_digits": 15, "decimal_places": 2}


class PartyRole(models.TextChoices):
    FUNDER = "funder", _("Funder")
    HOST = "host", _("Host")
    RECIPIENT = "recipient", _("Recipient")
    MEMBER = "member", _("Member")


class Party(models.Model):
    """An organisation in an agreement; it stands there once, also when it leaves and joins again: its role and its last
    day are those agreed at last, and what they were on a day is in the terms of then (`TermsVersion`)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=10, choices=PartyRole.choices)
    joined_by = models.ForeignKey(
        "Amendment", null=True, on_delete=models.PROTECT, related_name="+", help_text="empty: from the first"
    )
    left_on = models.DateField(null=True, help_text="its last day, where an amendment lets it leave")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organization"], name="party_once"),
            models.CheckConstraint(condition=Q(role__in=PartyRole.values), name="party_role_known"),
        ]


def known_to(user: AnyUser, *, officers_only: bool = False) -> models.QuerySet[Party, Any]:
    """The organisations (ids) that a user's own municipality has an agreement with, as officer (or auditor)."""
    mine = acting(user)
    return parties_of(Agreement.objects.public_for(mine.only(Role.OFFICER) if officers_only else mine))


def parties_of(agreements: AgreementQuerySet) -> models.QuerySet[Party, Any]:
    """The organisations (ids) in agreements that are no drafts."""
    those = agreements.exclude(state=State.DRAFT).order_by().values("pk")
    return Party.objects.filter(agreement__in=those).order_by().values("organization")


class CommitmentKind(models.TextChoices):
    FUNDING = "funding", _("Funding")
    CO_FINANCING = "co_financing", _("Own contribution")
    IN_KIND = "in_kind", _("In kind")
    ACTIVITY = "activity", _("Activity")


class ComponentKind(models.TextChoices):
    OWN_CASH = "own_cash", _("Own cash")
    VOLUNTEER_TIME = "volunteer_time", _("Volunteer time")
    IN_KIND = "in_kind", _("In kind")


class Commitment(models.Model):
    """What one party promises: an amount a year, or an amount for each period that it lists.

    `amount` is SEK; of an activity it is a quantity in `unit` (40 language cafés), which is never money.
    `components` (of co-financing), `instalments` (of funding) and `amounts` are part of the promise, are read only
    with it and never change by themselves, so they stand in its row:
    `components`  `[{"kind": "volunteer_time", "amount": "975000.00", "counting": "cap"}]`, each kind once, or with
    `"hours": "4500.00", "category": "adult"` instead of the amount: then, where the commitment states no amount itself,
    its `amount` is empty and it promises the sum of its components, period by period;
    `instalments` `[{"due": "01-31", "share": "0.5"}]`, perhaps with `on_requisition` instead of a day, `after_report`,
    `within_days` and `clause`; `amounts` `[{"period": "2020", "amount": "500000.00"}]`.

    A member's share of a `shared_cost` lists its amounts, and in `shares` how they came about, window by window:
    `[{"period": "2026", "amount": "18313.00", "windows": [{"starts_on": …, "ends_on": …, "of": 743836, "amount": 10394,
    "exact": "10393.8943", "weight": "2315", "of_weight": "165672", "fixed": "0", "bound": ""}]}]`.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="commitments")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="commitments")
    recipient = models.ForeignKey(Party, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=CommitmentKind.choices)
    name = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    amount = models.DecimalField(null=True, **MONEY)
    amounts = models.JSONField(default=list)
    components = models.JSONField(default=list)
    instalments = models.JSONField(default=list)
    clause = models.CharField(max_length=200, blank=True)
    shared_cost = models.ForeignKey("SharedCost", null=True, on_delete=models.CASCADE, related_name="commitments")
    shares = models.JSONField(default=list)
    steps = models.JSONField(default=list, help_text="yearly amounts from later days on, by amendments")
    former = models.JSONField(default=list, help_text="parties (ids) that were its recipient before an amendment")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CommitmentKind.values), name="commitment_kind_known"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=Decimal(0)), name="commitment_not_negative"
            ),
        ]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The components that it has or has had, by amendments too."""
        return [*self.components, *(part for step in self.steps for part in step["components"] or ())]

    def parts_in(self, period: Period) -> list[dict[str, Any]]:
        """Those that it has in a period, or in a part of one."""
        said = [(date.fromisoformat(one["from"]), one["components"]) for one in self.steps]
        changes = [(day, parts) for day, parts in said if parts is not None]
        return [part for _days, parts in held_in(self.components, changes, period) for part in parts]

    def holds_in(self, period: Period) -> bool:
        """Whether it promises something in a period: an amount, be it zero, or components."""
        if self.amounts or self.parts_in(period):
            return True
        steps = [(date.fromisoformat(one["from"]), one["amount"]) for one in self.steps]
        return any(amount is not None for _days, amount in held_in(self.amount, steps, period))
