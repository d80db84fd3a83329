"""The kinds of work by name: who does it, how often it is tried, and when a recurring kind comes due again.

An app's kinds are in its `jobs` module and are known as soon as Django has started.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from office.clock import SWEDEN

if TYPE_CHECKING:
    from office.jobs.running import Work

Handler = Callable[["Work"], None]
Repeat = Callable[[datetime], datetime]

ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of work is done. `repeat` answers a moment with the next one at which it is due."""

    name: str
    handler: Handler
    attempts: int = ATTEMPTS
    repeat: Repeat | None = None


KINDS: dict[str, Kind] = {}


def handler(name: str, *, attempts: int = ATTEMPTS, repeat: Repeat | None = None) -> Callable[[Handler], Handler]:
    """Say that a function does this kind of work. It may be run again after any crash, so it must be idempotent:
    what it writes, it writes in `Work.finish`, or so that a second time changes nothing.
    """

    def register(function: Handler) -> Handler:
        if name in KINDS:
            raise ValueError(f"Two handlers for jobs of kind {name}.")
        KINDS[name] = Kind(name, function, attempts, repeat)
        return function

    return register


def every(seconds: int) -> Repeat:
    """Due again so many seconds after it was done."""
    return lambda now: now + timedelta(seconds=seconds)


def daily(at: time) -> Repeat:
    """Due once a day, at this time in Sweden."""

    def following(now: datetime) -> datetime:
        local = now.astimezone(SWEDEN)
        day = local.date() if local.time() < at else local.date() + timedelta(days=1)
        return datetime.combine(day, at, SWEDEN)

    return following
