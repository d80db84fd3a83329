"""What every form of file has in common: what is told of the file, and how one is written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, Protocol

import orjson
from django.utils.translation import gettext as _

from office.api.renderers import UTC as UTC_TIMES
from office.known import NOW, Asked
from office.refusals import Refusal, Refused
from reports.exporting.columns import Table
from reports.exporting.headings import word
from reports.exporting.naming import Names

Json = dict[str, Any]


@dataclass(slots=True)
class About:
    """What a file says of itself: the words are in its reader's language, and complete once its last row is written.

    `names` are those beside ids; `facts` are pairs of a label and what it says (who, when, which filter); `rows`
    counts by the tables' names; `told` is what the list says of itself, by the API's words. `asked` are the clocks of
    the question.
    """

    title: str
    language: str
    made_at: datetime
    names: Names
    facts: list[tuple[str, str]] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    told: Mapping[str, Any] = field(default_factory=dict)
    asked: Asked = NOW

    def complete(self, chosen: Table, digest: str) -> None:
        """Say what is known once the last row has come."""
        self.facts += [(word("rows"), str(self.rows[chosen.name])), (_("Digest of the records (SHA-256)"), digest)]


def canonical(record: Json) -> bytes:
    """A record as one line of JSON with sorted members: what a list's digest is taken over."""
    return orjson.dumps(record, option=UTC_TIMES | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


class Writer(Protocol):
    """Writes records to a file while they come, and holds none of them longer than it must."""

    def add(self, records: list[Json]) -> None:
        """Write some more."""

    def end(self) -> None:
        """Write what stands at the end. `About` is complete by now."""

    def close(self) -> None:
        """Leave nothing behind, also where it did not come to an end."""


class Opener(Protocol):
    """Begins a file in some form. `chosen` is the table of those that the list has."""

    def __call__(self, file: IO[bytes], root: Table, chosen: Table, about: About, /) -> Writer: ...


def too_many(table: str, most: int, found: int) -> Refused:
    """More rows than a form can hold: that is said, and nothing is cut."""
    message = _(
        "This form holds at most %(most)s rows of the list, which has more. Narrow the filter, or take out CSV."
    )
    return Refused(Refusal("export.too_many_rows", message % {"most": most}, table, f"<= {most}", found))


def too_long(place: str, most: int, found: int) -> Refused:
    """More characters than a cell can hold."""
    message = _("A cell holds at most %(most)s characters, and one of these has more. Take the list out as CSV.")
    return Refused(Refusal("export.cell_too_long", message % {"most": most}, place, f"<= {most}", found))
