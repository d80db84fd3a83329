"""`/organizations`: the directory of municipalities, boards and associations."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from office.access import Acting, acting
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.bodies import CorrectionBody, OrganizationBody, PublicRegisterBody
from office.models import Organization, Population
from office.models.organizations import OrganizationKind, OrganizationQuerySet
from office.rows import Row
from office.services import organizations, public_register


class PopulationShape(Shape[Population]):
    class Meta:
        model = Population
        fields = ["on", "inhabitants", "source"]


class OrganizationShape(Shape[Organization]):
    beside = ("registered_by_id",)
    populations = PopulationShape(many=True, read_only=True)
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Organization
        fields = [
            "id", "kind", "name", "number", "parent", "municipality_code", "populations", "revision", "recorded_at",
            "actions",
        ]  # fmt: skip

    def get_actions(self, organization: Organization) -> list[str]:
        """What I may do with it now."""
        mine = acting(self.context["request"].user)
        return _actions(organization.pk, organization.registered_by_id, mine)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        mine = acting(self.asker)
        rows = Population.objects.filter(organization__pk__in=[one["id"] for one in shown]).order_by("pk")
        populations = PopulationShape(context=self.context).of("organization_id", rows)
        for one, (registered_by,) in zip(shown, beside, strict=True):
            one["populations"] = populations[one["id"]]
            one["actions"] = _actions(one["id"], registered_by, mine)


def _actions(organization: int, registered_by: int | None, mine: Acting) -> list[str]:
    return ["patch"] if organizations.may_correct(organization, registered_by, mine) else []


class PublicRegisterShape(serializers.Serializer[Any]):
    """Whether everybody may read what the organisation has decided to fund, and since when it stands so (null: it was
    never opened)."""

    organization = serializers.IntegerField()
    state = serializers.ChoiceField(choices=["open", "closed"])
    since = serializers.DateTimeField(allow_null=True)


class OrganizationFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=OrganizationKind.choices)
    number = django_filters.CharFilter(max_length=13)
    parent = django_filters.NumberFilter(min_value=1, max_value=2**63 - 1)
    municipality_code = django_filters.CharFilter(max_length=4)


class OrganizationDoor(ReadDoor):
    """The directory of municipalities, boards and associations: who has signed in reads it, officers write it."""

    serializer_class = OrganizationShape
    queryset = Organization.objects.none()
    filterset_class = OrganizationFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "number", "kind")
    swedish_fields: ClassVar[tuple[str, ...]] = ("name",)
    ordering: ClassVar[tuple[str, ...]] = ("name",)

    def search(self, rows: OrganizationQuerySet, word: str) -> OrganizationQuerySet:
        return rows.filter(search_text__contains=word)

    def get_queryset(self) -> OrganizationQuerySet:
        return Organization.objects.visible_to(self.request.user).prefetch_related("populations")

    @extend_schema(request=OrganizationBody, responses={201: OrganizationShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(OrganizationBody)
        return self.create_once(lambda: organizations.register(values, self.person, refusals))

    @extend_schema(request=CorrectionBody, responses=OrganizationShape)
    def partial_update(self, request: Request, pk: str) -> Response:
        revision = read_revision(request, needed=True)
        values, refusals = self.body(CorrectionBody)
        organization: Any = self.get_object()
        return self.answer(organizations.correct(organization, values, self.person, refusals, revision))

    @extend_schema(responses=PublicRegisterShape)
    @action(detail=True, methods=["get"], url_path="public-register")
    def public_register(self, request: Request, pk: str) -> Response:
        """Whether the organisation keeps a public register."""
        organization: Any = self.get_object()
        return Response(PublicRegisterShape(public_register.standing(organization)).data)

    @extend_schema(request=PublicRegisterBody, responses={201: PublicRegisterShape})
    @public_register.mapping.post
    def choose_public_register(self, request: Request, pk: str) -> Response:
        """Open or close it."""
        values, refusals = self.body(PublicRegisterBody)
        organization, revision = self.get_object(), read_revision(request)
        return self.create_once(
            lambda: public_register.choose(organization, values, self.person, refusals, revision),
            shape=lambda found: PublicRegisterShape(found).data,
        )
