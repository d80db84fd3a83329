"""A table in a workbook: its first sheet, with the values that formulas were saved with.

A workbook is a ZIP, and a few kilobytes can hold gigabytes: it is unpacked in small pieces that are counted and thrown
away, before anything reads it. A program that was asked for its size would be lied to.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from finance.imports import headers, table
from finance.imports.problems import Problems
from finance.imports.rows import Choice, Reading, refused

PIECE = 65_536


class Limits(NamedTuple):
    """How much of a workbook is taken: parts, bytes when it is unpacked, `<` in the sheets and texts (`tags`) and in
    everything else (styles, themes: `other_tags`), which is held in memory as a whole, and rows of all sheets."""

    parts: int
    unpacked: int
    tags: int
    other_tags: int
    rows: int


#: A ledger of 50 000 rows of ten columns is about 25 MB.
LEDGER = Limits(1_000, 60_000_000, 2_500_000, 200_000, table.MOST_ROWS + headers.LOOKED_AT)
MOST_LINES = 60_000
"""How far down a row may stand; openpyxl fills every gap above it."""
MOST_COLUMNS = 60
LARGE = ("xl/worksheets/", "xl/sharedstrings")
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
OTHER_ALPHABETS = (b"\xff\xfe", b"\xfe\xff", b"\0<")
DEFINITION = b"<!"
BINARY = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".bin")


def read(content: bytes, choice: Choice) -> Reading:
    """Read a workbook; no content makes it raise."""
    problems = Problems(cell=True)
    try:
        if code := unfit(content):
            problems.add(code, text=str(table.MOST_ROWS))
            return refused(problems.all())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return table.read(_lines(content, problems), choice, problems)
    except Exception:  # whatever a hostile file makes the parsers of ZIP, XML and dates stumble over
        problems = Problems(cell=True)
        problems.add("file.broken", text="XLSX")
        return refused(problems.all())


def unfit(content: bytes, limits: Limits = LEDGER) -> str | None:
    """The code of what forbids to open it: too large when unpacked, too many rows, or what no spreadsheet writes."""
    tags = other = size = rows = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if len(archive.infolist()) > limits.parts:
            return "file.too_large"
        for part in archive.infolist():
            if part.compress_type not in METHODS:
                return "file.unsafe"
            large = part.filename.lower().startswith(LARGE)
            binary = part.filename.lower().endswith(BINARY)
            for place, piece in enumerate(_pieces(archive, part)):
                if _unsafe(piece, place == 0, binary):
                    return "file.unsafe"
                size += len(piece)
                rows += piece.count(b"<row")
                found = 0 if binary else piece.count(b"<")
                tags, other = (tags + found, other) if large else (tags, other + found)
                if size > limits.unpacked or tags > limits.tags or other > limits.other_tags:
                    return "file.too_large"
                if rows > limits.rows:
                    return "rows.too_many"
    return None


def _unsafe(piece: bytes, first: bool, binary: bool) -> bool:
    """Entities, which multiply; a text whose signs cannot be counted; XML under a picture's name."""
    if first and piece.lstrip().startswith((*OTHER_ALPHABETS, b"<") if binary else OTHER_ALPHABETS):
        return True
    return not binary and DEFINITION in piece


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part in pieces, each beginning with the last byte of the one before: nothing looked for hides in a seam."""
    with archive.open(part) as file:
        last = b""
        while piece := file.read(PIECE):
            yield last + piece
            last = piece[-1:]


def _lines(content: bytes, problems: Problems) -> Iterator[table.Line]:
    """The rows of the first sheet with their numbers; a sheet's own word on its size is not believed."""
    from openpyxl import load_workbook  # half of the program's own start: only a job reads workbooks

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    for line, row in enumerate(islice(rows, MOST_LINES + 1), start=1):
        if row.count(None) < len(row):
            yield line, row
        if line > MOST_LINES:
            problems.add("rows.too_many", text=str(table.MOST_ROWS))
