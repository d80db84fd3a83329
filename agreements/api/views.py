"""`/agreements` and what is done to one."""

from typing import Any, ClassVar

import django_filters
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from agreements import bodies
from agreements.amendment_body import AmendmentBody
from agreements.api import cost_shapes, shapes
from agreements.api.amendments import AmendmentRowShape, AmendmentShape
from agreements.models import Agreement
from agreements.models.agreement import AgreementKind, AgreementQuerySet, State
from agreements.selectors import found_by
from agreements.services import amending, lifecycle, registration, renewing, waivers
from agreements.stood import stood
from office.api.filters import member
from office.api.views import ReadDoor, listed, read_revision
from office.bodies import NoBody
from office.known import Asked
from office.language import current_language


class AgreementFilter(django_filters.FilterSet):
    kind = django_filters.MultipleChoiceFilter(choices=AgreementKind.choices)
    state = django_filters.MultipleChoiceFilter(choices=State.choices, method="in_state")
    reference = django_filters.CharFilter(max_length=60)
    organization = django_filters.NumberFilter(method="of_party", min_value=1, max_value=2**63 - 1)
    starts_on_from = django_filters.DateFilter("starts_on", "gte")
    starts_on_to = django_filters.DateFilter("starts_on", "lte")
    ends_on_from = django_filters.DateFilter(method="ends_from")
    ends_on_to = django_filters.DateFilter(method="ends_to")

    def ends_from(self, rows: AgreementQuerySet, _name: str, day: Any) -> AgreementQuerySet:
        return rows.filter(**{f"{member(rows, 'ends_on')}__gte": day})

    def ends_to(self, rows: AgreementQuerySet, _name: str, day: Any) -> AgreementQuerySet:
        return rows.filter(**{f"{member(rows, 'ends_on')}__lte": day})

    def in_state(self, rows: AgreementQuerySet, name: str, values: Any) -> AgreementQuerySet:
        return rows.filter(**{f"{member(rows, name)}__in": values})

    def of_party(self, rows: AgreementQuerySet, _name: str, value: Any) -> AgreementQuerySet:
        """A subquery, not a join: a filter never doubles a row."""
        found = Agreement.objects.filter(parties__organization=int(value)).values("pk")
        return rows.filter(pk__in=found)


