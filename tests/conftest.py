"""What every test has: how Hypothesis runs, no silent skip, the counts of a run.

What needs Django is in `tests.program`: the pure rooms' tests run without pytest-django, and load no framework.
"""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.__main__ import CI, ROOT, pure_modules, pure_tests

SHARED_IS_ABSENT = "shared/ is absent"

# Two runs share two cores: a deadline would measure the neighbour. The blob replays a failure seen in CI.
hypothesis_settings.register_profile(
    "overens", deadline=None, print_blob=True, derandomize=False, suppress_health_check=[HealthCheck.too_slow]
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
