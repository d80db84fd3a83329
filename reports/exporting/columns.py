"""Which columns a list has as a file, and the rows of its records.

A record of the API is a tree; a file is tables. Members of a record, and of the objects in it, are columns with
machine-readable names (`review_outcome`). A list of objects in a record is a table of its own, whose rows begin with
what they belong to: the commitments of agreement 12 are rows of `commitments` with `agreement_id` 12. A list of words
is one cell with semicolons between, an object with free members is one cell of JSON.

Beside the id of an organisation or an agreement stands its name. `actions`, what the asker may do with a record today,
is no part of it and stays out.
"""

import re
import typing
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson
from rest_framework import serializers

from office.fields import Amount

Json = dict[str, Any]
Row = list[Any]

AMOUNT, NUMBER, WHOLE, DAY, MOMENT, FLAG, TEXT = "amount", "number", "whole", "day", "moment", "flag", "text"
LEFT_OUT = frozenset({"actions"})
#: Members that are ids of organisations or agreements, whose names stand beside them (`reports.exporting.naming`).
ORGANIZATION, AGREEMENT = "organization", "agreement"
ORGANIZATIONS = frozenset({"giver", "organization", "owner", "parent", "party", "payer", "recipient"})
#: Members that are numbers kept as text in JSON, or sometimes a number and sometimes a day.
NUMBERS = frozenset(
    {"actual", "amount", "base_index", "change", "expected", "hours", "index", "limit", "quantity", "rate", "share",
     "uncut"}
)  # fmt: skip
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")
#: The kind of a column by what describes its member, the more special first.
KINDS: tuple[tuple[type[Any], str], ...] = (
    (Amount, AMOUNT),
    (serializers.IntegerField, WHOLE),
    (serializers.PrimaryKeyRelatedField, WHOLE),
    (serializers.BooleanField, FLAG),
    (serializers.DateTimeField, MOMENT),
    (serializers.DateField, DAY),
)
#: The same for a member that is described by what its method returns.
HINTED = {bool: FLAG, int: WHOLE}


class Column(NamedTuple):
    """`path` are the members' names from the record, or the row's list, to the value; `kind` says how it is written,
    `label` what people call it where the list itself says that (its field's `style`), and `words` what they call the
    words of the code in it."""

    name: str
    path: tuple[str, ...]
    kind: str
    label: str = ""
    words: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Table:
    """A table of a file. `keys` name what a row belongs to, outermost first; `path` leads from the record above to the
    list that this is; `key` is the member that tells its rows apart ("": their place in the list)."""

    name: str
    keys: tuple[Column, ...]
    columns: tuple[Column, ...]
    path: tuple[str, ...]
    key: str
    inner: tuple["Table", ...]

    def every(self) -> Iterator["Table"]:
        """It and all tables in it."""
        yield self
        for table in self.inner:
            yield from table.every()

    @cached_property
    def named(self) -> tuple[tuple[int, str], ...]:
        """The places of a row that hold an id whose name is wanted, each with what is named."""
        kinds = [column.kind for column in self.header]
        return tuple((place, kind) for place, kind in enumerate(kinds) if kind in (ORGANIZATION, AGREEMENT))

    @property
    def header(self) -> tuple[Column, ...]:
        """All its columns."""
        return self.keys + self.columns

    def rows(self, records: Sequence[Json], above: tuple[Any, ...] = ()) -> Iterator[tuple["Table", Row]]:
        """The rows of records and of the lists in them, each with its table."""
        for place, record in enumerate(records, start=1):
            yield self, [*above, *(_cell(record, column) for column in self.columns)]
            for table in self.inner:
                own = record[self.key] if self.key else place
                yield from table.rows(_member(record, table.path) or (), (*above, own))


def table_of(shape: serializers.BaseSerializer[Any], name: str) -> Table:
    """The tables of a list whose records have this shape; `name` is that of one record (`annual-report`)."""
    first = next(column for column, _inner in _members(shape))
    called = f"{name.replace('-', '_')}_id" if first.name == "id" else first.name
    return _table(shape, "", (), (), first._replace(name=called))


