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


def _packed(content: bytes, name: bytes) -> bool:
    """Whether it is a ZIP whose list of contents names this. Nothing is unpacked, and what lies packed inside another
    document is not in the list.
    """
    end = content.rfind(b"PK\x05\x06")
    if not content.startswith(b"PK\x03\x04") or end < 0:
        return False
    return name in content[int.from_bytes(content[end + 16 : end + 20], "little") : end]


def _xlsx(content: bytes) -> bool:
    """A workbook of Excel's."""
    return _packed(content, b"xl/workbook")


def _docx(content: bytes) -> bool:
    """A text of Word's."""
    return _packed(content, b"word/document")


def _pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


def _png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


def _jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff")


def _csv(content: bytes) -> bool:
    """Rows of values: text that is nothing else known here."""
    return not _start(content).startswith(OTHER_TEXTS) and len(content.translate(None, NO_TEXT)) == len(content)


#: In this order: the first that fits is what the file is.
FORMATS: dict[str, Callable[[bytes], bool]] = {
    "sie": _sie,
    "xlsx": _xlsx,
    "docx": _docx,
    "pdf": _pdf,
    "png": _png,
    "jpeg": _jpeg,
    "csv": _csv,
}
#: What a file of a format is sent as.
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
}


def format_of(content: bytes) -> str | None:
    """What a file is, or None for what is not known here (and for nothing).

    >>> format_of(b"\\xef\\xbb\\xbf#FLAGGA 0"), format_of(b"konto;belopp"), format_of(b"<html>")
    ('sie', 'csv', None)
    """
    return next((name for name, fits in FORMATS.items() if content and fits(content)), None)


#: How the name of a file of a format ends, where that is not its own name.
ENDINGS = {"jpeg": (".jpeg", ".jpg")}


def called(name: str, format_: str) -> str:
    """A name whose end says what the file is, so that it is opened as that, whatever its sender called it.

    >>> called("Protokoll.PDF", "pdf"), called("protokoll.hta", "pdf"), called("bild.jpg", "jpeg")
    ('Protokoll.PDF', 'protokoll.hta.pdf', 'bild.jpg')
    """
    endings = ENDINGS.get(format_, (f".{format_}",))
    return name if name.lower().endswith(endings) else name + endings[0]


def named(formats: Collection[str]) -> str:
    """Formats as people call them: "SIE, CSV"."""
    return ", ".join(name.upper() for name in formats)
