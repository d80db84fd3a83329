"""`/agreement-templates`: agreements saved for others to start from."""

from collections.abc import Collection
from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api.shapes import AgreementShape, ConditionShape
from agreements.idea_bodies import TemplateBody, TemplateDraftBody
from agreements.models import Agreement, AgreementTemplate
from agreements.models.agreement import AgreementKind
from agreements.models.shared_costs import Basis
from agreements.models.templates import TemplateQuerySet
from agreements.services import templates
from office.access import AnyUser, acting
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, read_revision
from office.rows import Row


class DutyShape(serializers.Serializer[Any]):
    """What a party in a role promises, without how much."""

    role = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    clause = serializers.CharField()
    per = serializers.CharField()
    components = serializers.ListField(child=serializers.CharField())


class KeyShape(serializers.Serializer[Any]):
    """How a cost was shared, without its amount and its members."""

    name = serializers.CharField()
    basis = serializers.ChoiceField(choices=Basis.choices)
    clause = serializers.CharField()


class TemplateShape(Shape[AgreementTemplate]):
    """`origin` is the agreement that it was saved from, null where I do not see that; whose it is stands in words."""

    beside = ("origin_id",)
    conditions = serializers.DictField(child=ConditionShape())
    duties = DutyShape(many=True)
    cost_keys = KeyShape(many=True)
    origin = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = AgreementTemplate
        fields = [
            "id", "title", "description", "kind", "conditions", "duties", "cost_keys", "origin", "origin_reference",
            "origin_title", "origin_owner", "recorded_at", "actions",
        ]  # fmt: skip

    def get_origin(self, template: AgreementTemplate) -> int | None:
        """The agreement that it was saved from."""
        return _seen([template.origin_id], self.asker).get(template.origin_id)

    def get_actions(self, template: AgreementTemplate) -> list[str]:
        """What I may do with it now."""
        return _actions(self.asker)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        seen = _seen([pk for (pk,) in beside], self.asker)
        for one, (origin,) in zip(shown, beside, strict=True):
            one["origin"], one["actions"] = seen.get(origin), _actions(self.asker)


def _seen(agreements: Collection[int], user: AnyUser) -> dict[int, int]:
    rows = Agreement.objects.visible_to(user).filter(pk__in=agreements).order_by()
    return {pk: pk for pk in rows.values_list("pk", flat=True)}


def _actions(user: AnyUser) -> list[str]:
    return ["draft"] if acting(user).officer else []


class TemplateFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=AgreementKind.choices)


class AgreementTemplateDoor(ReadDoor):
    """Templates that any municipality here can start from: clauses and duties, no amounts and no parties."""

    serializer_class = TemplateShape
    queryset = AgreementTemplate.objects.none()
    filterset_class = TemplateFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("title", "recorded_at")
    swedish_fields: ClassVar[tuple[str, ...]] = ("title",)
    ordering: ClassVar[tuple[str, ...]] = ("title",)

    def get_queryset(self) -> TemplateQuerySet:
        return AgreementTemplate.objects.visible_to(self.request.user)

    @extend_schema(request=TemplateBody, responses={201: TemplateShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(TemplateBody)
        return self.create_once(lambda: templates.save(values, self.person, refusals))

    @extend_schema(request=TemplateDraftBody, responses={201: AgreementShape})
    @action(detail=True, methods=["post"])
    def draft(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(TemplateDraftBody)
        template, revision = self.get_object(), read_revision(request)

        def shape(row: Agreement) -> Any:
            found = Agreement.objects.with_terms().get(pk=row.pk)
            return AgreementShape(found, context=self.get_serializer_context()).data

        return self.create_once(lambda: templates.start(template, values, self.person, refusals, revision), shape=shape)