def _table(
    shape: Any, name: str, path: tuple[str, ...], keys: tuple[Column, ...], known_by: Column | None = None
) -> Table:
    """`known_by` is the column by which rows of inner tables name a row of this one."""
    columns: list[Column] = []
    lists: list[tuple[tuple[str, ...], Any]] = []
    members = list(_members(shape))
    taken = {column.name for column, _found in members}
    for column, found in members:
        if found is None:
            columns += [column, *_name_beside(column, taken)]
        else:
            lists.append((column.path, found))
    if known_by is None:
        identified = "id" in shape.fields
        known_by = Column(f"{path[-1]}_{'id' if identified else 'number'}", ("id",) if identified else (), WHOLE)
    inner = [_table(found, ".".join(filter(None, (name, *where))), where, (*keys, known_by)) for where, found in lists]
    return Table(name, keys, tuple(columns), path, known_by.path[0] if known_by.path else "", tuple(inner))


def _name_beside(column: Column, taken: Set[str]) -> Iterator[Column]:
    """The column of a name, where the list has an id only."""
    if column.kind == WHOLE and column.name in ORGANIZATIONS and f"{column.name}_name" not in taken:
        yield Column(f"{column.name}_name", column.path, ORGANIZATION)
    if column.kind == WHOLE and column.name == AGREEMENT and not taken & {"reference", "agreement_reference"}:
        yield Column("agreement_reference", column.path, AGREEMENT)


def _members(shape: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[Column, Any]]:
    """The columns of an object, those of the objects in it in their place; a list of objects comes with its shape."""
    for name, field in shape.fields.items():
        where = (*path, name)
        if where[0] in LEFT_OUT:
            continue
        described, kind = _described(shape, field)
        if isinstance(described, serializers.Serializer):
            yield from _members(described, where)
        else:
            inner = getattr(described, "child", None) if isinstance(described, serializers.ListSerializer) else None
            yield Column("_".join(where), where, kind, field.style.get("heading", ""), _words(described)), inner


def _words(described: Any) -> Mapping[str, Any]:
    """The words of a choice. A related record has `choices` as well: every record that there is."""
    return described.choices if isinstance(described, serializers.ChoiceField) else MappingProxyType({})


def _described(shape: Any, field: Any) -> tuple[Any, str]:
    """What describes a member, and the kind of its column. Of a method it is what its `extend_schema_field` names, or
    what it says that it returns."""
    if isinstance(field, serializers.SerializerMethodField):
        method = getattr(shape, field.method_name or "")
        named = getattr(method, "_spectacular_annotation", {}).get("field")
        if named is None or isinstance(named, dict):
            hint = typing.get_type_hints(method).get("return")
            hints = [one for one in typing.get_args(hint) or (hint,) if one is not type(None)]
            return None, next((HINTED[one] for one in hints if one in HINTED), TEXT)
        field = named() if isinstance(named, type) else named
    otherwise = NUMBER if field.field_name in NUMBERS else TEXT
    kind = next((kind for described, kind in KINDS if isinstance(field, described)), otherwise)
    return field, NUMBER if kind == AMOUNT and type(field) is not Amount else kind


def _member(record: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        if not isinstance(record, Mapping):
            return None
        record = record.get(name)
    return record


def _cell(record: Json, column: Column) -> Any:
    value = _member(record, column.path) if len(column.path) > 1 else record.get(column.path[0])
    if isinstance(value, dict):
        return _json(value).decode()
    if isinstance(value, list | tuple):
        plain = all(isinstance(one, str | int) for one in value)
        return "; ".join(map(str, value)) if plain else _json(value).decode()
    return value


_json = partial(orjson.dumps, option=orjson.OPT_SORT_KEYS)


def is_number(value: Any) -> bool:
    """Whether a value is a plain number, or text that is nothing else."""
    return not isinstance(value, bool) and (isinstance(value, int) or bool(_NUMBER.fullmatch(str(value))))
