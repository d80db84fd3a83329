"""Worked agreements come out as their files say, entry by entry, through the API."""

from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.__main__ import ROOT
from tests.cases.loader import Yaml, ask, begin, entries, live, matches, read

HERE = Path(__file__).parent
SHARED = ROOT.parent / "shared" / "cases"
OWN = sorted(HERE.glob("*.yaml"))


def check_case(case: Yaml) -> None:
    """Live through the agreement once for each set of terms, then ask everything that the file asks of it."""
    for change, group in groupby(entries(case), key=lambda entry: repr(entry[0])):
        wanted = list(group)
        world = begin(case, wanted[0][0])
        live(world, case.get("events", []))
        for _change, entry in wanted:
            expect(ask(world, entry["as_of"]), entry, f"{case['name']}, {change} at {entry['as_of']}")


def expect(answer: Yaml, entry: Yaml, where: str) -> None:
    """What the entry says is in the answer; a list of consequences is the whole list."""
    assert answer["status"] == entry["status"], where
    lines = [{**line, "period": period["period"]} for period in answer["periods"] for line in period["lines"]]
    expect_rows(lines, entry.get("lines", []), where)
    expect_rows(answer["through_term"], entry.get("through_term", []), where)
    codes = [finding["code"] for finding in answer["findings"]]
    for code in entry.get("findings", []):
        assert code in codes, f"{where}: no finding {code} among {codes}"
    for code in entry.get("no_findings", []):
        assert code not in codes, f"{where}: a finding {code}"
    if "consequences" in entry:
        assert len(answer["consequences"]) == len(entry["consequences"]), f"{where}: {answer['consequences']}"
        expect_rows(answer["consequences"], entry["consequences"], where)


def expect_rows(rows: list[Yaml], wanted: list[Yaml], where: str) -> None:
    for want in wanted:
        parts: dict[str, list[Yaml]] = {"components": want.get("components", [])}
        flat: dict[str, Any] = {name: value for name, value in want.items() if name not in parts}
        found = [row for row in rows if matches(row, flat)]
        assert len(found) == 1, f"{where}: {len(found)} rows are {flat}, of {rows}"
        expect_rows(found[0].get("components", []), parts["components"], where)


@pytest.mark.django_db
@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_case(path: Path) -> None:
    check_case(read(path))


@pytest.mark.django_db
def test_van_i_umea(shared: Path) -> None:
    check_case(read(shared / "cases" / "van-i-umea.yaml"))
