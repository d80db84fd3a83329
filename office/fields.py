"""Fields that take only what is meant: no trimming of "301 personer", no third decimal, no date that is none."""

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from stdnum import luhn

_DECIMAL = re.compile(r"-?[0-9]{1,13}(\.[0-9]+)?")
# 811228-9874, with a blank or nothing for the hyphen, and 1981-12-28-9874; not 2020-01-01 - 2020-12-31.
_PERSONAL = [
    re.compile(rf"(?<!\d)(?:18|19|20)?(\d\d){gap}(\d\d){gap}(\d\d){bar}(\d\d\d\d)(?!\d|-\d\d-)", re.ASCII)
    for gap, bar in (("", " ?[-+]? ?"), ("[- ]", "[-+]"))
]
#: What no text has: control characters other than tab and line breaks. No XML can hold them, so neither a bank's
#: message nor a document could quote them; U+0000 has a code of its own.
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: SEK: no Swedish municipality turns over a hundred billion, and every sum of such amounts stays exact.
MOST_AMOUNT = Decimal("99999999999.99")
#: Years that an agreement, a payment or a rate can lie in.
YEARS = range(1950, 2200)


@extend_schema_field({"type": "string", "format": "decimal", "pattern": r"^-?[0-9]{1,13}(\.[0-9]{1,2})?$"})
class Amount(serializers.Field[Decimal, Any, str, Any]):
    """A decimal with at most two decimals: SEK, hours or a quantity. Sent as a string, "1500000.00"."""

    form = "decimal string with at most 2 decimals"
    default_error_messages = {
        "not_a_number": _("A number is expected, such as 1500000.00, with nothing around it."),
        "decimals": _("At most two decimals."),
        "negative": _("This cannot be negative."),
        "not_positive": _("This must be more than zero."),
        "too_large": _("At most {most}."),
    }

    def __init__(
        self, *, negative: bool = False, positive: bool = False, most: Decimal = MOST_AMOUNT, **kwargs: Any
    ) -> None:
        self.negative, self.positive, self.most = negative, positive, most
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Decimal:
        text = str(data) if isinstance(data, str | int | float) and not isinstance(data, bool) else ""
        if not _DECIMAL.fullmatch(text):
            self.fail("not_a_number")
        if len(text.partition(".")[2]) > 2:
            self.fail("decimals")
        value = Decimal(text).quantize(Decimal("0.01"))
        if value < 0 and not self.negative:
            self.fail("negative")
        if value <= 0 and self.positive:
            self.fail("not_positive")
        if abs(value) > self.most:
            self.fail("too_large", most=self.most)
        return value

    def to_representation(self, value: Decimal) -> str:
        return f"{value:.2f}"


@extend_schema_field({"type": "string", "pattern": r"^[01](\.[0-9]{1,6})?$"})
class Share(serializers.Field[Decimal, Any, str, Any]):
    """A share of a whole, 0 to 1, as a decimal string: "0.5"."""

    form = "decimal string from 0 to 1"
    default_error_messages = {"share": _("A share from 0 to 1 is expected, such as 0.5, with at most six decimals.")}

    def to_internal_value(self, data: Any) -> Decimal:
        text = str(data) if isinstance(data, str | int | float) and not isinstance(data, bool) else ""
        if not re.fullmatch(r"[01](\.[0-9]{1,6})?", text) or Decimal(text) > 1:
            self.fail("share")
        return Decimal(text)

    def to_representation(self, value: Decimal) -> str:
        return str(value)


@extend_schema_field({"type": "string", "format": "date"})
class Day(serializers.Field[date, Any, str, Any]):
    """A civil date, YYYY-MM-DD."""

    form = "YYYY-MM-DD"
    default_error_messages = {
        "not_a_date": _("A date is expected as YYYY-MM-DD, such as 2020-01-31."),
        "year": _("The year must lie from 1950 to 2199."),
    }

    def to_internal_value(self, data: Any) -> date:
        if not isinstance(data, str) or not _DAY.fullmatch(data):
            self.fail("not_a_date")
        try:
            day = date.fromisoformat(data)
        except ValueError:
            self.fail("not_a_date")
        if day.year not in YEARS:
            self.fail("year")
        return day

    def to_representation(self, value: date) -> str:
        return value.isoformat()