class AgreementDoor(ReadDoor):
    """Who promised what to whom, for which years; and the acts by which that binds, changes or ends."""

    serializer_class = shapes.AgreementShape
    queryset = Agreement.objects.none()
    filterset_class = AgreementFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("reference", "title", "starts_on", "ends_on", "state", "kind")
    swedish_fields: ClassVar[tuple[str, ...]] = ("title",)
    ordering: ClassVar[tuple[str, ...]] = ("-starts_on",)
    parameters: ClassVar[dict[str, frozenset[str]]] = {
        "shares": frozenset({"limit", "offset"}),
        "decisions": frozenset({"limit", "offset"}),
        "signatures": frozenset({"limit", "offset"}),
        "waivers": frozenset({"limit", "offset"}),
        "amendments": frozenset({"limit", "offset"}),
    }
    as_known = frozenset({"list", "retrieve", "shares"})

    def search(self, rows: AgreementQuerySet, word: str) -> AgreementQuerySet:
        return found_by(rows, word, self.asked.known_at)

    def get_queryset(self) -> AgreementQuerySet:
        """With its terms where the record is shown: an act reads them when it holds the agreement, a list as rows, by
        the last day that they say."""
        seen = Agreement.objects.visible_to(self.request.user)
        if self.action == "list":
            return seen.annotate(ends_on_then=Coalesce("last_day", "ends_on"))
        return seen.with_terms() if self.action == "retrieve" else seen

    def get_serializer_class(self) -> Any:
        return shapes.StoodAgreementShape if self.asked.then else shapes.AgreementShape

    def stood(self, rows: AgreementQuerySet, asked: Asked) -> AgreementQuerySet:
        return stood(rows, asked)

    def _fresh(self, agreement: Agreement, status: int = 200) -> Response:
        return self.answer(Agreement.objects.with_terms().get(pk=agreement.pk), status)

    @extend_schema(request=bodies.AgreementBody, responses={201: shapes.AgreementShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(bodies.AgreementBody)

        def act() -> Agreement:
            made = registration.register(values, self.person, refusals)
            return Agreement.objects.with_terms().get(pk=made.pk)

        return self.create_once(act)

    @extend_schema(request=bodies.AgreementBody, responses=shapes.AgreementShape)
    def partial_update(self, request: Request, pk: str) -> Response:
        revision = read_revision(request, needed=True)
        values, refusals = self.body(bodies.AgreementBody, partial=True)
        return self._fresh(registration.revise(self.get_object(), values, self.person, refusals, revision))

    @extend_schema(request=NoBody, responses=shapes.AgreementShape)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, pk: str) -> Response:
        self.nothing()
        return self._fresh(lifecycle.propose(self.get_object(), self.person, read_revision(request)))

    @extend_schema(request=NoBody, responses=shapes.AgreementShape)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        self.nothing()
        return self._fresh(lifecycle.withdraw(self.get_object(), self.person, read_revision(request)))

    @extend_schema(request=bodies.TerminationBody, responses=shapes.AgreementShape)
    @action(detail=True, methods=["post"])
    def terminate(self, request: Request, pk: str) -> Response:
        """End it before its time, where one public party alone is left; several end it together, by an amendment."""
        values, refusals = self.body(bodies.TerminationBody)
        done = lifecycle.terminate(self.get_object(), values, self.person, refusals, read_revision(request))
        return self._fresh(done)

    @extend_schema(responses=cost_shapes.ShareShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def shares(self, request: Request, pk: str) -> Response:
        """What each member pays of what they share, per period, and how it came about: as agreed, or with `as_of` or
        `known_at` by the terms in force then; periods that an early end has cut are what is left of them."""
        seen, asked = self.get_queryset(), self.asked
        agreement = get_object_or_404(self.stood(seen, asked) if asked.then else seen, pk=pk)
        found = cost_shapes.shares_of(agreement, asked, current_language())
        return listed(self, request, cost_shapes.ShareShape, found, list)

    @extend_schema(responses=shapes.DecisionShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def decisions(self, request: Request, pk: str) -> Response:
        return self.page(self.get_object().decisions.select_related("party"), shapes.DecisionShape)

    @extend_schema(request=bodies.DecisionBody, responses={201: shapes.DecisionShape})
    @decisions.mapping.post
    def decide(self, request: Request, pk: str) -> Response:
        return self._act(bodies.DecisionBody, lifecycle.decide, shapes.DecisionShape)

    @extend_schema(responses=shapes.SignatureShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def signatures(self, request: Request, pk: str) -> Response:
        return self.page(self.get_object().signatures.select_related("party"), shapes.SignatureShape)

    @extend_schema(request=bodies.SignatureBody, responses={201: shapes.SignatureShape})
    @signatures.mapping.post
    def sign(self, request: Request, pk: str) -> Response:
        return self._act(bodies.SignatureBody, lifecycle.sign, shapes.SignatureShape)

    @extend_schema(responses=shapes.RenewalShape)
    @action(detail=True, methods=["get"])
    def renewal(self, request: Request, pk: str) -> Response:
        """The last day to give notice, who has, and to when the agreement renews itself."""
        agreement = self.get_object()
        found = renewing.standing_of(agreement)
        told = {**found._asdict(), "notices": agreement.notices.all()}
        return Response(shapes.RenewalShape(told).data)

    @extend_schema(request=bodies.NoticeBody, responses={201: shapes.NoticeShape})
    @action(detail=True, methods=["post"])
    def notices(self, request: Request, pk: str) -> Response:
        return self._act(bodies.NoticeBody, renewing.give_notice, shapes.NoticeShape)

    @extend_schema(responses=AmendmentRowShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def amendments(self, request: Request, pk: str) -> Response:
        return self.page(self.get_object().amendments.all(), AmendmentRowShape)

    @extend_schema(request=AmendmentBody, responses={201: AmendmentShape})
    @amendments.mapping.post
    def amend(self, request: Request, pk: str) -> Response:
        def shown(row: Any) -> Any:
            return AmendmentShape(row, context=self.get_serializer_context()).data

        values, refusals = self.body(AmendmentBody)
        agreement, revision = self.get_object(), read_revision(request)
        return self.create_once(
            lambda: amending.propose(agreement, values, self.person, refusals, revision), shape=shown
        )

    @extend_schema(responses=shapes.WaiverShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def waivers(self, request: Request, pk: str) -> Response:
        return self.page(self.get_object().waivers.select_related("party"), shapes.WaiverShape)

    @extend_schema(request=bodies.WaiverBody, responses={201: shapes.WaiverShape})
    @waivers.mapping.post
    def waive(self, request: Request, pk: str) -> Response:
        return self._act(bodies.WaiverBody, waivers.waive, shapes.WaiverShape)

    def _act(self, body: Any, service: Any, shape: Any) -> Response:
        """Record an act on the agreement: a row that is created, not changed."""
        values, refusals = self.body(body)
        agreement, revision = self.get_object(), read_revision(self.request)
        return self.create_once(
            lambda: service(agreement, values, self.person, refusals, revision), shape=lambda row: shape(row).data
        )
