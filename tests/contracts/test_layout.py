"""The house keeps its shape: what lies at the top, what every room has, and what no file may name."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
from django.apps import apps

from tests.__main__ import ROOT, pure_modules, pure_tests

ROOMS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
TOP = {
    *ROOMS,
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "benchmarks",
    "docs",
    "manage.py",
    "pyproject.toml",
    "requirements-dev.in",
    "requirements-dev.txt",
    "requirements.in",
    "requirements.txt",
    "tests",
}
# Package clients are set up on the machine; a file that names a registry, or a folder of that machine, fits it alone.
REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com)\b", re.IGNORECASE)
MACHINE = re.compile(r"(?<![\w.:/-])/(?:work|root)/")


@pytest.fixture(scope="module")
def committed() -> list[str]:
    """The paths that a commit of everything would hold."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("only a clone knows what is committed: install the Debian package git and clone")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return sorted({path for path in listed.split("\0") if path and (ROOT / path).is_file()})


def test_only_known_names_lie_at_the_top(committed: list[str]) -> None:
    assert {path.split("/")[0] for path in committed} <= TOP


def test_the_lock_is_the_requirements_alone(committed: list[str]) -> None:
    assert [path for path in committed if path.endswith(("uv.lock", "poetry.lock", "Pipfile.lock"))] == []


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE], ids=["registry", "machine"])
def test_no_file_names_a_registry_or_a_folder_of_one_machine(committed: list[str], pattern: re.Pattern[str]) -> None:
    named = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in committed
        for number, line in enumerate((ROOT / path).read_text(errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]
    assert named == []


def test_every_app_has_migrations() -> None:
    missing = [
        app.label
        for app in apps.get_app_configs()
        if app.label in ROOMS and not (ROOT / app.label / "migrations/__init__.py").is_file()
    ]
    assert missing == []


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_every_room_says_what_it_is_for(room: str) -> None:
    assert ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text()))


@pytest.mark.parametrize("module", pure_modules())
def test_every_pure_module_has_its_tests(module: str) -> None:
    assert pure_tests(module).exists()


def test_the_documented_commands_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    pages = [path for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")) if path.is_file()]
    named = {name for page in pages for name in re.findall(r"`make ([a-z-]+)", page.read_text())}
    assert named <= targets
    documented = set(re.findall(r"`make ([a-z-]+)", (ROOT / "docs/development.md").read_text()))
    assert documented == targets


def test_what_only_jobs_need_is_not_loaded_at_the_start() -> None:
    """A library that reads workbooks takes half as long to load as the whole program."""
    started = "import sys, django; django.setup(); import config.urls; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", started], cwd=ROOT, capture_output=True, check=True, text=True)
    assert {"docx", "openpyxl", "pandas", "segno", "typst", "xlsxwriter"} & set(loaded.stdout.split()) == set()
