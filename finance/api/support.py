"""`/municipal-support`: what is given beside money, and what it is worth."""

from decimal import Decimal
from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from finance.bodies.support import SupportBody
from finance.models import MunicipalSupport
from finance.models.support import SupportKind, SupportQuerySet
from finance.services import support as services
from finance.support import Support, formula, value
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor
from office.fields import Amount
from office.language import current_language
from office.rows import Row

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class SupportShape(Shape[MunicipalSupport]):
    """`giver` and `recipient` are the ids of the organisations; `value` is SEK beside what was charged."""

    giver = serializers.IntegerField(source="giver.organization_id")
    recipient = serializers.IntegerField(source="recipient.organization_id")
    quantity = Amount()
    price = Amount()
    charged = Amount()
    per_year = serializers.SerializerMethodField()
    value = serializers.SerializerMethodField("worth")
    formula = serializers.SerializerMethodField()
    beside = ("per_year",)

    class Meta:
        model = MunicipalSupport
        fields = [
            "id", "agreement", "giver", "recipient", "kind", "what", "starts_on", "ends_on", "quantity", "unit",
            "price",
            "per_year", "source", "charged", "value", "formula", "valued_on", "valued_by", "replaces", "recorded_at",
        ]  # fmt: skip

    def get_per_year(self, row: MunicipalSupport) -> bool:
        return row.per_year

    def worth(self, row: MunicipalSupport) -> str:
        return f"{value(row.valued):.2f}"

    def get_formula(self, row: MunicipalSupport) -> str:
        """How the value is reached, in numbers and with its source."""
        return formula(row.valued, current_language())

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        language = current_language()
        for one, (per_year,) in zip(shown, beside, strict=True):
            amounts = [Decimal(one[name]) for name in ("quantity", "price", "charged")]
            given = Support(
                amounts[0], one["unit"], amounts[1], bool(per_year), one["starts_on"], one["ends_on"], amounts[2],
                one["source"],
            )  # fmt: skip
            one |= {"per_year": bool(per_year), "value": f"{value(given):.2f}", "formula": formula(given, language)}


class SupportFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", **ID)
    recipient = django_filters.NumberFilter("recipient__organization_id", **ID)
    kind = django_filters.ChoiceFilter(choices=SupportKind.choices)


class SupportDoor(ReadDoor):
    """Premises, material and staff given free or cheap, all rows there ever were; a correction replaces a row."""

    serializer_class = SupportShape
    queryset = MunicipalSupport.objects.none()
    filterset_class = SupportFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("starts_on", "valued_on")
    ordering: ClassVar[tuple[str, ...]] = ("-starts_on",)

    def get_queryset(self) -> SupportQuerySet:
        return MunicipalSupport.objects.visible_to(self.request.user).select_related("giver", "recipient")

    @extend_schema(request=SupportBody, responses={201: SupportShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(SupportBody)
        return self.create_once(lambda: services.give(values, self.person, refusals))
