"""Whether what a goal promises has been reached: a target's window of days, and what was measured in it.

A target by a day takes the newest value measured through that day, one of a period the newest measured in the period.
Nothing measured is not zero: then it is not known. What falls short is missed only once the day has come.

Worked example: 40 cafés by 2026-12-31. On 2026-06-30 there were 30: asked in July it is open, with 30 reached; asked in
January 2027 it is missed. With 41 on 2026-11-30 it is met from that day on. With nothing measured at all it is unknown.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Standing = Literal["met", "missed", "open", "unknown"]


class Target(NamedTuple):
    """A promised value in a window of days; `first` None: any day through `last` (inclusive)."""

    first: date | None
    last: date
    value: Decimal


class Measured(NamedTuple):
    """A measured value of a day; of two for one day the later in the list holds."""

    on: date
    value: Decimal


def reached(target: Target, measured: Iterable[Measured], as_of: date) -> Decimal | None:
    """The newest value in the target's window that was measured by `as_of`; None: nothing was."""
    inside = [one for one in measured if (target.first or date.min) <= one.on <= min(target.last, as_of)]
    newest = max((one.on for one in inside), default=None)
    return next((one.value for one in reversed(inside) if one.on == newest), None)


def standing(target: Target, value: Decimal | None, at_most: bool, as_of: date) -> Standing:
    """What a reached value says of a target: at least (or at most) what was promised."""
    if value is not None and (value <= target.value if at_most else value >= target.value):
        return "open" if at_most and as_of < target.last else "met"
    if as_of < target.last:
        return "open"
    return "unknown" if value is None else "missed"
