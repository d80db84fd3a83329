"""Workbooks: cells by their names, saved values, and bombs that are refused before anything opens them."""

import io
import time
import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from finance.imports import read, xlsx
from tests.finance.imports.sample import HEADINGS, ROW, book, choice, repacked, told

SHEET = "xl_of_worksheets_of_sheet1.xml"
START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'  # an XML name
END = b"</sheetData></worksheet>"


def refused(content: bytes) -> list[str]:
    """The codes, in under a second and 100 MB."""
    tracemalloc.start()
    begun = time.process_time()
    found = read("xlsx", content, choice())
    spent, peak = time.process_time() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert spent < 1
    assert peak < 100_000_000
    return [one.code for one in found.problems]


def test_numbers_dates_and_text() -> None:
    rows: list[Any] = [
        (datetime(2025, 1, 31), 4530, 750000, "Vän i Umeå", "802000-0009", None, None, "=A2"),  # noqa: DTZ001
        ("2025-02-01", "4531", -40.5, None, 8020000009, 51234567, "B 13", None),
    ]
    found = xlsx.read(book(*rows), choice())
    assert [(one.line, one.day, one.amount, one.number, one.giro) for one in found.rows] == [
        (2, date(2025, 1, 31), Decimal("750000.00"), "802000-0009", ""),
        (3, date(2025, 2, 1), Decimal("-40.50"), "802000-0009", "51234567"),
    ]
    assert found.rows[0].text == ""  # a formula that no program has computed


def test_problems_by_cell() -> None:
    rows: list[Any] = [
        ["i går", *ROW[1:]],
        [*ROW[:2], None, *ROW[3:]],
        [*ROW[:2], "=1+1", *ROW[3:]],
        [*ROW[:2], "#N/A", *ROW[3:]],
    ]
    found = xlsx.read(book(*rows), choice())
    assert told(found, "sv") == [
        "A2: ”i går” är inget datum; det skrivs 2025-01-31 eller 20250131.",
        "C3: Raden har inget belopp (en formel måste ha ett sparat värde).",
        "C4: Raden har inget belopp (en formel måste ha ett sparat värde).",
        "C5: ”#N/A” är inget belopp; det skrivs 1 234,50 eller 1234.50, med minus för det som togs tillbaka.",
    ]


def test_hidden_rows_and_a_second_sheet() -> None:
    made = Workbook()
    sheet: Any = made.active
    for row in (HEADINGS, ROW, ROW):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    made.create_sheet().append(("Summa",))
    file = io.BytesIO()
    made.save(file)
    assert len(xlsx.read(file.getvalue(), choice()).rows) == 2


def test_a_few_kilobytes_that_hold_gigabytes() -> None:
    bomb = repacked(book(ROW), **{SHEET: START + b"<row/>" + b" " * 61_000_000})
    assert len(bomb) < 300_000
    assert refused(bomb) == ["file.too_large"]


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        (SHEET, START + b"<row/>" * 1_048_576 + END, "rows.too_many"),
        (SHEET, START + b"<x/>" * 2_600_000 + END, "file.too_large"),
        ("xl_of_styles.xml", b"<x/>" * 300_000, "file.too_large"),
        (SHEET, b'<!DOCTYPE x [<!ENTITY a "aa">]>' + START + END, "file.unsafe"),
        (SHEET, (START + END).decode().encode("utf-16"), "file.unsafe"),
        ("xl_of_media_of_a.png", b" <x/>", "file.unsafe"),
        (SHEET, b"<x", "file.broken"),
        (SHEET, START + b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>' + END, "rows.too_many"),
        (SHEET, START + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + END, "rows.too_many"),
    ],
    ids=["rows", "tags", "styles", "entities", "utf-16", "picture", "broken", "a far row", "a far cell"],
)
def test_hostile_parts(part: str, content: bytes, code: str) -> None:
    assert refused(repacked(book(ROW), **{part: content}))[0] == code


def test_what_is_no_workbook() -> None:
    assert refused(b"PK\x03\x04xl/workbook") == ["file.broken"]
    many = repacked(book(ROW), **{f"a{number}": b"" for number in range(1001)})
    assert refused(many) == ["file.too_large"]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
    assert refused(file.getvalue()) == ["file.unsafe"]
    picture = repacked(book(ROW), **{"xl_of_media_of_a.png": b"\x89PNG<!\xff" * 10})
    assert len(xlsx.read(picture, choice()).rows) == 1
