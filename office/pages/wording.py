"""What a page says of a refusal whose sentence shows how JSON has it: people type 50 per cent and 1 500 000,50,
not 0.5 and "1500000.50".

Rooms above add what their own codes say when they start.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from office.refusals import Refusal


def _percent(_refusal: Refusal) -> str:
    return _("Per cent are written as 0 or from 1 to 100, with at most four decimals: 50 is a half.")


def _number(refusal: Refusal) -> str:
    """With an example of what the field takes, by its name."""
    if re.search("hours", refusal.path):
        return _("A number of hours is expected, such as 12.5.")
    if re.search("percent|share|indexation", refusal.path):
        return _("Per cent are expected, such as 50 or 12.5.")
    if re.search("quantity|value|baseline", refusal.path):
        return _("A number is expected, such as 40 or 12.5.")
    return _("An amount is expected, such as 1 500 000 or 1 500 000.50.")


def _invalid(refusal: Refusal) -> str:
    whole = str(refusal.expected).startswith("whole number")
    return _("A whole number is expected, such as 12.") if whole else refusal.message


def _stale(_refusal: Refusal) -> str:
    return _(
        "Somebody has changed this since you opened the page, perhaps you in another window. What you typed is still "
        "here: look at what holds now, then send it again."
    )


#: By the code of a refusal, its sentence on a page.
SENTENCES: dict[str, Callable[[Refusal], str]] = {
    "invalid": _invalid,
    "not_a_number": _number,
    "revision.stale": _stale,
    "share": _percent,
}


def as_typed(refusal: Refusal) -> Refusal:
    """The refusal as a page tells it."""
    says = SENTENCES.get(refusal.code)
    return replace(refusal, message=says(refusal)) if says else refusal
