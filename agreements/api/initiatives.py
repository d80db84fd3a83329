"""`/initiatives`: letters of initiative and applications for membership, and what became of them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.idea_bodies import AnswerBody, CameOfItBody, InitiativeBody, ReceiptBody
from agreements.models import Agreement, Initiative, InitiativeAgreement, InitiativeRecipient
from agreements.models.initiatives import InitiativeKind, InitiativeQuerySet
from agreements.services import initiatives
from office.access import AnyUser, acting
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.rows import Row

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}
IDS = serializers.ListField(child=serializers.IntegerField())


class InitiativeRecipientShape(Shape[InitiativeRecipient]):
    """Whom it is addressed to, when and under which number it was registered there, and the answer; null where that has
    not been."""

    name = serializers.CharField(source="organization.name")
    reference = serializers.CharField(source="receipt.reference", allow_null=True, default=None)
    received_on = serializers.DateField(source="receipt.received_on", allow_null=True, default=None)
    outcome = serializers.CharField(source="answer.outcome", allow_null=True, default=None)
    reason = serializers.CharField(source="answer.reason", allow_null=True, default=None)
    decided_on = serializers.DateField(source="answer.decided_on", allow_null=True, default=None)
    body = serializers.CharField(source="answer.body", allow_null=True, default=None)
    delegation_point = serializers.CharField(source="answer.delegation_point", allow_null=True, default=None)
    paragraph = serializers.CharField(source="answer.paragraph", allow_null=True, default=None)

    class Meta:
        model = InitiativeRecipient
        fields = [
            "organization", "name", "reference", "received_on", "outcome", "reason", "decided_on", "body",
            "delegation_point", "paragraph",
        ]  # fmt: skip


class InitiativeShape(Shape[Initiative]):
    """`agreement` is what membership is applied for in, `agreements` are those that came of it: those I see."""

    sender_name = serializers.CharField(source="sender.name")
    agreement = serializers.SerializerMethodField()
    recipients = InitiativeRecipientShape(many=True)
    agreements = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()
    beside = ("agreement_id",)

    class Meta:
        model = Initiative
        fields = [
            "id", "kind", "sender", "sender_name", "title", "summary", "document", "applies_to", "agreement",
            "recipients", "agreements", "recorded_at", "actions",
        ]  # fmt: skip

    def get_agreement(self, initiative: Initiative) -> int | None:
        """Null also where I do not see it."""
        return _seen([initiative.agreement_id], self.asker).get(initiative.agreement_id)

    @extend_schema_field(IDS)
    def get_agreements(self, initiative: Initiative) -> list[int]:
        """Ids of those that I see."""
        return _became([initiative.pk], self.asker)[initiative.pk]

    def get_actions(self, initiative: Initiative) -> list[str]:
        """What I may do with it now."""
        to = [(one.organization_id, one) for one in initiative.recipients.select_related("receipt", "answer")]
        rows = [(pk, hasattr(one, "receipt"), hasattr(one, "answer")) for pk, one in to]
        return _actions(rows, acting(self.asker).officer)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        ids = [one["id"] for one in shown]
        rows = InitiativeRecipient.objects.filter(initiative__in=ids).order_by("pk")
        recipients = InitiativeRecipientShape(context=self.context).of("initiative_id", rows)
        seen = _seen([pk for (pk,) in beside], self.asker)
        became, officer = _became(ids, self.asker), acting(self.asker).officer
        for one, (agreement,) in zip(shown, beside, strict=True):
            one["agreement"] = seen.get(agreement)
            one["recipients"] = recipients[one["id"]]
            one["agreements"] = became[one["id"]]
            to = [
                (row["organization"], row["reference"] is not None, row["outcome"] is not None)
                for row in one["recipients"]
            ]
            one["actions"] = _actions(to, officer)


def _seen(agreements: Collection[int | None], user: AnyUser) -> dict[int | None, int]:
    asked = [pk for pk in agreements if pk is not None]
    found = Agreement.objects.visible_to(user).filter(pk__in=asked).order_by() if asked else Agreement.objects.none()
    return {pk: pk for pk in found.values_list("pk", flat=True)}


def _became(initiatives: Collection[int], user: AnyUser) -> defaultdict[int, list[int]]:
    seen = Agreement.objects.visible_to(user).order_by().values("pk")
    rows = InitiativeAgreement.objects.filter(initiative__in=initiatives, agreement__in=seen).order_by("pk")
    found: defaultdict[int, list[int]] = defaultdict(list)
    for initiative, agreement in rows.values_list("initiative_id", "agreement_id"):
        found[initiative].append(agreement)
    return found


def _actions(recipients: list[tuple[int, bool, bool]], officer: frozenset[int]) -> list[str]:
    """By each recipient that the user is an officer of: whether it has registered and answered."""
    mine = [(registered, answered) for pk, registered, answered in recipients if pk in officer]
    allowed = {"link"} if mine else set()
    allowed |= {"register" for registered, _answered in mine if not registered}
    allowed |= {"answer" for registered, answered in mine if registered and not answered}
    return sorted(allowed)


class InitiativeFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=InitiativeKind.choices)
    sender = django_filters.NumberFilter("sender_id", **ID)
    recipient = django_filters.NumberFilter(method="addressed_to", **ID)
    reference = django_filters.CharFilter(method="registered_as", max_length=60)
    answered = django_filters.BooleanFilter(method="is_answered")

    def addressed_to(self, rows: InitiativeQuerySet, _name: str, value: Any) -> InitiativeQuerySet:
        """A subquery, not a join: a filter never doubles a row."""
        found = InitiativeRecipient.objects.filter(organization=int(value)).order_by()
        return rows.filter(pk__in=found.values("initiative"))

    def registered_as(self, rows: InitiativeQuerySet, _name: str, value: str) -> InitiativeQuerySet:
        """By a recipient's registry number."""
        found = InitiativeRecipient.objects.filter(receipt__reference=value).order_by()
        return rows.filter(pk__in=found.values("initiative"))

    def is_answered(self, rows: InitiativeQuerySet, _name: str, value: bool) -> InitiativeQuerySet:
        """By all whom it is addressed to."""
        waiting = InitiativeRecipient.objects.filter(answer__isnull=True).order_by().values("initiative")
        return rows.exclude(pk__in=waiting) if value else rows.filter(pk__in=waiting)


