"""What a file is, by what it holds."""

import io
import zipfile

import pytest

from office.formats import format_of, named


def workbook() -> bytes:
    """The least that calls itself a workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>" * 50)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'#FLAGGA 0\r\n#FNAMN "\x99rebro"', "sie"),
        ("\ufeff#flagga 0\n#FNAMN Ö".encode(), "sie"),
        (b"\r\n  #FLAGGA\t0\n", "sie"),
        (workbook(), "xlsx"),
        (b"konto;belopp\r\n4530;100,00\r\n\x1a", "csv"),
        ("\ufeffFörening,Belopp".encode(), "csv"),
        ("Förening\tBelopp".encode("latin-1"), "csv"),
        (b"#SIETYP 4", "csv"),  # its reader will say what is missing
        (b"", None),
        (b"PK\x03\x04word/document.xml", None),
        (b"%PDF-1.7 text alone", None),
        (b"<?xml version='1.0'?>", None),
        ("konto;belopp".encode("utf-16"), None),
        (b"konto\x00belopp", None),
        (b"\x1b[2J", None),
    ],
)
def test_what_a_file_is(content: bytes, what: str | None) -> None:
    assert format_of(content) == what


def test_a_table_of_formats_in_words() -> None:
    assert named(("sie", "csv")) == "SIE, CSV"
