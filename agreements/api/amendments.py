"""`/amendments`: what is to be changed in an agreement, in words and numbers, and each party's answer."""

from decimal import Decimal
from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.amended_fields import values
from agreements.amendment_body import AmendmentAnswerBody
from agreements.api.following import RecommendedShape
from agreements.models import Amendment, AmendmentAnswer
from agreements.models.amendments import AmendmentQuerySet, AmendmentState
from agreements.services import amending, answering, consenting, outlining
from agreements.services.outlining import Outline
from office.api.views import ReadDoor, read_revision
from office.bodies import NoBody
from office.fields import Amount

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class AmendmentAnswerShape(serializers.ModelSerializer[AmendmentAnswer]):
    class Meta:
        model = AmendmentAnswer
        fields = [
            "id", "organization", "outcome", "answered_on", "body", "delegation_point", "paragraph", "document",
            "signed_by", "recorded_at",
        ]  # fmt: skip


class ChangedShape(serializers.Serializer[Any]):
    """A field by its path, what it was when the amendment was proposed, and what the amendment makes it."""

    path = serializers.CharField()
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)


class AmendmentRowShape(serializers.ModelSerializer[Amendment]):
    """An amendment in a list; its record tells what it changes."""

    class Meta:
        model = Amendment
        fields = [
            "id", "agreement", "number", "renewal", "effective_on", "reason", "document", "proposed_by", "state",
            "agreed_on", "withdrawn_at", "revision", "recorded_at",
        ]  # fmt: skip


class AmendmentShape(serializers.ModelSerializer[Amendment]):
    """`sentences` say everything that differs, in the reader's language. `value` is all funding through the term, SEK,
    before and after; `value_change` the change as a share of it (null: there was none), `major` whether it is more than
    20 %."""

    changes = serializers.SerializerMethodField()
    sentences = serializers.SerializerMethodField()
    value_before = serializers.SerializerMethodField()
    value_after = serializers.SerializerMethodField()
    value_change = serializers.SerializerMethodField()
    major = serializers.SerializerMethodField()
    answers = AmendmentAnswerShape(many=True)
    waiting_for = serializers.SerializerMethodField()
    recommendations = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Amendment
        fields = [
            "id", "agreement", "number", "renewal", "effective_on", "reason", "document", "proposed_by", "state",
            "agreed_on", "changes", "sentences", "value_before", "value_after", "value_change", "major", "answers",
            "waiting_for", "recommendations", "withdrawn_at", "revision", "recorded_at", "actions",
        ]  # fmt: skip

    def _outline(self, row: Amendment) -> Outline:
        """Worked out once for a record."""
        kept = vars(row)
        if "_outline" not in kept:
            kept["_outline"] = outlining.of(row)
        found: Outline = kept["_outline"]
        return found

    @extend_schema_field(ChangedShape(many=True))
    def get_changes(self, row: Amendment) -> Any:
        """Every field that it sets."""
        after = values(self._outline(row).difference.after, row.change)
        return [{"path": path, "before": row.before[path], "after": after[path]} for path in after]

    def get_sentences(self, row: Amendment) -> list[str]:
        """The difference in words."""
        return self._outline(row).sentences

    @extend_schema_field(Amount())
    def get_value_before(self, row: Amendment) -> str:
        return f"{self._outline(row).worth.before:.2f}"

    @extend_schema_field(Amount())
    def get_value_after(self, row: Amendment) -> str:
        return f"{self._outline(row).worth.after:.2f}"

    def get_value_change(self, row: Amendment) -> str | None:
        """A share with four decimals, such as 0.2500."""
        change = self._outline(row).worth.change
        return None if change is None else f"{Decimal(change.numerator) / Decimal(change.denominator):.4f}"

    def get_major(self, row: Amendment) -> bool:
        return self._outline(row).worth.major

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_waiting_for(self, row: Amendment) -> list[int]:
        """Ids of the organisations whose answer is missing, while it is proposed."""
        return consenting.waiting_for(row)

    @extend_schema_field(RecommendedShape(many=True))
    def get_recommendations(self, row: Amendment) -> Any:
        """What regional councils have recommended about it, which binds nobody."""
        return RecommendedShape(row.recommendations.all(), many=True).data

    def get_actions(self, row: Amendment) -> list[str]:
        """What I may do with it now."""
        user = self.context["request"].user
        return amending.actions(row, user)


class AmendmentFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", **ID)
    state = django_filters.MultipleChoiceFilter(choices=AmendmentState.choices)
    effective_on_from = django_filters.DateFilter("effective_on", "gte")
    effective_on_to = django_filters.DateFilter("effective_on", "lte")


class AmendmentDoor(ReadDoor):
    """Changes of agreements that run: proposed to every party, in force when all have agreed and their day has come."""

    serializer_class = AmendmentShape
    queryset = Amendment.objects.none()
    filterset_class = AmendmentFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("effective_on", "number", "state")
    ordering: ClassVar[tuple[str, ...]] = ("-effective_on",)
    parameters: ClassVar[dict[str, frozenset[str]]] = {"answers": frozenset({"limit", "offset"})}

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        return AmendmentRowShape if self.action == "list" else AmendmentShape

    def get_queryset(self) -> AmendmentQuerySet:
        """With what the record shows."""
        seen = Amendment.objects.visible_to(self.request.user)
        return (
            seen
            if self.action == "list"
            else seen.select_related("agreement").prefetch_related("answers", "joining", "recommendations")
        )

    @extend_schema(responses=AmendmentAnswerShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def answers(self, request: Request, pk: str) -> Response:
        return self.page(self.get_object().answers.all(), AmendmentAnswerShape)

    @extend_schema(request=AmendmentAnswerBody, responses={201: AmendmentAnswerShape})
    @answers.mapping.post
    def answer_it(self, request: Request, pk: str) -> Response:
        found, refusals = self.body(AmendmentAnswerBody)
        amendment, revision = self.get_object(), read_revision(request)
        return self.create_once(
            lambda: answering.answer(amendment, found, self.person, refusals, revision),
            shape=lambda row: AmendmentAnswerShape(row).data,
        )

    @extend_schema(request=NoBody, responses=AmendmentShape)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        self.nothing()
        amending.withdraw(self.get_object(), self.person, read_revision(request))
        return self.answer(self.get_object())
