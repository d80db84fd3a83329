"""Worked agreements come out as their files say, entry by entry, through the API."""

from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from stdnum.se import orgnr

from tests.cases import cooperation, words
from tests.cases.comparing import expect, expect_of_members, says
from tests.cases.playing import live
from tests.cases.reading import entries, rates_that_differ, read
from tests.cases.words import Yaml
from tests.cases.world import ask, begin

HERE = Path(__file__).parent
OWN = sorted(HERE.glob("*.yaml"))
#: Where a database adds up: the rows of books, and what was written off of a claim. The rest is Python's.
ADDED_UP = {"books", "books-half-year", "late-claim", "reconsidered"}


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


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.both if path.stem in ADDED_UP else (), id=path.stem) for path in OWN],
)
def test_own_case(path: Path) -> None:
    check_case(read(path))


@pytest.mark.both
@pytest.mark.django_db
def test_van_i_umea(shared: Path) -> None:
    check_case(read(shared / "cases" / "van-i-umea.yaml"))


@pytest.mark.both
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
