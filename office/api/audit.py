"""`/audit-events`: what was done, for those whom it concerns; and whether the chain holds."""

from typing import ClassVar

import django_filters
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from office.access import acting
from office.api.shapes import Shape
from office.api.views import ReadDoor
from office.models import AuditEvent
from office.models.trail import AuditEventQuerySet
from office.refusals import forbidden
from office.services import trail


class AuditEventShape(Shape[AuditEvent]):
    class Meta:
        model = AuditEvent
        fields = ["id", "at", "actor_name", "kind", "subject_type", "subject_id", "data"]


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
    kind = django_filters.CharFilter(max_length=60)
    subject_type = django_filters.CharFilter(max_length=40)
    subject_id = django_filters.NumberFilter(min_value=1, max_value=2**63 - 1)


class AuditEventDoor(ReadDoor):
    """What was done, for those whom it concerns. Events are written with their act and never changed."""

    serializer_class = AuditEventShape
    queryset = AuditEvent.objects.none()
    filterset_class = AuditEventFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("at",)
    ordering: ClassVar[tuple[str, ...]] = ("-at",)

    def get_queryset(self) -> AuditEventQuerySet:
        return AuditEvent.objects.concerning(acting(self.request.user))

    @extend_schema(responses=VerificationShape)
    @action(detail=False, methods=["get"])
    def verify(self, request: Request) -> Response:
        mine = acting(request.user)
        if not mine.officer and not mine.auditor:
            raise forbidden("audit.not_yours", _("Officers and auditors verify the trail."))
        return Response(VerificationShape(trail.verify()).data)
