"""How payment orders are shown."""

from datetime import date, timedelta
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.selectors import officer_for
from finance import giro
from finance.models import PayeeAccount, PaymentOrder, PaymentOrderAct
from finance.selectors.accounts import RECENT_DAYS, pending
from finance.services import order_states
from office.access import acting
from office.api.shapes import Json, Shape
from office.fields import Amount
from office.rows import Row


class OrderActShape(Shape[PaymentOrderAct]):
    """Who attested (`by`), for which organisation; a cancellation says why and, where the order had been sent in a
    file, how its payment was `stopped`.
    """

    by = serializers.CharField(source="recorded_by.username")

    class Meta:
        model = PaymentOrderAct
        fields = ["act", "organization", "by", "acted_on", "reason", "stopped", "recorded_at"]


class PaidToShape(serializers.Serializer[Any]):
    """The account of an order: `confirmed_on` when, `recent` when that was in the 30 days before the order;
    `change_pending` is the id of a change that waits to be confirmed."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    number = serializers.CharField()
    confirmed_on = serializers.DateField()
    recent = serializers.BooleanField()
    change_pending = serializers.IntegerField(allow_null=True)


class PaymentOrderShape(Shape[PaymentOrder]):
    """`recipient` and `payer` are ids of organisations."""

    beside = ("account_id",)
    payer = serializers.IntegerField(source="commitment.party.organization_id")
    recipient = serializers.IntegerField(source="recipient.organization_id")
    amount = Amount()
    account = serializers.SerializerMethodField()
    acts = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = PaymentOrder
        fields = [
            "id", "agreement", "commitment", "payer", "recipient", "period", "amount", "ordered_on", "note", "state",
            "file", "revision", "recorded_at", "account", "acts", "actions",
        ]  # fmt: skip

    @extend_schema_field(PaidToShape())
    def get_account(self, order: PaymentOrder) -> Any:
        return self._one(order)["account"]

    @extend_schema_field(OrderActShape(many=True))
    def get_acts(self, order: PaymentOrder) -> Any:
        return self._one(order)["acts"]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, order: PaymentOrder) -> Any:
        """What I may do with it now."""
        return self._one(order)["actions"]

    def _one(self, order: PaymentOrder) -> Json:
        """A single order is filled in as a list of one; remembered, since three members ask."""
        known: tuple[int, str, Json] | None = vars(self).get("_known")
        if known is None or known[:2] != (order.pk, order.state):
            shown: Json = {
                "id": order.pk, "agreement": order.agreement_id, "recipient": order.recipient.organization_id,
                "payer": order.commitment.party.organization_id, "state": order.state, "ordered_on": order.ordered_on,
            }  # fmt: skip
            self.complete([shown], [(order.account_id,)])
            known = vars(self)["_known"] = (order.pk, order.state, shown)
        return known[2]

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        acts = OrderActShape(context=self.context).of(
            "order_id", PaymentOrderAct.objects.filter(order__in=[one["id"] for one in shown]).order_by("pk")
        )
        accounts = PayeeAccount.objects.select_related("review").in_bulk({account for (account,) in beside})
        changes = {(one.payer_id, one.organization_id): one.pk for one in pending({one["payer"] for one in shown})}
        officers, mine = officer_for({one["agreement"] for one in shown}, self.asker), acting(self.asker)
        for one, (account,) in zip(shown, beside, strict=True):
            change = changes.get((one["payer"], one["recipient"]))
            one["account"] = _account(accounts[account], change, one["ordered_on"])
            one["acts"] = acts[one["id"]]
            attested = self.asker.get_username() in {act["by"] for act in one["acts"]}
            officer = one["agreement"] in officers
            pays = officer and one["payer"] in mine.officer
            one["actions"] = order_states.actions_of(one["state"], officer, pays, attested)


def _account(account: PayeeAccount, change: int | None, day: date) -> Json:
    confirmed_on = account.review.reviewed_on
    return {
        "id": account.pk,
        "kind": account.kind,
        "number": giro.written(account.kind, account.number),
        "confirmed_on": confirmed_on.isoformat(),
        "recent": confirmed_on >= day - timedelta(days=RECENT_DAYS),
        "change_pending": change,
    }
