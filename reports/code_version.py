"""Which program made a check: its version, and a digest over the very files that the check consists of.

No git is needed where the program runs. The files are those that `reports.checks` imports from this project, read once
when somebody first asks; the digest changes exactly when one of them does. The commit is told where the program lies
in a clone. Banking days come from a library, which is named with its version.
"""

import ast
import hashlib
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CHECK = ("reports.checks.check", "reports.checks.render")


class CodeVersion(NamedTuple):
    """`version` is the project's, `commit` None outside a clone, `digest` that of the check's files, `holidays` the
    version of the library that knows banking days."""

    version: str
    commit: str | None
    digest: str
    holidays: str


@lru_cache(maxsize=1)
def code_version() -> CodeVersion:
    """Of the program as it lies here."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return CodeVersion(said["project"]["version"], commit(ROOT), digest(files(ROOT)), metadata.version("holidays"))


def digest(found: dict[str, Path]) -> str:
    """A fingerprint of the files by their modules' names."""
    sums = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()}
    listed = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    return f"sha256:{hashlib.sha256(listed.encode()).hexdigest()}"


def files(root: Path) -> dict[str, Path]:
    """The check's modules and all of the project that they import, by name."""
    found: dict[str, Path] = {}
    todo = list(CHECK)
    while todo:
        name = todo.pop()
        path = _path(root, name)
        if path is not None and name not in found:
            found[name] = path
            todo += _imported(path)
    return found


def _path(root: Path, name: str) -> Path | None:
    """The file of a module, or None for what is no module of the project."""
    place = root.joinpath(*name.split("."))
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


def _imported(path: Path) -> Iterator[str]:
    """Every name that could be a module: what is imported, what it is imported from, and the packages around it."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            parts = name.split(".")
            yield from (".".join(parts[: index + 1]) for index in range(len(parts)))


def commit(root: Path) -> str | None:
    """The commit that a clone is at, read from git's own files; None where there is no clone."""
    folder = root / ".git"
    if not (folder / "HEAD").is_file():
        return None
    head = (folder / "HEAD").read_text(encoding="utf-8").strip()
    if not head.startswith("ref: "):
        return head
    name = head.removeprefix("ref: ")
    if (folder / name).is_file():
        return (folder / name).read_text(encoding="utf-8").strip()
    packed = folder / "packed-refs"
    lines = packed.read_text(encoding="utf-8").splitlines() if packed.is_file() else []
    return next((line.split()[0] for line in lines if line.endswith(f" {name}")), None)
