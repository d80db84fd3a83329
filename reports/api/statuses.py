"""`/agreements/{id}/statuses`: what the check said at the end of each day."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from office.api.pagination import PageShape
from office.api.views import listed, refuse_unknown_parameters
from reports.api.checks import LIMIT, OFFSET, agreement_or_404
from reports.checks.term import WORST_FIRST
from reports.models import DailyStatus


class DailyStatusShape(serializers.ModelSerializer[DailyStatus]):
    status = serializers.ChoiceField(choices=WORST_FIRST)

    class Meta:
        model = DailyStatus
        fields = ["on", "status", "recorded_at"]


class DailyStatusPageShape(PageShape):
    results = DailyStatusShape(many=True)


class Statuses(APIView):
    @extend_schema(parameters=[LIMIT, OFFSET], responses=DailyStatusPageShape)
    def get(self, request: Request, pk: str) -> Response:
        """An agreement's status at the end of each day, as it was known then, newest first."""
        refuse_unknown_parameters(request, frozenset({"limit", "offset"}))
        found = agreement_or_404(request, pk)
        kept = DailyStatus.objects.filter(agreement__in=found)
        return listed(self, request, DailyStatusShape, kept, lambda some: DailyStatusShape(some, many=True).data)
