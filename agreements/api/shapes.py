"""How agreements and the acts on them are shown."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.api.amended import called, in_force
from agreements.api.commitment_shapes import CommitmentShape
from agreements.api.cost_shapes import SharedCostShape
from agreements.api.following import OverdueTaskShape, RecommendedShape, late_tasks, recommended
from agreements.models import Agreement, Commitment, Decision, Notice, Party, SharedCost, Signature, Termination, Waiver
from agreements.models.agreement import State
from agreements.selectors import acting_in, undecided
from agreements.services import standing
from agreements.stood import terms_stood, waited_for
from office.access import Acting
from office.api.shapes import Json, Shape
from office.clock import today
from office.known import Asked, happened
from office.models import FormerDetails
from office.models.organizations import PUBLIC_KINDS
from office.rows import Row, instant


class PartyShape(Shape[Party]):
    """`left_on`: its last day, null while nothing lets it leave."""

    name = serializers.CharField(source="organization.name")
    number = serializers.CharField(source="organization.number")
    kind = serializers.CharField(source="organization.kind")

    class Meta:
        model = Party
        fields = ["organization", "role", "name", "number", "kind", "left_on"]


class DecisionShape(serializers.ModelSerializer[Decision]):
    organization = serializers.IntegerField(source="party.organization_id")

    class Meta:
        model = Decision
        fields = [
            "id", "organization", "outcome", "decided_on", "body", "delegation_point", "paragraph", "document",
            "recorded_at",
        ]  # fmt: skip


class SignatureShape(serializers.ModelSerializer[Signature]):
    organization = serializers.IntegerField(source="party.organization_id")

    class Meta:
        model = Signature
        fields = ["id", "organization", "signed_on", "signed_by", "recorded_at"]


class TerminationShape(Shape[Termination]):
    class Meta:
        model = Termination
        fields = ["document", "reason", "terminated_on", "last_day", "recorded_at"]


class WaiverShape(serializers.ModelSerializer[Waiver]):
    party = serializers.IntegerField(source="party.organization_id")

    class Meta:
        model = Waiver
        fields = [
            "id", "organization", "party", "kind", "period", "covers", "reason", "decided_on", "until", "body",
            "delegation_point", "paragraph", "recorded_at",
        ]  # fmt: skip


class NoticeShape(serializers.ModelSerializer[Notice]):
    """Notice by a party, about the term that ends on `term_ends_on`: the next one where it came too late for this."""

    class Meta:
        model = Notice
        fields = ["id", "organization", "given_on", "term_ends_on", "document", "reason", "recorded_at"]


class RenewalShape(serializers.Serializer[Any]):
    """How the end of the term stands: the last day to give notice (null: no such clause), whether notice was given in
    time, and the last day that the agreement renews itself to without it (null: it ends)."""

    ends_on = serializers.DateField()
    notice_by = serializers.DateField(allow_null=True)
    noticed = serializers.BooleanField()
    renews_to = serializers.DateField(allow_null=True)
    notices = NoticeShape(many=True)


class ConditionShape(serializers.Serializer[Any]):
    value = serializers.JSONField()
    clause = serializers.CharField()


class AgreementShape(Shape[Agreement]):
    """An agreement with its terms. `state`, `ended` and `waiting_for` are as of the day asked about (today); the terms
    are as agreed, or with `as_of` or `known_at` those that were in force.

    Asked as it stood, it has no `actions`, and its `revision` is null: nothing is done to what was.
    """

    beside: ClassVar[tuple[str, ...]] = ("state", "ends_on", "last_day")
    ends_on = serializers.SerializerMethodField()
    revision = serializers.IntegerField(allow_null=True)
    parties = PartyShape(many=True)
    commitments = CommitmentShape(many=True)
    shared_costs = SharedCostShape(many=True)
    conditions = serializers.DictField(child=ConditionShape())
    state = serializers.SerializerMethodField()
    ended = serializers.SerializerMethodField()
    waiting_for = serializers.SerializerMethodField()
    termination = serializers.SerializerMethodField()
    recommendations = serializers.SerializerMethodField()
    overdue_tasks = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Agreement
        fields = [
            "id", "reference", "title", "kind", "purpose", "starts_on", "ends_on", "owner", "state", "ended",
            "waiting_for", "parties", "commitments", "shared_costs", "conditions", "termination",
            "recommendations", "overdue_tasks", "proposed_at", "withdrawn_at", "revision", "recorded_at", "actions",
        ]  # fmt: skip

    @extend_schema_field(serializers.DateField())
    def get_ends_on(self, agreement: Agreement) -> str:
        """The last day of the term, inclusive, as amendments have left it."""
        return agreement.through.isoformat()

    @extend_schema_field(serializers.ChoiceField(choices=State.choices))
    def get_state(self, agreement: Agreement) -> str:
        return agreement.state

    def get_ended(self, agreement: Agreement) -> bool:
        return agreement.state == State.ACTIVE and agreement.through < today()

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_waiting_for(self, agreement: Agreement) -> list[int]:
        """Ids of the organisations whose decision or signature is missing, while it is proposed."""
        if agreement.state != State.PROPOSED:
            return []
        return [party.organization_id for party in standing.waiting_for(agreement, today())]

    @extend_schema_field(TerminationShape(allow_null=True))
    def get_termination(self, agreement: Agreement) -> Any:
        found = getattr(agreement, "termination", None)
        return TerminationShape(found).data if found and found.terminated_on <= today() else None

    @extend_schema_field(RecommendedShape(many=True))
    def get_recommendations(self, agreement: Agreement) -> list[Json]:
        """What regional councils have recommended about it, which binds nobody."""
        return recommended([agreement.pk], Asked(today()), self.context)[agreement.pk]

    @extend_schema_field(OverdueTaskShape(many=True))
    def get_overdue_tasks(self, agreement: Agreement) -> list[Json]:
        """Tasks under it whose day has passed, that nobody has ended."""
        return late_tasks([agreement.pk], Asked(today()), self.context)[agreement.pk]

    def get_actions(self, agreement: Agreement) -> list[str]:
        """What I may do with it now."""
        return standing.actions(agreement, self.context["request"].user)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        """As the methods above say it of one; also as things stood at the clocks of a question."""
        asked = Asked(self.asked.day, self.asked.known_at)
        ids, day = [one["id"] for one in shown], asked.day
        parties = PartyShape(context=self.context).of(
            "agreement_id", Party.objects.filter(agreement__pk__in=ids).order_by("pk")
        )
        promises = Commitment.objects.filter(agreement__pk__in=ids).order_by("pk")
        commitments = CommitmentShape(context=self.context).of("agreement_id", promises)
        costs = SharedCostShape(context=self.context).of(
            "agreement_id", SharedCost.objects.filter(agreement__pk__in=ids).order_by("pk")
        )
        ended = Termination.objects.filter(happened(asked, "terminated_on"), agreement__pk__in=ids)
        terminations = TerminationShape(context=self.context).of("agreement_id", ended)
        proposed = [pk for pk, (state, *_days) in zip(ids, beside, strict=True) if state == State.PROPOSED]
        binding = [one["id"] for one, (state, *_days) in zip(shown, beside, strict=True) if _by_own_rule(one, state)]
        silent = undecided(binding) if binding else {}
        waiting = waited_for(proposed, asked)
        councils, late = recommended(ids, asked, self.context), late_tasks(ids, asked, self.context)
        for one, (state, ends_on, last_day) in zip(shown, beside, strict=True):
            pk = one["id"]
            one["state"], one["ends_on"] = state, last_day or ends_on
            one["ended"] = state == State.ACTIVE and one["ends_on"] < day
            one["waiting_for"] = waiting.get(pk, [])
            one["parties"] = parties[pk]
            one["commitments"] = commitments[pk]
            one["shared_costs"] = costs[pk]
            one["termination"] = terminations[pk][0] if pk in terminations else None
            one["recommendations"], one["overdue_tasks"] = councils[pk], late[pk]
            acts_for = acting_in(pk, self.asker)
            speaks = not acts_for.officer.isdisjoint(silent.get(pk, ()))
            one["actions"] = _actions(state, parties[pk], acts_for, "appropriation" in one["conditions"], speaks)


class StoodAgreementShape(AgreementShape):
    """An agreement as it stood at the clocks of a question, its parties called as they were."""

    beside = ("state_then", "ends_on", "last_day")

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        super().complete(shown, beside)
        known_at = self.asked.known_at
        former = FormerDetails.objects.at(known_at)
        amended = terms_stood([one["id"] for one in shown], self.asked)
        organizations = called(amended.values())
        for one in shown:
            if one["id"] in amended:
                one |= in_force(amended[one["id"]], organizations)
                one["ended"] = one["state"] == State.ACTIVE and one["ends_on"] < str(self.asked.day)
            one["revision"], one["actions"] = None, ()
            if known_at and one["withdrawn_at"] and instant(one["withdrawn_at"]) > known_at:
                one["withdrawn_at"] = None
            for party in one["parties"]:
                if was := former.get(party["organization"]):
                    party["name"], party["number"] = was.name, was.number


def _by_own_rule(shown: Json, state: str) -> bool:
    """Whether it binds without having needed everybody: who has not said what it decides may still do so."""
    return state == State.ACTIVE and standing.binds_by(shown["conditions"]) != "all"


def _actions(state: str, parties: list[Json], mine: Acting, budget: bool, late: bool) -> tuple[str, ...]:
    ours = {True: mine.officer, False: mine.reporter}  # by whether a party is public
    rows = [(party["kind"] in PUBLIC_KINDS, party) for party in parties]
    theirs = [(public, party) for public, party in rows if party["organization"] in ours[public]]
    officer, reporter = (any(public is one for public, _party in theirs) for one in (True, False))
    stays = not all(standing.gone(party["left_on"]) for _public, party in theirs)
    alone = sum(public and not standing.gone(party["left_on"]) for public, party in rows) < 2
    return standing.actions_of(state, officer, reporter, budget, stays, alone, late)
