"""`/jobs`: what I have asked for that takes its time, how far it has come, and how it ended."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from office.api.views import ReadDoor
from office.models import Job
from office.models.jobs import JobQuerySet, JobState


@extend_schema_field({"description": "any JSON value"})
class AnyValue(serializers.JSONField):
    pass


class ProgressShape(serializers.Serializer[Any]):
    """`done` of `total`, in whatever the job counts; `total` is null while it is not known."""

    done = serializers.IntegerField()
    total = serializers.IntegerField(allow_null=True)


#: As a problem lists them: the description has them once (`office.api.schema`).
ERRORS = {"type": "array", "items": {"$ref": "#/components/schemas/ProblemError"}}


class JobShape(serializers.ModelSerializer[Job]):
    """`failure` is the sentence that says why it was set aside, `errors` everything that was wrong; until then an
    attempt that failed is tried again from `due_at`.
    """

    progress = serializers.SerializerMethodField()
    result = AnyValue(help_text="What it made, as its kind says; null until then.")
    failure = serializers.SerializerMethodField()
    errors = serializers.SerializerMethodField()  # type: ignore[assignment] # DRF takes it off the class

    class Meta:
        model = Job
        fields = [
            "id", "kind", "state", "progress", "attempts", "due_at", "failure", "errors", "result", "recorded_at",
            "ended_at",
        ]  # fmt: skip

    @extend_schema_field(ProgressShape)
    def get_progress(self, job: Job) -> dict[str, int | None]:
        return {"done": job.done, "total": job.total}

    def _told(self, job: Job) -> list[dict[str, Any]]:
        return (job.failure or []) if job.state == JobState.FAILED else []

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_failure(self, job: Job) -> str | None:
        told = self._told(job)
        return " ".join(str(one["message"]) for one in told) if told else None

    @extend_schema_field(ERRORS)
    def get_errors(self, job: Job) -> list[dict[str, Any]]:
        return self._told(job)


class JobFilter(django_filters.FilterSet):
    kind = django_filters.CharFilter(max_length=60)
    state = django_filters.MultipleChoiceFilter(choices=JobState.choices)


class JobDoor(ReadDoor):
    """Jobs belong to who asked for them."""

    serializer_class = JobShape
    queryset = Job.objects.none()
    filterset_class = JobFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at",)
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> JobQuerySet:
        return Job.objects.visible_to(self.request.user)
