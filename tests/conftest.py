"""What every test has: how Hypothesis runs, no silent skip, the counts of a run.

What needs Django is in `tests.program`: the pure rooms' tests run without pytest-django, and load no framework.
"""

import os
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.__main__ import CI, ROOT, pure_modules, pure_tests

SHARED_IS_ABSENT = "shared/ is absent"
#: Words of its stack that Python lays out in one piece for all tests. Otherwise it takes 16 kB at a time from the
#: system, and a loop whose calls cross the end of such a piece takes and returns one with each: a seventh of all time.
ROOM = 2**16

# Two runs share two cores: a deadline would measure the neighbour. CI tries the same each time, others what was not
# tried before; the blob replays what failed there.
hypothesis_settings.register_profile(
    "overens", deadline=None, print_blob=True, derandomize=CI, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("overens")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """With pytest-django what the program's tests have; without it nobody knows the name that `pyproject.toml` says."""
    if pluginmanager.hasplugin("django"):
        pluginmanager.import_plugin("tests.program")
    else:
        parser.addini("DJANGO_SETTINGS_MODULE", "the settings, which no pure room reads")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the pure rooms' tests (`pytest -m pure`)."""
    pure = {pure_tests(module) for module in pure_modules()}
    for item in items:
        if not pure.isdisjoint((item.path, *item.path.parents)):
            item.add_marker(pytest.mark.pure)


def _roomy(run: Callable[[pytest.Session], object], session: pytest.Session) -> object:
    return run(session)


# What a call finds no place for opens a piece with place for it; those that it makes are laid in the rest of that.
_roomy.__code__ = _roomy.__code__.replace(co_stacksize=ROOM)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> object:
    """Run the tests as pytest does, with room for their calls."""
    pytests_own = session.config.pluginmanager.get_plugin("main")
    assert pytests_own is not None
    return _roomy(pytests_own.pytest_runtestloop, session)


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


@pytest.fixture
def shared() -> Path:
    """The folder `shared/` beside the project, with the worked cases and samples; without it the test is skipped."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(SHARED_IS_ABSENT)
    return folder
