"""The office of Umeåregionen: six municipalities that share a cost, and what its terms look like as a body."""

from datetime import date
from typing import Any

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


def municipalities() -> dict[str, Organization]:
    """The members by code, with their inhabitants."""
    found = {}
    for code, (name, number, inhabitants) in MEMBERS.items():
        found[code] = organization(number, f"{name} kommun", municipality_code=code)
        Population.objects.create(organization=found[code], on=ON, inhabitants=inhabitants, source="SCB, maj 2026")
    return found


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
