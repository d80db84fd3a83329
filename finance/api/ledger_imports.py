"""`/ledger-imports`: the municipality's ledger against what is registered here."""

from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
import orjson
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from finance.api import ledger_shapes as shapes
from finance.bodies.ledger_imports import ExplanationBody, LedgerImportBody, WithdrawalBody
from finance.matching.sheet import STANDINGS
from finance.models.ledger_imports import ImportState, LedgerExplanation, LedgerImport, LedgerImportQuerySet
from finance.selectors.matches import matched, under_of
from finance.services import explanations, ledger_imports
from office.access import acting
from office.api.parameters import choice
from office.api.shapes import Json, Shape
from office.api.views import ReadDoor, listed, read_revision
from office.bodies import NoBody
from office.language import current_language
from office.rows import Row

STANDING = OpenApiParameter("standing", enum=list(STANDINGS), description="Only rows that stand so.")
PAGES = frozenset({"limit", "offset"})


class ProblemShape(serializers.Serializer[Any]):
    """What is wrong with the file. `place` is as its program calls it: "C17", "line 17, column 3"; empty: the file."""

    line = serializers.IntegerField()
    column = serializers.IntegerField()
    place = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    message = serializers.CharField()


def _problems(kept: list[Json]) -> list[Json]:
    return [
        {"line": one["line"], "column": one["column"], "place": one[current_language()][0], "code": one["code"],
         "message": one[current_language()][1]}
        for one in kept
    ]  # fmt: skip


class LedgerImportShape(Shape[LedgerImport]):
    """`accounts` are the beginnings of the chosen accounts; `problems` say why a file was refused."""

    file = serializers.CharField(source="upload.name")
    format = serializers.CharField(source="upload.format")
    sha256 = serializers.CharField(source="upload.sha256")
    problems = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()
    beside = ("problems",)

    class Meta:
        model = LedgerImport
        fields = [
            "id", "organization", "file", "format", "sha256", "starts_on", "ends_on", "accounts", "texts", "state",
            "problems", "unread", "rows_taken", "other_accounts", "other_days", "job", "recorded_at", "actions",
        ]  # fmt: skip

    @extend_schema_field(ProblemShape(many=True))
    def get_problems(self, ledger: LedgerImport) -> list[Json]:
        return _problems(ledger.problems)

    def get_actions(self, ledger: LedgerImport) -> list[str]:
        """What I may do with it now."""
        return _actions(ledger_imports.is_officer(ledger, self.context["request"].user), ledger.state)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        mine = acting(self.asker).officer
        for one, (problems,) in zip(shown, beside, strict=True):
            one["problems"] = _problems(orjson.loads(problems))
            one["actions"] = _actions(one["organization"] in mine, one["state"])


def _actions(officer: bool, state: str) -> list[str]:
    return ["explain", "match"] if officer and state == ImportState.READY else []


class LedgerImportFilter(django_filters.FilterSet):
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=2**63 - 1)
    state = django_filters.ChoiceFilter(choices=ImportState.choices)
    starts_on_from = django_filters.DateFilter("starts_on", "gte")
    ends_on_to = django_filters.DateFilter("ends_on", "lte")


class LedgerImportDoor(ReadDoor):
    """A municipality's or board's payments to associations, as its ledger has them. Its officers import and explain;
    its auditors read."""

    serializer_class = LedgerImportShape
    queryset = LedgerImport.objects.none()
    filterset_class = LedgerImportFilter
    takes_file = frozenset({"create"})
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at", "starts_on")
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)
    parameters: ClassVar[dict[str, frozenset[str]]] = {"rows": PAGES | {"standing"}, "explanations": PAGES}

    def get_queryset(self) -> LedgerImportQuerySet:
        return LedgerImport.objects.visible_to(self.request.user).select_related("upload")

    @extend_schema(request={"multipart/form-data": LedgerImportBody}, responses={201: LedgerImportShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.form(LedgerImportBody)
        return self.create_once(lambda: ledger_imports.take(values, self.person, refusals))

    @extend_schema(request=NoBody, responses=LedgerImportShape)
    @action(detail=True, methods=["post"])
    def match(self, request: Request, pk: str) -> Response:
        """Match it again with what is registered now; a job does it."""
        self.nothing()
        return self.answer(ledger_imports.ask_for_match(self.get_object(), self.person, read_revision(request)))

    @extend_schema(parameters=[STANDING], responses=shapes.LedgerRowShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def rows(self, request: Request, pk: str) -> Response:
        """Every row with what it is matched with, and why."""
        wanted = choice(request, "standing", STANDINGS)
        rows = [one for one in matched(self.get_object()).rows if wanted in (None, one.standing)]

        def write(some: Sequence[Any]) -> list[Json]:
            known = under_of(some)
            return [shapes.row_as_json(one, known, current_language()) for one in some]

        return listed(self, request, shapes.LedgerRowShape, rows, write)

    @extend_schema(responses=shapes.SheetShape)
    @action(detail=True, methods=["get"])
    def sheet(self, request: Request, pk: str) -> Response:
        """The sum sheet, and what is still to be looked at."""
        return Response(shapes.sheet_as_json(matched(self.get_object()), current_language()))

    @extend_schema(responses=shapes.ExplanationShape(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def explanations(self, request: Request, pk: str) -> Response:
        """Everything that was said of its rows, also what was withdrawn."""
        rows = LedgerExplanation.objects.filter(row__ledger=self.get_object())
        return self.page(rows.select_related("recorded_by", "withdrawal__recorded_by"), shapes.ExplanationShape)

    @extend_schema(request=ExplanationBody, responses={201: shapes.ExplanationShape})
    @explanations.mapping.post
    def explain(self, request: Request, pk: str) -> Response:
        """Say what a row is, and why."""
        values, refusals = self.body(ExplanationBody)
        ledger, revision = self.get_object(), read_revision(request)
        return self.create_once(
            lambda: explanations.explain(ledger, values, self.person, refusals, revision),
            shape=lambda row: shapes.ExplanationShape(row).data,
        )

    @extend_schema(request=WithdrawalBody, responses={201: shapes.ExplanationShape})
    @action(detail=True, methods=["post"], url_path="withdrawals")
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take an explanation back; the row may then be explained anew."""
        values, refusals = self.body(WithdrawalBody)
        ledger, revision = self.get_object(), read_revision(request)
        return self.create_once(
            lambda: explanations.withdraw(ledger, values, self.person, refusals, revision),
            shape=lambda row: shapes.ExplanationShape(row).data,
        )
