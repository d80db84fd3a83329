"""Measure one operation in this process, which does nothing else: `python -m benchmarks.measuring KEY`.

The token comes by BENCHMARK_TOKEN; BENCHMARK_SECONDS says for how long a better time is tried for. The answer goes to
standard output as JSON.
"""

import gc
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import django

LEAST_RUNS, MOST_RUNS = 3, 40
ENOUGH_SECONDS = float(os.environ.get("BENCHMARK_SECONDS", 6))
MEGABYTE = 1024 * 1024
UNIT = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in, bytes


class Measured(NamedTuple):
    """Times are the best run's, in seconds; memory is megabytes at the peak of the first run and before it. `written`
    are the rows of a file."""

    agreements: int
    seconds: float
    bare_seconds: float | None
    queries: int
    rows: int
    bare_rows: int
    size: int
    written: int
    idle: float
    peak: float


def main(key: str) -> None:
    """Measure and tell."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    measured = measure(key, os.environ["BENCHMARK_TOKEN"])
    print(json.dumps({**measured._asdict(), "database": _database()}))


def measure(key: str, token: str) -> Measured:
    """The first run warms up and tells counts and memory; then the operation and its bare limit take turns."""
    from benchmarks.bare import NOTHING
    from benchmarks.counting import counted
    from benchmarks.operations import OPERATIONS
    from benchmarks.world import World

    operation, world = OPERATIONS[key], World.seen_with(token)
    world.get("api-info")  # what a server has done before its first question: addresses and settings are read
    run = operation.prepare(world)
    idle = _peak()
    with counted() as counts:
        size = run()
    peak, bare = _peak(), operation.bare
    written = bare(world) if bare else NOTHING
    seconds, bare_seconds = _best(run, (lambda: bare(world)) if bare else None)
    answered = size if isinstance(size, int) else getattr(size, "size", 0)
    rows = getattr(size, "rows", 0)
    read = (counts.queries, counts.rows, written.rows)
    return Measured(world.total, seconds, bare_seconds, *read, answered, rows, idle, peak)


def _best(run: Callable[[], object], bare: Callable[[], object] | None) -> tuple[float, float | None]:
    """The quickest run of each: what else the machine does can only make a run slower."""
    runs, bares = [_timed(run)], [_timed(bare)] if bare else []
    begun = time.perf_counter()
    while len(runs) < LEAST_RUNS or (len(runs) < MOST_RUNS and time.perf_counter() - begun < ENOUGH_SECONDS):
        runs.append(_timed(run))
        if bare:
            bares.append(_timed(bare))
    return min(runs), min(bares, default=None)


def _timed(act: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _database() -> str:
    """Its name and version."""
    from django.db import connection

    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        cursor.execute("SELECT sqlite_version()" if sqlite else "SHOW server_version")
        return f"{connection.display_name} {cursor.fetchone()[0].split()[0]}"


def _peak() -> float:
    """The most memory that this process has had, megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / MEGABYTE


if __name__ == "__main__":
    main(sys.argv[1])
