"""What a page says of a refusal whose sentence shows how JSON has it: people type per cent, not a share of one.

Rooms above add what their own codes say when they start.
"""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from office.refusals import Refusal


def _percent(_refusal: Refusal) -> str:
    return _("Per cent are written as 0 or from 1 to 100, with at most four decimals: 50 is a half.")


#: By the code of a refusal, its sentence on a page.
SENTENCES: dict[str, Callable[[Refusal], str]] = {"share": _percent}


def as_typed(refusal: Refusal) -> Refusal:
    """The refusal as a page tells it."""
    says = SENTENCES.get(refusal.code)
    return replace(refusal, message=says(refusal)) if says else refusal
