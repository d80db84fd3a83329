"""Run the tests as `make test` does: `python -m tests [pytest's arguments]`.

First the pure rooms, without a database and with their branches counted; then everything else, on SQLite and on a
throwaway PostgreSQL side by side. With arguments, what they select runs on both databases and nothing is counted.
"""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests import databases

ROOT = Path(__file__).resolve().parent.parent
PURE_CONTRACT = "Pure rooms"
# The pure rooms' tests load no framework: only the plugins that they use.
PURE_PLUGINS = ("--disable-plugin-autoload", "-p", "hypothesispytest", "-p", "randomly")
CI = os.environ.get("CI") == "true"
# Tests run in random order, the same in every part of one run; pytest's -q would not say which. CI says of a commit
# what it said before, so its order is one, and so is what Hypothesis tries there; everywhere else each run explores.
ORDER = f"--randomly-seed={1 if CI else secrets.randbelow(2**32)}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one run ended: its name, the exit code, and pytest's counts where it came that far."""

    name: str
    code: int
    counts: str = ""

    def __str__(self) -> str:
        ending = f" (exit code {self.code})" if self.code else ""
        return f"{self.name}: {self.counts or 'stopped'}{ending}"


class Run:
    """pytest, started in a folder of its own: data folder, temporary files and counts of two runs stay apart."""

    def __init__(
        self,
        name: str,
        folder: Path,
        arguments: Sequence[str],
        database: str = "",
        measure: bool = False,
        quiet: bool = False,
    ):
        self.name, self.folder = name, folder / name
        self.folder.mkdir()
        self.output = self.folder / "output"
        self.environment = {
            **os.environ,
            "DATABASE_URL": database,
            "DATA_DIR": str(self.folder / "data"),
            "TEST_COUNTS": str(self.folder / "counts"),
            "COVERAGE_FILE": str(self.folder / "coverage"),
            # Many containers set it; then each process that a test starts compiles all of Django anew.
            "PYTHONDONTWRITEBYTECODE": "",
        }
        # coverage starts before pytest: pytest-django imports the apps too early for pytest-cov.
        coverage = ["-m", "coverage", "run", f"--source={','.join(_rooms())}"] if measure else []
        pytest = ["-m", "pytest", f"--basetemp={self.folder / 'tmp'}", "-rs", ORDER, *arguments]
        self.process = self._start([*coverage, *pytest], quiet=quiet)

    def _start(self, arguments: Sequence[str], *, quiet: bool) -> subprocess.Popen[bytes]:
        with self.output.open("wb") as file:
            out = file if quiet else None
            return subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )

    def finish(self) -> Outcome:
        """Wait for the end; what was said quietly is said now."""
        code = self.process.wait()
        print(self.output.read_text(errors="replace"), end="", flush=True)
        counts = self.folder / "counts"
        return Outcome(self.name, code, counts.read_text() if counts.exists() else "")

    def stop(self) -> None:
        """End it if it still runs."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


def pure_modules() -> list[str]:
    """The modules that the import contract keeps free of framework, clock and database: the one list of them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (contract,) = (each for each in settings["contracts"] if each["name"].startswith(PURE_CONTRACT))
    return [str(module) for module in contract["source_modules"]]


def pure_tests(module: str) -> Path:
    """Where a pure module's tests are: `tests/a/test_b.py` for `a/b.py`, the folder `tests/a/b/` for a package."""
    *rooms, name = module.split(".")
    package = ROOT.joinpath(*rooms, name).is_dir()
    return ROOT.joinpath("tests", *rooms, name if package else f"test_{name}.py")


def _rooms() -> list[str]:
    return sorted({module.split(".")[0] for module in pure_modules()})


def _source(module: str) -> str:
    path = Path(*module.split("."))
    return f"{path}/*" if ROOT.joinpath(path).is_dir() else f"{path}.py"


def _title(text: str) -> None:
    print(f"\n── {text} ({ORDER})", flush=True)


def run_pure(folder: Path) -> Iterator[Outcome]:
    """The pure rooms' tests, without a database: examples, which together take every branch, and beside them what
    Hypothesis tries, uncounted: no branch is left to chance."""
    _title("pure rooms, no database")
    arguments = [*PURE_PLUGINS, *map(str, map(pure_tests, pure_modules()))]
    with ExitStack() as stack:
        examples = Run("pure, examples", folder, [*arguments, "-m", "not hypothesis"], measure=True)
        stack.callback(examples.stop)
        properties = Run("pure, properties", folder, [*arguments, "-m", "hypothesis"], quiet=True)
        stack.callback(properties.stop)
        outcomes = [examples.finish(), properties.finish()]
    yield from outcomes
    if not outcomes[0].code:
        yield _branches(examples)


def _branches(run: Run) -> Outcome:
    """Fail where a run left out a branch of the pure rooms."""
    report = ["coverage", "report", "--fail-under=100", f"--include={','.join(map(_source, pure_modules()))}"]
    code = subprocess.run([sys.executable, "-m", *report], cwd=ROOT, env=run.environment, check=False).returncode
    return Outcome("branches of the pure rooms", code, "not all are taken" if code else "all are taken")


def run_databases(folder: Path, arguments: Sequence[str], *, dealt: bool) -> Iterator[Outcome]:
    """Tests on SQLite and on PostgreSQL, side by side; what the second says is kept until the first has ended.

    Where they are `dealt`, those that no database could answer otherwise run on one of the two (`tests.program`).
    """
    programs = databases.programs()
    with ExitStack() as stack:
        url = stack.enter_context(databases.throwaway_cluster(programs)) if programs else None
        _title("SQLite")
        first, second = (["--share=first"], ["--share=second"]) if url and dealt else ([], [])
        sqlite = Run("SQLite", folder, [*arguments, *first])
        stack.callback(sqlite.stop)
        if url:
            postgresql = Run("PostgreSQL", folder, [*arguments, *second], database=url, quiet=True)
            stack.callback(postgresql.stop)
        yield sqlite.finish()
        if url:
            _title("PostgreSQL")
            yield postgresql.finish()
    if not url:
        print(f"\nPostgreSQL tests skipped: install the Debian package {databases.PACKAGE}")
        if CI:
            yield Outcome("PostgreSQL", 1)


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for, say one line per run, and answer with the exit code."""
    with tempfile.TemporaryDirectory(prefix="overens-") as name:
        folder = Path(name)
        outcomes = [] if arguments else [*run_pure(folder)]
        not_pure = [f"--ignore={pure_tests(module)}" for module in pure_modules()]
        outcomes += run_databases(folder, arguments or not_pure, dealt=not arguments)
    print()
    for outcome in outcomes:
        print(outcome)
    return int(any(outcome.code for outcome in outcomes))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the cluster is stopped and deleted as on Ctrl-C
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped; the throwaway PostgreSQL is gone.")
