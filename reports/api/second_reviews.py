"""`/second-review-rules`: above which amount a board's reports are approved by two."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from office.api.shapes import Shape
from office.api.views import ReadDoor
from office.fields import Amount
from reports.bodies import SecondReviewRuleBody
from reports.models import SecondReviewRule
from reports.models.reviewing import SecondReviewRuleQuerySet
from reports.services import second_eyes

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


class SecondReviewRuleShape(Shape[SecondReviewRule]):
    """SEK a period; null: from that day no second approval is asked for."""

    above = Amount(allow_null=True)

    class Meta:
        model = SecondReviewRule
        fields = ["id", "organization", "above", "starts_on", "source", "recorded_at"]


class SecondReviewRuleFilter(django_filters.FilterSet):
    organization = django_filters.NumberFilter("organization_id", **ID)


class SecondReviewRuleDoor(ReadDoor):
    """A board's own rule, from a day on; the newest stands, and a board without one has its municipality's."""

    serializer_class = SecondReviewRuleShape
    queryset = SecondReviewRule.objects.none()
    filterset_class = SecondReviewRuleFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("starts_on",)
    ordering: ClassVar[tuple[str, ...]] = ("-starts_on",)

    def get_queryset(self) -> SecondReviewRuleQuerySet:
        return SecondReviewRule.objects.visible_to(self.request.user)

    @extend_schema(request=SecondReviewRuleBody, responses={201: SecondReviewRuleShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(SecondReviewRuleBody)
        return self.create_once(lambda: second_eyes.lay_down(values, self.person, refusals))
