"""How a preview is shown."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from office.api.jobs import ERRORS
from reports.api.check_shapes import CheckShape


@extend_schema_field(ERRORS)
class ErrorList(serializers.ListField):
    """What is wrong, as a problem lists it."""


class PreviewShape(serializers.Serializer[Any]):
    """`errors` is all that keeps it from being handed in; `check` is as of today, as if it had come in."""

    ready = serializers.BooleanField()
    errors = ErrorList()  # type: ignore[assignment] # DRF takes it off the class
    check = CheckShape()
