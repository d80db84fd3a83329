"""A rate that changes afterwards changes what is not approved yet, and never what was approved."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from finance import rates
from reports.selectors import terms
from tests.agreements.sample import active, begun
from tests.cast import Cast

Edit = Callable[[str], None]


def forget() -> None:
    for remembered in (rates._published_table, terms.conditions_of):
        remembered.cache_clear()


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch) -> Iterator[Edit]:
    """Let the published adult rate say something else, as a corrected data file would."""

    def edit(value: str) -> None:
        leader = rates.published()["leader-2014"]
        quotes = tuple(
            replace(one, value=Decimal(value), source="Rättad") if one.category == "adult" else one
            for one in leader.quotes
        )
        found = {"leader-2014": replace(leader, quotes=quotes)}
        monkeypatch.setattr(rates, "published", lambda: found)
        forget()

    yield edit
    monkeypatch.undo()
    forget()


def part_of(cast: Cast, pk: int, question: str = "") -> Any:
    """The volunteer time of 2020 by the check."""
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check{question}")
    lines = answer["periods"][0]["lines"]
    return next(line for line in lines if line["kind"] == "co_financing")["components"][0]


def submitted(cast: Cast, pk: int) -> str:
    path = f"annual-reports/{begun(cast.officer, pk)['id']}"
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15"})
    return path


def test_an_approved_report_keeps_its_rates(cast: Cast, edited: Edit) -> None:
    """4 000 h × 220 = 880 000 stays; × 100 it would be 400 000."""
    pk, waiting = active(cast), active(cast, reference="waiting")
    path, _other = submitted(cast, pk), submitted(cast, waiting)
    done = cast.officer.ok("post", f"{path}/approve", {"approved_on": "2021-04-20"})
    assert done["review"]["rates"] == {
        "name": "leader-2014",
        "rates": [
            {
                "category": "adult",
                "rate": "220.00",
                "starts_on": "2014-01-01",
                "ends_on": None,
                "source": rates.published()["leader-2014"].quotes[0].source,
            }
        ],
    }
    edited("100.00")
    kept, changed, before = part_of(cast, pk), part_of(cast, waiting), part_of(cast, pk, "?as_of=2021-04-19")
    assert (kept["delivered"], kept["valued_at"][0]["rate"]) == ("880000.00", "220.00")
    assert (changed["delivered"], changed["valued_at"][0]["source"]) == ("400000.00", "Rättad")
    assert before["delivered"] == "400000.00"  # not approved by then: the rates in force
    listed = {row["agreement"]: row["review"] for row in cast.officer.ok("get", "annual-reports")["results"]}
    assert listed == {pk: done["review"], waiting: None}


def test_what_is_sent_back_keeps_none(cast: Cast) -> None:
    path = submitted(cast, active(cast))
    told = {"comment": "Bilaga?", "due_on": "2021-04-30", "returned_on": "2021-04-01"}
    assert cast.officer.ok("post", f"{path}/return", told)["review"]["rates"] is None


def test_hours_without_a_rate_stay_without_one(cast: Cast) -> None:
    """What could not be valued when it was approved is not valued in silence afterwards: it is corrected."""
    own = {"rates": [{"category": "young", "rate": "50.00", "starts_on": "2020-01-01", "source": "KS § 1"}]}
    pk = active(cast, conditions={"volunteer_rate": own})
    done = cast.officer.ok("post", f"{submitted(cast, pk)}/approve", {"approved_on": "2021-04-20"})
    assert done["review"]["rates"] == {"name": "own", "rates": []}
    assert part_of(cast, pk)["delivered"] is None


def test_without_rates_nothing_is_kept(cast: Cast) -> None:
    pk = active(cast, conditions={})
    done = cast.officer.ok("post", f"{submitted(cast, pk)}/approve", {"approved_on": "2021-04-20"})
    assert done["review"]["rates"] is None
