"""`/audit-samples`: records that an auditor looks at, drawn so that anybody can draw the same."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from office.api.views import ReadDoor, listed
from office.fields import Amount
from reports.api.second_reviews import ID
from reports.export_bodies import Filters
from reports.models import AuditSample, AuditSampleItem
from reports.models.samples import AuditSampleQuerySet
from reports.sample_bodies import SampleBody
from reports.sampling import METHODS, Unit
from reports.services import samples


class SampleItemShape(serializers.ModelSerializer[AuditSampleItem]):
    """`record` is the id of a record of the sample's list. `certain`: it is drawn whatever the seed."""

    amount = serializers.SerializerMethodField()

    class Meta:
        model = AuditSampleItem
        fields = ["id", "place", "record", "amount", "certain"]

    @extend_schema_field(Amount(allow_null=True))
    def get_amount(self, item: AuditSampleItem) -> str | None:
        return None if item.amount is None else f"{samples.in_units(item.amount)}"


class AuditSampleShape(serializers.ModelSerializer[AuditSample]):
    """What was drawn from which population: its size, sum in `unit`, and SHA-256 over its ids and amounts; how many
    amounts are `zero`, `negative` or `unknown` (all, where a list has no unit), which nobody draws by amount.
    `interval` is between two points, rounded. The years are the assignment's; with `seed` anybody draws the same.
    """

    list = serializers.CharField(source="path")
    filters = Filters()
    method = serializers.ChoiceField(choices=METHODS)
    unit = serializers.SerializerMethodField()
    population_total = serializers.SerializerMethodField()
    interval = Amount(allow_null=True)
    username = serializers.CharField(source="recorded_by.username")
    items = SampleItemShape(many=True)

    class Meta:
        model = AuditSample
        fields = [
            "id", "organization", "first_year", "last_year", "list", "filters", "purpose", "method", "size", "seed",
            "as_of", "unit", "population_size", "population_total", "population_digest", "zero", "negative", "unknown",
            "interval", "username", "recorded_at", "items",
        ]  # fmt: skip

    def get_unit(self, sample: AuditSample) -> str:
        """`SEK` or `hours`; empty for a list whose records have no one amount."""
        return samples.LISTS[sample.path].unit

    @extend_schema_field(Amount())
    def get_population_total(self, sample: AuditSample) -> str:
        return f"{samples.in_units(sample.population_total)}"


class UnitShape(serializers.Serializer[Any]):
    """A record that could be drawn, and what it weighs."""

    record = serializers.IntegerField(source="id")
    amount = serializers.SerializerMethodField()

    @extend_schema_field(Amount(allow_null=True))
    def get_amount(self, unit: Unit) -> str | None:
        return None if unit.amount is None else f"{samples.in_units(unit.amount)}"


class RedrawShape(serializers.Serializer[samples.Redraw]):
    """`same_draw`: the population that was kept, with the seed, gives the same items. `same_population`: the list is by
    now what it was; else so many records came (`added`), are gone, or weigh something else (`changed`)."""

    same_draw = serializers.BooleanField()
    same_population = serializers.BooleanField()
    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    changed = serializers.IntegerField()
    population_size = serializers.IntegerField(source="now.size")
    population_total = serializers.SerializerMethodField()
    population_digest = serializers.CharField(source="now.digest")

    @extend_schema_field(Amount())
    def get_population_total(self, found: samples.Redraw) -> str:
        return f"{samples.in_units(found.now.total)}"


class AuditSampleFilter(django_filters.FilterSet):
    organization = django_filters.NumberFilter("organization_id", **ID)
    list = django_filters.CharFilter("path", max_length=80)
    method = django_filters.ChoiceFilter(choices=[(name, name) for name in METHODS])


class AuditSampleDoor(ReadDoor):
    """Samples are the auditors' own: those read them who audit the same organisation in the same years."""

    serializer_class = AuditSampleShape
    queryset = AuditSample.objects.none()
    filterset_class = AuditSampleFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("as_of",)
    ordering: ClassVar[tuple[str, ...]] = ("-as_of",)
    parameters: ClassVar[dict[str, frozenset[str]]] = {"population": frozenset({"limit", "offset"})}

    def get_queryset(self) -> AuditSampleQuerySet:
        seen = AuditSample.objects.visible_to(self.request.user).defer("population")
        return seen.select_related("recorded_by").prefetch_related("items")

    @extend_schema(request=SampleBody, responses={201: AuditSampleShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(SampleBody)
        return self.create_once(lambda: samples.draw(values, self.person, refusals))

    @extend_schema(responses=UnitShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def population(self, request: Request, pk: str) -> Response:
        """What it was drawn from, as it was kept: who has it and the seed draws the same."""
        kept = samples.population(self.get_object())
        return listed(self, request, UnitShape, kept, lambda some: UnitShape(some, many=True).data)

    @extend_schema(responses=RedrawShape, filters=False)
    @action(detail=True, methods=["get"])
    def redraw(self, request: Request, pk: str) -> Response:
        """The same draw again, from what was kept, and how the list has changed since."""
        sample: Any = self.get_object()
        return Response(RedrawShape(samples.redraw(sample, self.person)).data)
