"""Pages: sums of the checks as a cross table, and the lines that a cell sums."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from office.api.parameters import choices, gathered
from office.api.views import refuse_unknown_parameters
from office.models import Organization
from office.models.organizations import PRIVATE_KINDS
from reports.asking import SEVERAL, SIDES, VALUE, Which, crossed, sides, which
from reports.check_lines import MEASURES, CheckLine
from reports.exporting.headings import word
from reports.exporting.pivot_table import Asked, said
from reports.pages.asking import (
    Filter,
    answered,
    asked,
    day_filter,
    kind_filter,
    municipality_filter,
    paged,
    status_filter,
)
from reports.pivoting import Keys, Pivot
from reports.summaries import GROUP_BYS
from reports.words import FIGURES

#: What the lines show where nothing is said.
VALUES = (
    "funding_promised",
    "funding_paid",
    "co_financing_promised",
    "co_financing_counted",
    "co_financing_difference",
)
HOURS = frozenset({"volunteer_hours"})
DIMENSIONS = {
    "municipality": gettext_lazy("Municipality or authority"),
    "association": gettext_lazy("Association"),
    "year": gettext_lazy("Year"),
    "kind": gettext_lazy("Kind of agreement"),
    "status": gettext_lazy("Status"),
}


class Box(NamedTuple):
    """One of several that can be chosen."""

    value: str
    word: str
    on: bool


class Choice(NamedTuple):
    """A group of them under one name."""

    id: str
    label: str
    boxes: Sequence[Box]

    @property
    def chosen(self) -> str:
        return ", ".join(one.word for one in self.boxes if one.on)


class Cell(NamedTuple):
    """A sum and the address of its lines; `value` None: no line has it. `text` for the row without any line."""

    value: Decimal | None
    unit: str
    link: str


def _filters() -> dict[str, Filter]:
    several = (SEVERAL, _("several"))
    municipality = municipality_filter()
    known = Organization.objects.filter(kind__in=PRIVATE_KINDS).order_by("name").values_list("pk", "name")
    return {
        "as_of": day_filter(_("As of")),
        "municipality": municipality._replace(choices=[*municipality.choices, several]),
        "association": Filter(_("Association"), "select", [("", _("All")), *known, several]),
        "year": Filter(_("Year")),
        "kind": kind_filter(),
        "status": status_filter(),
    }


@require_safe
@login_required
def cross_table(request: HttpRequest) -> HttpResponse:
    """The lines of the checks in a cross table; each sum opens the lines that it adds up."""
    titles = {"rows": _("Rows"), "columns": _("Columns"), "values": _("Figures")}
    choices = _choices(asked(request), titles)
    return answered(request, "reports/pivot.html", _filters(), _table, titles, {"choices": choices})


def _table(asks: Request, known: frozenset[str]) -> dict[str, Any]:
    of, on, _known = gathered(lambda: which(asks), lambda: sides(asks), lambda: refuse_unknown_parameters(asks, known))
    found = crossed(of, on)
    columns = (*found.columns, None)
    return {
        "of": of,
        "dimensions": [DIMENSIONS[one] for one in on.rows],
        "columns": [said(on.columns, keys) for keys in columns],
        "values": [_titled(one) for one in on.values],
        "several": len(on.values) > 1,
        "page": paged(asks, [_row(of, on, found, row, columns) for row in found.rows]),
        "total": _row(of, on, found, None, columns),
        "count": found.cells[None, None].lines,
        "taken": {"as_of": of.as_of.isoformat()},
    }


def _choices(asks: Request, titles: Mapping[str, str]) -> list[Choice]:
    """What the sides and the values can be, and which of it the address says."""
    dimensions = [(str(one), str(DIMENSIONS[one])) for one in GROUP_BYS]
    words = {"rows": dimensions, "columns": dimensions, "values": [(str(one), _titled(one)) for one in MEASURES]}
    default = {**dict(SIDES), "values": VALUE}
    found = []
    for name, title in titles.items():
        on = asks.query_params.get(name, default[name]).split(",")
        found.append(Choice(name, title, [Box(one, told, one in on) for one, told in words[name]]))
    return found


def _titled(value: str) -> str:
    return f"{word(value)} ({'h' if value in HOURS else 'kr'})"


def _row(of: Which, on: Asked, found: Pivot, row: Keys | None, columns: Sequence[Keys | None]) -> dict[str, Any]:
    """A row's sums, column by column; an empty cell has no line at all, which is not zero."""
    cells: list[Cell] = []
    for column in columns:
        known = found.cells.get((row, column))
        for place, value in enumerate(on.values):
            link = f"{reverse('check-lines-page')}?{of.of_cell(on, row, column)}&values={value}" if known else ""
            cells.append(Cell(known.values[place] if known else None, "h" if value in HOURS else "SEK", link))
    return {"name": said(on.rows, row), "cells": cells}


@require_safe
@login_required
def lines(request: HttpRequest) -> HttpResponse:
    """The lines behind a sum, each with its agreement; the sums stand below, over all pages."""
    return answered(request, "reports/check_lines.html", _filters(), _lines, {"values": _("Figures")})


def _lines(asks: Request, known: frozenset[str]) -> dict[str, Any]:
    of, named, _known = gathered(
        lambda: which(asks),
        lambda: choices(asks, "values", MEASURES, most=len(MEASURES)),
        lambda: refuse_unknown_parameters(asks, known),
    )
    values = named or VALUES
    found = [line for line in of.lines() if not named or any(line.figures.get(one) is not None for one in values)]
    page = paged(asks, found)
    return {
        "of": of,
        "page": page,
        "values": [_titled(one) for one in values],
        "named": ",".join(named),
        "rows": [_line(line, values) for line in page.object_list],
        "totals": [(_sum(found, one), "h" if one in HOURS else "SEK") for one in values],
        "all": of.query({}),
        "taken": {"as_of": of.as_of.isoformat()},
    }


def _line(line: CheckLine, values: Sequence[str]) -> dict[str, Any]:
    figures = [(line.figures.get(one), "h" if one in HOURS else "SEK") for one in values]
    return {"line": line, "figure": FIGURES[line.figure], "year": line.key("year")[1], "figures": figures}


def _sum(found: Sequence[CheckLine], value: str) -> Decimal | None:
    known = [figure for line in found if (figure := line.figures.get(value)) is not None]
    return sum(known, Decimal("0.00")) if known else None
