"""What each member pays, asked of any day: the figures of the check, also where a term was shortened or ended."""

from decimal import Decimal
from typing import Any

import pytest

from agreements.models import Agreement
from office.models import Organization
from tests.agreements.region import NEWCOMER, amended, answered, body, decided, officer_of
from tests.agreements.sample import body as model
from tests.agreements.sample import twin
from tests.browsing import browser
from tests.cast import UMEA, VAN, VANNAS, Cast, Client

Json = dict[str, Any]
pytestmark = pytest.mark.django_db


def shares(who: Client, pk: int, query: str = "") -> dict[tuple[str, str], Decimal]:
    """By period and organisation."""
    found = who.ok("get", f"agreements/{pk}/shares?limit=1000{query}")["results"]
    return {(one["period"], one["organization_name"]): Decimal(one["amount"]) for one in found}


def checked(who: Client, pk: int, query: str) -> dict[tuple[str, str], Decimal]:
    """What the check has promised of funding, where it is anything."""
    answer = who.ok("get", f"agreements/{pk}/commitment-check?{query.removeprefix('&')}")
    return {
        (period["period"], line["party"]): Decimal(line["promised"])
        for period in answer["periods"]
        for line in period["lines"]
        if line["kind"] == "funding"
    }


def test_on_every_day_they_are_what_the_check_counts(
    members: dict[str, Organization],
    newcomer: Organization,
) -> None:
    """Vännäs leaves and Örnsköldsvik joins on 1 July 2026; later the term is shortened to 30 September 2027."""
    agreement, host = decided(members), officer_of(members["2480"])
    pk = agreement["id"]
    moves = {"join": [{"organization": NEWCOMER, "role": "member"}], "leave": [{"organization": members["2460"].pk}]}
    answered(amended(agreement, host, **moves), newcomer, *members.values())
    stay = [newcomer, *(one for code, one in members.items() if code != "2460")]
    made = amended(agreement, host, effective_on="2026-10-01", ends_on="2027-09-30")
    answered(made, *stay, answered_on="2026-09-01")
    for day in ("2026-01-01", "2026-06-30", "2026-07-01", "2026-09-30", "2026-10-01", "2027-12-31"):
        assert shares(host, pk, f"&as_of={day}") == checked(host, pk, f"&as_of={day}"), day
    assert sum(one for (period, _name), one in shares(host, pk, "&as_of=2026-09-30").items() if period == "2027") == (
        1_500_000
    )
    then = shares(host, pk, "&as_of=2026-10-01")
    assert sum(one for (period, _name), one in then.items() if period == "2027") == 1_121_918  # × 273 ÷ 365
    assert shares(host, pk) == then
    assert ("2026", "Örnsköldsviks kommun") not in shares(host, pk, "&as_of=2026-06-30")
    assert shares(officer_of(newcomer), pk, "&as_of=2026-10-01") == then


@pytest.mark.both
def test_as_was_known_at_a_moment(
    members: dict[str, Organization],
    newcomer: Organization,
) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    proposed_at = Agreement.objects.get().proposed_at
    assert proposed_at
    known = proposed_at.isoformat().replace("+00:00", "Z")
    before = shares(host, agreement["id"])
    moves = {"join": [{"organization": NEWCOMER, "role": "member"}]}
    answered(amended(agreement, host, **moves), newcomer, *members.values())
    assert shares(host, agreement["id"]) != before
    assert shares(host, agreement["id"], f"&as_of=2026-12-31&known_at={known}") == before
    path = f"agreements/{agreement['id']}/shares"
    assert host.send("get", f"{path}?known_at=2020-01-01T00:00:00Z").status_code == 404
    assert set(host.no(400, "get", f"{path}?as_of=igår")) == {"parameter.invalid"}
    assert officer_of(members["2403"]).send("get", f"{path}?as_of=2026-01-01").status_code == 200


def test_an_end_by_who_is_left_alone_cuts_the_period(cast: Cast) -> None:
    """Umeå and Vännäs share 1 000 001; Vännäs leaves after June, and Umeå, alone with the association, ends it on 30
    September. That much and no more is paid, and the page of its parties has the same."""
    meetings = {"party": VAN, "kind": "activity", "name": "Möten", "unit": "möten", "quantity": "2", "per": "year"}
    cost = {"basis": "equal", "amount": "1000001.00", "reference_date": None, "payee": UMEA}
    parties = [*model()["parties"], {"organization": VANNAS, "role": "member"}]
    said = {**body(**cost), "parties": parties, "commitments": [meetings]}
    pk = cast.officer.ok("post", "agreements", said)["id"]
    path = f"agreements/{pk}"
    cast.officer.ok("post", f"{path}/propose", {})
    yes = {"body": "Kommunstyrelsen", "paragraph": "§ 1"}
    for who, one in ((cast.officer, UMEA), (cast.stranger, VANNAS)):
        who.ok("post", f"{path}/decisions", {"organization": one, "outcome": "yes", "decided_on": "2025-12-01", **yes})
    signed = {"organization": VAN, "signed_by": "Ordföranden"}
    cast.officer.ok("post", f"{path}/signatures", {**signed, "signed_on": "2025-12-02"})
    leave = {
        "effective_on": "2026-07-01",
        "reason": "Påhittat",
        "document": "KS/2",
        "leave": [{"organization": VANNAS}],
    }
    made = cast.officer.ok("post", f"{path}/amendments", leave)["id"]
    for who, one in ((cast.officer, UMEA), (cast.stranger, VANNAS)):
        who.ok("post", f"amendments/{made}/answers", {"organization": one, "answered_on": "2026-06-01", **yes})
    cast.officer.ok("post", f"amendments/{made}/answers", {**signed, "answered_on": "2026-06-01"})
    end = {"document": "KS/3", "reason": "Påhittat", "terminated_on": "2026-08-01", "last_day": "2026-09-30"}
    cast.officer.ok("post", f"{path}/terminate", end)
    for day in ("2026-06-30", "2026-07-31", "2026-08-01", "2027-06-30"):
        assert shares(cast.officer, pk, f"&as_of={day}") == checked(cast.officer, pk, f"&as_of={day}"), day
    assert shares(cast.officer, pk, "&as_of=2026-07-31")["2027", "Umeå kommun"] == 1_000_001
    left = shares(cast.officer, pk)
    # 495 891 for 181 days in two halves (the odd krona to the lower code); 504 110 for 184 days, of which 92 are left.
    assert left == {("2026", "Umeå kommun"): 247_945 + 252_055, ("2026", "Vännäs kommun"): 247_946}
    found = twin(cast.stranger, "sv").ok("get", f"{path}/shares?as_of=2026-08-01")["results"]
    for who, name in ((cast.officer, "Umeå kommun"), (cast.stranger, "Vännäs kommun")):
        promise = next(one["commitment"] for one in found if one["organization_name"] == name)
        paid = {"agreement": pk, "commitment": promise, "period": "2026", "paid_on": "2026-10-01"}
        owed = left["2026", name]
        told = who.no(400, "post", "payments", {**paid, "amount": str(owed + Decimal("0.01"))})["payment.above_agreed"]
        assert told["expected"] == f"<= {owed}"
        who.ok("post", "payments", {**paid, "amount": str(owed)})
    told = {one["organization_name"]: one["formula"].replace("\xa0", " ") for one in found}
    assert told["Umeå kommun"].endswith(", varav 92 av 184 dagar: 252 055 kr")
    page = browser(cast.officer, "sv").get(f"/{path}/parties").content.decode().replace("\xa0", " ")
    assert told["Umeå kommun"] in page
    assert "747 946 kr" in page
    assert "752 055" not in page
