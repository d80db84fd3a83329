"""A paper as a PDF that can be archived and read aloud (`office.typesetting`)."""

from pathlib import Path
from typing import Any

from office.typesetting import typeset
from reports.papers.paper import Block, Paper, Points, Table

TEMPLATE = Path(__file__).parent / "paper.typ"


def pdf(paper: Paper) -> bytes:
    """The file: the same paper gives the same bytes."""
    data: dict[str, Any] = {
        "title": paper.title,
        "language": paper.language,
        "mark": paper.mark,
        "facts": [list(pair) for pair in paper.facts],
        "sections": [
            {"heading": one.heading, "level": one.level, "blocks": [_block(block) for block in one.blocks]}
            for one in paper.sections
        ],
    }
    return typeset(TEMPLATE, data, paper.made_at)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Points):
        return {"kind": "numbers" if block.numbered else "points", "items": list(block.items)}
    if isinstance(block, Table):
        rows = [list(row) for row in block.rows]
        return {"kind": "table", "header": list(block.header), "rows": rows, "numbers": sorted(block.numbers)}
    return {"kind": "text", "text": block}
