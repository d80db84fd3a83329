"""`/volunteer-rates`."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from finance import rates
from office.api.views import Door, listed
from office.fields import Amount
from office.language import current_language


class QuoteShape(serializers.Serializer[rates.Quote]):
    category = serializers.CharField()
    rate = Amount(source="value", allow_null=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment] # DRF takes it off the class
    checked_on = serializers.DateField()


class VolunteerRateShape(serializers.Serializer[rates.PublishedRate]):
    name = serializers.CharField()
    description = serializers.SerializerMethodField()
    unit = serializers.CharField()
    quotes = QuoteShape(many=True)

    def get_description(self, rate: rates.PublishedRate) -> str:
        return rate.description[current_language()]


class VolunteerRateDoor(Door):
    """The published rates. An agreement's own stand in its conditions."""

    serializer_class = VolunteerRateShape
    filter_backends = ()
    lookup_field = "name"
    lookup_value_regex = "[a-z0-9-]{1,60}"

    @extend_schema(responses=VolunteerRateShape(many=True))
    def list(self, request: Request) -> Response:
        """Every published rate with its sources."""
        found = list(rates.published().values())
        return listed(self, request, VolunteerRateShape, found, lambda some: self.get_serializer(some, many=True).data)

    @extend_schema(responses=VolunteerRateShape)
    def retrieve(self, request: Request, name: str) -> Response:
        if name not in rates.published():
            raise NotFound
        return self.answer(rates.published()[name])
