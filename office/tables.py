"""Rows as CSV (RFC 4180) that a spreadsheet opens as it was meant: what somebody wrote stays text.

A cell of text that begins with =, +, -, @, a tab or a line break would be run as a formula; an apostrophe before it
keeps it text. Numbers and dates are written by us and stand as they are. The mark at the beginning tells Excel UTF-8.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> Any:
    """A value as it can stand in a spreadsheet.

    >>> cell("=1+1"), cell("Linden")
    ("'=1+1", 'Linden')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def text_of(value: str) -> str:
    """The text that `cell` wrote, or that stood for itself.

    >>> text_of("'=1+1"), text_of("Linden")
    ('=1+1', 'Linden')
    """
    return value[1:] if value.startswith("'") and value[1:].startswith(FORMULA) else value


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]], delimiter: str = ",") -> str:
    """The table with its header; a Swedish Excel parts columns by semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return MARK + out.getvalue()
