"""Amendments of what members share: how much, by which key, among whom."""

from datetime import date
from typing import Any

import pytest

from agreements.models import SharedCost
from office.models import Organization, Population
from tests.agreements.region import (
    HOST,
    MEMBERS,
    NEWCOMER,
    amended,
    answered,
    decided,
    officer_of,
    promised,
)
from tests.agreements.sample import twin
from tests.cast import organization

Json = dict[str, Any]
pytestmark = pytest.mark.django_db


def test_another_key_and_amount(members: dict[str, Organization]) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    cost = agreement["shared_costs"][0]["id"]
    equal = [{"shared_cost": cost, "basis": "equal", "amount": "600000.00"}]
    made = amended(agreement, host, effective_on="2027-01-01", shared_costs=equal)
    assert made["sentences"][0] == (
        "Kontoret is shared in equal parts from 1 January 2027 (before: by inhabitants on 31 May 2026)."
    )
    swedish = twin(host, "sv").ok("get", f"amendments/{made['id']}")["sentences"]
    assert swedish[0] == ("Kontoret delas från och med 1 januari 2027 i lika delar (förut efter invånare 31 maj 2026).")
    made = answered(made, *members.values())
    assert set(promised(host, agreement, "2027-01-01", "2027").values()) == {100_000}
    assert promised(host, agreement, "2027-01-01", "2026")["Bjurholm"] == 20_960
    parts = [{"organization": one.pk, "percent": "20"} for one in list(members.values())[1:]]
    changed = [{"shared_cost": cost, "basis": "percentages", "members": parts}]
    again = amended(agreement, host, effective_on="2027-07-01", shared_costs=changed)
    answered(again, *members.values())
    assert sum(promised(host, agreement, "2027-07-01", "2027").values()) == 600_000


def test_shares_say_by_which_key_they_came_about_also_of_who_has_left(members: dict[str, Organization]) -> None:
    """Per capita until July, then in equal parts, and without Vännäs."""
    agreement, host = decided(members), officer_of(members["2480"])
    cost = agreement["shared_costs"][0]["id"]
    leaving = [{"organization": members["2460"].pk}]
    made = amended(agreement, host, leave=leaving, shared_costs=[{"shared_cost": cost, "basis": "equal"}])
    answered(made, *members.values())
    found = host.ok("get", f"agreements/{agreement['id']}/shares")["results"]
    rows = {(one["period"], one["code"]): one for one in found}
    assert ("2027", "2460") not in rows
    assert rows["2026", "2460"]["basis"] == "per_capita"
    assert rows["2026", "2460"]["formula"].endswith("(inhabitants on 2026-05-31: SCB, maj 2026)")
    first, second = rows["2026", "2403"]["formula"].split("; ")
    assert "÷ 165,672 inhabitants" in first
    assert first.endswith("(inhabitants on 2026-05-31: SCB, maj 2026)")
    assert second == "2026-07-01 – 2026-12-31: SEK 756,164 in equal parts among 5 = 151,232.8, as whole SEK 151,233"
    assert rows["2027", "2403"]["formula"] == "SEK 1,500,000 in equal parts among 5 = 300,000"


def test_listed_amounts_name_the_terms_periods(members: dict[str, Organization]) -> None:
    host = officer_of(members["2480"])
    listed = [{"period": "2026", "amount": "600000.00"}, {"period": "2027", "amount": "600000.00"}]
    agreement = decided(members, basis="equal", reference_date=None, amount=None, amounts=listed)
    path, cost = f"agreements/{agreement['id']}/amendments", agreement["shared_costs"][0]["id"]
    said = {"effective_on": "2027-01-01", "reason": "x", "document": "KS/1"}
    unknown = [{"shared_cost": cost, "amounts": [*listed, {"period": "2099", "amount": "1.00"}]}]
    assert "amounts.periods" in host.no(400, "post", path, {**said, "shared_costs": unknown})
    longer = {**said, "ends_on": "2028-12-31"}
    assert "shared_cost.amounts_missing" in host.no(400, "post", path, longer)
    more = [{"shared_cost": cost, "amounts": [*listed, {"period": "2028", "amount": "900000.00"}]}]
    twice = [{"shared_cost": cost, "amounts": [*more[0]["amounts"], more[0]["amounts"][-1]]}]
    assert "amounts.periods" in host.no(400, "post", path, {**longer, "shared_costs": twice})
    made = answered(host.ok("post", path, {**longer, "shared_costs": more}), *members.values())
    assert made["state"] == "agreed"
    one = {
        "effective_on": "2028-01-01",
        "shared_costs": [{"shared_cost": cost, "amounts": [{"period": "2028", "amount": "6.00"}]}],
    }
    alone = host.ok("post", path, {**said, **one})
    first = alone["sentences"][0].replace("\xa0", " ")
    assert first == "Kontoret to share, 2028: 6 kr (before: 900,000 kr)."
    assert set(promised(host, agreement, "2027-01-01", "2028").values()) == {150_000}
    assert len(SharedCost.objects.get(pk=cost).history) == 1
    new = [{"party": HOST, "kind": "funding", "per": "period", "amounts": [{"period": "2019", "amount": "1.00"}]}]
    refused = host.no(400, "post", path, {**said, "add": new})
    assert (set(refused), refused["amounts.periods"]["path"]) == ({"amounts.periods"}, "add[0].amounts")


