"""A file opens as what its first bytes say, or it is none; and none has a program in it."""

import io
import time
import zipfile
import zlib

import pytest

from office.soundness import SEGMENTS, Broken, Macros, look_into
from tests.office.test_formats import packed

HEADER = b"IHDR" + b"\x00\x00\x00\x01" * 2 + b"\x08\x02\x00\x00\x00"
END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\r" + HEADER + zlib.crc32(HEADER).to_bytes(4, "big") + END
SIZE = b"\xff\xc0\x00\x11\x08\x00\x01\x00\x01\x03" + bytes(9)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(10) + SIZE + b"\xff\xd9"
DOCX, XLSX = packed("word/document.xml", "<x/>"), packed("xl/workbook.xml", "<x/>")
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\nstartxref\n9\n%%EOF\n"


def typed(types: str, text: str, **more: str) -> bytes:
    """A document with its list of types and its text, and more parts by name (`__` is a slash, `_` a dot)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packing:
        packing.writestr("[Content_Types].xml", types)
        packing.writestr("word/document.xml", text)
        for name, content in more.items():
            packing.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def without_types() -> bytes:
    return DOCX.replace(b"[Content_Types]", b"[Content_Typed]")


MACROS = typed("<Types/>", "<x/>", word__vbaProject_bin="1")


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (PDF, "pdf"),
        (b"%PDF-1.7" + bytes(9000) + b"startxref\r\n116\r\n%%EOF" + b"<!-- served -->", "pdf"),
        (DOCX, "docx"),
        (packed("word/document2.xml", "<x/>"), "docx"),
        (typed("<Types/>", "<x>" + "<y/>" * 200_000 + "</x>"), "docx"),
        (XLSX, "xlsx"),
        (PNG, "png"),
        (JPEG, "jpeg"),
        (b"#FLAGGA 0", "sie"),
    ],
)
def test_what_opens(content: bytes, format_: str) -> None:
    look_into(content, format_)


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (b"%PDF-1.4 <html><script>1</script></html>", "pdf"),
        (b"%PDF-1.7\n%%EOF", "pdf"),
        (b"%PDF-1.7\nstartxref\n9999\n%%EOF", "pdf"),  # beyond its end
        (PDF + DOCX, "pdf"),
        (PDF + bytes(3000), "pdf"),
        (packed("word/document.xml", "x"), "docx"),
        (without_types(), "docx"),  # no list of types
        (typed("<Types/>", '<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "docx"),
        (typed("<Types/>", "<x>" + " " * 100_000), "docx"),  # does not end
        (DOCX.replace(b"PK\x01\x02", b"PK\x01\x03"), "docx"),
        (packed("xl/workbook.bin"), "xlsx"),
        (PNG.replace(HEADER, HEADER[:-1] + b"\x01"), "png"),
        (PNG.removesuffix(END), "png"),
        (JPEG.replace(SIZE, b""), "jpeg"),
        (JPEG.replace(SIZE, SIZE[:5] + bytes(4) + SIZE[9:]), "jpeg"),
        (b"\xff\xd8\xff\xe0\x00\x01" + SIZE, "jpeg"),
        (b"\xff\xd8" + b"\xff" * 2 * SEGMENTS + SIZE, "jpeg"),
    ],
)
def test_what_does_not(content: bytes, format_: str) -> None:
    with pytest.raises(Broken):
        look_into(content, format_)


@pytest.mark.parametrize(
    "content",
    [
        MACROS,
        typed("<Types/>", "<x/>", xl__macrosheets__sheet1_xml="<x/>"),
        typed('<Types a="application/vnd.ms-word.document.macroEnabled.main+xml"/>', "<x/>"),
    ],
)
def test_a_program_in_a_document(content: bytes) -> None:
    with pytest.raises(Macros):
        look_into(content, "docx")


def test_the_worst_files_take_no_time() -> None:
    large = b"%PDF-1.7" + bytes(25_000_000)
    bomb = typed("<Types/>", "<x " + " ".join(f'a{number}=""' for number in range(1_000_000)))
    many = DOCX.replace(b"PK\x05\x06", b"PK\x01\x02" * 400_000 + b"PK\x05\x06")
    started = time.process_time()
    for content, format_ in ((large, "pdf"), (many, "docx"), (b"\xff\xd8" + b"\xff" * 25_000_000, "jpeg")):
        with pytest.raises(Broken):
            look_into(content, format_)
    look_into(bomb, "docx")
    assert time.process_time() - started < 2
