"""What an agreement's record shows of its follow-up: tasks that are late, and what regional councils recommend."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from agreements.models import Recommendation, Task
from office.api.shapes import Json, Shape
from office.known import Asked, happened


class OverdueTaskShape(Shape[Task]):
    """A task whose day had passed on the day asked about, that nobody had ended by then."""

    class Meta:
        model = Task
        fields = ["id", "organization", "text", "due_on"]


class RecommendedShape(Shape[Recommendation]):
    """A regional council's recommendation; each municipality decides for itself."""

    class Meta:
        model = Recommendation
        fields = ["id", "recommended_on", "text", "consensus", "minutes"]


def late_tasks(agreements: Sequence[int], asked: Asked, context: Any) -> defaultdict[int, list[Json]]:
    """By agreement, in the order of their days: one query."""
    rows = Task.objects.overdue(asked).filter(agreement__pk__in=agreements).order_by("due_on", "pk")
    return OverdueTaskShape(context=context).of("agreement_id", rows)


def recommended(agreements: Sequence[int], asked: Asked, context: Any) -> defaultdict[int, list[Json]]:
    """By the agreement that they are about, the oldest first: one query."""
    rows = Recommendation.objects.filter(happened(asked, "recommended_on"), agreement__pk__in=agreements).order_by("pk")
    return RecommendedShape(context=context).of("agreement_id", rows)
