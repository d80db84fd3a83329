"""`/ledger-hand-ins` and `/ledger-rows`: what associations handed in of their ledgers for an agreement."""

from typing import ClassVar

import django_filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from finance.api.ledger_figures import LedgerAccountShape, LedgerBalanceShape, LedgerTotalsShape
from finance.models import LedgerHandIn, LedgerRow
from finance.models.ledgers import LedgerHandInQuerySet, LedgerRowQuerySet
from office.api.shapes import Shape
from office.api.views import ReadDoor
from office.fields import Amount


class LedgerHandInShape(Shape[LedgerHandIn]):
    """`sha256` is the file's; `year_starts_on` to `year_ends_on` its financial year, of which `starts_on` to `ends_on`
    were handed in. `superseded`: a later hand-in answers for all of these days. The figures are preliminary while the
    file was made within its year, or its result is not booked.
    """

    sha256 = serializers.CharField(source="ledger.sha256")
    year_starts_on = serializers.DateField(source="ledger.starts_on")
    year_ends_on = serializers.DateField(source="ledger.ends_on")
    generated_on = serializers.DateField(source="ledger.generated_on", allow_null=True)
    result_booked = serializers.BooleanField(source="ledger.result_booked")
    texts_released = serializers.BooleanField(source="choice.release_texts")
    superseded = serializers.BooleanField()
    totals = LedgerTotalsShape()
    accounts = LedgerAccountShape(many=True)
    balances = LedgerBalanceShape(many=True)

    class Meta:
        model = LedgerHandIn
        fields = [
            "id", "agreement", "organization", "ledger", "job", "starts_on", "ends_on", "sha256", "year_starts_on",
            "year_ends_on", "generated_on", "result_booked", "texts_released", "superseded", "totals", "accounts",
            "balances", "recorded_at",
        ]  # fmt: skip


class LedgerHandInFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", min_value=1, max_value=2**63 - 1)
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=2**63 - 1)
    job = django_filters.NumberFilter("job", min_value=1, max_value=2**63 - 1)
    superseded = django_filters.BooleanFilter("superseded")


class LedgerHandInDoor(ReadDoor):
    """Rows of ledgers handed in for agreements. Each stands as it was handed in; a later one for the same days answers
    for them.
    """

    serializer_class = LedgerHandInShape
    queryset = LedgerHandIn.objects.none()
    filterset_class = LedgerHandInFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at", "starts_on")
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> LedgerHandInQuerySet:
        rows = LedgerHandIn.objects.visible_to(self.request.user).with_superseded()
        return rows.select_related("ledger", "choice")


@extend_schema_field({"type": "array", "items": {"type": "array", "items": {"type": "string"}}})
class Pairs(serializers.JSONField):
    """[dimension, number] pairs."""


class HandedInRowShape(Shape[LedgerRow]):
    """`objects` are the chosen ones, as [dimension, number]. `without_object`: the row names none of a chosen
    dimension, so that it may concern more than the agreement; without either it is on another object. `text` is empty
    unless it was released.
    """

    objects = Pairs(source="objects_named")
    amount = Amount()

    class Meta:
        model = LedgerRow
        fields = [
            "id", "hand_in", "series", "number", "date", "account", "account_name", "objects", "amount", "text",
            "without_object", "line",
        ]  # fmt: skip


class LedgerRowFilter(django_filters.FilterSet):
    hand_in = django_filters.NumberFilter("hand_in_id", min_value=1, max_value=2**63 - 1)
    agreement = django_filters.NumberFilter("hand_in__agreement_id", min_value=1, max_value=2**63 - 1)
    account = django_filters.CharFilter(max_length=20)
    series = django_filters.CharFilter(max_length=20)
    without_object = django_filters.BooleanFilter()
    date_from = django_filters.DateFilter("date", "gte")
    date_to = django_filters.DateFilter("date", "lte")


class LedgerRowDoor(ReadDoor):
    """Rows of vouchers that were handed in."""

    serializer_class = HandedInRowShape
    queryset = LedgerRow.objects.none()
    filterset_class = LedgerRowFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("date", "account", "amount")
    ordering: ClassVar[tuple[str, ...]] = ("date",)

    def get_queryset(self) -> LedgerRowQuerySet:
        return LedgerRow.objects.visible_to(self.request.user)
