"""A table as CSV, for machines and for a Swedish spreadsheet: UTF-8 with a mark, semicolons, decimal comma, CR LF.

Columns have the API's names, words of the code stay as they are, moments are RFC 3339 in UTC, nothing is an empty cell.
Text that a spreadsheet would run as a formula stands behind an apostrophe (`office.tables`); numbers are written by us,
so that a negative one stays a number. Nothing tells who made it or when: the same question gives the same bytes.
"""

import csv
import io
from collections.abc import Callable
from datetime import UTC
from typing import IO, Any

from office.rows import instant
from office.tables import MARK, cell
from reports.exporting.columns import (
    AGREEMENT,
    AMOUNT,
    DAY,
    FLAG,
    MOMENT,
    NUMBER,
    ORGANIZATION,
    TEXT,
    WHOLE,
    Table,
    is_number,
)
from reports.exporting.writing import About, Json, Writer


def _decimal(value: Any) -> str:
    return str(value).replace(".", ",")


def _moment(value: Any) -> str:
    return instant(value).astimezone(UTC).isoformat().replace("+00:00", "Z")


WRITERS: dict[str, Callable[[Any], Any]] = {
    AMOUNT: _decimal,
    NUMBER: lambda value: _decimal(value) if is_number(value) else cell(value),
    WHOLE: lambda value: value,
    DAY: str,
    MOMENT: _moment,
    FLAG: lambda value: "true" if value else "false",
    TEXT: cell,
    ORGANIZATION: cell,
    AGREEMENT: cell,
}


class CsvWriter:
    """One table of a list; the rows of the others are left to files of their own."""

    def __init__(self, file: IO[bytes], root: Table, chosen: Table, about: About) -> None:
        self.root, self.chosen, self.about = root, chosen, about
        self.text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        self.text.write(MARK)
        self.out = csv.writer(self.text, delimiter=";")
        self.out.writerow([column.name for column in chosen.header])
        self.writers = [WRITERS[column.kind] for column in chosen.header]

    def add(self, records: list[Json]) -> None:
        writers, chosen = self.writers, self.chosen
        for table, row in self.about.names.rows(self.root, records):
            if table is chosen:
                self.out.writerow(
                    ["" if value is None else write(value) for write, value in zip(writers, row, strict=True)]
                )
                self.about.rows[chosen.name] += 1

    def end(self) -> None:
        self.text.flush()

    def close(self) -> None:
        self.text.detach()  # the file is whose it was


def open_csv(file: IO[bytes], root: Table, chosen: Table, about: About) -> Writer:
    """An `Opener`."""
    return CsvWriter(file, root, chosen, about)