class InitiativeDoor(ReadDoor):
    """What organisations ask for in writing, before there is an agreement; never overwritten, only answered."""

    serializer_class = InitiativeShape
    queryset = Initiative.objects.none()
    filterset_class = InitiativeFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at", "title")
    swedish_fields: ClassVar[tuple[str, ...]] = ("title",)
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> InitiativeQuerySet:
        seen = Initiative.objects.visible_to(self.request.user).select_related("sender")
        related = ("recipients__organization", "recipients__receipt", "recipients__answer")
        return seen.prefetch_related(*related) if self.action == "retrieve" else seen

    @extend_schema(request=InitiativeBody, responses={201: InitiativeShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(InitiativeBody)
        return self.create_once(lambda: initiatives.send(values, self.person, refusals))

    @extend_schema(request=ReceiptBody, responses={201: InitiativeShape})
    @action(detail=True, methods=["post"])
    def register(self, request: Request, pk: str) -> Response:
        return self._act(ReceiptBody, initiatives.register)

    @extend_schema(request=AnswerBody, responses={201: InitiativeShape})
    @action(detail=True, methods=["post"])
    def answers(self, request: Request, pk: str) -> Response:
        return self._act(AnswerBody, initiatives.answer)

    @extend_schema(request=CameOfItBody, responses={201: InitiativeShape})
    @action(detail=True, methods=["post"])
    def agreements(self, request: Request, pk: str) -> Response:
        return self._act(CameOfItBody, initiatives.came_of_it)

    def _act(self, body: Any, service: Any) -> Response:
        """A row beside it: it is answered as it is then."""
        values, refusals = self.body(body)
        found, revision = self.get_object(), read_revision(self.request)
        return self.create_once(lambda: service(found, values, self.person, refusals, revision))
