"""What a test of the program has beside `conftest.py`: a fast password hash, a database in a file, guarded tables that
can be emptied, threads that start at one moment, and the cast.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from zlib import crc32

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection, connections, transaction
from pytest_django.plugin import DjangoDbBlocker

#: Of a hundred files of tests that one database is enough for, how many the second run takes.
SECOND_SHARE = 47

pytest_plugins = ["tests.cast", "tests.agreements.region", "tests.contracts.lasting"]


def pytest_configure() -> None:
    """Tests log in often, and a hash that resists attackers takes most of the run's time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--share", choices=("first", "second"), help="of two runs: what both take, and this one's own")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests on what lasts: without the mark pytest-django makes no test database, and it would be built in a
    real one.
    """
    for item in items:
        if any(name.startswith("lasting") for name in getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db)
    if share := config.getoption("--share"):
        here = [item for item in items if _may_differ(item) or _dealt(item) == share]
        kept = set(here)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = here


def _may_differ(item: pytest.Item) -> bool:
    """Whether another database could answer otherwise: a test that says so, and one that commits, since it is about
    locks, threads or processes; not where it commits only so that a browser's server or another process can read."""
    asks = item.get_closest_marker("django_db")
    commits = asks is not None and bool(asks.kwargs.get("transaction"))
    read_elsewhere = "chromium" in getattr(item, "fixturenames", ()) or item.get_closest_marker("once")
    return (commits and not read_elsewhere) or item.get_closest_marker("both") is not None


def _dealt(item: pytest.Item) -> str:
    """Which of two runs has a test that either could: the same for a file's tests, which share what they make. What
    asks no database runs first; PostgreSQL takes longer for a test, so the second run gets fewer."""
    if not _asks(item):
        return "first"
    file = item.path.relative_to(item.config.rootpath).as_posix()
    return "second" if crc32(file.encode()) % 100 < SECOND_SHARE else "first"


def _asks(item: pytest.Item) -> bool:
    """Whether a test may touch a database."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"})


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
    with until_the_end(django_db_blocker):
        yield


@contextmanager
def until_the_end(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is made meanwhile is there until the end, and then gone."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


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
