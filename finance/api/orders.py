"""`/payment-orders`."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from finance.api.order_shapes import PaymentOrderShape
from finance.bodies.orders import OrderAttestBody, OrderBody, OrderCancelBody
from finance.models import PaymentOrder, PaymentOrderQuerySet
from finance.models.orders import OrderAct, OrderState
from finance.services import attests, orders
from office.api.views import ReadDoor, read_revision

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class PaymentOrderFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", **ID)
    payer = django_filters.NumberFilter("commitment__party__organization_id", **ID)
    recipient = django_filters.NumberFilter("recipient__organization_id", **ID)
    period = django_filters.CharFilter(max_length=9)
    state = django_filters.MultipleChoiceFilter(choices=OrderState.choices)
    file = django_filters.NumberFilter("file_id", **ID)


class PaymentOrderDoor(ReadDoor):
    """What is to be paid: ordered, attested in substance, decided by a second person, sent in a file, paid."""

    serializer_class = PaymentOrderShape
    queryset = PaymentOrder.objects.none()
    filterset_class = PaymentOrderFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("ordered_on", "amount", "state")
    ordering: ClassVar[tuple[str, ...]] = ("-ordered_on",)

    def get_queryset(self) -> PaymentOrderQuerySet:
        rows = PaymentOrder.objects.visible_to(self.request.user)
        return rows.select_related("recipient", "commitment__party", "agreement")

    @extend_schema(request=OrderBody, responses={201: PaymentOrderShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(OrderBody)
        return self.create_once(lambda: orders.order(values, self.person, refusals))

    @extend_schema(request=OrderAttestBody, responses=PaymentOrderShape)
    @action(detail=True, methods=["post"])
    def attest(self, request: Request, pk: str) -> Response:
        return self._attest(OrderAct.SUBSTANCE)

    @extend_schema(request=OrderAttestBody, responses=PaymentOrderShape)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        return self._attest(OrderAct.DECISION)

    def _attest(self, act: OrderAct) -> Response:
        values, refusals = self.body(OrderAttestBody, empty_is_object=True)
        return self.answer(
            attests.attest(self.get_object(), act, values, self.person, refusals, read_revision(self.request))
        )

    @extend_schema(request=OrderCancelBody, responses=PaymentOrderShape)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(OrderCancelBody)
        return self.answer(attests.cancel(self.get_object(), values, self.person, refusals, read_revision(request)))
