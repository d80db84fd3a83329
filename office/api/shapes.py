"""How lists are read: the shape that describes a record also says which columns a list of them needs.

A record by itself is shown by its serializer. A list of a thousand would spend most of its time in making model
objects and asking fields one by one, so it takes rows: what the serializer declares as a field of the model is read as
a column, and `complete` fills in the rest for all rows at once. `tests/contracts/test_shapes.py` holds the two
together: a list shows a record exactly as the record's own address does.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, ClassVar, NamedTuple, TypeVar

import orjson
from django.db.models import JSONField, Model, QuerySet, TextField
from django.db.models.functions import Cast
from rest_framework import serializers
from rest_framework.fields import empty

from office.access import AnyUser
from office.fields import Amount
from office.known import NOW, Asked
from office.rows import Row, fetch

Json = dict[str, Any]
M = TypeVar("M", bound=Model)


Write = Callable[[Any], Any]


class Plan(NamedTuple):
    """A shape's members in their order (empty), the columns and the members that they fill, and how they are written
    where a column is not written as it is."""

    blank: Json
    names: tuple[str, ...]
    columns: tuple[str | Cast, ...]
    writers: tuple[tuple[str, Write], ...]


class Shape(serializers.ModelSerializer[M]):
    """A serializer whose lists are read as rows. `beside` are columns that `complete` needs and nobody sees."""

    beside: ClassVar[tuple[str, ...]] = ()

    def rows(self, rows: QuerySet[Any, Any], *more: str) -> QuerySet[Any, Row]:
        """The columns of a list, and `more` behind them."""
        columns = plan(type(self)).columns
        return rows.select_related(None).prefetch_related(None).values_list(*columns, *self.beside, *more)

    def listed(self, rows: Sequence[Row]) -> list[Json]:
        """The records in these rows, as who asks may see them."""
        blank, names, columns, writers = plan(type(self))
        shown = [{**blank, **dict(zip(names, row, strict=False))} for row in rows]
        for name, write in writers:
            for one in shown:
                one[name] = write(one[name])
        beside = slice(len(columns), len(columns) + len(self.beside))
        self.complete(shown, [row[beside] for row in rows])
        return shown

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        """Fill in what no column of the table says, in a constant number of queries."""

    def of(self, parent: str, rows: QuerySet[Any, Any]) -> defaultdict[int, list[Json]]:
        """The records by their parent's id."""
        read = fetch(self.rows(rows, parent))
        found: defaultdict[int, list[Json]] = defaultdict(list)
        for row, one in zip(read, self.listed(read), strict=True):
            found[row[-1]].append(one)
        return found

    @property
    def asked(self) -> Asked:
        """Which day, as it was known when."""
        found: Asked = self.context.get("asked", NOW)
        return found

    @property
    def asker(self) -> AnyUser:
        """Who asks."""
        user: AnyUser = self.context["request"].user
        return user


@cache
def plan(shape: type[Shape[Any]]) -> Plan:
    """Read a shape's declaration once."""
    model: type[Model] = shape.Meta.model
    fields: dict[str, Any] = dict(shape().fields)
    own = {name: field for name, field in fields.items() if not _filled_in(field)}
    texts = {field.name for field in model._meta.get_fields() if isinstance(field, JSONField)}
    writers = ((name, _writer(field, field.source in texts)) for name, field in own.items())
    return Plan(
        blank=dict.fromkeys(fields),
        names=tuple(own),
        columns=tuple(_column(field.source, field.source in texts) for field in own.values()),
        writers=tuple((name, write) for name, write in writers if write),
    )


def _filled_in(field: Any) -> bool:
    return isinstance(field, serializers.SerializerMethodField) or isinstance(getattr(field, "child", None), Shape)


def _column(source: str, text: bool) -> str | Cast:
    """A column of JSON is read as its text: `_remembered` is faster than the ORM, which reads each by itself."""
    return Cast(source, TextField()) if text else source.replace(".", "__")


def _writer(field: Any, text: bool) -> Write | None:
    """How a column becomes JSON; None: it is written as it is."""
    if isinstance(field, Amount):
        return lambda value: None if value is None else field.to_representation(value)
    if isinstance(field, serializers.BooleanField):
        return _flag
    return _remembered(_members(field)) if text else None


def _flag(value: Any) -> bool | None:
    """SQLite's driver gives 0 and 1."""
    return None if value is None else bool(value)


def _remembered(members: Write) -> Write:
    """A column of JSON from its text. Many records say the same (the same conditions, no instalments)."""
    return lru_cache(maxsize=1024)(lambda text: None if text is None else members(orjson.loads(text)))


def _members(field: Any) -> Write:
    """Objects with their members in the declared order: PostgreSQL keeps them in its own. A member that is younger than
    the row has its default."""
    if isinstance(field, serializers.Serializer):
        inner = {name: _members(one) for name, one in field.fields.items()}
        return lambda found: found and {name: write(found[name]) for name, write in inner.items()}
    child = getattr(field, "child", None)
    if not isinstance(child, serializers.Serializer):
        return lambda found: found
    names = tuple(child.fields)
    values = itemgetter(*names)
    if isinstance(field, serializers.DictField):
        return lambda found: {name: dict(zip(names, values(one), strict=True)) for name, one in found.items()}
    blank = {name: None if one.default is empty else one.default for name, one in child.fields.items()}
    nested = {name: _members(one) for name, one in child.fields.items() if hasattr(one, "child")}

    def each(found: Any) -> Any:
        rows = [{name: one.get(name, value) for name, value in blank.items()} for one in found]
        for row in rows if nested else ():
            row |= {name: row[name] and write(row[name]) for name, write in nested.items()}
        return rows

    return each
