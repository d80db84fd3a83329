"""The measured figures as tables: what `make bench` prints, and `docs/performance.md`."""

import os
import platform
from collections.abc import Iterator
from typing import Any, NamedTuple

from benchmarks.definitions import DEFINITIONS, YEARS, Definition

Figures = dict[str, Any]
HEAD = ("operation", "agreements", "time", "bare limit", "ratio", "queries", "rows", "answer", "peak memory", "growth")


class Run(NamedTuple):
    """One operation at one size: what the child process told."""

    definition: Definition
    figures: Figures

    @property
    def ratio(self) -> float | None:
        bare = self.figures["bare_seconds"]
        return self.figures["seconds"] / bare if bare else None

    @property
    def rate(self) -> float:
        """Agreements a second."""
        return float(self.figures["agreements"] / self.figures["seconds"])


def table(runs: list[Run]) -> str:
    """Every operation at every size, in Markdown; growth is the time beside that of the smallest size."""
    lines = ["| " + " | ".join(HEAD) + " |", "|---|" + "---:|" * (len(HEAD) - 1)]
    for run in runs:
        first = next(one for one in runs if one.definition is run.definition)
        lines.append("| " + " | ".join(_cells(run, first)) + " |")
    return "\n".join(lines)


def _cells(run: Run, first: Run) -> Iterator[str]:
    told, ratio = run.figures, run.ratio
    yield run.definition.title
    yield _whole(told["agreements"])
    yield _time(told["seconds"])
    yield _time(told["bare_seconds"])
    yield "–" if ratio is None else f"{ratio:.1f}"
    yield _whole(told["queries"])
    yield _whole(told["rows"])
    yield _size(told["size"])
    yield f"{told['peak']:.0f} MB (+{told['peak'] - told['idle']:.0f})"
    yield "" if first is run else f"× {told['seconds'] / first.figures['seconds']:.1f}"


def aims(runs: list[Run]) -> str:
    """What is aimed at beside what was measured, at the largest size."""
    largest = {run.definition.key: run for run in runs}
    lines = ["| aim | measured | |", "|---|---:|---|"]
    for run in largest.values():
        aim, rate = run.definition.aim, run.definition.rate
        if aim and run.ratio:
            wanted = f"{run.definition.title}: at most {aim} × the bare limit"
            lines.append(_aim(wanted, f"{run.ratio:.1f}", run.ratio <= aim))
        if rate:
            wanted = f"{run.definition.title}: {_whole(rate)} agreements a second on one core"
            lines.append(_aim(wanted, _whole(round(run.rate, -2)), run.rate >= rate))
        lines += _most(run)
    return "\n".join(lines)


def _most(run: Run) -> Iterator[str]:
    """Aims that hold for the operation by itself: seconds, megabytes, rows of a file."""
    told, most = run.figures, run.definition
    if most.seconds:
        wanted = f"{most.title}: at most {most.seconds} s"
        yield _aim(wanted, _time(told["seconds"]), told["seconds"] <= most.seconds)
    if most.megabytes:
        wanted = f"{most.title}: at most {most.megabytes} MB"
        yield _aim(wanted, f"{told['peak']:.0f} MB", told["peak"] <= most.megabytes)
    if most.rows:
        wanted = f"{most.title}: {_whole(most.rows)} rows a second"
        a_second = told["written"] / told["seconds"]
        yield _aim(wanted, f"{_whole(round(a_second, -2))} ({_whole(told['written'])} rows)", a_second >= most.rows)
    if most.above:
        wanted = f"{most.title}: at most {most.above} MB above idle"
        above = told["peak"] - told["idle"]
        yield _aim(wanted, f"{above:.0f} MB", above <= most.above)


def _aim(wanted: str, measured: str, met: bool) -> str:
    return f"| {wanted} | {measured} | {'met' if met else '**not met**'} |"


def limits() -> str:
    """What limits each operation, as it stands beside its definition."""
    return "\n\n".join(f"**{one.title[0].upper()}{one.title[1:]}.** {one.limits}" for one in DEFINITIONS)


def machine(database: str) -> str:
    """The machine in general words."""
    cores = os.cpu_count() or 1
    return f"{cores} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()}, {database}"


def document(runs: list[Run], database: str) -> str:
    """The whole page."""
    return PAGE.format(machine=machine(database), table=table(runs), aims=aims(runs), limits=limits(), years=YEARS)


def _whole(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _size(count: int) -> str:
    return f"{count / 1000:,.0f} kB".replace(",", " ") if count else "–"


PAGE = """\
# What it costs

This page is written by `make bench`; edit `benchmarks/`, not the page. Other machines have other times, while ratios,
counts and growth move little. Measured on {machine}.

The data is what `manage.py generate` makes: as many municipalities as a country needs for so many agreements, which run
{years} years with payments, reports, hours and reviews. An auditor who may see everything asks through the API with a
bearer token, or opens a page, through every middleware, as of the summer of the last year.

- **Time** is the best of several runs in a process of its own, warmed up by one.
- **The bare limit** is measured in turn with it in the same process: the same agreements' rows, in the columns that the
  operation needs, by plain SQL over the database driver's own cursor, each row made a `dict` and written out by
  `orjson`. No model, no rule, no sentence. Of checks and summaries these are the rows of the facts. The **ratio** is
  time ÷ bare limit.
- **Queries** and **rows** are what the operation asked of the database and got, the token's and the user's included.
- **Peak memory** is the process's after its first run; in brackets, what that run added to an idle process.
- **Growth** is the time beside that at the smaller size: × 10 is in proportion to the data.

{table}

A list of all and a check of all with sentences are asked for page by page, 1 000 agreements at a time. The ledger is a
file of its own; its bare limit is reading the bytes and splitting the lines. A file of payments is made as its job
makes it, from the question to its last piece in the database.

## Aims

{aims}

## What limits each

{limits}

Tests guard the counts (`tests/contracts/test_counts.py`): as many queries for many as for few, and no more rows than
the data has. Seconds are no test: they measure the neighbour too.
"""
