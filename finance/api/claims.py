"""`/claims`: money that was decided to be repaid, what came in, and what was let go of."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import django_filters
import orjson
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.selectors import conflicted
from finance.bodies.claims import ClaimPaymentBody, WriteOffBody
from finance.claim_balance import Balance, standing
from finance.models import ClaimPayment, ConsequenceDecision, Outcome, WriteOff
from finance.models.claims import ConsequenceDecisionQuerySet
from finance.selectors import claims as selectors
from finance.services import claims
from office.access import acting
from office.api.parameters import AS_OF, day, day_or
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.clock import today
from office.fields import Amount
from office.language import current_language
from office.rows import Row

STATES = ("open", "overdue", "settled", "written_off", "overpaid", "replaced")
DECIDED = ("organization", "party", "code", "period", "body", "delegation_point", "paragraph", "decided_on", "reason")


class AgainstShape(serializers.Serializer[Any]):
    """An instalment of a funding commitment, and how much of it is kept back, or claimed back since it had left."""

    commitment = serializers.IntegerField()
    period = serializers.CharField()
    number = serializers.IntegerField()
    due_on = serializers.CharField()
    amount = serializers.CharField()


class ConsequenceDecisionShape(Shape[ConsequenceDecision]):
    """What was decided on a consequence. `organization` is the payer, which decides on its own money alone, `party` who
    is to repay (ids of organisations); `period` is empty for the whole term.

    `computed` is what the check said as of `decided_on`, with the `formula` and the `digest` of the check; a decision
    with the outcome `claim` is the claim of the same id. One that was reconsidered stays as it was and is `replaced_by`
    another, which says what it `replaces` and on which `ground`.
    """

    beside = ("formula",)
    party = serializers.IntegerField(source="party.organization_id")
    computed = Amount()
    amount = Amount()
    formula = serializers.SerializerMethodField()
    against = AgainstShape(many=True)
    ground = serializers.CharField(help_text="Empty where it replaces none.")
    replaced_by = serializers.IntegerField(source="replaced_by.pk", allow_null=True, read_only=True)

    class Meta:
        model = ConsequenceDecision
        fields = [
            "id", "agreement", *DECIDED, "outcome", "computed", "formula", "digest", "amount", "due_on", "against",
            "replaces", "ground", "replaced_by", "recorded_at",
        ]  # fmt: skip

    def get_formula(self, decision: ConsequenceDecision) -> str:
        """In the reader's language."""
        return _formula(decision.formula)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        for one, (formula,) in zip(shown, beside, strict=True):
            one["formula"] = _formula(orjson.loads(formula))


def _formula(said: dict[str, str]) -> str:
    return said.get(current_language(), "")


class ClaimShape(Shape[ConsequenceDecision]):
    """A claim with what is left of it at the day asked about (today): `organization` claims its money of `party`.

    One that `replaces` another counts what came in on that. Where more has come in than is claimed since, it is
    `overpaid` and `left` is below zero: a negative payment that names what it takes back says what was paid back.
    """

    party = serializers.IntegerField(source="party.organization_id")
    amount = Amount()
    state = serializers.SerializerMethodField()
    repaid = serializers.SerializerMethodField()
    written_off = serializers.SerializerMethodField()
    left = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = ConsequenceDecision
        fields = [
            "id", "agreement", *DECIDED, "amount", "due_on", "state", "repaid", "written_off", "left", "replaces",
            "recorded_at", "actions",
        ]  # fmt: skip

    @property
    def as_of(self) -> date:
        return self.context.get("as_of") or today()

    def _balance(self, claim: ConsequenceDecision) -> Balance:
        """Asked for by four members of one record."""
        known: Balance | None = vars(claim).get("_balance")
        if known is None:
            known = vars(claim)["_balance"] = selectors.standing(claim, self.as_of)
        return known

    @extend_schema_field(serializers.ChoiceField(choices=STATES))
    def get_state(self, claim: ConsequenceDecision) -> str:
        return self._balance(claim).state

    @extend_schema_field(Amount())
    def get_repaid(self, claim: ConsequenceDecision) -> str:
        return f"{self._balance(claim).repaid:.2f}"

    @extend_schema_field(Amount())
    def get_written_off(self, claim: ConsequenceDecision) -> str:
        return f"{self._balance(claim).written_off:.2f}"

    @extend_schema_field(Amount())
    def get_left(self, claim: ConsequenceDecision) -> str:
        return f"{self._balance(claim).left:.2f}"

    def get_actions(self, claim: ConsequenceDecision) -> list[str]:
        """What I may do with it now."""
        return _actions(claims.is_claimant(claim, self.asker), self._balance(claim).left)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        chains = selectors.chains_of([one["id"] for one in shown])
        mine, apart = acting(self.asker).officer, conflicted(self.asker)
        for one in shown:
            found = standing(chains[one["id"]], one["id"], self.as_of)
            one["state"] = found.state
            one |= {name: f"{getattr(found, name):.2f}" for name in ("repaid", "written_off", "left")}
            claimant = one["organization"] in mine and one["agreement"] not in apart
            one["actions"] = _actions(claimant, found.left)


