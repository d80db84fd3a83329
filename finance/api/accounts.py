"""`/payee-accounts`."""

from functools import cached_property
from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from finance import giro
from finance.bodies.accounts import AccountBody, AccountReviewBody
from finance.models import PayeeAccount, PayeeAccountQuerySet, PayeeAccountReview
from finance.models.accounts import AccountOutcome
from finance.services import accounts
from office.access import acting
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.rows import Row

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class AccountReviewShape(Shape[PayeeAccountReview]):
    class Meta:
        model = PayeeAccountReview
        fields = ["outcome", "reviewed_on", "verified", "recorded_at"]


class PayeeAccountShape(Shape[PayeeAccount]):
    """A giro number as it is written; nothing is paid to it until it is confirmed (`review`)."""

    beside = ("number", "recorded_by_id")
    number = serializers.SerializerMethodField()
    review = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = PayeeAccount
        fields = [
            "id", "payer", "organization", "kind", "number", "starts_on", "document", "note", "proposed_by_payee",
            "recorded_at", "review", "actions",
        ]  # fmt: skip

    @extend_schema_field(serializers.CharField())
    def get_number(self, account: PayeeAccount) -> str:
        return giro.written(account.kind, account.number)

    @extend_schema_field(AccountReviewShape(allow_null=True))
    def get_review(self, account: PayeeAccount) -> Any:
        """Confirmed or rejected; null while it waits."""
        found = getattr(account, "review", None)
        return AccountReviewShape(found).data if found else None

    def get_actions(self, account: PayeeAccount) -> list[str]:
        """What I may do with it now."""
        waits = getattr(account, "review", None) is None
        return self._actions(waits, account.payer_id, account.organization_id, account.recorded_by_id)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        reviews = AccountReviewShape(context=self.context).of(
            "account_id", PayeeAccountReview.objects.filter(account__in=[one["id"] for one in shown])
        )
        for one, (number, by) in zip(shown, beside, strict=True):
            one["number"] = giro.written(one["kind"], number)
            one["review"] = reviews[one["id"]][0] if one["id"] in reviews else None
            one["actions"] = self._actions(one["review"] is None, one["payer"], one["organization"], by)

    @cached_property
    def _not_mine(self) -> frozenset[int]:
        return accounts.not_to_confirm(self.asker)

    def _actions(self, waits: bool, payer: int, organization: int, proposed_by: int) -> list[str]:
        may = payer in acting(self.asker).officer and proposed_by != self.asker.pk
        return ["confirm", "reject"] if waits and may and organization not in self._not_mine else []


class PayeeAccountFilter(django_filters.FilterSet):
    payer = django_filters.NumberFilter("payer_id", **ID)
    organization = django_filters.NumberFilter("organization_id", **ID)
    pending = django_filters.BooleanFilter("review", "isnull")
    outcome = django_filters.ChoiceFilter("review__outcome", choices=AccountOutcome.choices)


class PayeeAccountDoor(ReadDoor):
    """Where associations are paid: every account that was ever proposed, and who confirmed it when."""

    serializer_class = PayeeAccountShape
    queryset = PayeeAccount.objects.none()
    filterset_class = PayeeAccountFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("starts_on", "recorded_at")
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> PayeeAccountQuerySet:
        return PayeeAccount.objects.visible_to(self.request.user).select_related("review")

    @extend_schema(request=AccountBody, responses={201: PayeeAccountShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(AccountBody)
        return self.create_once(lambda: accounts.propose(values, self.person, refusals))

    @extend_schema(request=AccountReviewBody, responses=PayeeAccountShape)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        return self._review(accounts.CONFIRMED)

    @extend_schema(request=AccountReviewBody, responses=PayeeAccountShape)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:
        return self._review(accounts.REJECTED)

    def _review(self, outcome: str) -> Response:
        values, refusals = self.body(AccountReviewBody)
        return self.answer(
            accounts.review(self.get_object(), outcome, values, self.person, refusals, read_revision(self.request))
        )
