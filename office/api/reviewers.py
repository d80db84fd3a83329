"""`/reviewers`: who gives second approvals for an organisation."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from office.access import acting
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.bodies.reviewers import ReviewerBody, ReviewerEndBody
from office.clock import today
from office.models import Membership
from office.models.people import MembershipQuerySet
from office.rows import Row
from office.services import memberships

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class ReviewerShape(Shape[Membership]):
    """From–to, inclusive."""

    username = serializers.CharField(source="user.username")
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Membership
        fields = ["id", "organization", "username", "starts_on", "ends_on", "actions"]

    def get_actions(self, membership: Membership) -> list[str]:
        """What I may do with it now."""
        return self._actions(membership.organization_id, membership.ends_on)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        for one in shown:
            one["actions"] = self._actions(one["organization"], one["ends_on"])

    def _actions(self, organization: int, ends_on: Any) -> list[str]:
        over = ends_on is not None and ends_on < today()
        return ["end"] if not over and organization in acting(self.asker).officer else []


class ReviewerFilter(django_filters.FilterSet):
    organization = django_filters.NumberFilter("organization_id", **ID)


class ReviewerDoor(ReadDoor):
    """Who gives the second approval for an organisation: named by its officers, from–to."""

    serializer_class = ReviewerShape
    queryset = Membership.objects.none()
    filterset_class = ReviewerFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("starts_on", "ends_on")
    ordering: ClassVar[tuple[str, ...]] = ("-starts_on",)

    def get_queryset(self) -> MembershipQuerySet:
        return Membership.objects.reviewers_visible_to(acting(self.request.user)).select_related("user", "organization")

    @extend_schema(request=ReviewerBody, responses={201: ReviewerShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(ReviewerBody)
        return self.create_once(lambda: memberships.name_reviewer(values, self.person, refusals))

    @extend_schema(request=ReviewerEndBody, responses=ReviewerShape)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(ReviewerEndBody, empty_is_object=True)
        return self.answer(
            memberships.end_reviewer(self.get_object(), values, self.person, refusals, read_revision(request))
        )
