"""`/feasibility-studies` and `/cooperation-areas`: what several municipalities look into, and what becomes of it."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agreements import area_kinds
from agreements.api.shapes import AgreementShape
from agreements.api.study_shapes import AreaAssessmentShape, AreaShape, StudyShape
from agreements.idea_bodies import AreaAgreementBody, AreaAssessmentBody, AreaBody, StudyBody, StudyEndBody
from agreements.models import Agreement, AreaMember, CooperationArea, FeasibilityStudy, StudyMember
from agreements.models.studies import AreaQuerySet, Form, StudyQuerySet
from agreements.services import studies
from office.api.views import ReadDoor, read_revision

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}
PAGED = frozenset({"limit", "offset"})


class StudyFilter(django_filters.FilterSet):
    host = django_filters.NumberFilter("host_id", **ID)
    reference = django_filters.CharFilter(max_length=60)
    organization = django_filters.NumberFilter(method="of_member", **ID)
    ended = django_filters.BooleanFilter("end", "isnull", exclude=True)

    def of_member(self, rows: StudyQuerySet, _name: str, value: Any) -> StudyQuerySet:
        """A subquery, not a join: a filter never doubles a row."""
        return rows.filter(pk__in=StudyMember.objects.filter(organization=int(value)).order_by().values("study"))


class FeasibilityStudyDoor(ReadDoor):
    """Feasibility studies: who takes part, which areas they look into, and what is recommended."""

    serializer_class = StudyShape
    queryset = FeasibilityStudy.objects.none()
    filterset_class = StudyFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("started_on", "title")
    swedish_fields: ClassVar[tuple[str, ...]] = ("title",)
    ordering: ClassVar[tuple[str, ...]] = ("-started_on",)
    parameters: ClassVar[dict[str, frozenset[str]]] = {"areas": PAGED}

    def get_queryset(self) -> StudyQuerySet:
        return FeasibilityStudy.objects.visible_to(self.request.user)

    @extend_schema(request=StudyBody, responses={201: StudyShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(StudyBody)
        return self.create_once(lambda: studies.begin(values, self.person, refusals))

    @extend_schema(request=StudyEndBody, responses=StudyShape)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(StudyEndBody)
        return self.answer(studies.end(self.get_object(), values, self.person, refusals, read_revision(request)))

    @extend_schema(responses=AreaShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def areas(self, request: Request, pk: str) -> Response:
        return self.page(self.get_object().areas.order_by("pk"), AreaShape)

    @extend_schema(request=AreaBody, responses={201: AreaShape})
    @areas.mapping.post
    def add_area(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(AreaBody)
        study, revision = self.get_object(), read_revision(request)
        return self.create_once(
            lambda: studies.add_area(study, values, self.person, refusals, revision),
            shape=lambda row: AreaShape(row, context=self.get_serializer_context()).data,
        )


class AreaFilter(django_filters.FilterSet):
    study = django_filters.NumberFilter("study_id", **ID)
    kind = django_filters.ChoiceFilter(choices=[(kind, kind) for kind in area_kinds.kinds()])
    proposed_form = django_filters.ChoiceFilter("form", choices=Form.choices)
    organization = django_filters.NumberFilter(method="of_member", **ID)

    def of_member(self, rows: AreaQuerySet, _name: str, value: Any) -> AreaQuerySet:
        """A subquery, not a join: a filter never doubles a row."""
        return rows.filter(pk__in=AreaMember.objects.filter(organization=int(value)).order_by().values("area"))


class CooperationAreaDoor(ReadDoor):
    """Areas of cooperation: who takes part, whether it is possible, and the agreement that one becomes in one step."""

    serializer_class = AreaShape
    queryset = CooperationArea.objects.none()
    filterset_class = AreaFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "kind", "recorded_at")
    swedish_fields: ClassVar[tuple[str, ...]] = ("name",)
    ordering: ClassVar[tuple[str, ...]] = ("name",)
    parameters: ClassVar[dict[str, frozenset[str]]] = {"assessments": PAGED}

    def get_queryset(self) -> AreaQuerySet:
        return CooperationArea.objects.visible_to(self.request.user).select_related("study")

    @extend_schema(responses=AreaAssessmentShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def assessments(self, request: Request, pk: str) -> Response:
        return self.page(self.get_object().assessments.order_by("pk"), AreaAssessmentShape)

    @extend_schema(request=AreaAssessmentBody, responses={201: AreaAssessmentShape})
    @assessments.mapping.post
    def assess(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(AreaAssessmentBody)
        area, revision = self.get_object(), read_revision(request)
        return self.create_once(
            lambda: studies.assess(area, values, self.person, refusals, revision),
            shape=lambda row: AreaAssessmentShape(row).data,
        )

    @extend_schema(request=AreaAgreementBody, responses={201: AgreementShape})
    @action(detail=True, methods=["post"])
    def agreement(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(AreaAgreementBody)
        area, revision = self.get_object(), read_revision(request)

        def made() -> Agreement:
            return studies.become(area, values, self.person, refusals, revision)

        def shape(row: Agreement) -> Any:
            found = Agreement.objects.with_terms().get(pk=row.pk)
            return AgreementShape(found, context=self.get_serializer_context()).data

        return self.create_once(made, shape=shape)
