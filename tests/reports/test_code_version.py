"""Which program made a check: told without git, by the files that the check consists of."""

import shutil
import subprocess
from pathlib import Path

import pytest

from reports import code_version
from tests.__main__ import ROOT

COMMIT = "0123456789" * 4


def test_it_names_the_check_and_all_that_it_imports_from_the_project() -> None:
    found = code_version.files(ROOT)
    rules = {f"reports.checks.rules.{path.stem}" for path in (ROOT / "reports/checks/rules").glob("[a-z]*.py")}
    assert rules <= found.keys()
    assert {"reports.checks.facts", "finance.valuation", "agreements.periods", "agreements"} <= found.keys()
    assert not {name for name in found if ".api" in name or ".services" in name or "django" in name}


def test_it_is_told_once_and_whole() -> None:
    told = code_version.code_version()
    assert told is code_version.code_version()
    assert (told.version, told.digest[:7], len(told.digest)) == ("0.1.0", "sha256:", 71)
    assert told.holidays


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of three files, of which the check consists of two."""
    files = {
        "reports/checks/check.py": "import agreements.periods\n",
        "agreements/periods.py": "DAYS = 365\n",
        "agreements/other.py": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_its_digest_changes_when_a_file_of_the_check_does(project: Path) -> None:
    def digest() -> str:
        return code_version.digest(code_version.files(project))

    before = digest()
    assert set(code_version.files(project)) == {"reports.checks.check", "agreements.periods"}
    (project / "agreements/other.py").write_text("DAYS = 1\n")
    assert digest() == before
    (project / "agreements/periods.py").write_text("DAYS = 366\n")
    assert digest() != before


def test_the_commit_is_read_from_gits_own_files(tmp_path: Path) -> None:
    assert code_version.commit(tmp_path) is None
    folder = tmp_path / ".git"
    (folder / "refs/heads").mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    assert code_version.commit(tmp_path) is None
    (folder / "packed-refs").write_text(f"# pack-refs\n{COMMIT} refs/heads/main\n")
    assert code_version.commit(tmp_path) == COMMIT
    (folder / "refs/heads/main").write_text(f"{COMMIT[::-1]}\n")
    assert code_version.commit(tmp_path) == COMMIT[::-1]
    (folder / "HEAD").write_text(f"{COMMIT}\n")
    assert code_version.commit(tmp_path) == COMMIT


def test_git_says_the_same() -> None:
    if not shutil.which("git") or not (ROOT / ".git").is_dir():
        pytest.skip("only a clone knows its commit: install the Debian package git and clone")
    said = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=True, text=True)
    assert code_version.commit(ROOT) == said.stdout.strip()
