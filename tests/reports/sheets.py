"""Templates in tests: fetched, filled in as a spreadsheet program would, and sent in."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from tests.agreements.sample import twin
from tests.cast import Client

Json = dict[str, Any]


def template(who: Client, report: int, language: str = "en") -> bytes:
    """The template as it is answered."""
    answer = twin(who, language).get(f"/api/v1/annual-reports/{report}/template")
    assert answer.status_code == 200, answer.content
    content: bytes = answer.content
    return content


def fetched(who: Client, report: int, language: str = "en") -> Workbook:
    """The template, to write in."""
    return load_workbook(io.BytesIO(template(who, report, language)))


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sent(who: Client, report: int, content: bytes, language: str = "en", **headers: Any) -> Any:
    """The answer to sending a file in."""
    extra = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    form = {"file": SimpleUploadedFile("rapport.xlsx", content)}
    path = f"/api/v1/annual-reports/{report}/spreadsheet"
    return twin(who, language).post(path, form, format="multipart", **extra)


def told(answer: Any) -> list[tuple[str, str]]:
    """What is wrong, by path and code."""
    assert answer.status_code == 400, answer.content
    return [(one["path"], one["code"]) for one in answer.json()["errors"]]


def put(book: Workbook, **cells: Any) -> Workbook:
    """Write into cells: `Hours_B4=…`; in a sheet's own words otherwise."""
    for place, value in cells.items():
        title, _low, cell = place.rpartition("_")
        book[title.replace("_", " ")][cell] = value
    return book


def rows_of(book: Workbook, title: str) -> list[list[Any]]:
    """What stands from the first row that people write in."""
    return [[cell.value for cell in row] for row in book[title].iter_rows(min_row=4)]
