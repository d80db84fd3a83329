"""`/ledgers`: an association's own, until it hands in what it chose."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from finance.api.ledger_figures import AccountInShape, LedgerPartShape, ObjectInShape, SeriesInShape
from finance.bodies.ledgers import ChoiceBody, HandInBody, LedgerBody
from finance.models import Ledger, LedgerChoice, LedgerQuerySet
from finance.models.ledgers import LedgerState
from finance.selectors.ledgers import newest_choices, overview_of
from finance.services import ledger_choices, ledgers
from office.api.jobs import JobShape
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor
from office.bodies import NoBody
from office.models import Job
from office.rows import Row


class LedgerShape(Shape[Ledger]):
    """`job` reads it; who asked for that follows it there. `discarded_at`: since then the content is no longer kept.

    `result_booked`: the year's result is booked, as when the books are closed; with `generated_on` it says how final
    the figures are.
    """

    name = serializers.CharField(source="upload.name")
    size = serializers.IntegerField(source="upload.size")
    vouchers = serializers.IntegerField(allow_null=True)
    rows = serializers.IntegerField(allow_null=True)  # type: ignore[assignment] # DRF takes it off the class
    discarded_at = serializers.DateTimeField(source="upload.discarded_at", allow_null=True)
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Ledger
        fields = [
            "id", "organization", "name", "size", "sha256", "state", "job", "company", "number", "program",
            "generated_on", "starts_on", "ends_on", "result_booked", "vouchers", "rows", "recorded_at", "discarded_at",
            "actions",
        ]  # fmt: skip

    def get_actions(self, ledger: Ledger) -> list[str]:
        """What its association may do with it now."""
        return ledgers.actions_of(ledger.state, ledger.upload.discarded_at is None)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        for one in shown:
            one["actions"] = ledgers.actions_of(one["state"], one["discarded_at"] is None)


class OverviewShape(serializers.Serializer[Any]):
    """What a ledger holds, to choose from. SEK, debit positive as in the books."""

    vouchers = serializers.IntegerField()
    whole = LedgerPartShape()
    without_object = LedgerPartShape()
    accounts = AccountInShape(many=True)
    objects = ObjectInShape(many=True)
    series = SeriesInShape(many=True)
    result_booked = serializers.BooleanField()


class ChosenObjectShape(serializers.Serializer[Any]):
    dimension = serializers.CharField()
    number = serializers.CharField()


class ChoiceShape(serializers.ModelSerializer[LedgerChoice]):
    """The newest for an agreement holds, also for next year's ledger."""

    objects = ChosenObjectShape(source="objects_chosen", many=True)
    accounts = serializers.ListField(child=serializers.CharField())
    series = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = LedgerChoice
        fields = ["id", "agreement", "ledger", "objects", "accounts", "series", "release_texts", "recorded_at"]


class LedgerFilter(django_filters.FilterSet):
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=2**63 - 1)
    state = django_filters.MultipleChoiceFilter(choices=LedgerState.choices)


class LedgerDoor(ReadDoor):
    """Ledgers (SIE 4E) in their association's own space: nobody else sees that there are any."""

    serializer_class = LedgerShape
    queryset = Ledger.objects.none()
    filterset_class = LedgerFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at", "starts_on")
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)
    parameters: ClassVar[dict[str, frozenset[str]]] = {"choices": frozenset({"limit", "offset"})}
    takes_file = frozenset({"create"})

    def get_queryset(self) -> LedgerQuerySet:
        return Ledger.objects.visible_to(self.request.user).select_related("upload", "organization")

    @extend_schema(request=LedgerBody, responses={201: LedgerShape, 200: LedgerShape})
    def create(self, request: Request) -> Response:
        """The same file again is the same ledger, answered with 200."""
        values, refusals = self.form(LedgerBody)
        new: list[bool] = []

        def act() -> Ledger:
            received = ledgers.upload(values, self.person, refusals)
            new.append(received.new)
            return self.get_queryset().get(pk=received.ledger.pk)

        return self.create_once(act, status=lambda: 201 if new[-1] else 200)

    @extend_schema(responses=OverviewShape)
    @action(detail=True, methods=["get"])
    def overview(self, request: Request, pk: str) -> Response:
        """Accounts, objects and voucher series with their sums; 409 when the content is not read or no longer kept."""
        ledger = self.get_object()
        ledgers.require_read(ledger)
        return Response(overview_of(ledger))

    @extend_schema(responses=ChoiceShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def choices(self, request: Request, pk: str) -> Response:
        """What the association last chose for each agreement, on this ledger or an earlier one: the default here."""
        return self.page(newest_choices(self.get_object()), ChoiceShape)

    @extend_schema(request=ChoiceBody, responses={201: ChoiceShape})
    @choices.mapping.post
    def choose(self, request: Request, pk: str) -> Response:
        ledger = self.get_object()
        values, refusals = self.body(ChoiceBody)
        return self.create_once(
            lambda: ledger_choices.choose(ledger, values, self.person, refusals),
            shape=lambda row: ChoiceShape(row).data,
        )

    @extend_schema(request=HandInBody, responses={202: JobShape})
    @action(detail=True, methods=["post"])
    def preview(self, request: Request, pk: str) -> Response:
        """Ask what would be handed in: the job's `result` has the figures that `ledger-hand-ins` would have."""
        return self._ask("finance.preview_ledger")

    @extend_schema(request=HandInBody, responses={202: JobShape})
    @action(detail=True, methods=["post"], url_path="hand-in")
    def hand_in(self, request: Request, pk: str) -> Response:
        """Hand in the chosen rows: when the job is done, `ledger-hand-ins?job=` has them."""
        return self._ask("finance.hand_in_ledger")

    def _ask(self, kind: str) -> Response:
        ledger = self.get_object()
        values, refusals = self.body(HandInBody)

        def told(job: Job) -> Any:
            return JobShape(job).data

        return self.create_once(
            lambda: ledger_choices.ask(kind, ledger, values, self.person, refusals), status=202, shape=told
        )

    @extend_schema(request=NoBody, responses=LedgerShape)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, pk: str) -> Response:
        """The treasurer is done: what was not handed in is deleted, its hash kept."""
        self.nothing()
        ledgers.finish(self.get_object(), self.person)
        return self.answer(self.get_object())
