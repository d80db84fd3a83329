"""`/requisitions`."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.selectors import officer_for
from finance.bodies.requisitions import RequisitionBody, RequisitionWithdrawBody
from finance.models import Requisition, RequisitionQuerySet, RequisitionWithdrawal
from finance.services import requisitions
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.rows import Row


class RequisitionWithdrawalShape(Shape[RequisitionWithdrawal]):
    class Meta:
        model = RequisitionWithdrawal
        fields = ["withdrawn_on", "reason", "recorded_at"]


class RequisitionShape(Shape[Requisition]):
    """`organization` asked for the instalment with this number in the commitment's list; `on_paper`: an officer
    recorded it (null: not kept then). From the day in `withdrawal` it is as if it had not been asked for.
    """

    withdrawal = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Requisition
        fields = [
            "id", "agreement", "commitment", "organization", "period", "instalment", "requested_on", "on_paper", "note",
            "recorded_at", "withdrawal", "actions",
        ]  # fmt: skip

    @extend_schema_field(RequisitionWithdrawalShape(allow_null=True))
    def get_withdrawal(self, requisition: Requisition) -> Any:
        """When and why it was taken back; null while it stands."""
        found = getattr(requisition, "withdrawal", None)
        return RequisitionWithdrawalShape(found).data if found else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, requisition: Requisition) -> list[str]:
        """What I may do with it now."""
        if hasattr(requisition, "withdrawal"):
            return []
        officer = requisition.agreement_id in officer_for([requisition.agreement_id], self.asker)
        return self._actions(requisition.organization_id, requisition.on_paper, officer)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        rows = RequisitionWithdrawal.objects.filter(requisition__in=[one["id"] for one in shown])
        withdrawn = RequisitionWithdrawalShape(context=self.context).of("requisition_id", rows)
        officers = officer_for({one["agreement"] for one in shown}, self.asker)
        for one in shown:
            found = withdrawn.get(one["id"])
            one["withdrawal"] = found[0] if found else None
            mine = self._actions(one["organization"], one["on_paper"], one["agreement"] in officers)
            one["actions"] = [] if found else mine

    def _actions(self, organization: int, on_paper: bool | None, officer: bool) -> list[str]:
        return ["withdraw"] if requisitions.may_withdraw(organization, on_paper, officer, self.asker) else []


class RequisitionFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", min_value=1, max_value=2**63 - 1)
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=2**63 - 1)
    period = django_filters.CharFilter(max_length=9)
    withdrawn = django_filters.BooleanFilter("withdrawal", "isnull", exclude=True)


class RequisitionDoor(ReadDoor):
    """Instalments on requisition that were asked for, by the recipient or by an officer who has its paper."""

    serializer_class = RequisitionShape
    queryset = Requisition.objects.none()
    filterset_class = RequisitionFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("requested_on", "period")
    ordering: ClassVar[tuple[str, ...]] = ("-requested_on",)

    def get_queryset(self) -> RequisitionQuerySet:
        return Requisition.objects.visible_to(self.request.user).select_related("withdrawal")

    @extend_schema(request=RequisitionBody, responses={201: RequisitionShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(RequisitionBody)
        return self.create_once(lambda: requisitions.ask(values, self.person, refusals))

    @extend_schema(request=RequisitionWithdrawBody, responses=RequisitionShape)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take a mistaken request back; it may be asked for again."""
        values, refusals = self.body(RequisitionWithdrawBody)
        made = requisitions.withdraw(self.get_object(), values, self.person, refusals, read_revision(request))
        return self.answer(made)
