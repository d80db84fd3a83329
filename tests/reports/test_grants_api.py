"""An organisation's page: all that everybody here gives to it; across municipalities what was decided, nothing else."""

import io
from typing import Any

from openpyxl import load_workbook

from tests.agreements.sample import active, body, member
from tests.browsing import browser, text
from tests.cast import VAN, VANNAS, Cast, Client, organization
from tests.reports.taking_out import rows, taken_out

NEIGHBOUR = {
    "reference": "V/1",
    "title": "Vännäs bidrag",
    "kind": "grant",
    "starts_on": "2022-07-01",
    "ends_on": "2023-06-30",
    "parties": [{"organization": VANNAS, "role": "funder"}, {"organization": VAN, "role": "recipient"}],
    "commitments": [
        {
            "party": VANNAS,
            "kind": "funding",
            "per": "period",
            "amounts": [{"period": "2022", "amount": "50000.00"}, {"period": "2023", "amount": "60000.00"}],
        }
    ],
}


def neighbours(who: Client, decided_on: str = "2022-05-01", **changes: Any) -> int:
    pk = int(who.ok("post", "agreements", {**NEIGHBOUR, **changes})["id"])
    who.ok("post", f"agreements/{pk}/propose", {})
    said = {"organization": VANNAS, "outcome": "yes", "decided_on": decided_on, "body": "KS", "paragraph": "§ 9"}
    who.ok("post", f"agreements/{pk}/decisions", said)
    return pk


def path(cast: Cast, query: str = "") -> str:
    return f"organizations/{cast.van.pk}/grants{query}"


def test_all_givers_and_what_runs_at_the_same_time(cast: Cast) -> None:
    pk = active(cast)
    neighbours(cast.stranger)
    found = cast.officer.ok("get", path(cast))
    own, other = found["grants"]
    assert (own["agreement"], own["reference"], own["amount"]) == (pk, body()["reference"], "4500000.00")
    assert (other["giver_name"], other["agreement"], other["title"]) == ("Vännäs kommun", None, None)
    assert other["periods"] == [{"period": "2022", "amount": "50000.00"}, {"period": "2023", "amount": "60000.00"}]
    assert own["overlaps"] == [{"grant": 1, "starts_on": "2022-07-01", "ends_on": "2022-12-31"}]
    assert found["total"] == "4610000.00"


def test_the_page_can_be_taken_out(cast: Cast) -> None:
    """With the same rows, and of other municipalities' agreements no more than the page tells."""
    pk = active(cast)
    neighbours(cast.stranger)
    own, other = rows(taken_out(cast.auditor, path(cast), as_of="2022-06-30"))
    assert (own["agreement"], own["amount"], own["decided_on"]) == (f"{pk}", "4500000,00", "2019-12-10")
    assert (other["giver_name"], other["amount"]) == ("Vännäs kommun", "110000,00")
    assert (other["agreement"], other["reference"], other["title"]) == ("", "", "")
    shared, _same = rows(taken_out(cast.auditor, path(cast), table="overlaps", as_of="2022-06-30"))
    assert (shared["starts_on"], shared["ends_on"]) == ("2022-07-01", "2022-12-31")
    book = load_workbook(io.BytesIO(taken_out(cast.auditor, path(cast), "xlsx")))
    assert {row[0].value: row[1].value for row in book["Cover"].iter_rows()}["Total"] == "4610000.00"
    assert set(cast.nobody.no(401, "get", path(cast))) == {"not_authenticated"}
    wrong = {"list": path(cast), "format": "csv", "filters": {"as_of": "x", "known_at": "x"}}
    assert len(cast.auditor.send("post", "exports", wrong).json()["errors"]) == 2


def test_only_what_was_decided_by_the_day(cast: Cast) -> None:
    active(cast)
    neighbours(cast.stranger)
    assert len(cast.auditor.ok("get", path(cast, "?as_of=2022-04-30"))["grants"]) == 1
    assert cast.auditor.ok("get", path(cast, "?known_at=2020-01-01T00:00:00Z"))["grants"] == []


def test_a_proposal_is_nobodys_business(cast: Cast) -> None:
    pk = cast.stranger.ok("post", "agreements", NEIGHBOUR)["id"]
    cast.stranger.ok("post", f"agreements/{pk}/propose", {})
    assert cast.officer.ok("get", path(cast))["grants"] == []


def test_an_early_end_ends_the_overlap(cast: Cast) -> None:
    pk = active(cast)
    neighbours(cast.stranger)
    ended = {"document": "KS/9", "reason": "Beslut", "terminated_on": "2022-03-01", "last_day": "2022-06-30"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", ended)
    own, _other = cast.officer.ok("get", path(cast))["grants"]
    assert (own["ends_on"], own["ended_on"], own["overlaps"]) == ("2022-06-30", "2022-06-30", [])
    address = f"/organizations/{cast.van.pk}?as_of=2022-03-01"
    assert "ended early; the amounts are as decided" in text(browser(cast.officer).get(address))
    before = cast.officer.ok("get", path(cast, "?as_of=2022-02-28"))["grants"][0]
    assert (before["ends_on"], before["ended_on"]) == ("2022-12-31", None)


def test_who_sees_it(cast: Cast) -> None:
    active(cast)
    assert len(cast.treasurer.ok("get", path(cast))["grants"]) == 1
    other = member("other", reporter=organization("802000-0017"))
    assert set(other.no(403, "get", path(cast))) == {"grants.not_for_you"}
