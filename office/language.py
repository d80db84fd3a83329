"""The language in force: the reader's while a request is answered, the one a job was asked for in while it runs."""

from decimal import Decimal

from django.utils.translation import get_language

from office import numbers


def current_language() -> str:
    """ "sv" or "en"; Swedish where none is in force."""
    return "en" if get_language() == "en" else "sv"


def kronor(value: Decimal) -> str:
    """An amount of money (SEK) as the language in force writes it."""
    return numbers.kronor(value, current_language())