@extend_schema_field({"type": "string", "format": "date-time"})
class Moment(serializers.Field[datetime, Any, str, Any]):
    """A moment that has been, RFC 3339 with its offset; in UTC from then on."""

    form = "YYYY-MM-DDThh:mm:ssZ"
    default_error_messages = {
        "not_a_moment": _("A moment is expected as 2026-01-31T12:00:00Z."),
        "future": _("What will be known is not known yet: the moment lies in the future."),
    }

    def to_internal_value(self, data: Any) -> datetime:
        try:
            found = parse_datetime(data) if isinstance(data, str) else None
        except ValueError:
            found = None
        if found is None or found.tzinfo is None or found.year not in YEARS:
            self.fail("not_a_moment")
        if found > timezone.now():
            self.fail("future")
        return found.astimezone(UTC)

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string"}]})
class OrganizationRef(serializers.Field[int | str, Any, Any, Any]):
    """An organisation named by its id (a number) or its organisation number (a string)."""

    form = "organisation number (string) or id (integer)"
    default_error_messages = {"reference": _("Name an organisation by its number as text or its id as a whole number.")}

    def to_internal_value(self, data: Any) -> int | str:
        if isinstance(data, bool) or not isinstance(data, int | str):
            self.fail("reference")
        if isinstance(data, str) and not (0 < len(data) <= 20 and data.isprintable()):
            self.fail("reference")
        if isinstance(data, int) and not 0 < data < 2**63:
            self.fail("reference")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


class Id(serializers.IntegerField):
    """The id of a record."""

    form = "id (integer)"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**63 - 1, **kwargs)

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class Count(Id):
    """A number of people."""

    form = "whole number from 0"

    def __init__(self, **kwargs: Any) -> None:
        serializers.IntegerField.__init__(self, min_value=0, max_value=1_000_000, **kwargs)


class Year(Id):
    """A calendar year."""

    form = "year (integer)"

    def __init__(self, **kwargs: Any) -> None:
        serializers.IntegerField.__init__(self, min_value=YEARS[0], max_value=YEARS[-1], **kwargs)


@extend_schema_field({"type": "string", "format": "binary"})
class File(serializers.Field["UploadedFile[Any]", Any, str, Any]):
    """A file in a form. What it is and holds, `office.services.uploads` looks at."""

    form = "file"
    default_error_messages = {"upload.missing": _("A file is expected under this name, not text.")}

    def to_internal_value(self, data: Any) -> "UploadedFile[Any]":
        if not isinstance(data, UploadedFile):
            self.fail("upload.missing")
        return data

    def to_representation(self, value: Any) -> str:
        return str(value)


def names_a_person(text: str) -> bool:
    """Whether a personal identity number stands in the text: six digits of a date (its day raised by 60 in a
    coordination number), four more, and the Luhn check digit of all ten (Skatteverket, SKV 704 and 707). However it is
    spaced, and in whatever hyphens and digits a phone or an office program writes it.
    """
    text = text if text.isascii() else _plainly(text)
    for form in _PERSONAL:
        for year, month, day, last in form.findall(text):
            if 1 <= int(month) <= 12 and 1 <= int(day) % 60 <= 31 and luhn.is_valid(f"{year}{month}{day}{last}"):
                return True
    return False


def _plainly(text: str) -> str:
    """ASCII's digits, blanks and hyphen for all that look like them; without characters that nobody sees."""
    kinds = ((char, unicodedata.category(char)) for char in unicodedata.normalize("NFKC", text))
    return "".join("-" if kind == "Pd" or char == "\N{MINUS SIGN}" else char for char, kind in kinds if kind != "Cf")


class Text(serializers.CharField):
    """Words. Numbers are not taken for words, and control characters are no words.

    No personal identity number may stand in them: nothing here needs to know who a volunteer or a visitor is. A
    `registry` text (a diarienummer, an organisation number) may look like one.
    """

    def __init__(self, *, registry: bool = False, **kwargs: Any) -> None:
        self.registry = registry
        super().__init__(**kwargs)

    default_error_messages = {
        "personal_number": _("This looks like a personal identity number. Leave it out: no persons are stored here."),
        "invalid": _("Text is expected, in quotation marks."),
        "surrogate_characters_not_allowed": _("There is half of a character in this text."),
        "control_characters": _("There is a control character in this text, which cannot be seen or printed."),
    }

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        if any("\ud800" <= char <= "\udfff" for char in data):
            self.fail("surrogate_characters_not_allowed")
        if _CONTROL.search(data):
            self.fail("control_characters")
        if not self.registry and names_a_person(data):
            self.fail("personal_number")
        return super().to_internal_value(data)
