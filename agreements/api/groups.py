"""`/working-groups`, `/group-meetings` and `/recommendations`: who works together, who met, what a council says."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.group_bodies import (
    ITEMS,
    SAID,
    GroupBody,
    GroupMeetingBody,
    MembersBody,
    RecommendationBody,
)
from agreements.models import GroupMeeting, GroupMember, Recommendation, WorkingGroup
from agreements.models.groups import GroupKind, GroupQuerySet, MeetingQuerySet, RecommendationQuerySet
from agreements.services import groups
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.rows import Row

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class GroupMemberShape(Shape[GroupMember]):
    """From `from_on` so many represent an organisation; 0: nobody."""

    class Meta:
        model = GroupMember
        fields = ["organization", "representatives", "from_on", "recorded_at"]


class WorkingGroupShape(Shape[WorkingGroup]):
    """A group of an agreement's parties, from–to (inclusive), with every row of who is represented from when."""

    members = GroupMemberShape(many=True)

    class Meta:
        model = WorkingGroup
        fields = ["id", "agreement", "kind", "name", "purpose", "starts_on", "ends_on", "members", "recorded_at"]

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        rows = GroupMember.objects.filter(group__in=[one["id"] for one in shown]).order_by("pk")
        members = GroupMemberShape(context=self.context).of("group_id", rows)
        for one in shown:
            one["members"] = members[one["id"]]


class AttendanceShape(serializers.Serializer[Any]):
    organization = serializers.IntegerField()
    people = serializers.IntegerField()


class ItemShape(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=ITEMS)
    text = serializers.CharField()


class GroupMeetingShape(Shape[GroupMeeting]):
    """A meeting: how many came from whom, never who; what was decided and noted."""

    attendance = AttendanceShape(many=True)
    items = ItemShape(many=True)

    class Meta:
        model = GroupMeeting
        fields = [
            "id", "agreement", "group", "kind", "held_on", "place", "minutes", "attendance", "items", "recorded_at",
        ]  # fmt: skip


class StatementShape(serializers.Serializer[Any]):
    organization = serializers.IntegerField()
    said = serializers.ChoiceField(choices=SAID)
    note = serializers.CharField()


class RecommendationShape(Shape[Recommendation]):
    """What a regional council recommends; it binds nobody. `consensus`: all who were there said yes."""

    statements = StatementShape(many=True)

    class Meta:
        model = Recommendation
        fields = [
            "id", "group", "agreement", "amendment", "document", "recommended_on", "text", "minutes", "statements",
            "consensus", "recorded_at",
        ]  # fmt: skip


class GroupFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", **ID)
    kind = django_filters.ChoiceFilter(choices=GroupKind.choices)


class MeetingFilter(GroupFilter):
    group = django_filters.NumberFilter("group_id", **ID)
    held_on_from = django_filters.DateFilter("held_on", "gte")
    held_on_to = django_filters.DateFilter("held_on", "lte")


class RecommendationFilter(django_filters.FilterSet):
    group = django_filters.NumberFilter("group_id", **ID)
    agreement = django_filters.NumberFilter("agreement_id", **ID)
    amendment = django_filters.NumberFilter("amendment_id", **ID)
    consensus = django_filters.BooleanFilter()


class WorkingGroupDoor(ReadDoor):
    """Groups of an agreement's parties: working groups, follow-up groups and regional councils."""

    serializer_class = WorkingGroupShape
    queryset = WorkingGroup.objects.none()
    filterset_class = GroupFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("starts_on", "name")
    ordering: ClassVar[tuple[str, ...]] = ("-starts_on",)

    def get_queryset(self) -> GroupQuerySet:
        return WorkingGroup.objects.visible_to(self.request.user).prefetch_related("members")

    @extend_schema(request=GroupBody, responses={201: WorkingGroupShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(GroupBody)
        return self.create_once(lambda: groups.form(values, self.person, refusals))

    @extend_schema(request=MembersBody, responses={201: WorkingGroupShape})
    @action(detail=True, methods=["post"])
    def members(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(MembersBody)
        found, revision = self.get_object(), read_revision(request)
        return self.create_once(lambda: groups.change_members(found, values, self.person, refusals, revision))


class GroupMeetingDoor(ReadDoor):
    """Meetings of an agreement's parties: which were represented, what was decided."""

    serializer_class = GroupMeetingShape
    queryset = GroupMeeting.objects.none()
    filterset_class = MeetingFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("held_on",)
    ordering: ClassVar[tuple[str, ...]] = ("-held_on",)

    def get_queryset(self) -> MeetingQuerySet:
        return GroupMeeting.objects.visible_to(self.request.user)

    @extend_schema(request=GroupMeetingBody, responses={201: GroupMeetingShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(GroupMeetingBody)
        return self.create_once(lambda: groups.meet(values, self.person, refusals))


class RecommendationDoor(ReadDoor):
    """What regional councils recommend. Each municipality decides for itself; no state changes by it."""

    serializer_class = RecommendationShape
    queryset = Recommendation.objects.none()
    filterset_class = RecommendationFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recommended_on",)
    ordering: ClassVar[tuple[str, ...]] = ("-recommended_on",)

    def get_queryset(self) -> RecommendationQuerySet:
        return Recommendation.objects.visible_to(self.request.user)

    @extend_schema(request=RecommendationBody, responses={201: RecommendationShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(RecommendationBody)
        return self.create_once(lambda: groups.recommend(values, self.person, refusals))
