"""Members that share a cost: registered with a key, each with a commitment of its own that is paid to the host."""

from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from agreements.models import Agreement, SharedCost
from office.models import Organization
from tests.agreements.region import HOST, MEMBERS, body, officer_of
from tests.agreements.sample import twin
from tests.cast import Client, organization, user

Json = dict[str, Any]
pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def officer(members: dict[str, Organization]) -> Client:
    return officer_of(members["2480"])


def amounts(shares: list[Json], period: str) -> dict[str, int]:
    return {one["code"]: int(Decimal(one["amount"])) for one in shares if one["period"] == period}


def test_each_share_is_a_commitment_to_the_host(officer: Client, members: dict[str, Organization]) -> None:
    made = officer.ok("post", "agreements", body())
    (cost,) = made["shared_costs"]
    assert (cost["name"], cost["basis"], cost["amount"], cost["payee"]) == (
        "Kontoret", "per_capita", "1500000.00", members["2480"].pk,
    )  # fmt: skip
    assert {one["code"]: (one["weight"], one["source"]) for one in cost["members"]}["2403"] == ("2315", "SCB, maj 2026")
    promised = {row["party"]: row for row in made["commitments"]}
    assert set(promised) == {one.pk for one in members.values()}
    for row in promised.values():
        assert (row["kind"], row["recipient"], row["per"], row["clause"]) == ("funding", cost["payee"], "period", "§ 5")
        assert row["shared_cost"] == cost["id"]
    shares = officer.ok("get", f"agreements/{made['id']}/shares")["results"]
    assert [(one["period"], one["code"]) for one in shares][:3] == [
        ("2026", "2401"),
        ("2026", "2403"),
        ("2026", "2404"),
    ]
    for period in ("2026", "2027"):
        assert sum(amounts(shares, period).values()) == 1_500_000
        for one in (one for one in shares if one["period"] == period):
            said = promised[one["organization"]]["amounts"]
            assert {"period": period, "amount": one["amount"]} in said


def test_a_share_says_how_it_came_about_in_both_languages(officer: Client) -> None:
    made = officer.ok("post", "agreements", body())
    path = f"agreements/{made['id']}/shares"
    told = next(one for one in officer.ok("get", path)["results"] if one["code"] == "2403")
    assert told["formula"] == (
        "SEK 1,500,000 × 2,315 ÷ 165,672 inhabitants = 20,960.0898, as whole SEK 20,960 "
        "(inhabitants on 2026-05-31: SCB, maj 2026)"
    )
    swedish = twin(officer, "sv").ok("get", path)["results"]
    text = next(one for one in swedish if one["code"] == "2403")["formula"].replace("\xa0", " ")
    assert text == (
        "1 500 000 kr × 2 315 ÷ 165 672 invånare = 20 960,0898, i hela kronor 20 960 kr "
        "(invånare 2026-05-31: SCB, maj 2026)"
    )


def test_it_binds_when_all_have_decided_and_says_for_whom_it_waits(
    officer: Client, members: dict[str, Organization], shared: Path
) -> None:
    case: Json = yaml.safe_load((shared / "cases" / "umearegionen-office.yaml").read_text())
    expected = case["expect"][0]
    made = officer.ok("post", "agreements", body())
    path = f"agreements/{made['id']}"
    officer.ok("post", f"{path}/propose", {})
    said = {"outcome": "yes", "body": "Kommunstyrelsen", "paragraph": "§ 1", "decided_on": "2025-12-01"}
    for code in expected["decided"]:
        own = Client(user(f"o{code}", "officer", members[code]))
        own.ok("post", f"{path}/decisions", {"organization": members[code].pk, **said})
    standing = officer.ok("get", path)
    assert standing["state"] == expected["state"]
    assert standing["waiting_for"] == [members[code].pk for code in expected["waiting_for"]]
    last = Client(user("sist", "officer", members["2460"]))
    assert len(last.ok("get", f"{path}/shares")["results"]) == 12  # each sees every share
    assert "decision.not_yours" in officer.no(
        403, "post", f"{path}/decisions", {"organization": members["2460"].pk, **said}
    )
    last.ok("post", f"{path}/decisions", {"organization": members["2460"].pk, **said})
    assert officer.ok("get", path)["state"] == "active"
    check = officer.ok("get", f"{path}/commitment-check?as_of=2026-06-30")
    lines = check["periods"][0]["lines"]
    assert sum(Decimal(line["promised"]) for line in lines) == 1_500_000
    host = next(row["id"] for row in standing["commitments"] if row["party"] == members["2480"].pk)
    paid = {"agreement": made["id"], "commitment": host, "period": "2026", "amount": "1000.00", "paid_on": "2026-01-31"}
    assert officer.ok("post", "payments", paid)["recipient"] == members["2480"].pk  # a host pays and is paid


