"""`/agreements/{id}/origin`: what an agreement came of."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.models import Agreement, AreaAgreement, InitiativeAgreement, TemplateUse
from office.api.views import refuse_unknown_parameters


class OriginInitiativeShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField()
    sender_name = serializers.CharField()


class OriginAreaShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    study = serializers.IntegerField()
    study_reference = serializers.CharField()
    study_title = serializers.CharField()


class OriginTemplateShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField()
    origin_reference = serializers.CharField()
    origin_title = serializers.CharField()
    origin_owner = serializers.CharField()


class OriginShape(serializers.Serializer[Any]):
    """What it came of: initiatives, the area of a feasibility study that became it, and the template that it was
    started from with whose that was (null: of none). All who see the agreement read this, also where they do not see
    what it came of."""

    initiatives = OriginInitiativeShape(many=True)
    area = OriginAreaShape(allow_null=True)
    template = OriginTemplateShape(allow_null=True)


class Origin(APIView):
    @extend_schema(responses=OriginShape)
    def get(self, request: Request, pk: str) -> Response:
        """What an agreement came of."""
        refuse_unknown_parameters(request, frozenset())
        agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
        came_of = {"initiatives": _initiatives(agreement), "area": _area(agreement)}
        return Response({**came_of, "template": _template(agreement)})


def _initiatives(agreement: Agreement) -> list[dict[str, Any]]:
    rows = InitiativeAgreement.objects.filter(agreement=agreement).select_related("initiative__sender")
    found = [row.initiative for row in rows]
    return [{"id": one.pk, "title": one.title, "sender_name": one.sender.name} for one in found]


def _area(agreement: Agreement) -> dict[str, Any] | None:
    row = AreaAgreement.objects.filter(agreement=agreement).select_related("area__study").first()
    if row is None:
        return None
    area, study = row.area, row.area.study
    of_study = {"study": study.pk, "study_reference": study.reference, "study_title": study.title}
    return {"id": area.pk, "name": area.name, **of_study}


def _template(agreement: Agreement) -> dict[str, Any] | None:
    row = TemplateUse.objects.filter(agreement=agreement).select_related("template").first()
    if row is None:
        return None
    names = ("title", "origin_reference", "origin_title", "origin_owner")
    return {"id": row.template_id, **{name: getattr(row.template, name) for name in names}}
