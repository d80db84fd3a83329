"""The ZIP itself: entries are written while they come, with their checksums, and tell no time of their own."""

import hashlib
from collections.abc import Callable, Iterable
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The earliest moment that a ZIP can tell: the same content is the same bytes whenever it is written.
NO_TIME = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16
#: Pieces between two words of progress, and bytes that are put together before they are compressed.
BETWEEN, TOGETHER = 1000, 65_536


class Entry(NamedTuple):
    """A file of the archive: what it is in words, and of a table its rows."""

    path: str
    title: str
    size: int
    sha256: str
    rows: int | None


class Archive:
    """`tick` is told now and then that the work goes on."""

    def __init__(self, file: IO[bytes], tick: Callable[[], None]) -> None:
        self.zip = ZipFile(file, "w", ZIP_DEFLATED)
        self.tick = tick
        self.entries: list[Entry] = []

    def add(self, path: str, title: str, pieces: Iterable[bytes], *, counts: bool = False) -> Entry:
        """Write a file piece by piece. `counts`: each piece is a row, beside one before and one after them."""
        info = ZipInfo(path, NO_TIME)
        info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, UNIX, READABLE
        digest, size, number, waiting = hashlib.sha256(), 0, 0, bytearray()
        with self.zip.open(info, "w") as entry:
            for number, piece in enumerate(pieces, start=1):
                digest.update(piece)
                size += len(piece)
                waiting += piece
                if len(waiting) >= TOGETHER:
                    entry.write(waiting)
                    waiting.clear()
                if number % BETWEEN == 0:
                    self.tick()
            entry.write(waiting)
        made = Entry(path, title, size, digest.hexdigest(), number - 2 if counts else None)
        self.entries.append(made)
        return made

    def close(self) -> None:
        """Write the ZIP's own list of contents."""
        self.zip.close()
