"""`/pivots`: the lines of the checks as a cross table, each cell with the address of what it sums."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from office.api.pagination import PageShape
from office.api.parameters import gathered
from office.api.shapes import Json
from office.api.views import listed, refuse_unknown_parameters
from office.fields import Amount
from office.lists import BASE, Whole, to_its_end
from reports.api.check_lines import ADDRESS, FILTERS, amount
from reports.api.checks import LIMIT, OFFSET
from reports.asking import LINES, Which, crossed, sides, which
from reports.check_lines import MEASURES
from reports.exporting.pivot_table import Asked, record, shape_of
from reports.pivoting import Keys, Pivot
from reports.summaries import GROUP_BYS

DIMENSIONS = ", ".join(GROUP_BYS)
ROWS = OpenApiParameter("rows", description=f"Some of {DIMENSIONS}, with commas between; municipality if left out.")
COLUMNS = OpenApiParameter("columns", description=f"Others of {DIMENSIONS}; the total alone if left out.")
VALUES = OpenApiParameter("values", description=f"Some of {', '.join(MEASURES)}; funding_paid if left out.")
ASKED = LINES | {"rows", "columns", "values", "limit", "offset"}
Any_ = serializers.Serializer[Any]


class PivotKeyShape(Any_):
    """`key` is an id, a period or a word of the code; null where no single organisation can be named."""

    key = serializers.JSONField(allow_null=True)
    name = serializers.CharField()


class PivotCellShape(Any_):
    """Sums by value, SEK or hours: null where no line has that figure. `link` is the address of the lines."""

    values = serializers.DictField(child=Amount(allow_null=True))
    lines = serializers.IntegerField()
    agreements = serializers.IntegerField()
    link = serializers.CharField()


class PivotRowShape(Any_):
    """`row` is its keys by dimension, null for the last row, which is the total of each column. `cells` stand in the
    order of `column_keys`: null where there is no line, which is not zero."""

    row = serializers.DictField(child=PivotKeyShape(), allow_null=True)
    cells = serializers.ListField(child=PivotCellShape(allow_null=True))
    total = PivotCellShape()


class PivotPageShape(PageShape):
    as_of = serializers.DateField()
    rows = serializers.ListField(child=serializers.ChoiceField(choices=GROUP_BYS))
    columns = serializers.ListField(child=serializers.ChoiceField(choices=GROUP_BYS))
    values = serializers.ListField(child=serializers.ChoiceField(choices=MEASURES))
    column_keys = serializers.ListField(child=serializers.DictField(child=PivotKeyShape()))
    results = PivotRowShape(many=True)


class Pivots(APIView):
    @extend_schema(parameters=[ROWS, COLUMNS, VALUES, *FILTERS, LIMIT, OFFSET], responses=PivotPageShape)
    def get(self, request: Request) -> Response:
        """The lines of the checks (`check-lines`) in a cross table. Rows and columns add up to their totals, which are
        those of `summaries`; every cell says where the lines are that it sums. The last row is the total.
        """
        of, asked, _known = gathered(
            lambda: which(request), lambda: sides(request), lambda: refuse_unknown_parameters(request, ASKED)
        )
        found = crossed(of, asked)
        rows = (*found.rows, None)
        if to_its_end(request):
            return Response(
                Whole(shape_of(asked, found), rows, lambda some: [record(asked, found, row) for row in some])
            )
        shown = listed(self, request, PivotRowShape, rows, lambda some: [_row(of, asked, found, row) for row in some])
        page: Json = shown.data
        columns = [_keys(asked.columns, keys) for keys in found.columns]
        return Response({"as_of": of.as_of, **asked._asdict(), "column_keys": columns, **page})


def _row(of: Which, asked: Asked, found: Pivot, row: Keys | None) -> Json:
    cells = [_cell(of, asked, found, row, keys) for keys in found.columns]
    told = None if row is None else _keys(asked.rows, row)
    return {"row": told, "cells": cells, "total": _cell(of, asked, found, row, None)}


def _cell(of: Which, asked: Asked, found: Pivot, row: Keys | None, column: Keys | None) -> Json | None:
    """A cell with the address of its lines: those of the filter that are in its row and its column."""
    cell = found.cells.get((row, column))
    if cell is None:
        return None
    values = {name: amount(value) for name, value in zip(asked.values, cell.values, strict=True)}
    link = f"{BASE}{ADDRESS}?{of.of_cell(asked, row, column)}"
    return {"values": values, "lines": cell.lines, "agreements": cell.agreements, "link": link}


def _keys(dimensions: Sequence[str], keys: Keys) -> Json:
    return {name: {"key": key, "name": said} for name, (key, said) in zip(dimensions, keys, strict=True)}
