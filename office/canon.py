"""Canonical JSON of plain facts: named tuples (or data classes) of text, whole numbers, flags, decimals, dates and
tuples of them.

The types say how a value is written and read, so that a new field needs no code here. What was written before a field
existed is read with the field's default; a field without one, and a field that is not known any longer, raise
`UnreadableError`: nothing is guessed. A decimal keeps its digits as text ("0.50" stays "0.50"), a date is YYYY-MM-DD.
Where a type leaves open what a value is (`str | Decimal | date`), what JSON has no word for is named:
`{"decimal": "5.00"}`.

The text has its names in order and no spaces; for such values it is the form of RFC 8785. The same facts are the same
bytes, and so have the same SHA-256.

    >>> text({"b": "å", "a": [1, None]}).decode()
    '{"a":[1,null],"b":"å"}'
"""

import hashlib
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

Json = Any
T = TypeVar("T")


class UnreadableError(ValueError):
    """What is kept cannot be read as what is asked for, and why."""


class Codec(NamedTuple):
    """How values of one type are written as JSON, and read again."""

    write: Callable[[Any], Json]
    read: Callable[[Json], Any]


def written(kind: Any, value: Any) -> Json:
    """The value as JSON by its type."""
    return codec(kind).write(value)


def read(kind: type[T], kept: Json) -> T:
    """The value that `written` wrote, perhaps by an earlier program. Raises `UnreadableError`."""
    named: Any = kind
    found: T = codec(named).read(kept)
    return found


def text(kept: Json) -> bytes:
    """JSON in its canonical form, UTF-8."""
    return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)


def digest(canonical: bytes) -> str:
    """A fingerprint: `sha256:` and 64 hexadecimal digits.

    >>> digest(b"")[:23]
    'sha256:e3b0c44298fc1c14'
    """
    return f"sha256:{hashlib.sha256(canonical).hexdigest()}"


@cache
def codec(kind: Any) -> Codec:
    """The way of a type. Raises `TypeError` for one that facts do not have."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if origin is Literal:
        return _native(str)
    if origin in (UnionType, Union):
        return _union(inner)
    if origin is tuple:
        return _many(inner[0]) if inner[1:] == (...,) else _some(inner)
    if isinstance(kind, type) and (hasattr(kind, "_field_defaults") or is_dataclass(kind)):
        return _record(kind)
    raise TypeError(f"{kind} has no canonical form")


def _native(kind: type) -> Codec:
    """What JSON writes as it is. A flag is no number."""

    def take(value: Any) -> Any:
        if type(value) is not kind:
            raise UnreadableError(f"{value!r} is not {kind.__name__}")
        return value

    return Codec(take, take)


def _as_text(kind: type, write: Callable[[Any], str], parse: Callable[[str], Any]) -> Codec:
    """What is written as text: nothing is read that would be written otherwise."""

    def taken(value: Any) -> str:
        if type(value) is not kind:
            raise UnreadableError(f"{value!r} is not {kind.__name__}")
        return write(value)

    def read(kept: Json) -> Any:
        try:
            found = parse(kept)
        except (ArithmeticError, TypeError, ValueError) as error:
            raise UnreadableError(f"{kept!r} is not {kind.__name__}") from error
        if write(found) != kept:
            raise UnreadableError(f"{kept!r} is not {kind.__name__}")
        return found

    return Codec(taken, read)


def _number(value: Decimal) -> str:
    """Infinity and what is no number are no facts."""
    if not value.is_finite():
        raise UnreadableError(f"{value!r} is no number")
    return str(value)


PLAIN: dict[Any, Codec] = {
    **{kind: _native(kind) for kind in (str, int, bool, NoneType)},
    Decimal: _as_text(Decimal, _number, Decimal),
    date: _as_text(date, date.isoformat, date.fromisoformat),
}
#: The names under which a union keeps what JSON has no word for.
NAMED = {Decimal: "decimal", date: "date"}


def _union(kinds: tuple[Any, ...]) -> Codec:
    """Something or None, as it is; several kinds, of which decimals and dates are named."""
    some = [kind for kind in kinds if kind is not NoneType]
    if len(some) == 1:
        one = codec(some[0])
        return Codec(
            lambda value: None if value is None else one.write(value),
            lambda kept: None if kept is None else one.read(kept),
        )
    if not set(kinds) <= set(PLAIN):
        raise TypeError(f"{kinds} have no canonical form together")
    by_name = {NAMED[kind]: codec(kind) for kind in kinds if kind in NAMED}
    return Codec(lambda value: _told(value, kinds), lambda kept: _untold(kept, kinds, by_name))


def _told(value: Any, kinds: tuple[Any, ...]) -> Json:
    kind: Any = type(value)
    if kind not in kinds:
        raise UnreadableError(f"{value!r} is none of {kinds}")
    said = codec(kind).write(value)
    return {NAMED[kind]: said} if kind in NAMED else said


def _untold(kept: Json, kinds: tuple[Any, ...], by_name: dict[str, Codec]) -> Any:
    if type(kept) in kinds:
        return kept
    if isinstance(kept, dict) and len(kept) == 1:
        ((name, said),) = kept.items()
        if name in by_name:
            return by_name[name].read(said)
    raise UnreadableError(f"{kept!r} is none of {kinds}")


def _many(kind: Any) -> Codec:
    """Any number of one kind."""
    one = codec(kind)
    return Codec(lambda value: [one.write(each) for each in value], lambda kept: tuple(map(one.read, _list(kept))))


def _some(kinds: tuple[Any, ...]) -> Codec:
    """One of each kind, in their order."""
    ways = [codec(kind) for kind in kinds]

    def read(kept: Json) -> tuple[Any, ...]:
        if len(_list(kept)) != len(ways):
            raise UnreadableError(f"{kept!r} is not of {len(ways)}")
        return tuple(way.read(one) for way, one in zip(ways, kept, strict=True))

    return Codec(lambda value: [way.write(one) for way, one in zip(ways, value, strict=True)], read)


def _list(kept: Json) -> list[Json]:
    if not isinstance(kept, list):
        raise UnreadableError(f"{kept!r} is no list")
    return kept


def _record(kind: Any) -> Codec:
    """A named tuple or data class, field by field. Its fields are looked at when they are first needed: it may hold its
    own kind."""
    names, with_default = members(kind)

    @cache
    def ways() -> dict[str, Codec]:
        hints = get_type_hints(kind)
        return {name: codec(hints[name]) for name in names}

    def write(value: Any) -> Json:
        if type(value) is not kind:
            raise UnreadableError(f"{value!r} is not {kind.__name__}")
        return {name: way.write(getattr(value, name)) for name, way in ways().items()}

    def read(kept: Json) -> Any:
        if not isinstance(kept, dict):
            raise UnreadableError(f"{kept!r} is not {kind.__name__}")
        if unknown := kept.keys() - set(names):
            raise UnreadableError(f"{kind.__name__} has no {sorted(unknown)[0]!r}")
        if missing := set(names) - kept.keys() - with_default:
            raise UnreadableError(f"{kind.__name__} lacks {sorted(missing)[0]!r}")
        return kind(**{name: way.read(kept[name]) for name, way in ways().items() if name in kept})

    return Codec(write, read)


def members(kind: Any) -> tuple[tuple[str, ...], frozenset[str]]:
    """The fields that make a named tuple or data class, and those of them that may be left out."""
    if not is_dataclass(kind):
        return kind._fields, frozenset(kind._field_defaults)
    given = [one for one in fields(kind) if one.init]
    return tuple(one.name for one in given), frozenset(one.name for one in given if one.default is not MISSING)
