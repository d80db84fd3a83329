"""The office of Umeåregionen: six municipalities that share a cost, and what its terms look like as a body."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from office.models import Organization, Population
from tests.cast import Client, organization, user

Json = dict[str, Any]

#: The six of 2013 with their code, number and inhabitants in May 2026 (SCB; domain.md).
MEMBERS = {
    "2401": ("Nordmaling", "212000-2551", 6931),
    "2403": ("Bjurholm", "212000-2569", 2315),
    "2404": ("Vindeln", "212000-2577", 5396),
    "2409": ("Robertsfors", "212000-2585", 6616),
    "2460": ("Vännäs", "212000-2684", 9165),
    "2480": ("Umeå", "212000-2627", 135249),
}
ON = date(2026, 5, 31)
HOST = MEMBERS["2480"][1]
NEWCOMER = "212000-2890"
YES = {"outcome": "yes", "body": "Kommunstyrelsen", "paragraph": "§ 1", "answered_on": "2026-05-04"}


@pytest.fixture
def members(db: None) -> dict[str, Organization]:
    """The six of 2013, by their codes."""
    return municipalities()


@pytest.fixture
def newcomer(db: None) -> Organization:
    """The seventh, which has not joined."""
    return seventh()


def municipalities() -> dict[str, Organization]:
    """The members by code, with their inhabitants."""
    found = {}
    for code, (name, number, inhabitants) in MEMBERS.items():
        found[code] = organization(number, f"{name} kommun", municipality_code=code)
        Population.objects.create(organization=found[code], on=ON, inhabitants=inhabitants, source="SCB, maj 2026")
    return found


def seventh() -> Organization:
    """Örnsköldsvik, which joins later."""
    one = organization(NEWCOMER, "Örnsköldsviks kommun", municipality_code="2284")
    Population.objects.create(organization=one, on=ON, inhabitants=55382, source="SCB, maj 2026")
    return one


def officer_of(one: Organization) -> Client:
    """Its own officer."""
    return Client(user(f"officer-{one.municipality_code}", "officer", one))


def body(**cost: Any) -> Json:
    """The agreement as its host registers it; `cost` changes what is shared (None: leave it out)."""
    shared = {
        "name": "Kontoret",
        "payee": HOST,
        "basis": "per_capita",
        "amount": "1500000.00",
        "reference_date": str(ON),
        "instalments": [{"due": "01-31", "share": "1"}],
        "clause": "§ 5",
    }
    return {
        "reference": "KS-2025/1",
        "title": "Umeåregionens kontor",
        "kind": "cooperation",
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
        "parties": [
            {"organization": number, "role": "host" if number == HOST else "member"}
            for _name, number, _inhabitants in MEMBERS.values()
        ],
        "commitments": [],
        "shared_costs": [{name: value for name, value in {**shared, **cost}.items() if value is not None}],
    }


def decided(members: dict[str, Organization], /, reference: str = "KS-2025/1", **changes: Any) -> Json:
    """The office in force from its first day: every member has said yes."""
    host = officer_of(members["2480"])
    made = host.ok("post", "agreements", {**body(**changes), "reference": reference})
    path = f"agreements/{made['id']}"
    host.ok("post", f"{path}/propose", {})
    said = {"outcome": "yes", "body": "Kommunstyrelsen", "paragraph": "§ 1", "decided_on": "2025-12-01"}
    for one in members.values():
        officer_of(one).ok("post", f"{path}/decisions", {"organization": one.pk, **said})
    found: Json = host.ok("get", path)
    assert found["state"] == "active"
    return found


def amended(agreement: Json, who: Client, **changes: Any) -> Json:
    said = {"effective_on": "2026-07-01", "reason": "Påhittat", "document": "KS-2026/9", **changes}
    made: Json = who.ok("post", f"agreements/{agreement['id']}/amendments", said)
    return made


def answered(amendment: Json, *ones: Organization, **said: Any) -> Json:
    """All of them say yes."""
    for one in ones:
        officer_of(one).ok("post", f"amendments/{amendment['id']}/answers", {"organization": one.pk, **YES, **said})
    found: Json = officer_of(ones[0]).ok("get", f"amendments/{amendment['id']}")
    return found


def promised(who: Client, agreement: Json, as_of: str, period: str, known_at: str = "") -> dict[str, int]:
    """What each party promises in a period, by name, as the check says on a day."""
    query = f"as_of={as_of}" + (f"&known_at={known_at}" if known_at else "")
    answer = who.ok("get", f"agreements/{agreement['id']}/commitment-check?{query}")
    lines = next(one["lines"] for one in answer["periods"] if one["period"] == period)
    return {line["party"].removesuffix(" kommun").removesuffix("s"): int(Decimal(line["promised"])) for line in lines}
