"""What the texts of a form mean: a form knows neither numbers nor flags."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from office.bodies.reading import Body
from office.fields import OrganizationRef

#: An organisation number has ten digits; fewer are an id.
ID_DIGITS = 9
FLAGS = {"true": True, "false": False}


def typed(kind: type[Body], form: Mapping[str, Any]) -> dict[str, Any]:
    """The form's values as a JSON body would have them: whole numbers and flags as such, everything else as it came."""
    fields = kind().fields
    return {name: _value(fields.get(name), value) for name, value in form.items()}


def _value(field: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if isinstance(field, serializers.BooleanField):
        return FLAGS.get(value, value)
    digits = value.isascii() and value.isdigit()
    short = isinstance(field, OrganizationRef) and len(value) <= ID_DIGITS
    whole = isinstance(field, serializers.IntegerField) and len(value) < 20
    return int(value) if digits and (short or whole) else value
