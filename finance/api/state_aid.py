"""`/state-aid-assessments`, `/state-aid-declarations`, `/state-aid-links`: what has been said about aid."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from finance.bodies.state_aid import AssessmentBody, DeclarationBody, ExchangeRate, LinkBody
from finance.models import StateAidAssessment, StateAidDeclaration, UndertakingLink
from finance.models.state_aid import COUNTED_KINDS, AidKind, AssessmentQuerySet, DeclarationQuerySet, LinkQuerySet
from finance.services import declarations, state_aid
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor
from office.fields import Amount
from office.rows import Row

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class AssessmentShape(Shape[StateAidAssessment]):
    """`recipient` is the id of the organisation; `period` empty is the commitment as a whole."""

    recipient = serializers.IntegerField(source="recipient.organization_id")
    giver = serializers.SerializerMethodField()
    beside = ("commitment__party__organization_id", "support__giver__organization_id")
    amount = Amount()
    rate = ExchangeRate(allow_null=True)

    class Meta:
        model = StateAidAssessment
        fields = [
            "id", "agreement", "commitment", "support", "giver", "recipient", "period", "in_place_of_whole", "kind",
            "reason", "assessed_by", "assessed_on", "amount", "granted_on", "rate", "rate_on", "rate_source",
            "instrument", "sector", "recorded_at",
        ]  # fmt: skip

    def get_giver(self, row: StateAidAssessment) -> int:
        """The organisation that gave it."""
        return row.support.giver.organization_id if row.support else row.commitment.party.organization_id  # type: ignore[union-attr] # one of them is there

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        for one, givers in zip(shown, beside, strict=True):
            one["giver"] = givers[0] or givers[1]


class AssessmentFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", **ID)
    recipient = django_filters.NumberFilter("recipient__organization_id", **ID)
    kind = django_filters.ChoiceFilter(choices=AidKind.choices)
    granted_on_from = django_filters.DateFilter("granted_on", "gte")
    granted_on_to = django_filters.DateFilter("granted_on", "lte")


class AssessmentDoor(ReadDoor):
    """Officers' words on state aid, all that there ever were; of those about the same grant the latest counts."""

    serializer_class = AssessmentShape
    queryset = StateAidAssessment.objects.none()
    filterset_class = AssessmentFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("assessed_on", "granted_on", "amount")
    ordering: ClassVar[tuple[str, ...]] = ("-assessed_on",)

    def get_queryset(self) -> AssessmentQuerySet:
        return StateAidAssessment.objects.visible_to(self.request.user).select_related(
            "recipient", "commitment__party", "support__giver"
        )

    @extend_schema(request=AssessmentBody, responses={201: AssessmentShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(AssessmentBody)
        return self.create_once(lambda: state_aid.assess(values, self.person, refusals))


class DeclarationShape(Shape[StateAidDeclaration]):
    amount = Amount()
    rate = ExchangeRate()

    class Meta:
        model = StateAidDeclaration
        fields = [
            "id", "organization", "giver", "kind", "amount", "currency", "rate", "rate_source", "granted_on",
            "declared_on", "document", "replaces", "recorded_at",
        ]  # fmt: skip


class DeclarationFilter(django_filters.FilterSet):
    organization = django_filters.NumberFilter("organization_id", **ID)
    kind = django_filters.ChoiceFilter(choices=COUNTED_KINDS)


class DeclarationDoor(ReadDoor):
    """What associations declare of aid from elsewhere; a correction names the declaration that it replaces."""

    serializer_class = DeclarationShape
    queryset = StateAidDeclaration.objects.none()
    filterset_class = DeclarationFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("declared_on", "granted_on")
    ordering: ClassVar[tuple[str, ...]] = ("-declared_on",)

    def get_queryset(self) -> DeclarationQuerySet:
        return StateAidDeclaration.objects.visible_to(self.request.user)

    @extend_schema(request=DeclarationBody, responses={201: DeclarationShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(DeclarationBody)
        return self.create_once(lambda: declarations.declare(values, self.person, refusals))


class LinkShape(Shape[UndertakingLink]):
    class Meta:
        model = UndertakingLink
        fields = ["id", "organization", "other", "starts_on", "ends_on", "source", "replaces", "recorded_at"]


class LinkFilter(django_filters.FilterSet):
    organization = django_filters.NumberFilter("organization_id", **ID)
    other = django_filters.NumberFilter("other_id", **ID)


class LinkDoor(ReadDoor):
    """Which organisations are one undertaking, from–to, as officers have found; a change replaces a row."""

    serializer_class = LinkShape
    queryset = UndertakingLink.objects.none()
    filterset_class = LinkFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("starts_on", "ends_on")
    ordering: ClassVar[tuple[str, ...]] = ("-starts_on",)

    def get_queryset(self) -> LinkQuerySet:
        return UndertakingLink.objects.visible_to(self.request.user)

    @extend_schema(request=LinkBody, responses={201: LinkShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(LinkBody)
        return self.create_once(lambda: declarations.link(values, self.person, refusals))
