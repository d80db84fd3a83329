"""The index series that this installation knows, or knew at a moment."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.db.models import Q

from finance.indexation import IndexValue, Month, Series
from finance.models import IndexQuote
from office.rows import fetch

#: A month's text, value (empty: none after all), day of publication and source.
Quote = tuple[str, str, date, str]


def series_at(known_at: datetime | None = None) -> dict[str, Series]:
    """By name, the values that had been met by a moment (None: by now), in one query."""
    met = Q(since_before=True) | Q(recorded_at__lte=known_at) if known_at else Q()
    rows = IndexQuote.objects.filter(met).order_by("pk")
    found: defaultdict[str, list[Quote]] = defaultdict(list)
    for name, *quote in fetch(rows.values_list("series", "month", "value", "published_on", "source")):
        found[name].append((quote[0], quote[1], quote[2], quote[3]))
    return {name: _series(name, tuple(quotes)) for name, quotes in found.items()}


@lru_cache(maxsize=64)
def _series(name: str, quotes: tuple[Quote, ...]) -> Series:
    """One object for the same quotes: what was worked out from it is found again."""
    values: dict[Month, list[IndexValue]] = {}
    for text, value, published_on, source in quotes:
        year, month = text.split("-")
        named = Month(int(year), int(month))
        if value:
            values.setdefault(named, []).append(IndexValue(named, Decimal(value), published_on, source))
        else:
            values.pop(named, None)
    return Series(name, tuple(one for named in sorted(values) for one in values[named]))