def _actions(claimant: bool, left: Decimal) -> list[str]:
    """What comes in, and is let go of, is of something that is left; what is paid back, of what came in too much."""
    if not left or not claimant:
        return []
    return ["pay", "write_off"] if left > 0 else ["pay"]


class ClaimPaymentShape(Shape[ClaimPayment]):
    """Money that came in on a claim; a correction is negative."""

    amount = Amount()

    class Meta:
        model = ClaimPayment
        fields = ["id", "claim", "amount", "paid_on", "corrects", "note", "recorded_at"]


class WriteOffShape(Shape[WriteOff]):
    """A decision to let go of a claim or a part of it."""

    amount = Amount()

    class Meta:
        model = WriteOff
        fields = [
            "id", "claim", "organization", "amount", "reason", "decided_on", "body", "delegation_point", "paragraph",
            "recorded_at",
        ]  # fmt: skip


class ClaimFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", min_value=1, max_value=2**63 - 1)
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=2**63 - 1)
    party = django_filters.NumberFilter("party__organization_id", min_value=1, max_value=2**63 - 1)
    due_on_from = django_filters.DateFilter("due_on", "gte")
    due_on_to = django_filters.DateFilter("due_on", "lte")


class ClaimDoor(ReadDoor):
    """Claims of money back. A decision on a consequence opens one; rows of their own say what became of it."""

    serializer_class = ClaimShape
    queryset = ConsequenceDecision.objects.none()
    filterset_class = ClaimFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("due_on", "amount", "decided_on")
    ordering: ClassVar[tuple[str, ...]] = ("due_on",)
    parameters: ClassVar[dict[str, frozenset[str]]] = {
        "list": frozenset({"as_of"}),
        "retrieve": frozenset({"as_of"}),
        "payments": frozenset({"limit", "offset"}),
        "write_offs": frozenset({"limit", "offset"}),
    }

    def get_queryset(self) -> ConsequenceDecisionQuerySet:
        found = ConsequenceDecision.objects.visible_to(self.request.user).filter(outcome=Outcome.CLAIM)
        as_of = getattr(self, "as_of", None)
        found = found.filter(decided_on__lte=as_of) if as_of else found
        return found.select_related("party")

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "as_of": getattr(self, "as_of", None)}

    @extend_schema(parameters=[AS_OF])
    def list(self, request: Request) -> Response:
        self.as_of: date | None = day_or(request, "as_of", today())
        return super().list(request)

    @extend_schema(parameters=[AS_OF])
    def retrieve(self, request: Request, pk: str) -> Response:
        self.as_of = day(request, "as_of")
        return super().retrieve(request, pk)

    @extend_schema(responses=ClaimPaymentShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def payments(self, request: Request, pk: str) -> Response:
        return self.page(
            ClaimPayment.objects.filter(claim__pk__in=selectors.up_to(self.get_object())), ClaimPaymentShape
        )

    @extend_schema(request=ClaimPaymentBody, responses={201: ClaimPaymentShape})
    @payments.mapping.post
    def pay(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(ClaimPaymentBody)
        claim, revision = self.get_object(), read_revision(request)
        return self.create_once(
            lambda: claims.repay(claim, values, self.person, refusals, revision),
            shape=lambda row: ClaimPaymentShape(row).data,
        )

    @extend_schema(responses=WriteOffShape(many=True), filters=False)
    @action(detail=True, methods=["get"], url_path="write-offs")
    def write_offs(self, request: Request, pk: str) -> Response:
        return self.page(WriteOff.objects.filter(claim=self.get_object()), WriteOffShape)

    @extend_schema(request=WriteOffBody, responses={201: WriteOffShape})
    @write_offs.mapping.post
    def write_off(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(WriteOffBody)
        claim, revision = self.get_object(), read_revision(request)
        return self.create_once(
            lambda: claims.write_off(claim, values, self.person, refusals, revision),
            shape=lambda row: WriteOffShape(row).data,
        )
