"""How often the database is asked, and how many rows come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.backends.utils import CursorWrapper


@dataclass
class Counts:
    """Statements sent, and rows fetched of their answers."""

    queries: int = 0
    rows: int = 0


class _CountingCursor(CursorWrapper):
    def __init__(self, cursor: Any, db: Any, counts: Counts) -> None:
        super().__init__(cursor, db)
        self.counts = counts

    def execute(self, sql: Any, params: Any = None) -> Any:
        self.counts.queries += 1
        return super().execute(sql, params)

    def executemany(self, sql: Any, param_list: Any) -> Any:
        self.counts.queries += 1
        return super().executemany(sql, param_list)

    def fetchone(self) -> Any:
        row = self.cursor.fetchone()
        self.counts.rows += row is not None
        return row

    def fetchmany(self, *size: int) -> Any:
        return self._counted(self.cursor.fetchmany(*size))

    def fetchall(self) -> Any:
        return self._counted(self.cursor.fetchall())

    def __iter__(self) -> Iterator[Any]:
        for row in self.cursor:
            self.counts.rows += 1
            yield row

    def _counted(self, rows: Any) -> Any:
        self.counts.rows += len(rows)
        return rows


@contextmanager
def counted() -> Iterator[Counts]:
    """Count what goes through Django's cursors inside the block."""
    counts = Counts()
    with patch.object(connection, "make_cursor", lambda cursor: _CountingCursor(cursor, connection, counts)):
        yield counts
