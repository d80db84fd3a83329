"""What is run for each definition, and its bare limit."""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks import bare, ledgers
from benchmarks.definitions import MOST, PAGE
from benchmarks.world import AS_OF, World
from finance.sie import read
from reports.checking import each_checked
from reports.checks.check import check
from reports.selectors.facts import facts_of

NEWEST = "a.starts_on DESC, a.id"
OLDEST = "a.id"

Run = Callable[[], object]


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
    "pure": Operation(_pure, None),
    "ledger": Operation(_ledger, _lines),
}
