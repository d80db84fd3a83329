"""`/time-slip-links` and `/time-slips`: an association's own, until a report is handed in with them."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from office.api.views import ReadDoor
from office.bodies import NoBody
from reports import qr, slip_bodies
from reports.api.slip_shapes import DONE, AnsweredSlipsShape, NewTimeSlipLinkShape, TimeSlipLinkShape, TimeSlipShape
from reports.models import SlipUse, TimeSlip, TimeSlipLink
from reports.models.slips import TimeSlipLinkQuerySet, TimeSlipQuerySet
from reports.services import slip_links, slips

MOST_ID = 2**63 - 1


class TimeSlipLinkFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", min_value=1, max_value=MOST_ID)
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=MOST_ID)


class TimeSlipLinkDoor(ReadDoor):
    """Links by which group leaders enter hours without an account. The secret is shown once, to who makes it."""

    serializer_class = TimeSlipLinkShape
    queryset = TimeSlipLink.objects.none()
    filterset_class = TimeSlipLinkFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "recorded_at")
    swedish_fields = ("name",)
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> TimeSlipLinkQuerySet:
        return TimeSlipLink.objects.visible_to(self.request.user)

    @extend_schema(request=slip_bodies.TimeSlipLinkBody, responses={201: NewTimeSlipLinkShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(slip_bodies.TimeSlipLinkBody)
        made: dict[int, str] = {}

        def opened() -> TimeSlipLink:
            link, made[link.pk] = slip_links.open_link(values, self.person, refusals)
            return link

        # What is kept for an Idempotency-Key never has the secret: a repetition gets the link alone.
        answer = self.create_once(opened)
        secret = made.get(answer.data["id"])
        address = request.build_absolute_uri(reverse("slip-form", args=[secret])) if secret else None
        answer.data |= {"url": address, "qr": qr.svg(address) if address else None}
        answer["Cache-Control"] = "no-store"
        return answer

    @extend_schema(request=NoBody, responses=TimeSlipLinkShape)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str) -> Response:
        self.nothing()
        return self.answer(slip_links.revoke(self.get_object(), self.person))


class TimeSlipFilter(django_filters.FilterSet):
    """`report`: those that stand behind the newest version of a report; `volunteer_hours`: behind one of its rows."""

    agreement = django_filters.NumberFilter("link__agreement_id", min_value=1, max_value=MOST_ID)
    organization = django_filters.NumberFilter("link__organization_id", min_value=1, max_value=MOST_ID)
    link = django_filters.NumberFilter("link_id", min_value=1, max_value=MOST_ID)
    state = django_filters.ChoiceFilter(
        choices=[(name, name) for name in ("entered", *DONE)], method="in_state", label="entered, or what became of it"
    )
    day_from = django_filters.DateFilter("day", "gte")
    day_to = django_filters.DateFilter("day", "lte")
    report = django_filters.NumberFilter(method="behind_report", label="a report's id", min_value=1, max_value=MOST_ID)
    volunteer_hours = django_filters.NumberFilter("uses__hours_id", min_value=1, max_value=MOST_ID)

    def in_state(self, rows: QuerySet[TimeSlip], _name: str, state: str) -> QuerySet[TimeSlip]:
        return rows.filter(answer__isnull=True) if state == "entered" else rows.filter(answer__outcome=state)

    def behind_report(self, rows: QuerySet[TimeSlip], _name: str, report: Any) -> QuerySet[TimeSlip]:
        newest = SlipUse.objects.filter(version__report=report, version__number=F("version__report__latest"))
        return rows.filter(Exists(newest.filter(slip=OuterRef("pk"))))


class TimeSlipDoor(ReadDoor):
    """What groups entered by the links of my association, and what became of it. Nobody else's to see."""

    serializer_class = TimeSlipShape
    queryset = TimeSlip.objects.none()
    filterset_class = TimeSlipFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("day", "recorded_at", "activity")
    swedish_fields = ("activity",)
    ordering: ClassVar[tuple[str, ...]] = ("-day",)

    def get_queryset(self) -> TimeSlipQuerySet:
        seen = TimeSlip.objects.visible_to(self.request.user)
        return seen.select_related("link", "answer")

    @extend_schema(request=slip_bodies.AttestBody, responses=AnsweredSlipsShape, filters=False)
    @action(detail=False, methods=["post"], pagination_class=None)
    def attest(self, request: Request) -> Response:
        values, refusals = self.body(slip_bodies.AttestBody)
        return self._done("attested", slips.attest(values, self.person, refusals))

    @extend_schema(request=slip_bodies.RejectBody, responses=AnsweredSlipsShape, filters=False)
    @action(detail=False, methods=["post"], pagination_class=None)
    def reject(self, request: Request) -> Response:
        values, refusals = self.body(slip_bodies.RejectBody)
        return self._done("rejected", slips.reject(values, self.person, refusals))

    def _done(self, state: str, done: list[TimeSlip]) -> Response:
        told = {"state": state, "slips": [slip.pk for slip in done], "hours": sum(slip.hours for slip in done)}
        return Response(AnsweredSlipsShape(told).data)
