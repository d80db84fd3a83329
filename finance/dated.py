"""Published figures as YAML in `data/`: what every such file has in common, whatever it quotes.

A figure is quoted under its date with its source and the day that the source was checked. A key that stands twice is
refused, and a figure without one of its fields is a `KeyError`: neither is ever guessed.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parent / "data"
DAY = timedelta(days=1)


class Quoted(NamedTuple):
    """A figure in force from `starts_on` through `ends_on` (None: until replaced); its `value` None says that nothing
    is in force. `said` is all that the file says about it.
    """

    starts_on: date
    ends_on: date | None
    value: Decimal | None
    source: str
    checked_on: date
    said: Mapping[str, Any]


def quoted(by_date: Mapping[date, Mapping[str, Any]]) -> Iterator[Quoted]:
    """The figures by date, each through the day before the next."""
    days = sorted(by_date)
    for day, after in zip(days, [*days[1:], None], strict=True):
        said = by_date[day]
        value = None if said["value"] is None else Decimal(said["value"])
        yield Quoted(day, after - DAY if after else None, value, said["source"], said["checked_on"], said)
