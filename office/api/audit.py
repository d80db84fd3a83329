"""`/audit-events`: what was done, for those whom it concerns; and whether the chain holds."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from office.access import AnyUser, acting
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor
from office.clock import midnight, over
from office.lists import to_its_end
from office.models import AuditConcern, AuditEvent, AuditSeal
from office.models.trail import AuditEventQuerySet
from office.refusals import forbidden
from office.rows import Row
from office.services import trail

UNSEALED = (None, None)


class AuditEventShape(Shape[AuditEvent]):
    """`sequence` is its place in the chain, `digest` its hash, which holds all before it: null until it is sealed."""

    sequence = serializers.SerializerMethodField()
    digest = serializers.SerializerMethodField()

    class Meta:
        model = AuditEvent
        fields = ["id", "at", "actor_name", "kind", "subject_type", "subject_id", "data", "sequence", "digest"]

    def get_sequence(self, event: AuditEvent) -> int | None:
        return self._seals([event.pk]).get(event.pk, UNSEALED)[0]

    def get_digest(self, event: AuditEvent) -> str | None:
        return self._seals([event.pk]).get(event.pk, UNSEALED)[1]

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        seals = self._seals([one["id"] for one in shown])
        for one in shown:
            one["sequence"], one["digest"] = seals.get(one["id"], UNSEALED)

    @staticmethod
    def _seals(events: list[int]) -> dict[int, tuple[int, str]]:
        rows = AuditSeal.objects.filter(event_id__in=events).values_list("event_id", "sequence", "digest")
        return {event: (sequence, digest) for event, sequence, digest in rows}


class BrokenShape(serializers.Serializer[trail.Broken]):
    sequence = serializers.IntegerField()
    event_id = serializers.IntegerField()
    reason = serializers.ChoiceField(choices=["gap", "link", "missing", "changed"])


class VerificationShape(serializers.Serializer[trail.Verification]):
    sealed = serializers.IntegerField()
    unsealed = serializers.IntegerField()
    head = serializers.CharField()
    broken = BrokenShape(allow_null=True)


class AuditEventFilter(django_filters.FilterSet):
    """`organization` is one that the event concerns; `at_from` and `at_to` are days in Sweden, both inclusive."""

    actor = django_filters.CharFilter("actor_name", max_length=150)
    kind = django_filters.CharFilter(max_length=60)
    organization = django_filters.NumberFilter(method="concerning", min_value=1, max_value=2**63 - 1)
    at_from = django_filters.DateFilter(method="since")
    at_to = django_filters.DateFilter(method="through")
    subject_type = django_filters.CharFilter(max_length=40)
    subject_id = django_filters.NumberFilter(min_value=1, max_value=2**63 - 1)

    def concerning(self, rows: AuditEventQuerySet, _name: str, organization: Decimal) -> AuditEventQuerySet:
        concerned = AuditConcern.objects.filter(event=OuterRef("pk"), organization=int(organization))
        return rows.filter(Exists(concerned))

    def since(self, rows: AuditEventQuerySet, _name: str, day: date) -> AuditEventQuerySet:
        return rows.filter(at__gte=midnight(day))

    def through(self, rows: AuditEventQuerySet, _name: str, day: date) -> AuditEventQuerySet:
        return rows.filter(at__lt=over(day))


class AuditEventDoor(ReadDoor):
    """What was done, for those whom it concerns. Events are written with their act and never changed."""

    serializer_class = AuditEventShape
    queryset = AuditEvent.objects.none()
    filterset_class = AuditEventFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("at",)
    ordering: ClassVar[tuple[str, ...]] = ("-at",)

    def get_queryset(self) -> AuditEventQuerySet:
        return AuditEvent.objects.concerning(acting(self.request.user), self.request.user)

    def list(self, request: Request) -> Response:
        """A page; a file also says where the chain stood, to those who verify the trail."""
        answer = super().list(request)
        if to_its_end(request) and verifies(request.user):
            answer.data = answer.data._replace(told=trail.head()._asdict())
        return answer

    @extend_schema(responses=VerificationShape)
    @action(detail=False, methods=["get"])
    def verify(self, request: Request) -> Response:
        if not verifies(request.user):
            raise forbidden("audit.not_yours", _("Officers and auditors verify the trail."))
        return Response(VerificationShape(trail.verify()).data)


def verifies(user: AnyUser) -> bool:
    """How long the whole trail is, is told to officers and auditors."""
    mine = acting(user)
    return bool(mine.officer or mine.auditor)
