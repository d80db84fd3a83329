"""A table as lines of JSON, for programs: the lines of records are what the digest is taken over, so that their SHA-256
is the digest that the export tells.

Where a list says something of itself (the trail: its head), that is a line before them, `{"told": {...}}`. Nothing
tells who made the file or when: the same question gives the same bytes.
"""

from typing import IO, Any

from reports.exporting.columns import Table
from reports.exporting.writing import About, Json, Writer, canonical


class JsonLinesWriter:
    """The records as they are, or the rows of one table in them."""

    def __init__(self, file: IO[bytes], root: Table, chosen: Table, about: About) -> None:
        self.file, self.root, self.chosen, self.about = file, root, chosen, about
        self.names = [column.name for column in chosen.header]
        if about.told:
            file.write(canonical({"told": dict(about.told)}))

    def add(self, records: list[Json]) -> None:
        lines: list[dict[str, Any]] = records
        if self.chosen is not self.root:
            rows = self.about.names.rows(self.root, records)
            lines = [dict(zip(self.names, row, strict=True)) for table, row in rows if table is self.chosen]
        for line in lines:
            self.file.write(canonical(line))
        self.about.rows[self.chosen.name] += len(lines)

    def end(self) -> None:
        """Nothing stands at the end."""

    def close(self) -> None:
        """It keeps nothing."""


def open_jsonl(file: IO[bytes], root: Table, chosen: Table, about: About) -> Writer:
    """An `Opener`."""
    return JsonLinesWriter(file, root, chosen, about)
