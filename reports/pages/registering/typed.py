"""Amounts, shares and days of the year between how people type them and how a body has them."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.dates import MONTHS

from office import numbers
from office.language import current_language
from office.pages import forms


def amount_words(value: Decimal | str | None) -> str:
    """An amount as it is typed: 1 500 000, or 1 500 000,50 in Swedish. Blanks between thousands in either language."""
    if value is None:
        return ""
    text = numbers.number(Decimal(value), current_language())
    return text.replace(",", " ") if current_language() == "en" else text.replace(numbers.NBSP, " ")


def share_words(value: Decimal | str) -> str:
    """A share as per cent: 0.5 is 50."""
    percent = f"{Decimal(value) * 100:f}"
    percent = percent.rstrip("0").rstrip(".") if "." in percent else percent
    return percent if current_language() == "en" else percent.replace(".", ",")


def share_raw(text: str) -> str:
    """Per cent as a body has a share: 33,3333 is 0.333333. What is no number stays as it was typed, and so does less
    than one per cent, to be refused: whoever types 0.5 means a half."""
    try:
        percent = Decimal(forms.decimal(text, forms.PERCENT))
    except InvalidOperation:
        return text
    return f"{text} %" if 0 < percent < 1 else f"{(percent / 100).normalize():f}"


def day_words(month_day: str | None) -> dict[str, str]:
    """A day of the year as its day and its month: 03-31 is 31 and 3."""
    month, _dash, day = (month_day or "").partition("-")
    return {"day": day.lstrip("0"), "month": month.lstrip("0")}


def day_raw(words: dict[str, Any]) -> str | None:
    """Day and month as a body has a day of the year; None where neither is said."""
    day, month = str(words.get("day", "")).strip(), str(words.get("month", "")).strip()
    return f"{month:0>2}-{day:0>2}" if day or month else None


def whole(text: str) -> int | str:
    """A whole number as a body has it; what is none stays as it was typed."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def months() -> list[tuple[str, Any]]:
    """The months that a day of the year is chosen from, and none."""
    return [("", "–"), *((str(number), word) for number, word in MONTHS.items())]
