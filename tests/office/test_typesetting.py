"""Pages are archivable, tagged, the same every time, and say what people wrote as they wrote it."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from office.typesetting import Letters, typeset

MADE_AT = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: "sv")
#for text in data.texts [#text \\ ]
"""
WRITTEN = ['#panic("!")', "$x^2$", "= rubrik", "*fet* _kursiv_", "// kommentar", "\\ #[", "åäö ½ € Привет"]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "page.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_page_can_be_archived_and_read_aloud(template: Path) -> None:
    pdf = typeset(template, {"title": "Sidan", "texts": []}, MADE_AT)
    for mark in (b"<pdfaid:part>3<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<", b"/StructTreeRoot", b"/MarkInfo"):
        assert mark in pdf
    assert b"<xmp:CreateDate>2026-11-27T12:00:00+00:00<" in pdf
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.root_object["/Lang"]) == ("Sidan", "sv")


def test_what_people_wrote_is_no_markup(template: Path) -> None:
    found = text_of(typeset(template, {"title": "*Titel*", "texts": WRITTEN}, MADE_AT))
    for text in WRITTEN:
        assert text in found


def test_the_same_words_give_the_same_bytes(template: Path) -> None:
    data = {"title": "Sidan", "texts": WRITTEN}
    assert typeset(template, data, MADE_AT) == typeset(template, data, MADE_AT)


def test_a_letter_that_no_font_has_is_told_by_its_number(template: Path) -> None:
    pdf = typeset(template, {"title": "😀", "texts": ["a\x07b", "漢 och \ue000", "1\N{NO-BREAK SPACE}000"]}, MADE_AT)
    found = text_of(pdf)
    assert "a b" in found
    assert "[U+6F22] och [U+E000]" in found
    assert "1\N{NO-BREAK SPACE}000" in found.replace("1 000", "1\N{NO-BREAK SPACE}000")


def test_so_many_letters_are_tried() -> None:
    letters = Letters()
    shown = letters.shown({"a": ["".join(map(chr, range(0x4E00, 0x4E00 + 300)))]})["a"][0]
    assert shown.count("[U+") == 300


def test_a_template_that_is_wrong_says_why(tmp_path: Path) -> None:
    path = tmp_path / "wrong.typ"
    path.write_text("#nothing", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"(?s)wrong\.typ.*unknown variable: nothing"):
        typeset(path, {}, MADE_AT)
