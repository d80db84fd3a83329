"""Read the municipality's payments to associations from SIE, CSV or XLSX: bytes and a choice in, rows or problems out.

Only rows on the chosen accounts and days are taken. Of a row whose payee is a person (a personal identity number)
nothing but day, account, amount and voucher is kept, so that the sums still hold; a text that holds such a number is
left out. A name without a number cannot be told from any other word: whoever imports can leave all texts out.
"""

from finance.imports import csv, sie, xlsx
from finance.imports.problems import Problem
from finance.imports.rows import Choice, Imported, LeftOut, Reading
from finance.sie.reading import Progress

FORMATS = ("sie", "csv", "xlsx")


def read(format: str, content: bytes, choice: Choice, progress: Progress | None = None) -> Reading:
    """Read a file of one of `FORMATS`. With any problem there are no rows."""
    if format == "sie":
        return sie.read(content, choice, progress)
    return csv.read(content, choice) if format == "csv" else xlsx.read(content, choice)


__all__ = ["FORMATS", "Choice", "Imported", "LeftOut", "Problem", "Reading", "read"]
