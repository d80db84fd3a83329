"""`/ledger-readings` and `/reconciliations`: how books are read, and what they said of each period."""

from typing import ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from finance.api.reconciliation_figures import FiguresShape
from finance.bodies.reconciliations import LedgerReadingBody
from finance.models import LedgerReading, Reconciliation
from finance.models.reconciliations import OfBooksQuerySet, ReconciliationQuerySet
from finance.services import reconciliations
from office.api.shapes import Shape
from office.api.views import ReadDoor
from office.fields import Share


class LedgerReadingShape(Shape[LedgerReading]):
    grants = serializers.ListField(child=serializers.CharField())
    public = serializers.ListField(child=serializers.CharField())
    liabilities = serializers.ListField(child=serializers.CharField())
    key = Share(allow_null=True)

    class Meta:
        model = LedgerReading
        fields = [
            "id", "agreement", "organization", "grants", "public", "liabilities", "key", "agreed", "recorded_at",
        ]  # fmt: skip


class OfBooksFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", min_value=1, max_value=2**63 - 1)
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=2**63 - 1)


class LedgerReadingDoor(ReadDoor):
    """Which accounts are what, and the allocation key. The association says it; the newest holds."""

    serializer_class = LedgerReadingShape
    queryset = LedgerReading.objects.none()
    filterset_class = OfBooksFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at",)
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> OfBooksQuerySet:
        return LedgerReading.objects.visible_to(self.request.user)

    @extend_schema(request=LedgerReadingBody, responses={201: LedgerReadingShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(LedgerReadingBody)
        return self.create_once(lambda: reconciliations.say(values, self.person, refusals))


class ReconciliationFilter(OfBooksFilter):
    period = django_filters.CharFilter(max_length=9)


class ReconciliationShape(Shape[Reconciliation]):
    """`agreements/{id}/reconciliation` compares the newest with payments and report."""

    figures = FiguresShape()

    class Meta:
        model = Reconciliation
        fields = [
            "id", "agreement", "organization", "period", "starts_on", "ends_on", "figures", "reconciled_on",
            "recorded_at",
        ]  # fmt: skip


class ReconciliationDoor(ReadDoor):
    """What an association's books said of a period each time that they were read; the newest holds."""

    serializer_class = ReconciliationShape
    queryset = Reconciliation.objects.none()
    filterset_class = ReconciliationFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at", "starts_on")
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> ReconciliationQuerySet:
        return Reconciliation.objects.visible_to(self.request.user)