def test_another_key_leaves_the_members_and_their_bounds(
    members: dict[str, Organization], newcomer: Organization
) -> None:
    """Five of six share, one with a ceiling: another reference date or key is no reason that the sixth does."""
    later = date(2026, 6, 30)
    for one, inhabitants in ((newcomer, 55_000), *((one, 1_000) for one in members.values())):
        Population.objects.create(organization=one, on=later, inhabitants=inhabitants, source="SCB")
    sharing: list[Json] = [{"organization": one.pk} for code, one in members.items() if code != "2460"]
    sharing[-1]["ceiling"] = "700000.00"
    agreement, host = decided(members, members=sharing), officer_of(members["2480"])
    cost = agreement["shared_costs"][0]["id"]

    def shared(as_of: str) -> dict[str, str | None]:
        (found,) = host.ok("get", f"agreements/{agreement['id']}?as_of={as_of}")["shared_costs"]
        return {one["code"]: one["ceiling"] for one in found["members"]}

    assert shared("2026-06-30") == {"2401": None, "2403": None, "2404": None, "2409": None, "2480": "700000.00"}
    dated = [{"shared_cost": cost, "reference_date": str(later)}]
    answered(amended(agreement, host, shared_costs=dated), *members.values())
    assert shared("2026-07-01") == shared("2026-06-30")
    equal = [{"shared_cost": cost, "basis": "equal"}]
    moves = {"join": [{"organization": NEWCOMER, "role": "member"}], "leave": [{"organization": members["2401"].pk}]}
    made = amended(agreement, host, effective_on="2027-01-01", shared_costs=equal, **moves)
    answered(made, newcomer, *members.values())
    assert shared("2027-01-01") == {"2284": None, "2403": None, "2404": None, "2409": None, "2480": "700000.00"}


def test_a_key_repeated_keeps_percentages_and_bounds(members: dict[str, Organization]) -> None:
    parts = [{"organization": one.pk, "percent": "25", "floor": "5.00"} for one in list(members.values())[:4]]
    agreement = decided(members, basis="percentages", reference_date=None, members=parts)
    host, cost = officer_of(members["2480"]), agreement["shared_costs"][0]["id"]
    same = [{"shared_cost": cost, "basis": "percentages", "amount": "2000000.00"}]
    answered(amended(agreement, host, shared_costs=same), *members.values())
    (found,) = host.ok("get", f"agreements/{agreement['id']}?as_of=2026-07-01")["shared_costs"]
    assert {(one["weight"], one["floor"]) for one in found["members"]} == {("25.00", "5.00")}
    path = f"agreements/{agreement['id']}/amendments"
    said = {"effective_on": "2027-01-01", "reason": "x", "document": "KS/1"}
    answer = host.send("post", path, {**said, "shared_costs": [{"shared_cost": cost, "basis": "usage"}]}).json()
    assert [(one["path"], one["code"]) for one in answer["errors"]] == [("shared_costs[0].members", "required")]
    answer = host.send(
        "post",
        path,
        {**said, "shared_costs": [{"shared_cost": cost, "basis": "per_capita", "reference_date": "2020-01-01"}]},
    ).json()
    assert {(one["path"], one["code"]) for one in answer["errors"]} == {
        ("shared_costs[0].members", "population.missing")
    }


