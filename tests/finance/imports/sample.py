"""Short ways to write files of payments: all of it invented."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from finance.imports import Choice, Reading

HEADINGS = ("Datum", "Konto", "Belopp", "Mottagare", "Org.nr", "Bankgiro", "Ver.nr", "Text")
ROW = ("2025-01-31", "4530", "750 000,00", "Vän i Umeå", "802000-0009", "5123-4567", "B 12", "Bidrag")
PERSON = "19811218-9876"


def choice(**more: Any) -> Choice:
    """Accounts 453 of 2025, of Umeå kommun; the only personal number that is known here is `PERSON`."""
    given: dict[str, Any] = {"accounts": ("453",), "starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
    return Choice(**{**given, "number": "212000-2627", "names_a_person": lambda text: PERSON in text, **more})


def lines(*rows: Sequence[str], sign: str = ";", headings: Sequence[str] = HEADINGS) -> str:
    return "\r\n".join(sign.join(row) for row in (headings, *rows)) + "\r\n"


def book(*rows: Sequence[Any], headings: Sequence[Any] = HEADINGS) -> bytes:
    """A workbook with one sheet."""
    made = Workbook()
    sheet: Any = made.active
    for row in (headings, *rows):
        sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """A workbook with other parts under these names ("/" is written "_of_")."""
    file = io.BytesIO()
    named = {name.replace("_of_", "/"): part for name, part in parts.items()}
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, part in named.items():
            new.writestr(name, part)
    return file.getvalue()


def told(reading: Reading, language: str = "en") -> list[str]:
    """Where and what: "C17: …"."""
    assert not (reading.rows and reading.problems)
    return [f"{one.place(language)}: {one.sentence(language)}" for one in reading.problems]
