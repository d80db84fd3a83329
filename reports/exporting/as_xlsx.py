"""A list as a workbook: a cover sheet that says where it comes from, and a sheet for each of its tables.

Headings and the code's own words are in the reader's language. Numbers are numbers, days and moments (Swedish time) are
dates, and text is text, whatever it begins with. Rows go to the disk as they come, so that memory does not grow with
them.
"""

import tempfile
from datetime import date
from typing import IO, Any

from django.utils.translation import gettext as _

from office.clock import SWEDEN
from office.rows import instant
from reports.exporting.columns import AMOUNT, DAY, FLAG, MOMENT, NUMBER, WHOLE, Column, Row, Table, is_number
from reports.exporting.headings import heading, said, title_of
from reports.exporting.writing import About, Json, Writer, too_long, too_many

#: What Excel holds (Microsoft, "Excel specifications and limits"): rows of a sheet, and characters of a cell.
MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767
MOST_DIGITS = 15  # of a number, which is a double in a workbook
NAME_LENGTH = 31  # of a sheet
WIDTHS = {AMOUNT: 16, NUMBER: 14, WHOLE: 10, DAY: 12, MOMENT: 20, FLAG: 8}
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


class XlsxWriter:
    """All tables of a list, each on its sheet."""

    def __init__(self, file: IO[bytes], root: Table, about: About) -> None:
        from xlsxwriter import Workbook  # only who makes a workbook waits for it

        self.root, self.about = root, about
        self.folder = tempfile.TemporaryDirectory(prefix="overens-workbook-")  # of the sheets' rows
        options = {"constant_memory": True, "strings_to_formulas": False, "tmpdir": self.folder.name}
        self.book: Any = Workbook(file, options)
        self.book.set_properties({"title": about.title, "author": "Överens", "created": about.made_at})
        made = self.book.add_format
        self.bold, self.wrap = made({"bold": True}), made({"text_wrap": True, "valign": "top"})
        self.formats = {
            AMOUNT: made({"num_format": "#,##0.00"}),
            NUMBER: made({"num_format": "#,##0.00####"}),
            DAY: made({"num_format": "yyyy-mm-dd"}),
            MOMENT: made({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        self.cover = self.book.add_worksheet(_("Cover"))
        self.sheets = {table: self._sheet(table) for table in root.every()}

    def _sheet(self, table: Table) -> Any:
        taken = {sheet.get_name().casefold() for sheet in self.book.worksheets()}
        name = title_of(table.name).translate(NOT_IN_NAMES).strip() or self.about.title.translate(NOT_IN_NAMES)
        names = [name[:NAME_LENGTH], *(f"{name[: NAME_LENGTH - 4]} ({number})" for number in range(2, 100))]
        sheet = self.book.add_worksheet(next(one for one in names if one.casefold() not in taken))
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.header):
            sheet.set_column(place, place, WIDTHS.get(column.kind, 24))
            sheet.write_string(0, place, heading(column), self.bold)
        return sheet

    def add(self, records: list[Json]) -> None:
        for table, row in self.about.names.rows(self.root, records):
            self.about.rows[table.name] += 1
            number = self.about.rows[table.name]
            if number >= MOST_ROWS:
                raise too_many(table.name, MOST_ROWS - 1, number)
            self._write(self.sheets[table], number, table, row)

    def _write(self, sheet: Any, number: int, table: Table, row: Row) -> None:
        for place, (column, value) in enumerate(zip(table.header, row, strict=True)):
            if value is None or value == "":
                continue
            if column.kind in (AMOUNT, NUMBER, WHOLE) and is_number(value) and _digits(value) <= MOST_DIGITS:
                sheet.write_number(number, place, float(value), self.formats.get(column.kind))
            elif column.kind == DAY:
                day = value if isinstance(value, date) else date.fromisoformat(value)
                sheet.write_datetime(number, place, day, self.formats[DAY])
            elif column.kind == MOMENT:
                local = instant(value).astimezone(SWEDEN).replace(tzinfo=None)
                sheet.write_datetime(number, place, local, self.formats[MOMENT])
            elif column.kind == FLAG:
                sheet.write_boolean(number, place, bool(value))
            else:
                sheet.write_string(number, place, self._text(table, column, said(column, str(value))))

    def _text(self, table: Table, column: Column, value: str) -> str:
        """A workbook would lose what is longer without a word."""
        if len(value) > MOST_CHARACTERS:
            raise too_long(".".join(filter(None, (table.name, column.name))), MOST_CHARACTERS, len(value))
        return value

    def end(self) -> None:
        for table, sheet in self.sheets.items():
            sheet.autofilter(0, 0, self.about.rows[table.name], len(table.header) - 1)
        self._cover()
        self.book.close()

    def close(self) -> None:
        for sheet in self.book.worksheets():
            sheet.row_data_fh.close()
        self.book.fileclosed = True  # whoever was refused has no workbook to save
        self.folder.cleanup()

    def _cover(self) -> None:
        sheet, number = self.cover, 0
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 80)
        sheet.write_string(0, 0, self.about.title, self.bold)
        for number, (label, fact) in enumerate(self.about.facts, start=2):
            sheet.write_string(number, 0, label, self.bold)
            sheet.write_string(number, 1, fact, self.wrap)
        sheet.write_string(number + 2, 0, _("Sheet"), self.bold)
        sheet.write_string(number + 2, 1, _("Rows"), self.bold)
        for place, (table, other) in enumerate(self.sheets.items(), start=number + 3):
            sheet.write_string(place, 0, other.get_name())
            sheet.write_number(place, 1, self.about.rows[table.name])
        sheet.activate()


def _digits(value: Any) -> int:
    return sum(char.isdigit() for char in str(value).lstrip("-0."))


def open_xlsx(file: IO[bytes], root: Table, _chosen: Table, about: About) -> Writer:
    """An `Opener`: a workbook has every table."""
    return XlsxWriter(file, root, about)
