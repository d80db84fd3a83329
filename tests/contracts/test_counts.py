"""What `make bench` measures asks the database as often for many as for few, and reads no more rows than there are.

Seconds are not tested: they measure the neighbour too.
"""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from benchmarks.counting import Counts, counted
from benchmarks.definitions import DEFINITIONS, PAGE
from benchmarks.operations import OPERATIONS
from benchmarks.page import Run, aims, document, table
from benchmarks.world import World
from office.access import acting
from office.models import AuditEvent, User
from office.services import tokens
from tests.__main__ import ROOT

FEW, MANY = (40, 3), (200, 12)  # agreements, and the municipalities that have them
MOST_QUERIES = 26
#: A page asks for its menu, its forms and what stands beside the list as well.
MOST_OF_A_PAGE = 40

Measured = dict[str, Counts]


def _measured(agreements: int, municipalities: int) -> tuple[Measured, int]:
    """Each operation's counts on so many agreements, and how many rows there are of everything; `rights` is what
    every request reads of who asks."""
    with transaction.atomic():
        call_command("generate", agreements=agreements, municipalities=municipalities, years=2, verbosity=0)
        rows = sum(AuditEvent.objects.get(kind="data.generated").data["rows"].values())
        world = World.seen_with(tokens.issue(User.objects.get(username="generated-auditor"), "test"))
        found = {"rights": _rights()}
        for key, operation in OPERATIONS.items():
            run = operation.prepare(world)
            with counted() as counts:
                run()
            found[key] = counts
            if operation.bare:
                assert operation.bare(world).rows
        transaction.set_rollback(True)
    return found, rows


def _rights() -> Counts:
    """A row for each municipality and each board that the auditor may look into."""
    auditor = User.objects.get(username="generated-auditor")
    with counted() as counts:
        acting(auditor)
    return counts


@pytest.fixture(scope="module")
def measured(lasting: None) -> tuple[Any, Any]:
    return _measured(*FEW), _measured(*MANY)


def test_every_definition_has_what_is_run() -> None:
    assert [definition.key for definition in DEFINITIONS] == list(OPERATIONS)


#: Their rows are read a thousand at a time.
FILES = ("csv", "xlsx")


@pytest.mark.parametrize("key", FILES)
def test_a_file_takes_three_queries_a_thousand_rows(measured: tuple[Any, Any], key: str) -> None:
    """The rows, and the names beside their ids."""
    (few, _), (many, _) = measured
    thousands = many[key].rows // 1000 + 1
    assert few[key].queries <= many[key].queries <= few[key].queries + 3 * thousands
    assert many["rights"].rows < many[key].rows


@pytest.mark.parametrize("key", [key for key in OPERATIONS if key not in FILES])
def test_many_take_no_more_queries_than_few(measured: tuple[Any, Any], key: str) -> None:
    """One more at most: who is waited for is asked only when something proposed is on the page."""
    (few, _), (many, _) = measured
    most = MOST_OF_A_PAGE if key.endswith("_page") else MOST_QUERIES
    assert few[key].queries <= many[key].queries <= min(few[key].queries + 1, most)


@pytest.mark.parametrize("key", ["list", "all", "figures", "summary"])
def test_rows_grow_no_faster_than_the_data(measured: tuple[Any, Any], key: str) -> None:
    (few, few_rows), (many, many_rows) = measured
    assert many[key].rows > few[key].rows  # the counter counts
    assert many[key].rows / few[key].rows <= 1.1 * many_rows / few_rows
    assert many[key].rows <= many_rows


def test_a_page_reads_a_page_however_many_there_are(measured: tuple[Any, Any]) -> None:
    """Not to the row: an agreement on the page may have a party or a promise more."""
    (few, _), (many, _) = measured
    assert many["rights"].rows > few["rights"].rows > 0
    grown = many["rights"].rows - few["rights"].rows
    assert abs(many["page"].rows - few["page"].rows - grown) <= PAGE
    assert many["page"].rows < many["list"].rows / 3


def test_one_check_reads_one_agreement(measured: tuple[Any, Any]) -> None:
    for counts, _rows in measured:
        assert counts["one"].rows - counts["rights"].rows < 100
        assert counts["agreement_page"].rows - counts["rights"].rows < 150


def test_checking_from_facts_asks_nothing(measured: tuple[Any, Any]) -> None:
    assert [counts["pure"] for counts, _rows in measured] == [Counts(), Counts()]


def _run(index: int, agreements: int, seconds: float, bare: float | None = 0.1) -> Run:
    figures = {
        "agreements": agreements, "seconds": seconds, "bare_seconds": bare, "queries": 9, "rows": 1234, "bare_rows": 9,
        "size": 5_000, "written": 9_000, "idle": 80.0, "peak": 92.0, "database": "SQLite 3",
    }  # fmt: skip
    return Run(DEFINITIONS[index], figures)


def test_the_page_says_what_was_measured() -> None:
    runs = [_run(0, 1_000, 0.25), _run(0, 10_000, 2.5), _run(-4, 10_000, 1.0, None), _run(-1, 10_000, 3.5)]
    assert "| list of all | 1 000 | 250.0 ms | 100.0 ms | 2.5 | 9 | 1 234 | 5 kB | 92 MB (+12) |  |" in table(runs)
    assert "| list of all | 10 000 | 2.50 s | 100.0 ms | 25.0 | 9 | 1 234 | 5 kB | 92 MB (+12) | × 10.0 |" in table(
        runs
    )
    assert "at most 3 × the bare limit | 25.0 | **not met** |" in aims(runs)
    assert "20 000 agreements a second on one core | 10 000 | **not met** |" in aims(runs)
    assert "at most 3 s | 3.50 s | **not met** |" in aims(runs)
    assert "at most 300 MB | 92 MB | met |" in aims(runs)
    files = aims([_run(-3, 10_000, 2.0, None), _run(-2, 10_000, 1.0, None)])
    assert "all payments as CSV: 5 000 rows a second | 4 500 (9 000 rows) | **not met** |" in files
    assert "all payments as a workbook: at most 60 MB above idle | 12 MB | met |" in files
    page = document(runs, "SQLite 3")
    assert table(runs) in page
    assert all(definition.limits in page for definition in DEFINITIONS)


def test_the_benchmark_runs_and_leaves_the_document_alone() -> None:
    document = ROOT / "docs" / "performance.md"
    before = document.read_bytes() if document.exists() else b""
    command = [sys.executable, "-m", "benchmarks", "--agreements", "20", "--only", "page"]
    environment = {**os.environ, "BENCHMARK_SECONDS": "0"}
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert "| page of 30 | " in said
    assert "| summary | " not in said
    assert (document.read_bytes() if document.exists() else b"") == before
    assert json.dumps(str(ROOT)) not in said
