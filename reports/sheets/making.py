"""Write a report's template: what is written already, what was promised and told last time beside it, and help.

Cells in which nothing is to be written are locked, without a password: that is a guard against slips, and reading it
trusts none of them.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from agreements.periods import Period
from office.bodies.reading import MOST_ROWS
from reports.sheets.layout import (
    ABOUT,
    ABOUT_TITLE,
    AMOUNT,
    CHOICE,
    CHOICES,
    COUNT,
    DAY,
    FIRST,
    LAST,
    MARK,
    PROMISED,
    SHEETS,
    Column,
    Marker,
    label,
)

LOOKED_AT = "-"
"""In row 1, for a column that is never read."""
LAST_ROW = FIRST - 2 + MOST_ROWS  # from 0, as xlsxwriter counts
NUMBER = {AMOUNT: "#,##0.00", DAY: "yyyy-mm-dd", COUNT: "0"}
Json = dict[str, Any]


class Row(NamedTuple):
    """A row that stands in the template: its key, what stands in it by member, what is to be looked at (`said` in the
    first column without a member, `promised`, `last`), and the members that may be written; None: all."""

    key: str
    values: Mapping[str, Any]
    said: str = ""
    promised: Decimal | None = None
    last: Decimal | None = None
    open: frozenset[str] | None = None


class Template(NamedTuple):
    """All that a template holds. `facts` are pairs for the first sheet; `categories` those that rates are set for."""

    marker: Marker
    period: Period
    language: str
    facts: Sequence[tuple[str, str]]
    rows: Mapping[str, Sequence[Row]]
    categories: tuple[str, ...]


def workbook(template: Template) -> bytes:
    """The file."""
    from xlsxwriter import Workbook  # only who makes a workbook waits for it

    file = io.BytesIO()
    book: Any = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    writer = _Writer(book, template)
    writer.about()
    for part, (title, columns) in SHEETS.items():
        writer.part(part, str(title), columns)
    book.close()
    return file.getvalue()


class _Writer:
    def __init__(self, book: Any, template: Template) -> None:
        self.book, self.template = book, template
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.help = book.add_format({"italic": True, "text_wrap": True, "valign": "top", "font_color": "#444444"})
        self.words = book.add_format({"text_wrap": True, "valign": "top"})
        self.formats = {(kind, open_): self._format(kind, open_) for kind in _KINDS for open_ in (True, False)}

    def _format(self, kind: str, open_: bool) -> Any:
        said: Json = {"locked": not open_, "valign": "top", "num_format": NUMBER.get(kind, "@")}
        if kind not in NUMBER:
            said |= {"text_wrap": True}
        return self.book.add_format(
            said | ({"bg_color": "#FFFBE6", "border": 1, "border_color": "#BBBBBB"} if open_ else {})
        )

    def about(self) -> None:
        """Which report it is for, and how it is filled in; the marker for the program is hidden above."""
        sheet = self.book.add_worksheet(str(ABOUT_TITLE))
        for place, value in enumerate((f"{MARK}{ABOUT}", *map(str, self.template.marker))):
            sheet.write_string(0, place, value)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(0, 0, 30, self.words)
        sheet.set_column(1, 1, 90, self.words)
        for number, (name, text) in enumerate(self.template.facts, start=1):
            sheet.write_string(number, 0, name, self.bold)
            sheet.write_string(number, 1, text, self.words)
        sheet.protect()

    def part(self, part: str, title: str, columns: Sequence[Column]) -> None:
        """A sheet: hidden names, headings, help, the rows that stand, and room to write."""
        sheet = self.book.add_worksheet(title)
        rows = self.template.rows[part]
        free = all(row.open is None for row in rows) or part == "activities"
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.write_string(0, 0, f"{MARK}{part}")
        for place, column in enumerate(columns, start=1):
            sheet.write_string(0, place, column.name or LOOKED_AT)
            sheet.write_string(1, place, str(column.heading), self.bold)
            sheet.write_string(2, place, str(column.help), self.help)
            sheet.set_column(place, place, column.width, self.formats[column.kind, free and bool(column.name)])
            self._valid(sheet, place, column, LAST_ROW if free else FIRST - 2 + len(rows))
        sheet.set_row(0, None, None, {"hidden": True})
        for number, row in enumerate(rows, start=FIRST - 1):
            self._row(sheet, number, row, columns)
        sheet.freeze_panes(FIRST - 1, 2)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _row(self, sheet: Any, number: int, row: Row, columns: Sequence[Column]) -> None:
        if row.key:
            sheet.write_string(number, 0, row.key)
        beside = {PROMISED: row.promised, LAST: row.last}
        for place, column in enumerate(columns, start=1):
            open_ = bool(column.name) and (row.open is None or column.name in row.open)
            value = row.values.get(column.name) if column.name else beside.get(column, row.said)
            self._write(sheet, number, place, column, value, self.formats[column.kind, open_])

    def _write(self, sheet: Any, number: int, place: int, column: Column, value: Any, form: Any) -> None:
        if value is None or value == "":
            sheet.write_blank(number, place, None, form)
        elif column.kind in (AMOUNT, COUNT):
            sheet.write_number(number, place, float(value), form)
        elif column.kind == DAY:
            sheet.write_datetime(number, place, date.fromisoformat(value), form)
        else:
            text = label(column.name, value, self.template.language) if column.kind == CHOICE else value
            sheet.write_string(number, place, text, form)

    def _valid(self, sheet: Any, place: int, column: Column, last: int) -> None:
        """What the spreadsheet program refuses by itself, with the help beside the cell."""
        rule = self._rule(column)
        if rule and column.name:
            told = {"input_title": str(column.heading)[:32], "input_message": str(column.help)[:255]}
            sheet.data_validation(FIRST - 1, place, last, place, {**rule, **told})

    def _rule(self, column: Column) -> Json:
        if column.kind == CHOICE:
            codes = self.template.categories if column.name == "category" else CHOICES[column.name]
            return {"validate": "list", "source": [label(column.name, one, self.template.language) for one in codes]}
        if column.kind == AMOUNT:
            return {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": _("A number from 0.")}
        if column.kind == COUNT:
            return {"validate": "integer", "criteria": ">=", "value": 0, "error_message": _("A whole number from 0.")}
        if column.kind == DAY:
            first, last = (_moment(day) for day in (self.template.period.starts_on, self.template.period.ends_on))
            told = _("A day of the period, %(start)s – %(end)s.")
            told %= {"start": self.template.period.starts_on, "end": self.template.period.ends_on}
            return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last, "error_message": told}
        return {}


_KINDS = ("text", AMOUNT, COUNT, DAY, CHOICE)


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a workbook knows no zones