def test_one_thing_stands_in_one_place(members: dict[str, Organization]) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    cost, leaving = agreement["shared_costs"][0]["id"], members["2460"].pk
    unknown = organization("212000-3005", "Okänd kommun", municipality_code="2505")
    said = {
        "effective_on": "2027-01-01", "ends_on": "2025-06-30", "reason": "x", "document": "KS/1",
        "join": [{"organization": unknown.number, "role": "member"}],
        "leave": [{"organization": leaving}, {"organization": MEMBERS["2460"][1]}],
        "shared_costs": [{"shared_cost": cost, "amount": "1.00"}, {"shared_cost": cost, "amount": "2.00"}],
    }  # fmt: skip
    answer = host.send("post", f"agreements/{agreement['id']}/amendments", said).json()
    assert {(one["path"], one["code"]) for one in answer["errors"]} == {
        ("ends_on", "term.ends_before_start"),
        ("join[0].organization", "population.missing"),
        ("leave[1].organization", "amendment.twice"),
        ("shared_costs[1].shared_cost", "amendment.twice"),
    }


def test_kronor_are_told_of_all_that_is_agreed(members: dict[str, Organization], newcomer: Organization) -> None:
    """Who decides on a dearer cost reads what each pays of it with the member that is agreed to join later."""
    agreement, host = decided(members), officer_of(members["2480"])
    joins = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    answered(joins, newcomer, *members.values())
    dearer = [{"shared_cost": agreement["shared_costs"][0]["id"], "amount": "2000000.00"}]
    made = amended(agreement, host, effective_on="2026-01-01", shared_costs=dearer)
    said = [text.replace("\xa0", " ") for text in made["sentences"]]
    assert "Kontoret to share, from 1 January 2026: 2,000,000 kr a year (before: 1,500,000 kr a year)." in said
    assert "Nordmaling kommun, Kontoret, 2027: 62,709 kr (before: 47,032 kr)." in said
    assert "Örnsköldsviks kommun, Kontoret, 2027: 501,072 kr (before: 375,804 kr)." in said
    assert (made["value_before"], made["value_after"]) == ("3000000.00", "4000000.00")
    agreed = answered(made, newcomer, *members.values())
    assert agreed["sentences"] == made["sentences"]
    shares = promised(host, agreement, "2027-12-31", "2027")
    assert (shares["Nordmaling"], shares["Örnsköldsvik"]) == (62_709, 501_072)
    assert host.ok("get", f"amendments/{joins['id']}")["value_after"] == "3000000.00"


def test_a_floor_that_binds_nobody_today_is_told(members: dict[str, Organization]) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    rows: list[Json] = [{"organization": one.pk} for one in members.values()]
    rows[0] |= {"floor": "1000.00", "ceiling": "900000.00"}
    cost = {"shared_cost": agreement["shared_costs"][0]["id"], "members": rows}
    made = amended(agreement, host, effective_on="2027-01-01", shared_costs=[cost])
    assert [text.replace("\xa0", " ") for text in made["sentences"]] == [
        "Nordmaling kommun, Kontoret, from 1 January 2027: at least 1,000 kr (before: nothing).",
        "Nordmaling kommun, Kontoret, from 1 January 2027: at most 900,000 kr (before: nothing).",
    ]


def test_each_part_of_a_percentage_key_is_told(members: dict[str, Organization]) -> None:
    host = officer_of(members["2480"])
    parts = dict(zip(members.values(), ("10", "10", "10", "10", "10", "50"), strict=True))
    rows = [{"organization": one.pk, "percent": part} for one, part in parts.items()]
    agreement = decided(members, basis="percentages", reference_date=None, members=rows)
    rows[0]["percent"], rows[1]["percent"] = "12.5", "7.5"
    cost = {"shared_cost": agreement["shared_costs"][0]["id"], "members": rows}
    made = amended(agreement, host, effective_on="2027-01-01", shared_costs=[cost])
    said = [text.replace("\xa0", " ") for text in made["sentences"]]
    assert "Nordmaling kommun, Kontoret, from 1 January 2027: part 12.5 % (before: 10 %)." in said
    assert "Bjurholm kommun, Kontoret, 2027: 112,500 kr (before: 150,000 kr)." in said
