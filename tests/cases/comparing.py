"""Compare what the API answers with what a case's file says of it: of each row only what the file says."""

from typing import Any

from tests.cases import cooperation
from tests.cases.reading import plain
from tests.cases.words import Yaml
from tests.cases.world import World

#: Lists inside a row that are matched row by row instead of as a whole.
NESTED = ("components", "instalments", "valued_at", "beside")


def expect_of_members(world: World, entry: Yaml, where: str) -> None:
    """What members pay of a period, what became of the amendments, and what a pilot found."""
    if "period" in entry:
        found = cooperation.shares(world, entry["period"])
        assert found == entry["shares"], f"{where}: {found}"
        assert sum(found.values()) == entry["sum"], where
    if "amendments" in entry:
        rows = cooperation.amendments(world)
        assert len(rows) == len(entry["amendments"]), f"{where}: {rows}"
        expect_rows(rows, entry["amendments"], where)
    if "pilot" in entry:
        assert cooperation.pilot(world) == entry["pilot"], where


def expect(answer: Yaml, entry: Yaml, where: str) -> None:
    """What the entry says is in the answer; lists of periods, of consequences and of support are the whole list."""
    assert answer["status"] == entry["status"], f"{where}: {answer['through_term']}"
    lines = [{**line, "period": period["period"]} for period in answer["periods"] for line in period["lines"]]
    expect_rows(lines, entry.get("lines", []), where)
    expect_rows(answer["through_term"], entry.get("through_term", []), where)
    expect_rows(answer["findings"], [as_row(one) for one in entry.get("findings", [])], where, once=False)
    for one in entry.get("no_findings", []):
        assert not found_in(answer["findings"], as_row(one)), f"{where}: a finding {one}"
    for name in ("periods", "consequences", "support"):
        if name in entry:
            assert len(answer[name]) == len(entry[name]), f"{where}: {answer[name]}"
            expect_rows(answer[name], entry[name], where)


def as_row(finding: Any) -> Yaml:
    """A finding named by its code alone, or by more of what it says."""
    return finding if isinstance(finding, dict) else {"code": finding}


def found_in(rows: list[Yaml], wanted: Yaml) -> list[Yaml]:
    """The rows that say everything that is wanted of one."""
    flat = {name: plain(value) for name, value in wanted.items() if name not in NESTED}
    return [row for row in rows if says(row, flat)]


def says(found: Any, wanted: Any) -> bool:
    """Whether a value is the wanted one; something with parts (a line's waiver) may have more of them."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return all(says(found.get(name), value) for name, value in wanted.items())
    return bool(found == wanted)


def expect_rows(rows: list[Yaml], wanted: list[Yaml], where: str, once: bool = True) -> None:
    for want in wanted:
        found = found_in(rows, want)
        assert len(found) == 1 or (found and not once), f"{where}: {len(found)} rows are {want}, of {rows}"
        for name in NESTED:
            expect_rows(found[0].get(name, []), want.get(name, []), where)
