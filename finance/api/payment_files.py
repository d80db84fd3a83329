"""`/payment-files`."""

from typing import ClassVar

import django_filters
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from finance.bodies.orders import PaymentFileBody
from finance.models import PaymentFile, PaymentFileQuerySet
from finance.models.orders import FORMATS, PAIN
from finance.services import payment_files
from office.api.shapes import Shape
from office.api.views import ReadDoor
from office.fields import Amount


class PaymentFileShape(Shape[PaymentFile]):
    """`sha256` is that of the bytes at `/content`."""

    total = Amount()

    class Meta:
        model = PaymentFile
        fields = ["id", "payer", "format", "orders_count", "total", "sha256", "recorded_at"]


class PaymentFileFilter(django_filters.FilterSet):
    payer = django_filters.NumberFilter("payer_id", min_value=1, max_value=2**63 - 1)
    format = django_filters.ChoiceFilter(choices=[(name, name) for name in FORMATS])


class PaymentFileDoor(ReadDoor):
    """Decided orders as files for the economy system; each order is in one of them only. The payer's officers make
    them, its auditors read them."""

    serializer_class = PaymentFileShape
    queryset = PaymentFile.objects.none()
    filterset_class = PaymentFileFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at", "total")
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> PaymentFileQuerySet:
        return PaymentFile.objects.visible_to(self.request.user).defer("content")

    @extend_schema(request=PaymentFileBody, responses={201: PaymentFileShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(PaymentFileBody)
        return self.create_once(lambda: payment_files.make(values, self.person, refusals))

    @extend_schema(
        responses={(200, "text/csv"): OpenApiTypes.STR, (200, "application/xml"): OpenApiTypes.STR}, filters=False
    )
    @action(detail=True, methods=["get"])
    def content(self, request: Request, pk: str) -> HttpResponse:
        """The file itself: the same bytes each time."""
        found = self.get_object()
        kind, ending = ("application/xml", "xml") if found.format == PAIN else ("text/csv; charset=utf-8", "csv")
        headers = {"Content-Disposition": f'attachment; filename="payments-{found.pk}.{ending}"'}
        return HttpResponse(bytes(found.content), content_type=kind, headers=headers)
