"""How what a party promises is shown."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.models import Commitment
from office.api.shapes import Json, Shape
from office.fields import Amount
from office.rows import Row


class PartAmountShape(serializers.Serializer[Any]):
    period = serializers.CharField()
    amount = serializers.CharField()


class PartShape(serializers.Serializer[Any]):
    """SEK a year or, of volunteer time, hours a year of a category; the other is null."""

    kind = serializers.CharField()
    amount = serializers.CharField(allow_null=True)
    hours = serializers.CharField(allow_null=True)
    category = serializers.CharField(allow_null=True)
    counting = serializers.CharField()


class InstalmentShape(serializers.Serializer[Any]):
    """`due` is a day of the year, MM-DD; null for what is on requisition."""

    due = serializers.CharField(allow_null=True)
    share = serializers.CharField()
    on_requisition = serializers.BooleanField(default=False)
    after_report = serializers.BooleanField(default=False)
    within_days = serializers.IntegerField(default=0)
    clause = serializers.CharField(default="")


class StepShape(serializers.Serializer[Any]):
    """A yearly amount (or quantity) that an amendment has made from a day on; null: nothing any more, or the sum of its
    components in hours. `components` are its parts from then on; null: as before."""

    amount = serializers.CharField(allow_null=True)
    components = PartShape(many=True, allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is no name that Python lets a class have."""
        return {"from": serializers.CharField(), **super().get_fields()}


class CommitmentShape(Shape[Commitment]):
    """`party` and `recipient` are ids of organisations; a member's share names its `shared_cost`. An activity's
    `quantity` stands in `unit`. `amount` is null where amounts are listed by period, and where components in hours make
    it the sum of what they are worth in each."""

    beside = ("amount",)
    party = serializers.IntegerField(source="party.organization_id")
    recipient = serializers.IntegerField(source="recipient.organization_id", allow_null=True, default=None)
    per = serializers.SerializerMethodField()
    amount = serializers.SerializerMethodField()
    quantity = serializers.SerializerMethodField()
    amounts = PartAmountShape(many=True)
    components = PartShape(many=True)
    instalments = InstalmentShape(many=True)
    steps = StepShape(many=True)

    class Meta:
        model = Commitment
        fields = [
            "id", "party", "recipient", "kind", "name", "per", "amount", "amounts", "quantity", "unit", "components",
            "instalments", "clause", "shared_cost", "steps",
        ]  # fmt: skip

    def get_per(self, row: Commitment) -> str:
        return _per(row.amounts)

    @extend_schema_field(Amount(allow_null=True))
    def get_amount(self, row: Commitment) -> str | None:
        return _amount(row.amount if row.kind != "activity" else None)

    @extend_schema_field(Amount(allow_null=True))
    def get_quantity(self, row: Commitment) -> str | None:
        return _amount(row.amount if row.kind == "activity" else None)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        for one, (amount,) in zip(shown, beside, strict=True):
            one["per"] = _per(one["amounts"])
            one["quantity" if one["kind"] == "activity" else "amount"] = _amount(amount)


def _per(amounts: list[Json]) -> str:
    """What lists no amounts by period is promised a year, also where its components state all that there is."""
    return "period" if amounts else "year"


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
