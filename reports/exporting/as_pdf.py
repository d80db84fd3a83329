"""A table as a PDF that can be archived and read aloud (`office.typesetting`).

Headings, numbers and the code's own words are in the reader's language, moments in Swedish time. Columns in which no
row says anything are named above the table. Pages are set with all rows in memory, so there is a bound, and a list that
is larger is refused.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from office.clock import SWEDEN
from office.language import current_language
from office.numbers import digits
from office.rows import instant
from office.typesetting import typeset
from reports.exporting.columns import AMOUNT, DAY, FLAG, MOMENT, NUMBER, WHOLE, Column, Table, is_number
from reports.exporting.headings import heading, said
from reports.exporting.writing import About, Json, Writer, too_many

TEMPLATE = Path(__file__).parent / "list.typ"
#: Setting 10 000 cells takes about a second and 200 MB.
MOST_CELLS = 10_000
NUMBERS = (AMOUNT, NUMBER, WHOLE)
#: How narrow and how wide a column's text makes it, in letters.
WIDTHS = (5, 40)


def most_rows(table: Table) -> int:
    """How many rows of a table fit."""
    return MOST_CELLS // len(table.header)


class PdfWriter:
    """One table of a list, kept until the end."""

    def __init__(self, file: IO[bytes], root: Table, chosen: Table, about: About) -> None:
        self.file, self.root, self.chosen, self.about = file, root, chosen, about
        self.rows: list[list[str]] = []

    def add(self, records: list[Json]) -> None:
        most = most_rows(self.chosen)
        for table, row in self.about.names.rows(self.root, records):
            if table is self.chosen:
                self.about.rows[table.name] += 1
                if len(self.rows) >= most:
                    raise too_many(table.name, most, len(self.rows) + 1)
                self.rows.append([shown(*cell) for cell in zip(table.header, row, strict=True)])

    def end(self) -> None:
        self.file.write(typeset(TEMPLATE, self._data(), self.about.made_at))

    def _data(self) -> Json:
        """What the template reads."""
        header = self.chosen.header
        full = [place for place, texts in enumerate(zip(*self.rows, strict=True)) if any(texts)]
        empty = [heading(column) for place, column in enumerate(header) if place not in full]
        facts = [*self.about.facts, *([(_("Columns without anything"), ", ".join(empty))] if empty and full else [])]
        columns = [self._column(place) for place in full]
        return {
            "title": self.about.title,
            "language": self.about.language,
            "facts": [[label, fact] for label, fact in facts],
            "columns": columns,
            "letters": sum(column["width"] for column in columns),
            "rows": [[row[place] for place in full] for row in self.rows],
        }

    def _column(self, place: int) -> Json:
        """A column is as wide, in letters, as its longest text within bounds, and as its heading's longest word."""
        column, (least, most) = self.chosen.header[place], WIDTHS
        called = heading(column)
        longest = max(len(row[place]) for row in self.rows)
        width = max(least, min(longest, most), *map(len, called.split()))
        return {"heading": called, "number": column.kind in NUMBERS, "width": width}

    def close(self) -> None:
        self.rows.clear()


def shown(column: Column, value: Any) -> str:
    """A cell as people read it, in the language in force: nothing where there is nothing."""
    if value is None:
        return ""
    if column.kind in (AMOUNT, NUMBER) and is_number(value):
        return digits(Decimal(value), current_language())
    if column.kind == DAY:
        return value.isoformat() if isinstance(value, date) else str(value)
    if column.kind == MOMENT:
        return f"{instant(value).astimezone(SWEDEN):%Y-%m-%d %H:%M:%S}"
    if column.kind == FLAG:
        return _("yes") if value else _("no")
    return said(column, str(value))


def open_pdf(file: IO[bytes], root: Table, chosen: Table, about: About) -> Writer:
    """An `Opener`."""
    return PdfWriter(file, root, chosen, about)
