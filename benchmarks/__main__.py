"""`make bench`: generate, measure each operation in a process of its own, print; a full run writes the document.

python -m benchmarks                       1 000 and 10 000 agreements on SQLite, and docs/performance.md
python -m benchmarks --agreements 300      one size, printed only
python -m benchmarks --only summary        some operations, printed only
python -m benchmarks --postgresql          on a throwaway PostgreSQL, printed only
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from benchmarks.definitions import DEFINITIONS, YEARS, municipalities_for
from benchmarks.page import Figures, Run, aims, document, machine, table
from tests import databases

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "performance.md"
SIZES = (1_000, 10_000)


def python(environment: dict[str, str], *arguments: str) -> str:
    """What a Python of ours writes; its complaints are shown, and end the run."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own words
    return done.stdout.strip()


@contextmanager
def database(postgresql: bool) -> Iterator[dict[str, str]]:
    """The environment of a process that works on a new, empty database, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="overens-bench-") as folder:
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": ""}
        if not postgresql:
            yield environment
            return
        programs = databases.programs()
        if programs is None:
            raise SystemExit(f"--postgresql needs the Debian package {databases.PACKAGE}.")
        with databases.throwaway_cluster(programs) as url:
            server, _slash, name = url.rpartition("/")
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
            yield {**environment, "DATABASE_URL": url}


def _settled(url: str) -> None:
    """What a running PostgreSQL does by itself within a minute of a bulk load."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def measured(agreements: int, keys: list[str], postgresql: bool) -> Iterator[tuple[Run, str]]:
    """Each operation on so many agreements, with the name and version of the database."""
    with database(postgresql) as environment:
        python(environment, "manage.py", "migrate", "--verbosity=0")
        size = [f"--agreements={agreements}", f"--municipalities={municipalities_for(agreements)}", f"--years={YEARS}"]
        python(environment, "manage.py", "generate", *size)
        if postgresql:
            _settled(environment["DATABASE_URL"])
        environment["BENCHMARK_TOKEN"] = python(environment, "manage.py", "token", "generated-auditor")
        for definition in DEFINITIONS:
            if definition.key in keys:
                figures: Figures = json.loads(python(environment, "-m", "benchmarks.measuring", definition.key))
                print(f"{agreements} agreements, {definition.title}: {figures['seconds']:.3f} s", file=sys.stderr)
                yield Run(definition, figures), str(figures["database"])


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="make bench", description="What lists, checks and summaries cost.")
    keys = [definition.key for definition in DEFINITIONS]
    parser.add_argument("--agreements", type=int, help="one size instead of 1 000 and 10 000")
    parser.add_argument("--only", choices=keys, action="append", help="this operation (again for several)")
    parser.add_argument("--postgresql", action="store_true", help="on a throwaway PostgreSQL instead of SQLite")
    asked = parser.parse_args()
    sizes = [asked.agreements] if asked.agreements else SIZES
    found = [one for size in sizes for one in measured(size, asked.only or keys, asked.postgresql)]
    runs, name = sorted((run for run, _name in found), key=lambda run: keys.index(run.definition.key)), found[0][1]
    print(f"{machine(name)}\n\n{table(runs)}\n\n{aims(runs)}")
    if not (asked.agreements or asked.only or asked.postgresql):
        DOCUMENT.write_text(document(runs, name), encoding="utf-8")
        print(f"\nWritten: {DOCUMENT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
