"""What a clause's value is written as: a day of the year, true or false, some of several names, a count, a month."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements import due_dates
from office.fields import YEARS


@extend_schema_field({"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"})
class MonthDay(serializers.Field[str, Any, str, Any]):
    """A day of every year, MM-DD."""

    form = "MM-DD"
    default_error_messages = {"month_day": _("A day of the year is expected as MM-DD, such as 03-31.")}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or not due_dates.is_month_day(data):
            self.fail("month_day")
        return data

    def to_representation(self, value: str) -> str:
        return value


@extend_schema_field({"type": "boolean"})
class Flag(serializers.Field[bool, Any, bool, Any]):
    """true or false, and nothing that merely looks like it."""

    form = "true or false"
    default_error_messages = {"flag": _("true or false is expected.")}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("flag")
        return data

    def to_representation(self, value: bool) -> bool:
        return value


class Names(serializers.Field[list[str], Any, list[str], Any]):
    """Some of the names that are `known`, each once, in their order; each kind has its refusal."""

    known: tuple[str, ...] = ()

    def to_internal_value(self, data: Any) -> list[str]:
        known = isinstance(data, list) and all(isinstance(one, str) and one in self.known for one in data)
        if not known or not data or len(set(data)) < len(data):
            self.fail("kinds", kinds=", ".join(self.known))
        return [one for one in self.known if one in data]

    def to_representation(self, value: list[str]) -> list[str]:
        return value


class Months(serializers.IntegerField):
    form = "whole number of months, 0 to 120"

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class Days(Months):
    form = "whole number of days, 1 to 1000"


@extend_schema_field({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"})
class YearMonth(serializers.Field[str, Any, str, Any]):
    """A calendar month, YYYY-MM."""

    form = "YYYY-MM"
    default_error_messages = {"year_month": _("A month is expected as YYYY-MM, such as 2020-10.")}

    def to_internal_value(self, data: Any) -> str:
        said = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", data) if isinstance(data, str) else None
        if not said or int(said[1]) not in YEARS:
            self.fail("year_month")
        return str(data)

    def to_representation(self, value: str) -> str:
        return value


class MonthOfYear(Months):
    form = "month of the year, 1 to 12"


class Years(Months):
    form = "whole number of years, 0 to 5"
