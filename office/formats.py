"""What a file is, by its bytes and never by its name: a name is only what somebody called it.

A file is looked at, not read: the work of a glance grows with its size alone, so that the web process can take one in.
"""

from collections.abc import Callable, Collection

BOM = b"\xef\xbb\xbf"
BLANKS = b" \t\r\n"
#: What no text has: control characters other than tab, line feed, vertical tab, form feed, carriage return and DOS's
#: end of file.
NO_TEXT = bytes(sorted({*range(32)} - {9, 10, 11, 12, 13, 26}))
#: Texts that are something else than rows of values: a PDF, a web page or XML.
OTHER_TEXTS = (b"%PDF", b"<")


def _start(content: bytes) -> bytes:
    return content[:200].removeprefix(BOM).lstrip(BLANKS)


def _sie(content: bytes) -> bool:
    """A ledger: its first label is #FLAGGA, in whatever charset the rest is written."""
    return _start(content)[:7].upper() == b"#FLAGGA"


def _xlsx(content: bytes) -> bool:
    """A workbook: a ZIP that names one. Names stand unpacked in a ZIP, so that nothing is unpacked here."""
    return content.startswith(b"PK\x03\x04") and b"xl/workbook" in content


def _csv(content: bytes) -> bool:
    """Rows of values: text that is nothing else known here."""
    return not _start(content).startswith(OTHER_TEXTS) and len(content.translate(None, NO_TEXT)) == len(content)


#: In this order: the first that fits is what the file is.
FORMATS: dict[str, Callable[[bytes], bool]] = {"sie": _sie, "xlsx": _xlsx, "csv": _csv}


def format_of(content: bytes) -> str | None:
    """What a file is, or None for what is not known here (and for nothing).

    >>> format_of(b"\\xef\\xbb\\xbf#FLAGGA 0"), format_of(b"konto;belopp"), format_of(b"%PDF-1.7")
    ('sie', 'csv', None)
    """
    return next((name for name, fits in FORMATS.items() if content and fits(content)), None)


def named(formats: Collection[str]) -> str:
    """Formats as people call them: "SIE, CSV"."""
    return ", ".join(name.upper() for name in formats)
