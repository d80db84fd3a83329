"""A pivot as a table: a row for each of its rows and one for the total, a column for each of its columns and values.

A column's name is made of the API's own words and ids (`2020_funding_paid`, `12_grant_funding_paid`); what people call
it comes along as its heading.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from rest_framework import serializers

from agreements.models.agreement import AgreementKind
from office.fields import Amount
from reports.exporting.headings import word
from reports.pivoting import Keys, Pivot
from reports.words import STATUSES

Json = dict[str, Any]
#: Dimensions that are organisations: an id with a name beside it.
NAMED = frozenset({"municipality", "association"})


class Asked(NamedTuple):
    """The dimensions of a pivot's rows and columns, and its values."""

    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[str]


def shape_of(asked: Asked, found: Pivot) -> serializers.Serializer[Any]:
    """The shape of its records, as wide as the pivot is."""
    shape: serializers.Serializer[Any] = serializers.Serializer()
    shape.fields["level"] = serializers.ChoiceField(choices=[("row", _("Row")), ("total", _("Total"))])
    for dimension in asked.rows:
        for name, field in _fields(dimension).items():
            shape.fields[name] = field
    for keys in (*found.columns, None):
        for value in asked.values:
            heading = f"{said(asked.columns, keys)}: {word(value)}"
            shape.fields[_name(keys, value)] = Amount(allow_null=True, style={"heading": heading})
    shape.fields["lines"], shape.fields["agreements"] = serializers.IntegerField(), serializers.IntegerField()
    return shape


def _fields(dimension: str) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
    if dimension in NAMED:
        return {dimension: serializers.IntegerField(allow_null=True), f"{dimension}_name": serializers.CharField()}
    words: dict[str, list[Any]] = {"kind": AgreementKind.choices, "status": list(STATUSES.items())}
    known = words.get(dimension)
    return {dimension: serializers.ChoiceField(choices=known) if known else serializers.CharField()}


def record(asked: Asked, found: Pivot, row: Keys | None) -> Json:
    """A row, or the total, as a record of that shape."""
    told: Json = {"level": "total" if row is None else "row"}
    for place, dimension in enumerate(asked.rows):
        key, name = (None, None) if row is None else row[place]
        told |= {dimension: key, f"{dimension}_name": name} if dimension in NAMED else {dimension: key}
    for keys in (*found.columns, None):
        cell = found.cells.get((row, keys))
        for place, value in enumerate(asked.values):
            sums = None if cell is None else cell.values[place]
            told[_name(keys, value)] = None if sums is None else f"{sums:.2f}"
    whole = found.cells[row, None]
    return told | {"lines": whole.lines, "agreements": whole.agreements}


def _name(keys: Keys | None, value: str) -> str:
    said = ["total"] if keys is None else ["several" if key is None else str(key) for key, _name in keys]
    return "_".join([*said, value])


def said(dimensions: Sequence[str], keys: Keys | None) -> str:
    """What people call a group."""
    if keys is None:
        return _("Total")
    return ", ".join(_said(dimension, key, name) for dimension, (key, name) in zip(dimensions, keys, strict=True))


def _said(dimension: str, key: Any, name: str) -> str:
    if key is None:
        return _("several")
    if dimension == "kind":
        return str(AgreementKind(key).label)
    return str(STATUSES[name]) if dimension == "status" else name
