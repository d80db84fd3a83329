"""Tables of a dossier: rows of one kind by the members that are named, as JSON and as a page.

A member is a column of the model (`paid_on`), or a name and the column that it stands for
(`recipient_name=recipient__organization__name`).
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import orjson
from django.db.models import BooleanField, DateField, DateTimeField, DecimalField, JSONField, Model, QuerySet

from office.api.renderers import UTC
from reports.dossier import pages
from reports.dossier.archive import Archive
from reports.dossier.question import Question
from reports.exporting.as_pdf import NUMBERS, shown
from reports.exporting.columns import AMOUNT, DAY, FLAG, MOMENT, ORGANIZATIONS, TEXT, Column
from reports.exporting.headings import heading, word

TOGETHER = 1000
#: The more special first: a moment is a day to Django.
KINDS: tuple[tuple[type[Any], str], ...] = (
    (DecimalField, AMOUNT), (DateTimeField, MOMENT), (DateField, DAY), (BooleanField, FLAG),
)  # fmt: skip


class Listing(NamedTuple):
    """A table: the `agreement` is found by a path from its rows, and so is when they were `recorded`. With `found` the
    rows are those that it finds: rows of the parties, whatever agreements they have."""

    name: str
    model: type[Model]
    members: str
    agreement: str = "agreement"
    recorded: str = "recorded_at"
    found: Callable[[Question], QuerySet[Any]] | None = None

    def columns(self) -> list[Column]:
        """Its members, as files tell them."""
        return [_column(self.model, member) for member in self.members.split()]

    def rows(self, question: Question) -> Iterator[tuple[Any, ...]]:
        """The rows, in the order in which they were recorded, some at a time."""
        if self.found:
            rows = self.found(question)
        else:
            rows = question.seen(self.model).filter(**{self.agreement: question.agreement.pk})
        found = rows.filter(**{f"{self.recorded}__lte": question.known_at}).order_by("pk")
        return found.values_list(*map(_path, self.members.split())).iterator(TOGETHER)


def _name(member: str) -> str:
    return member.partition("=")[0]


def _path(member: str) -> str:
    return member.rpartition("=")[2]


@cache
def _column(model: type[Model], member: str) -> Column:
    field: Any = None
    for name in _path(member).split("__"):
        field = (field.related_model if field else model)._meta.get_field(name)
    kind = next((kind for described, kind in KINDS if isinstance(field, described)), TEXT)
    label = "" if not isinstance(field, JSONField) else word(_name(member))
    return Column(_name(member), (_name(member),), kind, label, dict(field.flatchoices))


def add(archive: Archive, question: Question, folder: str, listing: Listing) -> None:
    """Both files of a table."""
    path, title = f"{folder}/{listing.name.replace('_', '-')}", word(listing.name)
    columns = listing.columns()
    names = [column.name for column in columns]
    records = (dict(zip(names, row, strict=True)) for row in listing.rows(question))
    archive.add(f"{path}.json", title, json_rows(records), counts=True)
    archive.add(f"{path}.html", title, pages.page(question, title, _page(columns, listing.rows(question))))


def json_rows(records: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """A list with a record on each line."""
    yield b"["
    between = b"\n"
    for record in records:
        yield between + line(record)
        between = b",\n"
    yield b"\n]\n"


def line(record: Any) -> bytes:
    """A record as JSON: amounts as decimal text, moments in UTC."""
    return orjson.dumps(record, option=UTC | orjson.OPT_SORT_KEYS, default=_plain)


def json_record(record: Any) -> list[bytes]:
    """One record, for people who look into it too."""
    return [orjson.dumps(record, option=UTC | orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2, default=_plain), b"\n"]


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value))


def _page(columns: list[Column], rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    """A name takes the place of the id that it stands beside."""
    taken = {column.name for column in columns}
    wanted = [place for place, one in enumerate(columns) if f"{one.name}_name" not in taken]
    headings = [_heading(columns[place]) for place in wanted]
    yield pages.table_head(headings)
    for row in rows:
        yield pages.table_row((columns[at].kind in NUMBERS, _cell(columns[at], row[at])) for at in wanted)
    yield pages.TABLE_END


def _heading(column: Column) -> str:
    named = column.name.removesuffix("_name")
    return word(named) if named in ORGANIZATIONS else heading(column)


def _cell(column: Column, value: Any) -> str:
    return line(value).decode() if isinstance(value, dict | list) else shown(column, value)
