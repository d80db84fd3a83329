"""Worked agreements come out as their files say, entry by entry, through the API."""

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from stdnum.se import orgnr

from tests.cases import cooperation, words
from tests.cases.loader import World, ask, begin, entries, live, plain, rates_that_differ, read
from tests.cases.words import Yaml

pytestmark = pytest.mark.both

HERE = Path(__file__).parent
OWN = sorted(HERE.glob("*.yaml"))
#: Lists inside a row that are matched row by row instead of as a whole.
NESTED = ("components", "instalments", "valued_at", "beside")


def check_case(case: Yaml) -> None:
    """Live through the agreement once for each set of terms, then ask everything that the file asks of it."""
    assert words.unknown(case) == []
    assert rates_that_differ(case) == []
    for _change, group in groupby(entries(case), key=lambda entry: repr(entry[0])):
        wanted = list(group)
        if "other" in case:
            live(begin({"name": "Den andra", **case["other"]}), case["other"].get("events", []))
        for change, entry in (one for one in wanted if "decided" in one[1]):
            found = cooperation.standing(begin(case, change, entry["decided"]))
            assert found == {name: entry[name] for name in ("state", "waiting_for")}, case["name"]
        world, events = begin(case, wanted[0][0]), case.get("events", [])
        live(world, [*cooperation.joins(case["agreement"], events), *events])
        for change, entry in wanted:
            where = f"{case['name']}, {change} at {entry.get('as_of')}"
            if "as_of" in entry:
                expect(ask(world, entry["as_of"]), entry, where)
            expect_of_members(world, entry, where)


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


@pytest.mark.django_db
@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_case(path: Path) -> None:
    check_case(read(path))


@pytest.mark.django_db
def test_van_i_umea(shared: Path) -> None:
    check_case(read(shared / "cases" / "van-i-umea.yaml"))


@pytest.mark.django_db
def test_the_umearegionen_office(shared: Path) -> None:
    check_case(read(shared / "cases" / "umearegionen-office.yaml"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_an_own_case_is_invented_and_shows_its_arithmetic(path: Path) -> None:
    """Who falls short here must not be a real association: the numbers come from series that nobody uses."""
    case = read(path)
    terms = case["agreement"]
    names = cooperation.numbers(terms).values() if "members" in terms else terms["names"]
    assert all(orgnr.is_valid(number) and number.startswith(("802000-1", "212000-9")) for number in names)
    assert "invented" in case["source"]
    assert any("=" in entry.get("note", "") for _change, entry in entries(case))


def test_the_readme_names_every_word() -> None:
    text = (HERE / "README.md").read_text(encoding="utf-8")
    every = words.CASE | words.AGREEMENT | words.EXPECT | words.EVERY_EVENT | words.KEY | words.MEMBER | {"change"}
    every |= {word for act, more in words.EVENTS.items() for word in {act, *more}}
    assert [word for word in sorted(every) if f"`{word}`" not in text] == []


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("leader-2014", {"from": date(2014, 1, 1), "adult": "220.00", "young": "50.00"}, []),
        ("leader-2014", {"from": date(2014, 1, 1), "adult": "175.00"}, ["leader-2014, adult: 175.00 from 2014-01-01"]),
        ("leader-2014", {"from": date(2015, 1, 1), "young": "50.00"}, ["leader-2014, young: 50.00 from 2015-01-01"]),
        ("leader-2014", {"adult": "220.00"}, ["leader-2014, adult: 220.00 from None"]),
        ("leader-2014", {"from": date(2014, 1, 1), "board": "1.00"}, ["leader-2014, board: 1.00 from 2014-01-01"]),
        ("leader-1999", {"from": date(2014, 1, 1), "adult": "220.00"}, ["leader-1999, adult: 220.00 from 2014-01-01"]),
    ],
)
def test_rates_that_are_not_the_published_ones_are_told(name: str, said: Yaml, told: list[str]) -> None:
    assert rates_that_differ({"rates": {name: said}}) == told


def test_a_part_of_a_row_is_compared_by_what_is_wanted_of_it() -> None:
    row = {"waiver": {"id": 7, "body": "Kommunstyrelsen"}}
    assert says(row, {"waiver": {"body": "Kommunstyrelsen"}})
    assert not says(row, {"waiver": {"body": "Kulturnämnden"}})
    assert not says({"waiver": None}, {"waiver": {"body": "Kommunstyrelsen"}})


def test_a_word_that_nobody_reads_is_told() -> None:
    case = {
        "agreement": {"ends": "2020-12-31"},
        "events": [{"date": "2020-01-01", "paid": "1.00"}, {"date": "2020-01-02", "payment": "1.00", "to": "x"}],
        "expect": [{"as_of": "2020-01-01", "standing": "open"}],
    }
    assert words.unknown(case) == [
        "agreement: ends",
        "event of 2020-01-01: 0 acts",
        "event of 2020-01-02: to",
        "expect at 2020-01-01: standing",
    ]
