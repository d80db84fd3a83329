"""Files that want to do harm: each is refused by its code, and a process of its own that reads them all stays small.

How long each takes is printed (`-s`).
"""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.agreements.sample import active, begun
from tests.cast import Cast
from tests.finance.imports.sample import repacked
from tests.reports.sheets import sent, template, told

SHEET, STRINGS, STYLES = "xl/worksheets/sheet3.xml", "xl/sharedStrings.xml", "xl/styles.xml"
START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'  # an XML name
END = b"</sheetData></worksheet>"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10))
GIGABYTE, PIECE = 1_000_000_000, b" " * 10_000_000
MOST = 100_000_000
CODES = {
    "a gigabyte in a sheet": "sheet.too_large",
    "a gigabyte of texts": "sheet.too_large",
    "entities": "sheet.unsafe",
    "rows without anything": "sheet.too_many",
    "a far row": "",
    "formulas": "sheet.formula",
    "one formula for all": "sheet.formula",
    "deep": "sheet.broken",
    "merged cells": "",
    "texts by the number": "",
    "styles": "sheet.too_large",
    "many parts": "sheet.too_large",
    "macros": "sheet.macros",
    "links": "sheet.external",
    "another packing": "sheet.unsafe",
    "cut off": "sheet.broken",
    "no workbook": "sheet.broken",
}


def bomb(book: bytes, part: str) -> bytes:
    """The template with a gigabyte of blanks in a part: a megabyte to send."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as opened:
            for _ in range(GIGABYTE // len(PIECE)):
                opened.write(PIECE)
    return file.getvalue()


def _formulas(shared: bytes, first: bytes) -> bytes:
    names = [b"overens:volunteer_hours", b"activity", b"category", b"hours", b"starts_on", b"ends_on", b"women"]
    top = b"".join(b'<c t="str"><v>%s</v></c>' % name for name in names)
    cells = (b"<c/>" + shared * 6).join([b"<row>", b"</row>"]) * 1500
    return START + b"<row>" + top + b"</row><row/><row/>" + b"<row><c/><c>" + first + b"</c></row>" + cells + END


def hostile(book: bytes) -> Iterator[tuple[str, bytes]]:
    """The files by what they do."""

    def with_part(name: str, content: bytes) -> bytes:
        return repacked(book, **{name.replace("/", "_of_"): content})

    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        strings = archive.read(STRINGS)
    yield "a gigabyte in a sheet", bomb(book, SHEET)
    yield "a gigabyte of texts", bomb(book, STRINGS)
    yield "entities", with_part(STRINGS, b"<!DOCTYPE x [<!ENTITY l0 'ha'>" + LAUGHS + b"]><x>&l9;</x>")
    yield "rows without anything", with_part(SHEET, START + b"<row/>" * 1_048_576 + END)
    yield "a far row", with_part(SHEET, START + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + END)
    yield "formulas", with_part(SHEET, _formulas(b"<c><f>1+1</f></c>", b"<f>1+1</f>"))
    long = b'<f t="shared" si="0" ref="A1:A9">' + b"A1+" * 1_000_000 + b"1</f>"
    yield "one formula for all", with_part(SHEET, _formulas(b'<c><f t="shared" si="0"/></c>', long))
    yield "deep", with_part(SHEET, START + b"<x>" * 100_000)
    yield "merged cells", with_part(SHEET, START + END[:12] + b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 100_000
                                    + b"</mergeCells></worksheet>")  # fmt: skip
    yield "texts by the number", with_part(STRINGS, strings.replace(b"</sst>", b"<si><t/></si>" * 30_000 + b"</sst>"))
    yield "styles", with_part(STYLES, b"<x/>" * 30_000)
    yield "many parts", repacked(book, **{f"a{number}": b"" for number in range(300)})
    yield "macros", with_part("xl/vbaProject.bin", b"\0")
    yield "links", with_part("xl/externalLinks/externalLink1.xml", b"<x/>")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("xl/workbook.xml", b"<x/>")
    yield "another packing", file.getvalue()
    yield "cut off", book[: len(book) // 2]
    yield "no workbook", b"PK\x03\x04xl/workbook" + b"\0" * 1000


def asked(folder: Path, book: bytes) -> tuple[dict[str, tuple[str, float]], int]:
    """What the program says: code and seconds by file, and bytes."""
    (folder / "template.xlsx").write_bytes(book)
    for name, content in hostile(book):
        (folder / f"{name}.bin").write_bytes(content)
    command = [sys.executable, "-m", "tests.reports.reading_sheets", str(folder)]
    *lines, memory = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\n")[:-1]
    rows = [line.split(";") for line in lines]
    return {name: (code, float(spent)) for name, code, spent in rows}, int(memory)


@pytest.mark.django_db
def test_each_is_refused_and_all_of_them_in_little_memory(cast: Cast, tmp_path: Path) -> None:
    report = begun(cast.treasurer, active(cast))["id"]
    found, memory = asked(tmp_path, template(cast.treasurer, report))
    print("Seconds of processor time:", {name: spent for name, (_code, spent) in found.items()}, "bytes:", memory)
    assert {name: code for name, (code, _spent) in found.items()} == CODES
    assert memory < MOST


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "This is no workbook. Fill in the template"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "The workbook has a password, or is of an old kind"),
        (b"Belopp;1", "This is no workbook."),
    ],
    ids=["a picture", "encrypted", "text"],
)
def test_what_is_no_workbook_is_told_what_to_do(cast: Cast, content: bytes, words: str) -> None:
    report = begun(cast.treasurer, active(cast))["id"]
    answer = sent(cast.treasurer, report, content)
    assert told(answer) == [("file", "upload.format")]
    assert answer.json()["errors"][0]["message"].startswith(words)
