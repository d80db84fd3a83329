"""What a region sees: who pays and receives what, per inhabitant, and what cooperation costs; sums as the checks'."""

from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from agreements.models import AreaAgreement, CooperationArea
from office.models import Organization, Population
from reports.cooperation import per_head, receiver
from tests.agreements.region import HOST, MEMBERS, body, municipalities, officer_of
from tests.agreements.test_studies import begun, named
from tests.cast import Cast, Client
from tests.reports.taking_out import rows, taken_out

pytestmark = pytest.mark.django_db
Json = dict[str, Any]
AS_OF = "as_of=2026-06-30"


def region() -> tuple[dict[str, Client], int]:
    """The six, with their office in force since 2026."""
    found = municipalities()
    officers = {code: officer_of(one) for code, one in found.items()}
    host = officers["2480"]
    pk = host.ok("post", "agreements", body())["id"]
    host.ok("post", f"agreements/{pk}/propose", {})
    for code, (_name, number, _inhabitants) in MEMBERS.items():
        said = {"organization": number, "outcome": "yes", "decided_on": "2025-12-01", "body": "KF", "paragraph": "§ 1"}
        officers[code].ok("post", f"agreements/{pk}/decisions", said)
    return officers, pk


def test_each_pays_its_share_and_the_host_receives_all() -> None:
    officers, pk = region()
    found = officers["2403"].ok("get", f"cooperation-members?{AS_OF}")["results"]
    checked = officers["2403"].ok("get", f"agreements/{pk}/commitment-check?{AS_OF}")["periods"][0]["lines"]
    by_name = {one["name"]: one for one in found}
    assert {name: one["pays"]["promised"] for name, one in by_name.items()} == {
        one["party"]: one["promised"] for one in checked
    }
    assert sum(Decimal(one["pays"]["promised"]) for one in found) == 1_500_000
    assert by_name["Umeå kommun"]["receives"]["promised"] == "1500000.00"
    assert by_name["Bjurholm kommun"]["receives"]["promised"] == "0.00"
    small = by_name["Bjurholm kommun"]
    assert (small["inhabitants"], small["inhabitants_on"], small["source"]) == (2315, "2026-05-31", "SCB, maj 2026")
    head = (Decimal(small["pays"]["promised"]) / 2315).quantize(Decimal("0.01"))
    assert small["pays_per_capita"] == str(head)
    assert officers["2403"].ok("get", f"cooperation-members?{AS_OF}&year=2025")["count"] == 0


def test_sums_are_those_of_the_summary(cast: Cast) -> None:
    officers, pk = region()
    host = officers["2480"]
    payer = officers["2403"]
    payment = {"agreement": pk, "period": "2026", "amount": "100.55", "paid_on": "2026-01-31"}
    mine = Organization.objects.get(municipality_code="2403").pk
    (share,) = (one["id"] for one in host.ok("get", f"agreements/{pk}")["commitments"] if one["party"] == mine)
    payer.ok("post", "payments", {**payment, "commitment": share})
    total = host.ok("get", f"summaries?{AS_OF}&group_by=year")["groups"][0]["funding"]
    ways = ("cooperation-costs?by=agreement", "cooperation-costs?by=area")
    for path in ("cooperation-members", "cooperation-costs", *ways):
        join = "&" if "?" in path else "?"
        found = host.ok("get", f"{path}{join}{AS_OF}")["results"]
        for name in ("promised", "due", "paid"):
            assert sum(Decimal(one["pays"][name]) for one in found) == Decimal(total[name]), (path, name)
    (one,) = host.ok("get", f"cooperation-costs?by=agreement&{AS_OF}")["results"]
    assert (one["kind"], one["agreement"], one["title"], one["payers"]) == (
        "cooperation", pk, "Umeåregionens kontor", 6,
    )  # fmt: skip
    assert one["pays"]["paid"] == "100.55"
    (one,) = host.ok("get", f"cooperation-costs?by=area&{AS_OF}")["results"]
    assert (one["area"], one["kind"], one["agreements"]) == ("", None, 1)  # it came of no study
    area = CooperationArea.objects.get(pk=int(named(cast, begun(cast)).split("/")[1]))
    AreaAgreement.objects.create(area=area, agreement_id=pk, recorded_by=area.recorded_by)
    (one,) = host.ok("get", f"cooperation-costs?by=area&{AS_OF}")["results"]
    assert (one["area"], one["pays"]["paid"]) == ("library", "100.55")


def test_a_population_that_is_not_known_is_missing_and_not_zero() -> None:
    officers, _pk = region()
    found = officers["2403"].ok("get", f"cooperation-members?{AS_OF}&population_on=2026-05-30")["results"]
    assert {one["inhabitants"] for one in found} == {one["pays_per_capita"] for one in found} == {None}
    umea = Population.objects.get(inhabitants=MEMBERS["2480"][2]).organization
    Population.objects.create(organization=umea, on="2025-12-31", inhabitants=100, source="Påhittad")
    found = officers["2403"].ok("get", f"cooperation-members?{AS_OF}&population_on=2026-05-30")["results"]
    assert {one["name"] for one in found if one["inhabitants"]} == {"Umeå kommun"}
    assert next(one["receives_per_capita"] for one in found if one["inhabitants"]) == "15000.00"
    assert umea.number == HOST


def test_it_is_taken_out_as_a_list_and_who_is_no_party_sees_nothing(cast: Cast) -> None:
    officers, _pk = region()
    found = rows(taken_out(officers["2480"], "cooperation-members", as_of="2026-06-30"))
    assert len(found) == 6
    assert {row["year"] for row in found} == {"2026"}
    assert cast.treasurer.ok("get", f"cooperation-members?{AS_OF}")["count"] == 0
    wrong = officers["2480"].no(400, "get", "cooperation-costs?by=colour")
    assert "parameter.invalid" in wrong


class _Party(NamedTuple):
    id: int
    role: str


class _Commitment(NamedTuple):
    recipient: int | None


class _Line(NamedTuple):
    party: _Party
    commitment: _Commitment


def test_who_is_paid_is_said_only_where_one_can_be_meant() -> None:
    payer, host, other = _Party(1, "member"), _Party(2, "recipient"), _Party(3, "member")
    paid: Any = receiver
    assert paid(_Line(payer, _Commitment(1)), (payer, host)) == payer
    assert paid(_Line(payer, _Commitment(3)), (payer, host, other)) == other
    assert paid(_Line(payer, _Commitment(None)), (payer, host, other)) == host
    assert paid(_Line(host, _Commitment(None)), (payer, host, other)) is None
    assert (per_head(Decimal("10"), 3), per_head(Decimal("10"), None)) == (Decimal("3.33"), None)
