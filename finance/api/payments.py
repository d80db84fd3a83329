"""`/payments`."""

from typing import ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.selectors import conflicted
from finance.bodies.payments import PaymentBody
from finance.models import Payment, PaymentQuerySet
from finance.services import payments
from office.access import acting
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor
from office.fields import Amount
from office.known import Asked, happened
from office.rows import Row


class PaymentShape(Shape[Payment]):
    """`recipient` is the id of the organisation."""

    recipient = serializers.IntegerField(source="recipient.organization_id")
    amount = Amount()
    actions = serializers.SerializerMethodField()
    beside = ("commitment__party__organization_id",)

    class Meta:
        model = Payment
        fields = [
            "id", "agreement", "commitment", "recipient", "period", "amount", "paid_on", "corrects", "order", "note",
            "recorded_at", "actions",
        ]  # fmt: skip

    def get_actions(self, payment: Payment) -> list[str]:
        """What I may do with it now; it is never changed, only corrected."""
        return self._actions(payment.agreement_id, payment.commitment.party.organization_id, payment.corrects_id)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        for one, (payer,) in zip(shown, beside, strict=True):
            one["actions"] = [] if self.asked.then else self._actions(one["agreement"], payer, one["corrects"])

    def _actions(self, agreement: int, payer: int, corrects: int | None) -> list[str]:
        mine = payer in acting(self.asker).officer and agreement not in conflicted(self.asker)
        return ["correct"] if mine and corrects is None else []


class PaymentFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", min_value=1, max_value=2**63 - 1)
    recipient = django_filters.NumberFilter("recipient__organization_id", min_value=1, max_value=2**63 - 1)
    period = django_filters.CharFilter(max_length=9)
    paid_on_from = django_filters.DateFilter("paid_on", "gte")
    paid_on_to = django_filters.DateFilter("paid_on", "lte")


class PaymentDoor(ReadDoor):
    """Money that was paid. Officers register it; a correction is a negative row that names what it corrects."""

    serializer_class = PaymentShape
    queryset = Payment.objects.none()
    filterset_class = PaymentFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("paid_on", "amount", "period")
    ordering: ClassVar[tuple[str, ...]] = ("-paid_on",)
    as_known = frozenset({"list"})

    def get_queryset(self) -> PaymentQuerySet:
        return Payment.objects.visible_to(self.request.user).select_related("recipient", "commitment__party")

    def stood(self, rows: PaymentQuerySet, asked: Asked) -> PaymentQuerySet:
        return rows.filter(happened(asked, "paid_on"))

    @extend_schema(request=PaymentBody, responses={201: PaymentShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(PaymentBody)
        return self.create_once(lambda: payments.pay(values, self.person, refusals))
