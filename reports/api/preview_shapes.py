"""How a preview, and what a reader would ask about, are shown."""

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


class QuestionShape(serializers.Serializer[Any]):
    """Something to ask about: no fault, and no part of the check. `path` is where in the report it is."""

    code = serializers.CharField()
    path = serializers.CharField()
    expected = serializers.CharField(allow_null=True)
    actual = serializers.CharField(allow_null=True)
    message = serializers.CharField()


class PlausibilityShape(serializers.Serializer[Any]):
    """`version` is the one that was looked at; 0 while nothing is handed in."""

    version = serializers.IntegerField()
    questions = QuestionShape(many=True)
