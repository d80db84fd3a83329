"""`/tasks` and `/goals`: what is to be done under an agreement, what it is to lead to, and what was reached."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.goals import Measured, Target, reached, standing
from agreements.group_bodies import GoalBody, MeasurementBody, TaskBody, TaskEndBody
from agreements.models import Goal, Measurement, Task, TaskEnd
from agreements.models.follow_up import Direction, GoalQuerySet, TaskQuerySet
from agreements.services import follow_up
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.clock import today
from office.fields import Amount
from office.known import Asked
from office.rows import Row

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}
STANDINGS = ("met", "missed", "open", "unknown")


class TaskEndShape(Shape[TaskEnd]):
    class Meta:
        model = TaskEnd
        fields = ["outcome", "done_on", "note", "recorded_at"]


class TaskShape(Shape[Task]):
    """What a party is to do by `due_on` (inclusive). `overdue`: the day has passed and nobody has ended it."""

    end = serializers.SerializerMethodField()
    overdue = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Task
        fields = [
            "id", "agreement", "meeting", "organization", "text", "due_on", "overdue", "end", "recorded_at", "actions",
        ]  # fmt: skip

    @extend_schema_field(TaskEndShape(allow_null=True))
    def get_end(self, task: Task) -> Any:
        """Its own organisation's word that it is done or dropped; null while it is not."""
        found = getattr(task, "end", None)
        return TaskEndShape(found).data if found else None

    def get_overdue(self, task: Task) -> bool:
        return task.overdue_on(today())

    def get_actions(self, task: Task) -> list[str]:
        """What I may do with it now."""
        return ["end"] if not hasattr(task, "end") and follow_up.endable(task, self.asker) else []

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        found = Task.objects.select_related("end", "organization").in_bulk([one["id"] for one in shown])
        for one in shown:
            task = found[one["id"]]
            one["end"], one["overdue"], one["actions"] = (
                self.get_end(task),
                self.get_overdue(task),
                self.get_actions(task),
            )


class TargetShape(serializers.Serializer[Any]):
    """What is promised: by a day, or in a period (then `from` its first day). `reached` is the newest value measured in
    those days, null: none. It is `missed` only once the day has come, and `unknown` where nothing was measured."""

    period = serializers.CharField(allow_null=True)
    by = serializers.DateField()
    value = Amount()
    reached = Amount(allow_null=True)
    standing = serializers.ChoiceField(choices=STANDINGS)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is no name that Python lets a class have."""
        fields = super().get_fields()
        return {"period": fields.pop("period"), "from": serializers.DateField(allow_null=True), **fields}


class MeasurementShape(Shape[Measurement]):
    """The indicator on a day. Of two for one day the later holds."""

    value = Amount()

    class Meta:
        model = Measurement
        fields = ["measured_on", "value", "source", "recorded_at"]


class GoalShape(Shape[Goal]):
    """A goal, what is promised of its indicator, and how that stands today by what was measured."""

    baseline = Amount(allow_null=True)
    targets = serializers.SerializerMethodField()
    measurements = MeasurementShape(many=True)

    class Meta:
        model = Goal
        fields = [
            "id", "agreement", "name", "indicator", "unit", "direction", "baseline", "baseline_on", "clause",
            "targets", "measurements", "recorded_at",
        ]  # fmt: skip

    @extend_schema_field(TargetShape(many=True))
    def get_targets(self, goal: Goal) -> list[Json]:
        """What is promised, and what was reached of it."""
        measured = [Measured(one.measured_on, one.value) for one in goal.measurements.all()]
        return [_target(one, measured, goal.direction == Direction.AT_MOST, today()) for one in goal.targets]

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        ids = [one["id"] for one in shown]
        goals = Goal.objects.prefetch_related("measurements").in_bulk(ids)
        rows = Measurement.objects.filter(goal__in=ids).order_by("pk")
        measurements = MeasurementShape(context=self.context).of("goal_id", rows)
        for one in shown:
            one["targets"], one["measurements"] = self.get_targets(goals[one["id"]]), measurements[one["id"]]


def _target(row: Json, measured: Iterable[Measured], at_most: bool, on: date) -> Json:
    """A target as its row has it, with how it stands on a day."""
    first = date.fromisoformat(row["from"]) if row["from"] else None
    target = Target(first, date.fromisoformat(row["by"]), Decimal(row["value"]))
    value = reached(target, measured, on)
    told = None if value is None else f"{value:.2f}"
    names = ("period", "from", "by", "value")
    return {**{name: row[name] for name in names}, "reached": told, "standing": standing(target, value, at_most, on)}


class TaskFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", **ID)
    meeting = django_filters.NumberFilter("meeting_id", **ID)
    organization = django_filters.NumberFilter("organization_id", **ID)
    overdue = django_filters.BooleanFilter(method="late")
    open = django_filters.BooleanFilter("end", "isnull")

    def late(self, rows: TaskQuerySet, _name: str, value: Any) -> TaskQuerySet:
        """Those whose day has passed, or the others."""
        late = Task.objects.overdue(Asked(today()))
        return rows.filter(pk__in=late.values("pk")) if value else rows.exclude(pk__in=late.values("pk"))


class GoalFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", **ID)


class TaskDoor(ReadDoor):
    """Tasks of an agreement's parties; each organisation says itself that its own are done."""

    serializer_class = TaskShape
    queryset = Task.objects.none()
    filterset_class = TaskFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("due_on",)
    ordering: ClassVar[tuple[str, ...]] = ("due_on",)

    def get_queryset(self) -> TaskQuerySet:
        return Task.objects.visible_to(self.request.user).select_related("end", "organization", "agreement")

    @extend_schema(request=TaskBody, responses={201: TaskShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(TaskBody)
        return self.create_once(lambda: follow_up.give(values, self.person, refusals))

    @extend_schema(request=TaskEndBody, responses=TaskShape)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(TaskEndBody, empty_is_object=True)
        return self.answer(follow_up.end(self.get_object(), values, self.person, refusals, read_revision(request)))


class GoalDoor(ReadDoor):
    """Goals of agreements: what is promised of an indicator, and what was reached."""

    serializer_class = GoalShape
    queryset = Goal.objects.none()
    filterset_class = GoalFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("name",)
    ordering: ClassVar[tuple[str, ...]] = ("name",)

    def get_queryset(self) -> GoalQuerySet:
        return Goal.objects.visible_to(self.request.user).prefetch_related("measurements")

    @extend_schema(request=GoalBody, responses={201: GoalShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(GoalBody)
        return self.create_once(lambda: follow_up.set_goal(values, self.person, refusals))

    @extend_schema(request=MeasurementBody, responses={201: MeasurementShape})
    @action(detail=True, methods=["post"])
    def measurements(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(MeasurementBody)
        goal, revision = self.get_object(), read_revision(request)
        return self.create_once(
            lambda: follow_up.measure(goal, values, self.person, refusals, revision),
            shape=lambda row: MeasurementShape(row).data,
        )
