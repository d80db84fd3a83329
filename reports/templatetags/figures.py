"""Numbers and dates on pages, as the reader's language writes them."""

from datetime import date
from decimal import Decimal

from django import template

from office import numbers
from office.language import current_language
from reports.checks import wording
from reports.checks.results import Amount, Word

register = template.Library()


@register.filter
def figure(value: Decimal | str | None, unit: str = "") -> str:
    """An amount with its unit if one is given; a dash for what is not known (never zero)."""
    if value is None or value == "":  # an empty text is what a template makes of a part that is not there
        return "–"
    if unit:
        return wording.amount(Amount(Decimal(value), unit), current_language())
    return numbers.number(Decimal(value), current_language())


@register.filter
def word(value: str) -> str:
    """A word of the check (`travel`) as the reader's language has it."""
    return wording.written(Word(value), current_language())


@register.filter
def day(value: date | None) -> str:
    """A date in words; a dash for none."""
    return "–" if value is None else numbers.day(value, current_language())


@register.filter
def when(value: date | str | None) -> str:
    """A date in words, a period by its own name; a dash for none."""
    return day(value) if isinstance(value, date) else value or "–"


@register.filter
def through(first: date | str, last: date | str) -> str:
    """The days from the first through the last, as a table has them: 2026-10-01 – 2026-10-31, or one day by itself."""
    return str(first) if str(first) == str(last) else f"{first} – {last}"
