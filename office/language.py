"""The language in force: the reader's while a request is answered, the one a job was asked for in while it runs."""

from django.utils.translation import get_language


def current_language() -> str:
    """ "sv" or "en"; Swedish where none is in force."""
    return "en" if get_language() == "en" else "sv"
