"""Rows as the database's driver gives them, for lists and for the check of everything.

The ORM still says what is read (so that access and both databases stay one thing), but its work per value is most of
the time once there are many rows. What a driver does not tell is left to who reads: SQLite gives decimals as numbers
and moments without their zone (which is UTC); both databases give JSON as text. Where a thousand ids are asked for,
`agreement__pk__in` is the same SQL as `agreement__in`, made twice as fast.
"""

from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

ORE = Decimal("0.01")
Row = tuple[Any, ...]


def fetch(rows: QuerySet[Any, Any]) -> list[Row]:
    """The rows of a `values_list`: dates are dates, decimals go through `decimal`, JSON is text."""
    try:
        sql, params = rows.query.get_compiler(using=rows.db).as_sql()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


class Slices:
    """What a paginator needs of a `values_list`: how many rows there are, and a slice of them by `fetch`."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self.rows = rows

    def count(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: slice) -> list[Row]:
        return fetch(self.rows[part])


def instant(value: datetime | str) -> datetime:
    """A moment as a driver, or a record, says it: what has no zone is UTC."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@lru_cache(maxsize=65536)
def decimal(value: Decimal | float) -> Decimal:
    """A column with two decimals. Remembered, since hours and amounts come again and again.

    A float's shortest text is what was stored: amounts have at most 13 digits (see `office.fields`).
    """
    return Decimal(str(value)).quantize(ORE)
