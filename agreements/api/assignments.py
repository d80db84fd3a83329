"""`/audit-assignments`: who audits an organisation, in which years, until when."""

from typing import ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.services import assignments
from office.access import acting
from office.api.reviewers import ID
from office.api.shapes import Shape
from office.api.views import ReadDoor
from office.bodies.assignments import AssignmentBody
from office.models import Membership
from office.models.people import MembershipQuerySet


class AuditAssignmentShape(Shape[Membership]):
    """From–to and from year to year, both inclusive; a year that is null is open."""

    username = serializers.CharField(source="user.username")

    class Meta:
        model = Membership
        fields = ["id", "organization", "username", "starts_on", "ends_on", "first_year", "last_year", "decision"]


class AuditAssignmentFilter(django_filters.FilterSet):
    organization = django_filters.NumberFilter("organization_id", **ID)


class AuditAssignmentDoor(ReadDoor):
    """By what an auditor reads: a named person, an organisation or a board of it, some years or all, an expiry day and
    by whose decision. An auditor changes nothing of what is audited.
    """

    serializer_class = AuditAssignmentShape
    queryset = Membership.objects.none()
    filterset_class = AuditAssignmentFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("starts_on", "ends_on", "first_year", "last_year")
    ordering: ClassVar[tuple[str, ...]] = ("-starts_on",)

    def get_queryset(self) -> MembershipQuerySet:
        mine = acting(self.request.user)
        return Membership.objects.assignments_visible_to(mine).select_related("user", "organization")

    @extend_schema(request=AssignmentBody, responses={201: AuditAssignmentShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(AssignmentBody)
        return self.create_once(lambda: assignments.assign(values, self.person, refusals))
