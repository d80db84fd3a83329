"""Keep since when this installation has had each index value: the check of a moment then stays what it was."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction

from agreements.models import Agreement
from finance.index_clauses import carried
from finance.indices import PublishedSeries
from finance.models import IndexQuote
from office.services import trail

Place = tuple[str, str]


class Said(NamedTuple):
    """What a file says of a month; `value` is empty where it has none after all."""

    value: str
    published_on: date
    source: str


def after_migrate(using: str = DEFAULT_DB_ALIAS, **_more: Any) -> None:
    """A receiver of `post_migrate`: months that come with an upgrade, or stand in the folder now, are met."""
    if using == DEFAULT_DB_ALIAS and IndexQuote._meta.db_table in connection.introspection.table_names():
        keep(carried())


def keep(series: Mapping[str, PublishedSeries]) -> int:
    """Record every month that is new here or said otherwise than before; answer how many.

    What is no longer in any file stays: a folder that was not found takes nothing back. Of two that keep at once one
    does. What is met first of all was perhaps here for long (`since_before`), and is no event.
    """
    try:
        with transaction.atomic():
            last = {(row.series, row.month): row for row in IndexQuote.objects.order_by("pk")}
            changes = [(place, said) for place, said in _said(series.values()) if _as_kept(last.get(place)) != said]
            made = [_row(place, said, last.get(place), first=not last) for place, said in changes]
            IndexQuote.objects.bulk_create(made)
            if last and made:
                _tell(made, last)
    except IntegrityError:
        return 0
    return len(made)


def _said(series: Iterable[PublishedSeries]) -> Iterator[tuple[Place, Said]]:
    for one in series:
        for value in one.values:
            yield (one.name, str(value.month)), Said(str(value.value), value.published_on, value.source)
        for gone in one.taken_back:
            yield (one.name, str(gone.month)), Said("", gone.published_on, gone.source)


def _as_kept(row: IndexQuote | None) -> Said | None:
    return None if row is None else Said(row.value, row.published_on, row.source)


def _row(place: Place, said: Said, before: IndexQuote | None, *, first: bool) -> IndexQuote:
    series, month = place
    turn = 1 if before is None else before.turn + 1
    return IndexQuote(series=series, month=month, turn=turn, since_before=first, **said._asdict())


def _tell(made: list[IndexQuote], last: Mapping[Place, IndexQuote]) -> None:
    """One event, for the parties of the agreements that follow these series."""
    names = sorted({row.series for row in made})
    following = Agreement.objects.filter(conditions__indexation__value__series__in=names, proposed_at__isnull=False)
    changed = [
        {"series": row.series, "month": row.month, "before": before.value, "after": row.value}
        for row in made
        if (before := last.get((row.series, row.month)))
    ]
    text = "\n".join(f"{row.series} {row.month} {row.value} {row.published_on} {row.source}" for row in made)
    digest = hashlib.sha256(text.encode()).hexdigest()
    data = {"series": names, "months": len(made), "changed": changed, "sha256": digest}
    concerned = following.order_by().values_list("parties__organization", flat=True).distinct()
    trail.record("index_quotes.kept", by=None, subject=made[-1], concerns=concerned, data=data)
