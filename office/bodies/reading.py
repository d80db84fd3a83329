"""Request bodies: read everything that can be read, and say everything that is wrong.

REST framework stops at the first level with an error and skips the rules behind it. A `Body` answers both the values
that could be read and all refusals, so that a service can go on checking its rules on what there is.
"""

import reprlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty

from office.refusals import Refusal

Values = dict[str, Any]
#: Rows in one list of a body; a report with more is two reports.
MOST_ROWS = 2000
_MISSING = object()


def shown(raw: Any) -> Any:
    """What came, short enough to send back."""
    if raw is None or isinstance(raw, bool | int | float):
        return raw
    text = raw if isinstance(raw, str) else reprlib.repr(raw)
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= 200 else f"{text[:200]}…"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


class Body(serializers.Serializer[Any]):
    """A JSON object with known names. Use `read`; `is_valid` is for responses and the schema only."""

    def read(self, raw: Any, path: str = "", partial: bool = False) -> tuple[Values, list[Refusal]]:
        """The values by field name and what is wrong, by path. With `partial` nothing is required at this level."""
        if not isinstance(raw, Mapping):
            return {}, [Refusal("not_an_object", _("An object is expected here."), path, "object", shown(raw))]
        values: Values = {}
        refusals = [
            Refusal(
                "unknown_field", _("There is no field of this name."), _join(path, shown(name)), None, shown(raw[name])
            )
            for name in raw
            if name not in self.fields
        ]
        for name, field in self.fields.items():
            value, wrong = read_field(field, raw.get(name, empty), _join(path, name), partial)
            refusals += wrong
            if value is not _MISSING:
                values[name] = value
        return values, refusals


class NoBody(Body):
    """`{}`: the act needs no words."""


def read_field(field: Any, raw: Any, path: str, partial: bool = False) -> tuple[Any, list[Refusal]]:
    """One value and what is wrong with it; the value is `_MISSING` when it was left out or cannot be used."""
    if raw is empty:
        if field.required and not partial:
            return _MISSING, [Refusal("required", _("This is needed."), path, expected(field))]
        return (_MISSING if partial or field.default is empty else field.get_default()), []
    if raw is None:
        if field.allow_null:
            return None, []
        return _MISSING, [Refusal("null", _("This may be left out but not be null."), path, expected(field))]
    if isinstance(field, Body):
        return field.read(raw, path)
    if isinstance(field, serializers.ListSerializer | serializers.ListField):
        return _read_list(field, raw, path)
    try:
        return field.run_validation(raw), []
    except ValidationError as error:
        return _MISSING, _leaf(error, field, raw, path)


def _leaf(error: ValidationError, field: Any, raw: Any, path: str) -> list[Refusal]:
    details = error.detail if isinstance(error.detail, list) else [error.detail]
    return [Refusal(getattr(one, "code", "invalid"), str(one), path, expected(field), shown(raw)) for one in details]


def _read_list(field: Any, raw: Any, path: str) -> tuple[Any, list[Refusal]]:
    """Items keep their places, so that a path's index is the one that was sent."""
    if not isinstance(raw, list):
        return _MISSING, [Refusal("not_a_list", _("A list is expected here."), path, "list", shown(raw))]
    if len(raw) > MOST_ROWS:
        message = _("At most %(most)s rows at a time.") % {"most": MOST_ROWS}
        return _MISSING, [Refusal("too_many", message, path, f"<= {MOST_ROWS}", len(raw))]
    if not raw and not field.allow_empty:
        return _MISSING, [Refusal("empty", _("At least one row is needed."), path, ">= 1", 0)]
    values, refusals = [], []
    for index, item in enumerate(raw):
        value, wrong = read_field(field.child, item, f"{path}[{index}]")
        values.append(None if value is _MISSING else value)
        refusals += wrong
    return values, refusals


def expected(field: Any) -> Any:
    """A field's form in a few words or as its list of words."""
    if isinstance(field, serializers.ChoiceField):
        return list(field.choices)
    if isinstance(field, serializers.CharField) and field.max_length:
        return f"text, at most {field.max_length} characters"
    if isinstance(field, serializers.ListSerializer | serializers.ListField):
        return "list"
    return getattr(field, "form", None) or type(field).__name__.removesuffix("Field").lower()


def plain(value: Any) -> Any:
    """Values as JSON keeps them: decimals and dates as text."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
