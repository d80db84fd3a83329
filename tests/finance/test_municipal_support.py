"""What a municipality gives beside money: valued with its source, corrected by new rows, and aid where assessed so."""

from typing import Any

from django.utils import timezone

from finance.models import MunicipalSupport
from tests.agreements.sample import active
from tests.cast import UMEA, VAN, VANNAS, Cast
from tests.contracts.bodies import terms
from tests.finance.test_state_aid import AID, binding, position

ROOM = {
    "kind": "premises",
    "what": "Lokal på Ersboda (påhittad)",
    "quantity": "120.00",
    "unit": "m²",
    "price": "1200.00",
    "per_year": True,
    "source": "Marknadshyra, fastighetsavdelningens lista 2024 (påhittad)",
    "charged": "20000.00",
    "valued_on": "2024-02-01",
    "valued_by": "Fastighetschefen",
}


def give(cast: Cast, pk: int, **more: Any) -> Any:
    return cast.officer.ok("post", "municipal-support", {"agreement": pk, "period": "2024", **ROOM, **more})


def test_premises_at_a_market_rent_less_what_was_charged(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    made = give(cast, pk, starts_on="2024-03-01")
    assert (made["value"], made["giver"], made["recipient"]) == ("100393.44", cast.umea.pk, cast.van.pk)
    assert (made["starts_on"], made["ends_on"], made["per_year"]) == ("2024-03-01", "2024-12-31", True)
    assert made["formula"].startswith("120 m² × 1,200 kr per year × 306 ÷ 366 days − 20,000 kr")
    assert cast.treasurer.ok("get", f"municipal-support/{made['id']}") == made
    assert cast.stranger.ok("get", "municipal-support")["count"] == 0


def test_the_check_shows_it_beside_the_funding(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10", "100000.00")
    first = give(cast, pk, period=None, starts_on="2024-03-01", ends_on="2025-06-30", charged="0.00")
    path = f"agreements/{pk}/commitment-check?as_of"
    assert cast.officer.ok("get", f"{path}=2024-01-31")["support"] == []
    found = cast.treasurer.ok("get", f"{path}=2024-06-01")
    assert [(row["period"], row["value"], row["party"]) for row in found["support"]] == [
        ("2024", "120393.44", "Vän i Umeå"), ("2025", "71408.22", "Vän i Umeå"),
    ]  # fmt: skip
    assert {line["delivered"] for period in found["periods"] for line in period["lines"]} == {"0.00"}
    sums = cast.auditor.ok("get", "summaries?group_by=year&as_of=2024-06-01")
    assert sums["total"]["municipal_support"] == "191801.66"
    assert [group["municipal_support"] for group in sums["groups"]] == ["120393.44", "71408.22", "0.00"]
    by = cast.auditor.ok("get", "summaries?group_by=municipality,association&as_of=2024-06-01")["groups"]
    assert [group["municipal_support"] for group in by] == ["191801.66"]
    give(cast, pk, period="2024", replaces=first["id"], valued_on="2024-07-01")
    assert [row["value"] for row in cast.officer.ok("get", f"{path}=2024-07-01")["support"]] == ["124000.00"]
    officer = cast.officer.who
    assert officer
    cast.officer.force_login(officer)
    page = cast.officer.get(f"/agreements/{pk}?as_of=2024-07-01").content.decode()
    assert "Lokal på Ersboda" in page


def test_premises_that_are_included_and_that_nobody_valued_are_found(cast: Cast) -> None:
    clause = {"premises_included": {"value": True, "clause": "§ 7"}}
    pk = active(cast, starts_on="2024-01-01", ends_on="2025-12-31", conditions=clause)
    path = f"agreements/{pk}/commitment-check?as_of=2026-01-01"

    def found() -> list[tuple[str, str]]:
        rows = cast.officer.ok("get", path)["findings"]
        return [(row["period"], row["clause"]) for row in rows if row["code"] == "support.not_valued"]

    assert found() == [("2024", "§ 7"), ("2025", "§ 7")]
    give(cast, pk, charged="144000.00")
    give(cast, pk, period="2025", kind="material")
    assert found() == [("2025", "§ 7")]


def test_support_is_aid_where_an_officer_says_so(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    made = give(cast, pk, charged="34000.00")  # 144 000 − 34 000 = 110 000 SEK, 10 000 EUR at 11.00
    assert {one["total"] for one in position(cast, "2024-06-01")["standings"]} == {"0.00"}
    said = {"agreement": pk, "support": made["id"], **AID, "assessed_on": "2024-03-01"}
    aid = cast.officer.ok("post", "state-aid-assessments", said)
    assert (aid["amount"], aid["commitment"], aid["support"], aid["giver"]) == (
        "110000.00", None, made["id"], cast.umea.pk,
    )  # fmt: skip
    standing = position(cast, "2024-06-01")["standings"][0]
    assert (standing["total"], standing["aid"][0]["giver"]) == ("10000.00", "Umeå kommun")
    rows = cast.officer.ok("get", "state-aid-register?granted_from=2024-01-01&granted_to=2024-12-31")["rows"]
    assert [(row["amount_eur"], row["giver_name"]) for row in rows] == [("10000.00", "Umeå kommun")]
    errors = cast.officer.no(400, "post", "state-aid-assessments", {**said, "period": "2024", "support": 10**9})
    assert sorted(errors) == ["state_aid.of_support", "support.unknown"]


def test_a_corrected_row_that_is_assessed_again_counts_once(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    row, said = give(cast, pk, charged="34000.00"), {"agreement": pk, **AID}  # 110 000 SEK, 10 000 EUR
    aid = {"support": row["id"], "assessed_on": "2024-03-01"}
    cast.officer.ok("post", "state-aid-assessments", {**said, **aid})
    for serial, quantity in enumerate(("60.00", "80.00")):  # 72 000 and 96 000 a year, less 34 000
        row = give(cast, pk, quantity=quantity, charged="34000.00", replaces=row["id"])
        assert position(cast, "2024-06-01")["standings"][0]["total"] == ("10000.00", "3454.55")[serial]
        late = {**said, "support": row["id"], "assessed_on": "2024-02-29"}
        assert "date.out_of_order" in cast.officer.no(400, "post", "state-aid-assessments", late)
        cast.officer.ok("post", "state-aid-assessments", {**said, **aid, "support": row["id"]})
    assert position(cast, "2024-06-01")["standings"][0]["total"] == "5636.36"


def two_givers(cast: Cast) -> int:
    """An agreement of Umeå and Vännäs kommuner, who each fund Vän i Umeå."""
    parties = [*terms("A")["parties"], {"organization": cast.vannas.number, "role": "funder"}]
    funding = [{"party": one, "kind": "funding", "amount": "1000.00"} for one in (UMEA, VANNAS)]
    pk: int = cast.officer.ok("post", "agreements", terms("A", parties=parties, commitments=funding, conditions={}))[
        "id"
    ]
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    for who, giver in ((cast.officer, UMEA), (cast.stranger, VANNAS)):
        said = {"organization": giver, "outcome": "yes", "body": "KS", "paragraph": "1", "decided_on": "2020-01-10"}
        who.ok("post", f"agreements/{pk}/decisions", said)
    signed = {"organization": VAN, "signed_on": "2020-01-10", "signed_by": "Ordföranden"}
    cast.officer.ok("post", f"agreements/{pk}/signatures", signed)
    return pk


def test_nobody_corrects_what_another_giver_valued(cast: Cast) -> None:
    pk = two_givers(cast)
    made = give(cast, pk, period="2020", giver=UMEA)
    theirs = {"agreement": pk, "period": "2020", **ROOM, "giver": VANNAS, "quantity": "0", "replaces": made["id"]}
    refused = cast.stranger.no(400, "post", "municipal-support", theirs)["support.not_replaceable"]
    assert refused["expected"] == [cast.umea.pk, cast.van.pk]
    assert give(cast, pk, period="2020", giver=UMEA, replaces=made["id"])["replaces"] == made["id"]


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"period": None}, "required", "ends_on"),
    ({"period": "2027"}, "period.unknown", "period"),
    ({"starts_on": "2023-12-31"}, "support.outside_term", "starts_on"),
    ({"starts_on": "2025-01-01"}, "date.out_of_order", "ends_on"),
    ({"quantity": "-1"}, "negative", "quantity"),
    ({"quantity": "10000000", "price": "10000000"}, "too_large", "quantity"),
    ({"source": ""}, "blank", "source"),
    ({"kind": "money"}, "invalid_choice", "kind"),
    ({"giver": VAN}, "support.wrong_party", "giver"),
    ({"recipient": UMEA}, "support.wrong_party", "recipient"),
    ({"recipient": VANNAS}, "party.unknown", "recipient"),
    ({"replaces": 10**9}, "support.not_replaceable", "replaces"),
    ({"valued_on": "2199-01-01"}, "date.future", "valued_on"),
]


def test_wrong_support_is_refused(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    assert cast.vannas
    for changes, code, path in WRONG:
        said = {"agreement": pk, "period": "2024", **ROOM, **changes}
        assert cast.officer.no(400, "post", "municipal-support", said)[code]["path"] == path, changes
    assert not MunicipalSupport.objects.exists()


def test_who_values(cast: Cast) -> None:
    said = {"agreement": active(cast), "period": "2020", **ROOM}
    for who in (cast.treasurer, cast.auditor):
        assert "agreement.officers_only" in who.no(403, "post", "municipal-support", said)
    assert "agreement.unknown" in cast.stranger.no(404, "post", "municipal-support", said)
    assert "required" in cast.officer.no(400, "post", "municipal-support", ROOM)


def test_support_that_is_taken_back_is_no_aid_from_that_day(cast: Cast) -> None:
    """10 000 EUR until the day it is taken back; then history, and again once it is given anew."""

    def totals(*days: str) -> list[str]:
        return [position(cast, day)["standings"][0]["total"] for day in days]

    pk = binding(cast, "A", "2024-01-10")
    made = give(cast, pk, charged="34000.00")
    said = {"agreement": pk, "support": made["id"], **AID, "assessed_on": "2024-03-01"}
    aid = cast.officer.ok("post", "state-aid-assessments", said)["id"]
    known = timezone.now().isoformat().replace("+00:00", "Z")
    back = give(cast, pk, quantity="0", charged="0.00", replaces=made["id"], valued_on="2024-05-01")
    assert totals("2024-04-30", "2024-05-01") == ["10000.00", "0.00"]
    standing = position(cast, "2024-05-01")["standings"][0]
    (gone,) = standing["taken_back"]
    assert (gone["id"], gone["agreement"], gone["eur"], gone["taken_back_on"]) == (aid, pk, "10000.00", "2024-05-01")
    assert "10,000 EUR that was assessed does not count: the support was taken back" in standing["explanation"]
    (told,) = position(cast, "2024-05-01", "stranger")["standings"][0]["taken_back"]
    assert (told["id"], told["agreement"], told["eur"]) == (None, None, "10000.00")
    path = f"organizations/{cast.van.pk}/state-aid?as_of=2024-06-01&known_at={known}"
    assert cast.officer.ok("get", path)["standings"][0]["total"] == "10000.00"
    assert cast.officer.ok("get", f"state-aid-assessments/{aid}")["amount"] == "110000.00"
    register = "state-aid-register?granted_from=2024-01-01&granted_to=2024-12-31"
    assert cast.officer.ok("get", register)["rows"] == []
    errors = cast.officer.no(400, "post", "state-aid-assessments", {**said, "support": back["id"], "amount": "1.00"})
    assert errors["support.taken_back"]["path"] == "support"
    give(cast, pk, charged="34000.00", replaces=back["id"], valued_on="2024-07-01")
    assert totals("2024-06-30", "2024-07-01") == ["0.00", "10000.00"]
