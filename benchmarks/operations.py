"""What is run for each definition, and its bare limit."""

from collections import deque
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from benchmarks import bare, ledgers
from benchmarks.definitions import MOST, PAGE
from benchmarks.world import AS_OF, World
from finance.sie import read
from office.models import User
from reports.checking import each_checked
from reports.checks.check import check
from reports.generating.writing import AUDITOR
from reports.models import Export
from reports.selectors.facts import facts_of
from reports.services import exports

NEWEST = "a.starts_on DESC, a.id"
OLDEST = "a.id"

PAYMENTS = "SELECT p.* FROM finance_payment p WHERE p.agreement_id IN ({which})"

Run = Callable[[], object]


class Taken(NamedTuple):
    """A file's size in bytes, and its rows."""

    size: int
    rows: int


class Operation(NamedTuple):
    """`prepare` makes the measured function: what it prepares is not measured. An answer's size in bytes is told."""

    prepare: Callable[[World], Run]
    bare: Callable[[World], bare.Written] | None


def _pure(world: World) -> Run:
    facts = list(facts_of(world.rows()))
    return lambda: deque((check(one, AS_OF) for one in facts), maxlen=0)


def _ledger(world: World) -> Run:
    path = _path(world)

    def run() -> None:
        if (reading := read(path.read_bytes())).ledger is None:
            raise RuntimeError(reading.problems[:3])

    return run


def _lines(world: World) -> bare.Written:
    content = _path(world).read_bytes()
    return bare.Written(len(content.splitlines()), len(content))


def _path(world: World) -> Path:
    return ledgers.path(min(ledgers.ROWS, ledgers.ROWS_PER_AGREEMENT * world.total))


def _export(form: str) -> Callable[[World], Run]:
    """A file from the question to its last piece in the database, and away again."""

    def prepare(_world: World) -> Run:
        def run() -> Taken:
            asked_by = User.objects.get(username=AUDITOR)
            export = Export.objects.create(path="payments", format=form, language="sv", asked_by=asked_by)
            exports.make(export.pk, lambda _done, _total: None, nullcontext)
            export.refresh_from_db()
            export.delete()
            return Taken(export.size or 0, export.rows or 0)

        return run

    return prepare


OPERATIONS = {
    "list": Operation(
        lambda world: lambda: world.pages("agreements?"),
        lambda world: bare.of_pages(bare.RECORDS, NEWEST, MOST, world.total),
    ),
    "page": Operation(
        lambda world: lambda: world.get(f"agreements?limit={PAGE}"),
        lambda _world: bare.of_page(bare.RECORDS, NEWEST, PAGE, 0),
    ),
    "one": Operation(
        lambda world: lambda: world.get(f"agreements/{world.one}/commitment-check?as_of={AS_OF}"),
        lambda world: bare.of(bare.FACTS, str(world.one)),
    ),
    "all": Operation(
        lambda world: lambda: world.pages(f"commitment-checks?as_of={AS_OF}&"),
        lambda world: bare.of_pages(bare.FACTS, OLDEST, MOST, world.total),
    ),
    "figures": Operation(
        lambda world: lambda: deque(each_checked(world.rows(), AS_OF), maxlen=0),  # as sums take it: one by one
        lambda _world: bare.of(bare.FACTS, bare.SEEN),
    ),
    "summary": Operation(
        lambda world: lambda: world.get(f"summaries?as_of={AS_OF}&group_by=municipality,year"),
        lambda _world: bare.of(bare.FACTS, bare.SEEN),
    ),
    "pivot": Operation(
        lambda world: lambda: world.get(f"pivots?as_of={AS_OF}&rows=municipality&columns=year&limit={MOST}"),
        lambda _world: bare.of(bare.FACTS, bare.SEEN),
    ),
    "home_page": Operation(
        lambda world: lambda: world.look("/"),
        lambda _world: bare.of(bare.FACTS, bare.SEEN),
    ),
    "agreement_page": Operation(
        lambda world: lambda: world.look(f"/agreements/{world.one}?as_of={AS_OF}"),
        lambda world: bare.of(bare.FACTS, str(world.one)),
    ),
    "checks_page": Operation(
        lambda world: lambda: world.look(f"/checks?as_of={AS_OF}"),
        lambda _world: bare.of(bare.FACTS, bare.SEEN),
    ),
    "pure": Operation(_pure, None),
    "csv": Operation(_export("csv"), lambda _world: bare.of((PAYMENTS,), bare.SEEN)),
    "xlsx": Operation(_export("xlsx"), None),
    "ledger": Operation(_ledger, _lines),
}
