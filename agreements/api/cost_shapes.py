"""How shared costs and their members' shares are shown."""

from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers

from agreements.models import Commitment, SharedCost
from agreements.models.shared_costs import Basis
from agreements.share_words import formula
from office.api.shapes import Json, Shape
from office.fields import Amount


class SharingShape(serializers.Serializer[Any]):
    """A member as its key counts it: `weight` is inhabitants, per cent or a quantity, with the figure's source."""

    organization = serializers.IntegerField()
    code = serializers.CharField()
    weight = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment] # DRF takes it off the class
    floor = serializers.CharField(allow_null=True)
    ceiling = serializers.CharField(allow_null=True)


class SharedCostShape(Shape[SharedCost]):
    """What members share, by which key, and who is paid (`payee`, an organisation). Each share is a commitment."""

    payee = serializers.IntegerField(source="payee.organization_id")
    amount = Amount(allow_null=True)
    fixed = Amount(allow_null=True)
    amounts = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    members = SharingShape(many=True)
    instalments = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = SharedCost
        fields = [
            "id", "name", "payee", "basis", "amount", "amounts", "fixed", "reference_date", "members", "instalments",
            "clause",
        ]  # fmt: skip


class WindowShape(serializers.Serializer[Any]):
    """Days with the same members: `of` is what they share, SEK, `amount` this member's part of it."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    of = serializers.IntegerField()
    amount = serializers.IntegerField()
    exact = serializers.CharField()
    weight = serializers.CharField()
    of_weight = serializers.CharField()
    fixed = serializers.CharField()
    bound = serializers.CharField()


class ShareShape(serializers.Serializer[Any]):
    """A member's share of a cost in a period, SEK, and how it came about, in numbers and in a sentence."""

    shared_cost = serializers.IntegerField()
    name = serializers.CharField()
    commitment = serializers.IntegerField()
    organization = serializers.IntegerField()
    organization_name = serializers.CharField()
    code = serializers.CharField()
    period = serializers.CharField()
    basis = serializers.ChoiceField(choices=Basis.choices)
    amount = serializers.CharField()
    formula = serializers.CharField()
    windows = WindowShape(many=True)


def shares(costs: list[SharedCost], commitments: list[Commitment]) -> list[Json]:
    """Every share of every cost: by cost, period and code."""
    found = []
    for cost in costs:
        members = {one["organization"]: one for one in cost.members}
        on, language = str(cost.reference_date) if cost.reference_date else None, (get_language() or "sv")[:2]
        for row in (row for row in commitments if row.shared_cost_id == cost.pk):
            member = members[row.party.organization_id]
            found += [
                {
                    "shared_cost": cost.pk,
                    "name": cost.name,
                    "commitment": row.pk,
                    "organization": row.party.organization_id,
                    "organization_name": row.party.organization.name,
                    "code": member["code"],
                    "period": share["period"],
                    "basis": cost.basis,
                    "amount": share["amount"],
                    "formula": formula(share["windows"], cost.basis, on, member["source"], language),
                    "windows": share["windows"],
                }
                for share in row.shares
            ]
    return sorted(found, key=lambda one: (one["shared_cost"], one["period"], one["code"]))