def test_a_draft_is_revised_with_its_costs(officer: Client) -> None:
    made = officer.ok("post", "agreements", body())
    path = f"agreements/{made['id']}"
    renamed = officer.patch_current(path, {"title": "Regionens kontor"})
    assert [{**one, "id": 0} for one in renamed["shared_costs"]] == [{**one, "id": 0} for one in made["shared_costs"]]
    assert len(renamed["commitments"]) == 6
    equal = {**body(basis="equal", reference_date=None)["shared_costs"][0]}
    again = officer.patch_current(path, {"shared_costs": [equal]})
    assert {row["amounts"][0]["amount"] for row in again["commitments"]} == {"250000.00"}
    assert SharedCost.objects.count() == 1


def test_own_percentages_and_bounds(officer: Client) -> None:
    parts = {"2480": "50", "2460": "20", "2401": "10", "2409": "10", "2404": "5", "2403": "5"}
    sharing = [{"organization": MEMBERS[code][1], "percent": per_cent} for code, per_cent in parts.items()]
    cost = {"basis": "percentages", "reference_date": None, "members": sharing}
    made = officer.ok("post", "agreements", body(**cost))
    shares = officer.ok("get", f"agreements/{made['id']}/shares")["results"]
    assert amounts(shares, "2026")["2480"] == 750_000
    assert officer.patch_current(f"agreements/{made['id']}", {"title": "Igen"})["shared_costs"][0]["members"][0][
        "weight"
    ]
    bounded = [{"organization": number} for _name, number, _many in MEMBERS.values()]
    bounded[1] |= {"floor": "50000.00"}
    bounded[5] |= {"ceiling": "900000.00"}
    made = officer.ok("post", "agreements", {**body(members=bounded), "reference": "KS-2025/2"})
    shares = officer.ok("get", f"agreements/{made['id']}/shares")["results"]
    assert (amounts(shares, "2027")["2403"], amounts(shares, "2027")["2480"]) == (50_000, 900_000)
    told = {one["code"]: one["formula"] for one in shares if one["period"] == "2027"}
    assert told["2403"].startswith("SEK 50,000, the least under the agreement")


def test_amounts_per_period_and_part_of_a_year(officer: Client) -> None:
    listed = [{"period": "2026", "amount": "600000.00"}, {"period": "2027", "amount": "6.00"}]
    made = officer.ok("post", "agreements", body(basis="equal", reference_date=None, amount=None, amounts=listed))
    shares = officer.ok("get", f"agreements/{made['id']}/shares")["results"]
    assert set(amounts(shares, "2026").values()) == {100_000}
    assert set(amounts(shares, "2027").values()) == {1}
    part = {**body(), "reference": "KS-2025/3", "starts_on": "2026-07-01"}
    made = officer.ok("post", "agreements", part)
    shares = officer.ok("get", f"agreements/{made['id']}/shares")["results"]
    assert sum(amounts(shares, "2026").values()) == 756_164  # 1 500 000 × 184 ÷ 365 = 756 164.38


