"""How addresses and forms of pages name what they are about: `<id:pk>` a record, `<period:label>` a period."""

import re
from collections.abc import Iterable

from django.urls import register_converter
from django.urls.converters import StringConverter


def number(text: str) -> int:
    """The number of a record as a form sends it; 0, which no record has, where it is no such number."""
    return int(text) if re.fullmatch(RecordNumber.regex, text) else 0


class RecordNumber:
    """1 to 18 digits: 64 bits hold each of them, so no number is one that the database cannot read."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(value)


class PeriodLabel(StringConverter):
    """A period as it is named everywhere: `2020`, or `2020/2021` where it is no calendar year."""

    regex = "[0-9]{4}(?:/[0-9]{4})?"


def register() -> None:
    """Let routes know these, before any is read."""
    register_converter(RecordNumber, "id")
    register_converter(PeriodLabel, "period")


def one_of(name: str, words: Iterable[str]) -> None:
    """`<name:...>` in an address is one of these words, and another word is no address."""
    register_converter(type(name, (StringConverter,), {"regex": "|".join(words)}), name)
