"""Read a case: YAML that a treasurer can read and write; `README.md` in this folder says which words it knows."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from finance.rates import published
from office.quoted import UniqueKeyLoader
from tests.cases.words import Yaml


def read(path: Path) -> Yaml:
    """A case file; a key that stands twice is an error."""
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=UniqueKeyLoader)  # noqa: S506 - a SafeLoader
    assert isinstance(found, dict)
    return found


def plain(value: Any) -> Any:
    """YAML's dates as the API takes them."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def rates_that_differ(case: Yaml) -> list[str]:
    """The rates that a case relies on and that are not published so: its figures would be right by accident only."""
    found = []
    for name, said in case.get("rates", {}).items():
        quotes = published()[name].quotes if name in published() else ()
        values = {(quote.category, quote.starts_on): quote.value for quote in quotes}
        for category in said.keys() - {"from"}:
            if values.get((category, said.get("from"))) != Decimal(said[category]):
                found.append(f"{name}, {category}: {said[category]} from {said.get('from')}")
    return sorted(found)


def entries(case: Yaml) -> list[tuple[Yaml | None, Yaml]]:
    """Every expectation with the change of terms that it needs."""
    unchanged: list[tuple[Yaml | None, Yaml]] = [(None, one) for one in case.get("expect", [])]
    return unchanged + [(one["change"], one) for one in case.get("variant", [])]