def test_everything_wrong_is_told_at_once(officer: Client) -> None:
    association = organization("802000-0009")
    wrong = body(
        basis="percentages",
        amount="1000.50",
        fixed="10.00",
        payee="802000-0009",
        members=[
            {"organization": HOST, "percent": "50"},
            {"organization": HOST, "percent": "40", "floor": "0.50"},
            {"organization": "802000-0009", "percent": "10"},
            {"organization": MEMBERS["2403"][1]},
        ],
        instalments=[{"due": "01-31", "share": "0.5"}],
    )
    found = officer.no(400, "post", "agreements", wrong)
    assert {code: one["path"] for code, one in found.items()} == {
        "shared_cost.field_not_for_basis": "shared_costs[0].reference_date",
        "shared_cost.whole_kronor": "shared_costs[0].members[1].floor",
        "commitment.not_a_party": "shared_costs[0].payee",
        "shared_cost.member_twice": "shared_costs[0].members[1].organization",
        "shared_cost.not_a_public_party": "shared_costs[0].members[2].organization",
        "required": "shared_costs[0].members[3].percent",
        "instalments.shares_sum": "shared_costs[0].instalments",
    }
    assert association.name
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("cost", "code", "path"),
    [
        ({"reference_date": None}, "required", "shared_costs[0].reference_date"),
        ({"reference_date": "2024-11-01"}, "population.missing", "shared_costs[0].members"),
        ({"amount": None}, "shared_cost.amount_or_amounts", "shared_costs[0].amount"),
        ({"amount": None, "amounts": []}, "shared_cost.amount_or_amounts", "shared_costs[0].amount"),
        ({"members": [{"organization": HOST}]}, "shared_cost.too_few", "shared_costs[0].members"),
        ({"basis": "fixed_and_per_capita"}, "required", "shared_costs[0].fixed"),
        ({"basis": "fixed_and_per_capita", "fixed": "250001.00"}, "shared_cost.bounds_above_amount", "shared_costs[0]"),
        (
            {"amount": None, "amounts": [{"period": "2026", "amount": "1.00"}]},
            "amounts.periods",
            "shared_costs[0].amounts",
        ),
        (
            {"members": [{"organization": HOST, "quantity": "1"}, {"organization": MEMBERS["2403"][1]}]},
            "shared_cost.field_not_for_basis",
            "shared_costs[0].members[0].quantity",
        ),
        ({"members": [{"organization": HOST}, {"organization": "212000-2890"}]}, "shared_cost.not_a_public_party",
         "shared_costs[0].members[1].organization"),
    ],
)  # fmt: skip
def test_one_thing_wrong(officer: Client, cost: Json, code: str, path: str) -> None:
    organization("212000-2890", "Örnsköldsviks kommun", municipality_code="2284")
    found = officer.no(400, "post", "agreements", body(**cost))
    assert found[code]["path"] == path
    assert set(found) <= {code, "population.missing"}


def test_percentages_that_do_not_come_to_a_hundred(officer: Client) -> None:
    parts = [{"organization": HOST, "percent": "50"}, {"organization": MEMBERS["2403"][1], "percent": "49.5"}]
    found = officer.no(400, "post", "agreements", body(basis="percentages", reference_date=None, members=parts))
    (refusal,) = found.values()
    assert (refusal["code"], refusal["expected"], refusal["actual"]) == ("shared_cost.percentages_sum", "100", "99.5")
    assert "99.5" in refusal["message"]


def test_fees_above_the_amount_are_told_in_kronor(officer: Client) -> None:
    refused = officer.no(400, "post", "agreements", body(basis="fixed_and_per_capita", fixed="250001.00"))
    told = refused["shared_cost.bounds_above_amount"]["message"].replace("\xa0", " ")
    assert told == "From 2026-01-01 on fees and floors are 1,500,006 kr; 1,500,000 kr are shared."


def test_costs_have_names_of_their_own(officer: Client) -> None:
    twice = body()
    twice["shared_costs"].append({**deepcopy(twice["shared_costs"][0]), "name": "KONTORET"})
    assert officer.no(400, "post", "agreements", twice)["shared_cost.duplicate"]["path"] == "shared_costs[1].name"


def test_a_boards_inhabitants_are_its_municipalitys(officer: Client, members: dict[str, Organization]) -> None:
    board = Organization.objects.create(
        kind="board", name="Kulturnämnden i Vännäs", parent=members["2460"], search_text=""
    )
    with_board = body()
    with_board["parties"] = [{"organization": HOST, "role": "host"}, {"organization": board.pk, "role": "member"}]
    made = officer.ok("post", "agreements", with_board)
    weights = {one["code"]: one["weight"] for one in made["shared_costs"][0]["members"]}
    assert weights == {"2480": "135249", "2460": "9165"}


def test_what_cannot_be_read_is_told_once(officer: Client) -> None:
    found = officer.no(400, "post", "agreements", body(amount="-1.00"))
    assert {code: one["path"] for code, one in found.items()} == {"negative": "shared_costs[0].amount"}
    answer = officer.send("post", "feasibility-studies", {}).json()
    assert {one["path"]: one["expected"] for one in answer["errors"]}["members"] == "list"
