"""The forms that a file can have."""

from collections.abc import Callable
from typing import NamedTuple

from reports.exporting import as_pdf, as_xlsx, giving
from reports.exporting.as_csv import open_csv
from reports.exporting.as_jsonl import open_jsonl
from reports.exporting.columns import Table
from reports.exporting.writing import Opener
from reports.models.exports import DOSSIER


class Format(NamedTuple):
    """How a file is begun, what it is told to be, how its name ends, how many rows of a table it holds at most, and the
    list that alone has this form."""

    open: Opener
    content_type: str
    ending: str
    most: Callable[[Table], int] | None = None
    only: str = ""


class Kind(NamedTuple):
    """What a file is told to be, and how its name ends."""

    content_type: str
    ending: str


CSV = "text/csv; charset=utf-8"
FORMATS: dict[str, Format] = {
    "csv": Format(open_csv, CSV, "csv"),
    "xlsx": Format(
        as_xlsx.open_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        lambda _table: as_xlsx.MOST_ROWS - 1,
    ),
    "jsonl": Format(open_jsonl, "application/jsonl", "jsonl"),
    "pdf": Format(as_pdf.open_pdf, "application/pdf", "pdf", as_pdf.most_rows),
    "360giving-json": Format(giving.open_json, "application/json", "json", only="agreements"),
    "360giving-csv": Format(giving.open_csv, CSV, "csv", only="agreements"),
}
#: Every form that is kept: a list's, and those of a dossier and of a paper, which are no list.
KINDS: dict[str, Kind] = {
    **{name: Kind(one.content_type, one.ending) for name, one in FORMATS.items()},
    DOSSIER: Kind("application/zip", "zip"),
    "docx": Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
}
