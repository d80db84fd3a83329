"""What a request for a file may say."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from office.bodies import Body
from office.fields import Day, Moment, OrganizationRef, Text
from reports.models.exports import LISTS

MOST_FILTERS, MOST_VALUES, LENGTH = 30, 100, 200


@extend_schema_field(
    {
        "type": "object",
        "description": "Query parameters of the list by name; one that may be given several times takes a list.",
        "additionalProperties": {
            "oneOf": [
                {"type": "string", "maxLength": LENGTH},
                {"type": "integer"},
                {"type": "array", "items": {"type": "string", "maxLength": LENGTH}, "maxItems": MOST_VALUES},
            ]
        },
    }
)
class Filters(serializers.Field[dict[str, list[str]], Any, Any, Any]):
    """Query parameters as an object: each a text, a whole number, or a list of texts. Kept as lists of texts."""

    form = "object of texts, whole numbers or lists of texts"
    default_error_messages = {"filters": _("Filters are an object: each a text, a whole number or a list of texts.")}

    def to_internal_value(self, data: Any) -> dict[str, list[str]]:
        if not isinstance(data, dict) or len(data) > MOST_FILTERS:
            self.fail("filters")
        found = {name: value if isinstance(value, list) else [value] for name, value in data.items()}
        for name, values in found.items():
            if not name or len(values) > MOST_VALUES or not values or not all(map(_said, [name, *values])):
                self.fail("filters")
        return {name: [str(value) for value in values] for name, values in found.items()}

    def to_representation(self, value: dict[str, list[str]]) -> dict[str, Any]:
        return {name: values[0] if len(values) == 1 else values for name, values in value.items()}


def _said(value: Any) -> bool:
    """Half a character and a null are no words, and no database keeps them."""
    if not isinstance(value, str):
        return isinstance(value, int) and not isinstance(value, bool)
    return len(value) <= LENGTH and not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in value)


class BoardPapersBody(Body):
    """Of the agreement as of the end of a day (today), in which form and language. `organization` is the board that
    pays, where its asker is an officer of several."""

    format = serializers.ChoiceField(choices=["pdf", "docx"])
    language = serializers.ChoiceField(choices=["sv", "en"], required=False, default="sv")
    as_of = Day(required=False)
    organization = OrganizationRef(required=False, allow_null=True, default=None)


class ExportBody(Body):
    """`list` is a list's address under the API (`payments`, `ledger-imports/3/rows`), `filters` its query parameters;
    `table` names that of a list in the records (`commitments`), which is a CSV of its own and a sheet of a workbook.
    """

    list = Text(max_length=80, registry=True)
    filters = Filters(default=dict)
    format = serializers.ChoiceField(choices=LISTS)
    table = Text(max_length=60, required=False, allow_blank=True, default="")


class DossierBody(Body):
    """`as_of` is the day of the check (today), `known_at` the moment by which all that is in the dossier had been
    recorded (now)."""

    as_of = Day(required=False)
    known_at = Moment(required=False)
