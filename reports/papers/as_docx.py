"""A paper as a document to go on writing in. The same paper gives the same bytes: a ZIP's clock is the paper's."""

import io
import re
import zipfile
from typing import Any

from reports.papers.paper import Block, Paper, Points, Table

LOCALES = {"sv": "sv-SE", "en": "en-GB"}
#: What no XML holds.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TABLE_POINTS = 8


def docx(paper: Paper) -> bytes:
    """The file."""
    from docx import Document  # only who makes a document waits for it

    document: Any = Document()
    _say_what_it_is(document, paper)
    document.add_heading(_plain(paper.title), 0)
    document.add_paragraph().add_run(paper.mark).bold = True
    for label, said in paper.facts:
        line = document.add_paragraph()
        line.paragraph_format.space_after = 0
        line.add_run(f"{label}: ").bold = True
        line.add_run(_plain(said))
    for section in paper.sections:
        document.add_heading(_plain(section.heading), section.level)
        for block in section.blocks:
            _block(document, block)
    file = io.BytesIO()
    document.save(file)
    return _with_clock(file.getvalue(), paper)


def _plain(text: str) -> str:
    return UNWRITABLE.sub(" ", text)


def _say_what_it_is(document: Any, paper: Paper) -> None:
    """Its title, language and mark, and whose program made it."""
    about = document.core_properties
    about.title, about.author, about.last_modified_by = _plain(paper.title)[:255], "Överens", "Överens"
    about.language, about.comments = LOCALES[paper.language], paper.mark
    about.created = about.modified = paper.made_at.replace(tzinfo=None, microsecond=0)
    for language in document.styles.element.xpath(".//w:rPrDefault//w:lang"):
        for name in language.attrib:
            language.set(name, LOCALES[paper.language])
    document.sections[0].header.paragraphs[0].add_run(paper.mark).bold = True


def _block(document: Any, block: Block) -> None:
    if isinstance(block, Table):
        _table(document, block)
    elif isinstance(block, Points):
        # Word's own numbers go on from list to list, and others point at ours.
        for number, item in enumerate(block.items, start=1):
            mark, style = (f"{number}. ", None) if block.numbered else ("", "List Bullet")
            document.add_paragraph(f"{mark}{_plain(item)}", style)
    else:
        document.add_paragraph(_plain(block))


def _table(document: Any, block: Table) -> None:
    """With a first row that is repeated on each page, and told as a heading to who listens."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    table = document.add_table(rows=0, cols=len(block.header))
    table.style = "Table Grid"
    for number, row in enumerate((block.header, *block.rows)):
        made = table.add_row()
        for place, (cell, said) in enumerate(zip(made.cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(_plain(said))
            run.font.size, run.bold = Pt(TABLE_POINTS), number == 0
            if place in block.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if number == 0:
            made._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _with_clock(content: bytes, paper: Paper) -> bytes:
    """The same parts in the same order, each of the paper's own time."""
    file, clock = io.BytesIO(), paper.made_at.timetuple()[:6]
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            kept = zipfile.ZipInfo(part.filename, clock)
            kept.compress_type, kept.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(kept, old.read(part))
    return file.getvalue()
