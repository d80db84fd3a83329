"""A table as text: values between semicolons, tabs or commas, in UTF-8, Latin-1 or CP437 by what its bytes show."""

import csv
import io
from collections.abc import Iterator

from finance.imports import headers, table
from finance.imports.problems import Problems
from finance.imports.rows import Choice, Reading, refused
from finance.sie import encodings

DELIMITERS = ";\t,"


def read(content: bytes, choice: Choice) -> Reading:
    """Read a CSV file; no content makes it raise. What separates the values is what makes the headings understood."""
    problems = Problems(cell=False)
    text = content.decode(encodings.charset(content), "replace")
    try:
        return table.read(_lines(text, _delimiter(text)), choice, problems)
    except csv.Error:
        problems.add("file.broken", text="CSV")
        return refused(problems.all())


def _lines(text: str, delimiter: str) -> Iterator[table.Line]:
    """The rows, each with the line on which it begins: a quoted value may hold line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """What separates the values: of the first lines, what makes most headings understood."""
    lines = [line.replace('"', "") for line in text[:100_000].splitlines()[: headers.LOOKED_AT]]
    return max(DELIMITERS, key=lambda sign: max([headers.understood(line.split(sign)) for line in lines], default=0))
