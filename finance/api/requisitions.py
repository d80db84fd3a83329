"""`/requisitions`."""

from typing import ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from finance.bodies.requisitions import RequisitionBody
from finance.models import Requisition, RequisitionQuerySet
from finance.services import requisitions
from office.api.shapes import Shape
from office.api.views import ReadDoor


class RequisitionShape(Shape[Requisition]):
    """`organization` asked for the instalment with this number in the commitment's list."""

    class Meta:
        model = Requisition
        fields = [
            "id", "agreement", "commitment", "organization", "period", "instalment", "requested_on", "note",
            "recorded_at",
        ]  # fmt: skip


class RequisitionFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", min_value=1, max_value=2**63 - 1)
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=2**63 - 1)
    period = django_filters.CharFilter(max_length=9)


class RequisitionDoor(ReadDoor):
    """Instalments on requisition that were asked for, by the recipient or by an officer who has its paper."""

    serializer_class = RequisitionShape
    queryset = Requisition.objects.none()
    filterset_class = RequisitionFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("requested_on", "period")
    ordering: ClassVar[tuple[str, ...]] = ("-requested_on",)

    def get_queryset(self) -> RequisitionQuerySet:
        return Requisition.objects.visible_to(self.request.user)

    @extend_schema(request=RequisitionBody, responses={201: RequisitionShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(RequisitionBody)
        return self.create_once(lambda: requisitions.ask(values, self.person, refusals))
