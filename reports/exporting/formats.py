"""The forms that a file can have."""

from typing import NamedTuple

from reports.exporting.as_csv import open_csv
from reports.exporting.as_xlsx import open_xlsx
from reports.exporting.writing import Opener


class Format(NamedTuple):
    """How a file is begun, what it is told to be, and how its name ends."""

    open: Opener
    content_type: str
    ending: str


FORMATS: dict[str, Format] = {
    "csv": Format(open_csv, "text/csv; charset=utf-8", "csv"),
    "xlsx": Format(open_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
}
