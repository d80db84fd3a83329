"""A sheet's rows, cell by cell, as openpyxl reads them, and nothing else of the sheet.

A formula is taken as it was written: openpyxl works shared ones out anew for each of their cells, which a hostile file
makes take hours, and makes objects of merged cells and rules that nobody here looks at.
"""

from collections.abc import Iterator
from typing import Any

from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from reports.sheets.values import SHOWN, Cell, Row, empty


class _Parser(WorkSheetParser):
    def rows(self) -> Iterator[Row]:
        for _event, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                number, cells = self.parse_row(element)
                yield Row(number, {one["column"]: Cell(one["value"], one["data_type"]) for one in cells if _said(one)})
                element.clear()

    def parse_formula(self, formula: Any) -> str:
        return f"={formula.findtext(FORMULA_TAG) or ''}"[:SHOWN]


def _said(cell: dict[str, Any]) -> bool:
    return cell["data_type"] == "f" or not empty(cell["value"])


def rows_of(sheet: Any) -> Iterator[Row]:
    """The rows of a sheet of a workbook that is read only."""
    book = sheet.parent
    with sheet._get_source() as source:
        yield from _Parser(
            source,
            sheet._shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        ).rows()
