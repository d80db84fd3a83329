"""What a file is, by what it holds."""

import io
import zipfile

import pytest

from office.formats import called, format_of, named


def packed(name: str, content: str | bytes = b"<x/>" * 50) -> bytes:
    """The least that calls itself a document of an office program."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packing:
        packing.writestr("[Content_Types].xml", "<Types/>")
        packing.writestr(name, content)
    return file.getvalue()


def workbook() -> bytes:
    return packed("xl/workbook.xml")


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
        (packed("word/document.xml"), "docx"),
        (packed("word/document.xml", workbook()), "docx"),  # a table inside a text makes it no table
        (packed("bild.png"), None),
        (workbook().replace(b"PK\x05\x06", b"PK\x05\x05"), None),
        (b"%PDF-1.7 text alone", "pdf"),
        (b"\n%PDF-1.7", None),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "png"),
        (b"\x89PNG\r\n\x1a\n\x00", None),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpeg"),
        (b"GIF89a\x00", None),
        (b"<?xml version='1.0'?>", None),
        ("konto;belopp".encode("utf-16"), None),
        (b"konto\x00belopp", None),
        (b"\x1b[2J", None),
    ],
)
def test_what_a_file_is(content: bytes, what: str | None) -> None:
    assert format_of(content) == what


@pytest.mark.parametrize(
    ("name", "format_", "expected"),
    [
        ("Protokoll.PDF", "pdf", "Protokoll.PDF"),
        ("protokoll.hta", "pdf", "protokoll.hta.pdf"),
        ("bild.JPG", "jpeg", "bild.JPG"),
        ("bild", "jpeg", "bild.jpeg"),
    ],
)
def test_a_name_ends_as_what_the_file_is(name: str, format_: str, expected: str) -> None:
    assert called(name, format_) == expected


def test_a_table_of_formats_in_words() -> None:
    assert named(("sie", "csv")) == "SIE, CSV"
