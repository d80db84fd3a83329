"""`/audit-observations` and `/audit-notes`: what auditors found on sampled records, and note for each other."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from office.api.views import ReadDoor, read_revision
from office.clock import today
from reports.api.second_reviews import ID
from reports.models import AuditNote, AuditObservation, FollowUp
from reports.models.samples import AuditNoteQuerySet, ObservationQuerySet, Severity
from reports.sample_bodies import FollowUpBody, NoteBody, ObservationBody
from reports.services import observations

STATUSES = ("noted", "open", "overdue", "settled")


class FollowUpShape(serializers.ModelSerializer[FollowUp]):
    """What was found on a day; `next_on` null: it is settled."""

    username = serializers.CharField(source="recorded_by.username")

    class Meta:
        model = FollowUp
        fields = ["followed_up_on", "text", "next_on", "username", "recorded_at"]


class AuditObservationShape(serializers.ModelSerializer[AuditObservation]):
    """`record` is the id of a record of `list`. `status` and `due_on` are as of today: `noted` is never followed up.
    The officers of the audited organisation read it, and all that followed, from `shared_at` on."""

    sample = serializers.IntegerField(source="item.sample_id")
    list = serializers.CharField(source="item.sample.path")
    record = serializers.IntegerField(source="item.record")
    status = serializers.SerializerMethodField()
    due_on = serializers.SerializerMethodField()
    shared_at = serializers.SerializerMethodField()
    username = serializers.CharField(source="recorded_by.username")
    follow_ups = FollowUpShape(many=True)

    class Meta:
        model = AuditObservation
        fields = [
            "id", "sample", "item", "list", "record", "severity", "text", "follow_up_on", "status", "due_on",
            "shared_at", "username", "recorded_at", "follow_ups",
        ]  # fmt: skip

    @extend_schema_field(serializers.ChoiceField(choices=STATUSES))
    def get_status(self, observation: AuditObservation) -> str:
        return observations.standing(observation, today())[0]

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_due_on(self, observation: AuditObservation) -> str | None:
        due = observations.standing(observation, today())[1]
        return due.isoformat() if due else None

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_shared_at(self, observation: AuditObservation) -> Any:
        share = getattr(observation, "share", None)
        return serializers.DateTimeField().to_representation(share.recorded_at) if share else None


class AuditObservationFilter(django_filters.FilterSet):
    sample = django_filters.NumberFilter("item__sample_id", **ID)
    severity = django_filters.ChoiceFilter(choices=Severity.choices)
    overdue = django_filters.BooleanFilter(method="filter_overdue")

    def filter_overdue(self, rows: QuerySet[AuditObservation], _name: str, value: bool) -> QuerySet[AuditObservation]:
        late = AuditObservation.objects.overdue(today()).values("pk")
        return rows.filter(pk__in=late) if value else rows.exclude(pk__in=late)


class AuditObservationDoor(ReadDoor):
    """What was observed: the auditors' own until they share it with those who are audited."""

    serializer_class = AuditObservationShape
    queryset = AuditObservation.objects.none()
    filterset_class = AuditObservationFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at", "follow_up_on")
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> ObservationQuerySet:
        seen = AuditObservation.objects.visible_to(self.request.user)
        shown = seen.select_related("item__sample", "share", "recorded_by").defer("item__sample__population")
        return shown.prefetch_related("follow_ups__recorded_by")

    @extend_schema(request=ObservationBody, responses={201: AuditObservationShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(ObservationBody)
        return self.create_once(lambda: observations.observe(values, self.person, refusals))

    @extend_schema(request=None, responses=AuditObservationShape)
    @action(detail=True, methods=["post"])
    def share(self, request: Request, pk: str) -> Response:
        """The audited organisation's officers read it from now on."""
        self.nothing()
        return self.answer(observations.share(self.get_object(), self.person, read_revision(request)))

    @extend_schema(request=FollowUpBody, responses={201: AuditObservationShape})
    @action(detail=True, methods=["post"], url_path="follow-ups")
    def follow_up(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(FollowUpBody)
        found, revision = self.get_object(), read_revision(request)
        return self.create_once(lambda: observations.follow_up(found, values, self.person, refusals, revision))


class AuditNoteShape(serializers.ModelSerializer[AuditNote]):
    username = serializers.CharField(source="recorded_by.username")

    class Meta:
        model = AuditNote
        fields = ["id", "sample", "item", "text", "username", "recorded_at"]


class AuditNoteFilter(django_filters.FilterSet):
    sample = django_filters.NumberFilter("sample_id", **ID)
    item = django_filters.NumberFilter("item_id", **ID)


class AuditNoteDoor(ReadDoor):
    """Working notes: the auditors' own, whoever asks and however."""

    serializer_class = AuditNoteShape
    queryset = AuditNote.objects.none()
    filterset_class = AuditNoteFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at",)
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> AuditNoteQuerySet:
        return AuditNote.objects.visible_to(self.request.user).select_related("recorded_by")

    @extend_schema(request=NoteBody, responses={201: AuditNoteShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(NoteBody)
        return self.create_once(lambda: observations.note(values, self.person, refusals))
