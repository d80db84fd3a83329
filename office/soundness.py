"""Whether a file of a format opens as one, as far as its frame shows: a start is easily put on anything.

Nothing is shown or run, and nothing is read beyond its frame: pages and pictures are their reader's, so that the work
does not grow with what is packed in a file.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

#: Bytes of a part that are unpacked and read; what is no XML shows at once.
LOOK = 2**18
#: Parts of an office document: one with a picture on each page has some hundreds.
PARTS = 5000
#: Bytes after a PDF's end, where mail and web servers leave something.
LEFT_OVER = 1024
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")
_MAIN = {"docx": "word/document", "xlsx": "xl/workbook"}
_MACROS = re.compile(r"(^|/)(vbaproject\.bin$|macrosheets/)", re.IGNORECASE)
#: Segments of a JPEG before its size; each has at most 64 kB.
SEGMENTS = 1000
#: The markers in a JPEG behind which its size stands; the others in this row are tables.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


class Broken(Exception):  # noqa: N818 # it is a finding, and nobody else's
    """It does not open as what it calls itself."""


class Macros(Exception):  # noqa: N818
    """There is a program in it."""


def look_into(content: bytes, format_: str) -> None:
    """Raises `Broken` or `Macros` for a file that `formats.format_of` says is of this format."""
    if look := _LOOKS.get(format_):
        look(content)


def _pdf(content: bytes) -> None:
    """It says at its end where its table of contents lies, and nothing else begins after it."""
    tail = content[-4096:]
    ends = list(_END.finditer(tail))
    if not ends or int(ends[-1][1]) >= len(content):
        raise Broken
    after = tail[ends[-1].end() :]
    if len(after) > LEFT_OVER or b"PK\x05\x06" in after:
        raise Broken


def _office(content: bytes, main: str) -> None:
    """A package with its list of types and a main part: well-formed XML without entities, as far as they are read."""
    if content.count(b"PK\x01\x02") > PARTS:
        raise Broken
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            if any(_MACROS.search(name) for name in names):
                raise Macros
            parts = [name for name in names if name.startswith(main) and name.endswith(".xml")]
            if not parts:
                raise Broken
            if b"macroenabled" in _xml(package, "[Content_Types].xml").lower():
                raise Macros
            _xml(package, parts[0])
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, RuntimeError, zlib.error) as error:
        raise Broken from error


def _xml(package: zipfile.ZipFile, name: str) -> bytes:
    """The start of a part, which is well-formed."""
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse
    with package.open(name) as part:
        start = part.read(LOOK)
    try:
        parser.Parse(start, len(start) < LOOK)
    except expat.ExpatError as error:
        raise Broken from error
    return start


def _refuse(*_declared: object) -> None:
    """No office program declares entities."""
    raise Broken


def _png(content: bytes) -> None:
    """Its header is whole and has a size, and it ends."""
    width, height = content[16:20], content[20:24]
    right = zlib.crc32(content[12:29]) == int.from_bytes(content[29:33], "big")
    if not right or not any(width) or not any(height) or b"IEND\xaeB`\x82" not in content[-LEFT_OVER:]:
        raise Broken


def _jpeg(content: bytes) -> None:
    """Its segments lead to one that says its size."""
    at = 2
    for _segment in range(SEGMENTS):
        if at + 9 > len(content) or content[at] != 0xFF:
            break
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xFF:  # a filler
            at += 1
        elif marker in _FRAMES:
            if any(content[at + 5 : at + 7]) and any(content[at + 7 : at + 9]):
                return
            raise Broken
        elif length < 2:
            raise Broken
        else:
            at += 2 + length
    raise Broken


_LOOKS: dict[str, Callable[[bytes], None]] = {
    "pdf": _pdf,
    "docx": lambda content: _office(content, _MAIN["docx"]),
    "xlsx": lambda content: _office(content, _MAIN["xlsx"]),
    "png": _png,
    "jpeg": _jpeg,
}
