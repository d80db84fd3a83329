"""What every test has: a fast password hash, a database in a file, guarded tables that can be emptied."""

import os
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection, connections, transaction
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.__main__ import CI, ROOT, pure_modules, pure_tests

pytest_plugins = ["tests.cast"]

SHARED_IS_ABSENT = "shared/ is absent"

# Two runs share two cores: a deadline would measure the neighbour. The blob replays a failure seen in CI.
hypothesis_settings.register_profile(
    "overens", deadline=None, print_blob=True, derandomize=False, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("overens")


def pytest_configure() -> None:
    """Tests log in often, and a hash that resists attackers takes most of the run's time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the pure rooms' tests (`pytest -m pure`), and those on what lasts for a module: without the mark
    pytest-django makes no test database, and it would be built in a real one.
    """
    pure = [pure_tests(module) for module in pure_modules()]
    for item in items:
        if any(item.path.is_relative_to(path) for path in pure):
            item.add_marker(pytest.mark.pure)
        if "lasting" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


def _no_silent_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI everything is installed, so a skip is a failure; only the folder beside the project may be missing."""
    if not CI or report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if not reason.removeprefix("Skipped: ").startswith(SHARED_IS_ABSENT):
        report.outcome = "failed"
        report.longrepr = f"With CI=true nothing may be skipped. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _no_silent_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _no_silent_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Leave the counts for `python -m tests`, which says them again when every run has ended."""
    if path := os.environ.get("TEST_COUNTS"):
        count = {name: len(reports) for name, reports in terminalreporter.stats.items()}
        passed = count.get("passed", 0) + count.get("xfailed", 0)
        failed = count.get("failed", 0) + count.get("error", 0)
        Path(path).write_text(f"{passed} passed, {failed} failed, {count.get('skipped', 0)} skipped")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite's test database is a file: threads do not see each other's databases in memory."""
    if connection.vendor == "sqlite":
        test: dict[str, Any] = connection.settings_dict["TEST"]
        test["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _guarded_tables_can_be_emptied() -> Iterator[None]:
    """Take the append-only triggers away before a threaded test's tables are emptied; post_migrate lays them again.

    Only `django_db(transaction=True)` empties tables; other database tests are rolled back with the triggers in place.
    """
    from office import guards

    empty = flush.Command.handle

    def unguarded(command: flush.Command, **options: Any) -> None:
        guards.remove(connections[options["database"]])
        empty(command, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", unguarded)
        yield


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a module's fixtures make lasts for its tests; what a test does to it is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def shared() -> Path:
    """The folder `shared/` beside the project, with the worked cases and samples; without it the test is skipped."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(SHARED_IS_ABSENT)
    return folder


@pytest.fixture
def at_once() -> Callable[[Sequence[Callable[[], Any]]], list[Any]]:
    """Call functions at the same moment, each in a thread; gives their results, an exception where one was raised.

    For `@pytest.mark.django_db(transaction=True)`. Every thread closes its own connections, so that PostgreSQL can
    drop the test database.
    """

    def run(functions: Sequence[Callable[[], Any]]) -> list[Any]:
        barrier = threading.Barrier(len(functions))

        def call(function: Callable[[], Any]) -> Any:
            try:
                barrier.wait(timeout=30)
                return function()
            except Exception as error:
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(functions)) as threads:
            return list(threads.map(call, functions))

    return run
