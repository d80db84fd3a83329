"""How agreements and the acts on them are shown."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.models import Agreement, Commitment, Decision, Party, Signature, Termination, Waiver
from agreements.models.agreement import State
from agreements.services import standing
from office.clock import today
from office.fields import Amount


class PartyShape(serializers.ModelSerializer[Party]):
    name = serializers.CharField(source="organization.name")
    number = serializers.CharField(source="organization.number")
    kind = serializers.CharField(source="organization.kind")

    class Meta:
        model = Party
        fields = ["organization", "role", "name", "number", "kind"]


class PartAmountShape(serializers.Serializer[Any]):
    period = serializers.CharField()
    amount = serializers.CharField()


class PartShape(serializers.Serializer[Any]):
    kind = serializers.CharField()
    amount = serializers.CharField()
    counting = serializers.CharField()


class InstalmentShape(serializers.Serializer[Any]):
    due = serializers.CharField()
    share = serializers.CharField()


class CommitmentShape(serializers.ModelSerializer[Commitment]):
    """`party` and `recipient` are ids of organisations. An activity's `quantity` stands in `unit`."""

    party = serializers.IntegerField(source="party.organization_id")
    recipient = serializers.IntegerField(source="recipient.organization_id", allow_null=True, default=None)
    per = serializers.SerializerMethodField()
    amount = serializers.SerializerMethodField()
    quantity = serializers.SerializerMethodField()
    amounts = PartAmountShape(many=True)
    components = PartShape(many=True)
    instalments = InstalmentShape(many=True)

    class Meta:
        model = Commitment
        fields = [
            "id", "party", "recipient", "kind", "name", "per", "amount", "amounts", "quantity", "unit", "components",
            "instalments", "clause",
        ]  # fmt: skip

    def get_per(self, row: Commitment) -> str:
        return "period" if row.amount is None else "year"

    @extend_schema_field(Amount(allow_null=True))
    def get_amount(self, row: Commitment) -> str | None:
        return None if row.amount is None or row.kind == "activity" else f"{row.amount:.2f}"

    @extend_schema_field(Amount(allow_null=True))
    def get_quantity(self, row: Commitment) -> str | None:
        return f"{row.amount:.2f}" if row.amount is not None and row.kind == "activity" else None


class DecisionShape(serializers.ModelSerializer[Decision]):
    organization = serializers.IntegerField(source="party.organization_id")

    class Meta:
        model = Decision
        fields = ["id", "organization", "outcome", "decided_on", "body", "paragraph", "recorded_at"]


class SignatureShape(serializers.ModelSerializer[Signature]):
    organization = serializers.IntegerField(source="party.organization_id")

    class Meta:
        model = Signature
        fields = ["id", "organization", "signed_on", "signed_by", "recorded_at"]


class TerminationShape(serializers.ModelSerializer[Termination]):
    class Meta:
        model = Termination
        fields = ["document", "reason", "terminated_on", "last_day", "recorded_at"]


class WaiverShape(serializers.ModelSerializer[Waiver]):
    party = serializers.IntegerField(source="party.organization_id")

    class Meta:
        model = Waiver
        fields = [
            "id", "organization", "party", "kind", "period", "covers", "reason", "decided_on", "until", "body",
            "paragraph", "recorded_at",
        ]  # fmt: skip


class ConditionShape(serializers.Serializer[Any]):
    value = serializers.JSONField()
    clause = serializers.CharField()


class AgreementShape(serializers.ModelSerializer[Agreement]):
    """An agreement with its terms. `state`, `ended` and `waiting_for` are as of the day asked about (today)."""

    parties = PartyShape(many=True)
    commitments = CommitmentShape(many=True)
    conditions = serializers.DictField(child=ConditionShape())
    state = serializers.SerializerMethodField()
    ended = serializers.SerializerMethodField()
    waiting_for = serializers.SerializerMethodField()
    termination = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Agreement
        fields = [
            "id", "reference", "title", "kind", "purpose", "starts_on", "ends_on", "owner", "state", "ended",
            "waiting_for", "parties", "commitments", "conditions", "termination", "proposed_at", "withdrawn_at",
            "revision", "recorded_at", "actions",
        ]  # fmt: skip

    def _as_of(self) -> Any:
        return self.context.get("as_of") or today()

    @extend_schema_field(serializers.ChoiceField(choices=State.choices))
    def get_state(self, agreement: Agreement) -> str:
        as_of = self.context.get("as_of")
        return standing.state_on(agreement, as_of) if as_of else agreement.state

    def get_ended(self, agreement: Agreement) -> bool:
        return self.get_state(agreement) == State.ACTIVE and agreement.ends_on < self._as_of()

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_waiting_for(self, agreement: Agreement) -> list[int]:
        """Ids of the organisations whose decision or signature is missing, while it is proposed."""
        if self.get_state(agreement) != State.PROPOSED:
            return []
        return [party.organization_id for party in standing.waiting_for(agreement, self._as_of())]

    @extend_schema_field(TerminationShape(allow_null=True))
    def get_termination(self, agreement: Agreement) -> Any:
        found = getattr(agreement, "termination", None)
        return TerminationShape(found).data if found and found.terminated_on <= self._as_of() else None

    def get_actions(self, agreement: Agreement) -> list[str]:
        """What I may do with it now."""
        return standing.actions(agreement, self.context["request"].user)
