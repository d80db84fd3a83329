"""The forms that a file can have."""

from collections.abc import Callable
from typing import NamedTuple

from reports.exporting import as_pdf, as_xlsx
from reports.exporting.as_csv import open_csv
from reports.exporting.columns import Table
from reports.exporting.writing import Opener


class Format(NamedTuple):
    """How a file is begun, what it is told to be, how its name ends, and how many rows of a table it holds at most."""

    open: Opener
    content_type: str
    ending: str
    most: Callable[[Table], int] | None = None


FORMATS: dict[str, Format] = {
    "csv": Format(open_csv, "text/csv; charset=utf-8", "csv"),
    "xlsx": Format(
        as_xlsx.open_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        lambda _table: as_xlsx.MOST_ROWS - 1,
    ),
    "pdf": Format(as_pdf.open_pdf, "application/pdf", "pdf", as_pdf.most_rows),
}
