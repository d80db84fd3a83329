"""`/annual-meetings`: the days that reports can be due after."""

from typing import ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.bodies import AnnualMeetingBody
from agreements.models import AnnualMeeting
from agreements.models.meetings import AnnualMeetingQuerySet
from agreements.services import meetings
from office.api.shapes import Shape
from office.api.views import ReadDoor


class AnnualMeetingShape(Shape[AnnualMeeting]):
    """An annual meeting's day, as it was told on `reported_on`; `replaces` is the row in whose place it stands."""

    class Meta:
        model = AnnualMeeting
        fields = ["id", "organization", "held_on", "reported_on", "document", "replaces", "recorded_at"]


class AnnualMeetingFilter(django_filters.FilterSet):
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=2**63 - 1)


class AnnualMeetingDoor(ReadDoor):
    """When associations hold their annual meetings; a day is never overwritten, only replaced."""

    serializer_class = AnnualMeetingShape
    queryset = AnnualMeeting.objects.none()
    filterset_class = AnnualMeetingFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("held_on",)
    ordering: ClassVar[tuple[str, ...]] = ("-held_on",)

    def get_queryset(self) -> AnnualMeetingQuerySet:
        return AnnualMeeting.objects.visible_to(self.request.user)

    @extend_schema(request=AnnualMeetingBody, responses={201: AnnualMeetingShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(AnnualMeetingBody)
        return self.create_once(lambda: meetings.report(values, self.person, refusals))
