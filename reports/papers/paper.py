"""What a paper consists of, whatever form it gets: text is what it says and never markup."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple


class Points(NamedTuple):
    """A list; `numbered` where others point at its numbers."""

    items: Sequence[str]
    numbered: bool = False


class Table(NamedTuple):
    """Rows under headings; `numbers` are the columns (from 0) that stand to the right."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int]


Block = str | Points | Table


class Section(NamedTuple):
    """A heading and what stands under it; `level` 2 lies within the section before."""

    heading: str
    blocks: Sequence[Block]
    level: int = 1


class Paper(NamedTuple):
    """The whole paper: `mark` stands on every page, `facts` are pairs under the title."""

    title: str
    language: str
    mark: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    made_at: datetime
