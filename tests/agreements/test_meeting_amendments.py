"""Amendments that meet: what one was proposed on, another has changed."""

from typing import Any

import pytest

from office.models import Organization
from tests.agreements.region import (
    HOST,
    MEMBERS,
    NEWCOMER,
    amended,
    answered,
    body,
    decided,
    officer_of,
    promised,
    seventh,
)

Json = dict[str, Any]
pytestmark = pytest.mark.django_db
PARTS = {"2480": "50", "2460": "20", "2401": "10", "2409": "10", "2404": "5", "2403": "5"}


def by_percent(cost: int, **parts: str) -> list[Json]:
    rows = [{"organization": MEMBERS[code][1], "percent": part} for code, part in {**PARTS, **parts}.items()]
    return [{"shared_cost": cost, "basis": "percentages", "members": rows}]


def test_who_has_left_does_not_come_back_by_a_later_key(members: dict[str, Organization]) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    cost = agreement["shared_costs"][0]["id"]
    everyone = [{"organization": one.pk} for one in members.values()]
    later = [{"shared_cost": cost, "basis": "equal", "members": everyone}]
    answered(amended(agreement, host, effective_on="2027-01-01", shared_costs=later), *members.values())
    leaving = [{"organization": members["2460"].pk}]
    answered(amended(agreement, host, effective_on="2026-07-01", leave=leaving), *members.values())
    for day in ("2026-11-01", "2027-02-01"):
        shares = promised(host, agreement, day, "2027")
        assert set(shares) == {"Nordmaling", "Bjurholm", "Vindeln", "Robertsfor", "Umeå"}, day
        assert sum(shares.values()) == 1_500_000
    assert set(shares.values()) == {300_000}


def test_a_key_that_another_amendment_has_made_impossible_is_refused(members: dict[str, Organization]) -> None:
    """Both were open at once: without Vännäs the percentages come to 80."""
    agreement, host = decided(members), officer_of(members["2480"])
    cost = agreement["shared_costs"][0]["id"]
    key = amended(agreement, host, shared_costs=by_percent(cost))
    leave = amended(agreement, host, effective_on="2027-01-01", leave=[{"organization": members["2460"].pk}])
    answered(key, *members.values())
    said = {"organization": members["2480"].pk, "outcome": "yes", "body": "KS", "paragraph": "§ 1"}
    path = f"amendments/{leave['id']}/answers"
    found = host.no(409, "post", path, {**said, "answered_on": "2026-05-04"})
    assert set(found) == {"shared_cost.percentages_sum"}
    shown = host.ok("get", f"amendments/{leave['id']}")  # as it was proposed: the key of then can be shared
    assert (shown["changes"], shown["sentences"]) == (leave["changes"], leave["sentences"])
    assert host.ok("post", f"amendments/{leave['id']}/withdraw", {})["state"] == "withdrawn"


def test_a_refusal_leads_to_the_row_that_says_it_or_would(members: dict[str, Organization]) -> None:
    """Two costs, the second by percentages: whatever is wrong with it is told at its own place in the request."""
    host, terms = officer_of(members["2480"]), body()
    parts = [{"organization": one.number, "percent": percent} for one, percent in zip(
        members.values(), ("50", "10", "10", "10", "10", "10"), strict=True)]  # fmt: skip
    listed = [{"period": "2026", "amount": "600.00"}, {"period": "2027", "amount": "600.00"}]
    second = {"name": "Biblioteket", "payee": HOST, "basis": "percentages", "amounts": listed, "members": parts}
    own = {"party": HOST, "kind": "funding", "name": "Lokal", "per": "period", "amounts": listed, "recipient": HOST}
    terms = {**terms, "shared_costs": [*terms["shared_costs"], second], "commitments": [own]}
    agreement = host.ok("post", "agreements", terms)
    path = f"agreements/{agreement['id']}"
    host.ok("post", f"{path}/propose", {})
    for one in members.values():
        said = {"organization": one.pk, "outcome": "yes", "body": "KS", "paragraph": "§ 1", "decided_on": "2025-12-01"}
        officer_of(one).ok("post", f"{path}/decisions", said)
    office, library = (one["id"] for one in agreement["shared_costs"])
    seventh()

    def refused(**change: Any) -> dict[str, str]:
        said = {"effective_on": "2027-01-01", "reason": "x", "document": "KS/2", **change}
        answer = host.send("post", f"{path}/amendments", said)
        assert answer.status_code == 400, answer.content
        return {one["code"]: one["path"] for one in answer.json()["errors"]}

    first, both = {"shared_cost": office, "amount": "1.00"}, {"shared_cost": library, "payee": HOST}
    leave = [{"organization": members["2460"].pk}]
    assert refused(leave=leave) == {"shared_cost.percentages_sum": "shared_costs[0]"}
    assert refused(leave=leave, shared_costs=[first]) == {"shared_cost.percentages_sum": "shared_costs[1]"}
    assert refused(leave=leave, shared_costs=[both, first]) == {"shared_cost.percentages_sum": "shared_costs[0]"}
    join = [{"organization": NEWCOMER, "role": "member"}]
    assert refused(join=join, shared_costs=[first, both]) == {"amendment.members_needed": "shared_costs[1].members"}
    assert refused(ends_on="2028-12-31", shared_costs=[first]) == {
        "shared_cost.amounts_missing": "shared_costs[1].amounts"
    }
    longer = [*listed, {"period": "2028", "amount": "600.00"}]
    more = [{"shared_cost": library, "amounts": longer}]
    assert refused(ends_on="2028-12-31", shared_costs=more) == {"amounts.periods": "commitments[0].amounts"}
