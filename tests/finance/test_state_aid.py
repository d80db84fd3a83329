"""Assessments of state aid: an officer's word with its reason, the latest counts, and nothing is aid without one."""

from typing import Any

from finance.models import StateAidAssessment
from tests.agreements.sample import active, proposed
from tests.cast import UMEA, VAN, Cast, number, organization
from tests.contracts.bodies import terms

AID = {
    "kind": "de_minimis",
    "reason": "Mötesplatsen säljer fika i konkurrens med kaféer (påhittat).",
    "assessed_by": "Kommunstyrelsen, § 12",
    "rate": "11.00",
    "rate_source": "Påhittad kurs för testet",
    "assessed_on": "2024-01-10",
}


def binding(cast: Cast, reference: str, decided_on: str, amount: str = "1500000.00", **more: Any) -> int:
    """An agreement of Umeå kommun and Vän i Umeå for 2024–2026 that was decided on a day."""
    funding = {"party": UMEA, "kind": "funding", "amount": amount}
    said = {"starts_on": "2024-01-01", "ends_on": "2026-12-31", "commitments": [funding], "conditions": {}}
    return bound(cast, terms(reference, **{**said, **more}), UMEA, VAN, decided_on)


def bound(cast: Cast, said: Any, giver: str | int, recipient: str | int, on: str = "2024-01-10") -> int:
    """An agreement on some terms that both have agreed to on a day."""
    pk: int = cast.officer.ok("post", "agreements", said)["id"]
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    decision = {"organization": giver, "outcome": "yes", "body": "KS", "paragraph": "1", "decided_on": on}
    cast.officer.ok("post", f"agreements/{pk}/decisions", decision)
    signature = {"organization": recipient, "signed_on": on, "signed_by": "Ordföranden"}
    cast.officer.ok("post", f"agreements/{pk}/signatures", signature)
    return pk


def assess(cast: Cast, pk: int, **more: Any) -> Any:
    return cast.officer.ok("post", "state-aid-assessments", {"agreement": pk, **AID, **more})


def position(cast: Cast, on: str, who: str = "officer", of: int | None = None) -> Any:
    return getattr(cast, who).ok("get", f"organizations/{of or cast.van.pk}/state-aid?as_of={on}")


def total(cast: Cast, on: str, kind: str = "de_minimis") -> str:
    found: str = next(one["total"] for one in position(cast, on)["standings"] if one["kind"] == kind)
    return found


def test_three_grants_at_eleven_are_above_the_ceiling(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    for year in (2024, 2025, 2026):
        assess(cast, pk, period=str(year), granted_on=f"{year}-01-10", assessed_on=f"{year}-01-10")
    found = position(cast, "2026-06-01")
    aid, sgei = found["standings"]
    assert (aid["total"], aid["status"], aid["ceiling"]) == ("409090.91", "above", "300000.00")
    assert (aid["headroom"], aid["share"], sgei["total"]) == ("-109090.91", "1.3636", "0.00")
    assert aid["leaving"][0] == {"on": "2027-01-10", "amount": "136363.64", "remaining": "272727.27"}
    assert "109,090.91 EUR above it" in aid["explanation"]
    assert [one["agreement"] for one in aid["aid"]] == [pk] * 3
    assert total(cast, "2026-01-09") == "272727.27"
    assert cast.treasurer.ok("get", f"organizations/{cast.van.pk}/state-aid?as_of=2026-06-01")["standings"][0] == aid


def test_what_is_not_said_is_the_promise_and_the_decision(cast: Cast) -> None:
    pk = binding(cast, "A", "2023-12-05")
    made = assess(cast, pk)
    assert (made["amount"], made["granted_on"], made["rate_on"]) == ("4500000.00", "2023-12-05", "2023-12-05")
    assert (made["period"], made["recipient"], made["giver"]) == ("", cast.van.pk, cast.umea.pk)
    assert assess(cast, pk, period="2025", in_place_of_whole=True)["amount"] == "1500000.00"
    assert cast.auditor.ok("get", f"state-aid-assessments/{made['id']}") == made


def test_nothing_counts_until_an_officer_has_said_so(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    found = position(cast, "2024-06-01")
    assert {one["total"] for one in found["standings"]} == {"0.00"}
    assert [(one["period"], one["amount"]) for one in found["unassessed"]] == [
        (year, "1500000.00") for year in ("2024", "2025", "2026")
    ]
    assess(cast, pk, kind="not_aid", rate=None, rate_source="", assessed_on="2024-02-01")
    found = position(cast, "2024-06-01")
    assert (found["unassessed"], found["beside"][0]["kind"], total(cast, "2024-06-01")) == ([], "not_aid", "0.00")
    assess(cast, pk, kind="sgei", assessed_on="2024-07-01")
    assert [total(cast, day, "sgei") for day in ("2024-06-30", "2024-07-01")] == ["0.00", "409090.91"]
    assert cast.officer.ok("get", f"state-aid-assessments?agreement={pk}")["count"] == 2


def test_a_whole_and_its_periods_never_count_together(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    assess(cast, pk, assessed_on="2024-02-01")
    said = {"agreement": pk, **AID, "period": "2024", "assessed_on": "2024-03-01"}
    assert cast.officer.no(400, "post", "state-aid-assessments", said)["state_aid.whole_assessed"]["path"] == "period"
    assess(cast, pk, period="2024", in_place_of_whole=True, assessed_on="2024-03-01")
    assess(cast, pk, period="2025", assessed_on="2024-03-01")
    assert total(cast, "2024-03-01") == "272727.27"
    assess(cast, pk, assessed_on="2024-04-01")
    assert total(cast, "2024-04-01") == "409090.91"
    early = cast.officer.no(400, "post", "state-aid-assessments", {**said, "in_place_of_whole": True})
    assert early["date.out_of_order"]["expected"] == ">= 2024-04-01"


def test_periods_are_assessed_in_any_order(cast: Cast) -> None:
    """History comes as it is found; only what is said of the same period, or of the whole, comes after what stands."""
    pk = binding(cast, "A", "2024-01-10")
    assess(cast, pk, period="2025", assessed_on="2025-03-01")
    assess(cast, pk, period="2024", assessed_on="2024-03-01")
    assert [total(cast, day) for day in ("2024-03-01", "2025-03-01")] == ["136363.64", "272727.27"]
    said = {"agreement": pk, **AID, "assessed_on": "2024-02-01"}
    for period, day in (("2024", "2024-03-01"), ("2025", "2025-03-01"), (None, "2025-03-01")):
        early = cast.officer.no(400, "post", "state-aid-assessments", {**said, "period": period})
        assert early["date.out_of_order"]["expected"] == f">= {day}"
    assess(cast, pk, assessed_on="2025-04-01")
    assess(cast, pk, period="2024", in_place_of_whole=True, assessed_on="2025-06-01")
    between = {**said, "period": "2026", "assessed_on": "2025-05-01"}  # while the whole counted
    assert "date.out_of_order" in cast.officer.no(400, "post", "state-aid-assessments", between)


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"rate": None}, "state_aid.rate_needed", "rate"),
    ({"rate_source": ""}, "state_aid.rate_needed", "rate_source"),
    ({"rate": "11.00001"}, "rate", "rate"),
    ({"rate": "0"}, "rate", "rate"),
    ({"rate": True}, "rate", "rate"),
    ({"rate_on": "2024-01-11"}, "date.out_of_order", "rate_on"),
    ({"kind": "aid"}, "invalid_choice", "kind"),
    ({"reason": ""}, "blank", "reason"),
    ({"period": "2027"}, "period.unknown", "period"),
    ({"amount": "0.00"}, "not_positive", "amount"),
    ({"granted_on": "2199-01-01"}, "date.future", "granted_on"),
    ({"commitment": 10**9}, "commitment.unknown", "commitment"),
    ({"recipient": UMEA}, "payment.not_a_recipient", "recipient"),
]


def test_a_wrong_assessment_is_refused(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    for changes, code, path in WRONG:
        errors = cast.officer.no(400, "post", "state-aid-assessments", {"agreement": pk, **AID, **changes})
        assert errors[code]["path"] == path, changes
    assert not StateAidAssessment.objects.exists()


def test_where_nothing_is_promised_the_amount_is_said(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10", amount="0.00")
    errors = cast.officer.no(400, "post", "state-aid-assessments", {"agreement": pk, **AID})
    assert errors["required"]["path"] == "amount"
    assert assess(cast, pk, amount="1100.00")["amount"] == "1100.00"


def test_who_assesses(cast: Cast) -> None:
    pk = active(cast)
    said = {"agreement": pk, **AID}
    for who in (cast.treasurer, cast.auditor):
        assert "agreement.officers_only" in who.no(403, "post", "state-aid-assessments", said)
    assert "agreement.unknown" in cast.stranger.no(404, "post", "state-aid-assessments", said)
    assert "required" in cast.officer.no(400, "post", "state-aid-assessments", AID)
    waiting = proposed(cast, reference="B")["id"]
    assert "agreement.state" in cast.officer.no(409, "post", "state-aid-assessments", {**said, "agreement": waiting})


def test_each_giver_assesses_for_itself(cast: Cast) -> None:
    parties = [*terms("A")["parties"], {"organization": cast.vannas.number, "role": "funder"}]
    theirs = {"party": cast.vannas.number, "kind": "funding", "amount": "1100000.00"}
    pk = cast.officer.ok("post", "agreements", terms("A", parties=parties, commitments=[theirs], conditions={}))["id"]
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    for who, giver in ((cast.officer, UMEA), (cast.stranger, cast.vannas.number)):
        said = {"organization": giver, "outcome": "yes", "body": "KS", "paragraph": "1", "decided_on": "2024-01-10"}
        who.ok("post", f"agreements/{pk}/decisions", said)
    signed = {"organization": VAN, "signed_on": "2024-01-10", "signed_by": "Ordföranden"}
    cast.officer.ok("post", f"agreements/{pk}/signatures", signed)
    said = {"agreement": pk, **AID, "period": "2024"}
    assert "state_aid.not_yours" in cast.officer.no(403, "post", "state-aid-assessments", said)
    assert cast.stranger.ok("post", "state-aid-assessments", said)["giver"] == cast.vannas.pk


def test_other_municipalities_see_what_was_decided_and_no_more(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    assess(cast, pk)
    found = position(cast, "2024-06-01", "stranger")
    aid = found["standings"][0]
    assert aid["total"] == "409090.91"
    assert aid["aid"] == [
        {
            "type": "assessment", "id": None, "agreement": None, "recipient": cast.van.pk, "giver": "Umeå kommun",
            "amount": "4500000.00", "rate": "11.0000", "eur": "409090.91", "granted_on": "2024-01-10",
            "last_day": "2027-01-09",
        }
    ]  # fmt: skip
    assert cast.stranger.ok("get", "state-aid-assessments")["count"] == 0
    other = organization(number(701))
    assert "state_aid.not_for_you" in cast.treasurer.no(403, "get", f"organizations/{other.pk}/state-aid")
    assert "not_found" in cast.officer.no(404, "get", f"organizations/{10**9}/state-aid")


def test_the_same_question_gets_the_same_answer_at_a_moment(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    moment = cast.officer.ok("get", f"agreements/{pk}")["recorded_at"]
    assess(cast, pk)
    path = f"organizations/{cast.van.pk}/state-aid?as_of=2024-06-01&known_at={moment}"
    assert cast.officer.ok("get", path)["standings"][0]["total"] == "0.00"


def findings(cast: Cast, pk: int, query: str) -> dict[str, Any]:
    rows = cast.treasurer.ok("get", f"agreements/{pk}/commitment-check?{query}")["findings"]
    return {row["code"]: row for row in rows if row["code"].startswith("state_aid")}


def test_the_check_tells_of_the_recipients_aid_from_all_givers(cast: Cast) -> None:
    here, other = binding(cast, "A", "2024-01-10", "1100000.00"), binding(cast, "B", "2024-02-10")
    made = [assess(cast, other)["id"], assess(cast, here, kind="sgei")["id"]]
    found = findings(cast, here, "as_of=2024-06-01")
    assert found["state_aid.above_ceiling"]["actual"] == "409090.91"
    assert found["state_aid.above_ceiling"]["evidence"] == [
        {"type": "state_aid_assessment", "id": made[0], "version": None}
    ]
    assert list(findings(cast, other, "as_of=2024-06-01")) == list(found) == ["state_aid.above_ceiling"]
    moment = cast.officer.ok("get", f"agreements/{other}/signatures")["results"][0]["recorded_at"]
    then = findings(cast, other, f"as_of=2024-06-01&known_at={moment}")
    assert list(then) == ["state_aid.not_assessed"]
    assert then["state_aid.not_assessed"]["actual"] == "4500000.00"


def test_each_recipient_is_asked_about_by_what_it_can_receive(cast: Cast) -> None:
    """Money that can go to two is counted whole for each, what names one for that one alone."""
    third = number(704)
    organization(third)
    parties = [*terms("A")["parties"], {"organization": third, "role": "recipient"}]
    both = {"party": UMEA, "kind": "funding", "amount": "1000.00", "name": "Drift"}
    named = {**both, "amount": "20.00", "name": "Lokal", "recipient": third}
    said = terms("A", starts_on="2024-01-01", ends_on="2024-12-31", parties=parties, commitments=[both, named])
    pk = cast.officer.ok("post", "agreements", {**said, "conditions": {}})["id"]
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    yes = {"organization": UMEA, "outcome": "yes", "body": "KS", "paragraph": "1", "decided_on": "2024-01-10"}
    cast.officer.ok("post", f"agreements/{pk}/decisions", yes)
    shown = [
        [one["amount"] for one in position(cast, "2024-06-01", of=organization(who).pk)["unassessed"]]
        for who in (VAN, third)
    ]
    assert shown == [["1000.00"], ["1000.00", "20.00"]]
    cast.officer.ok("post", f"agreements/{pk}/withdraw", {})
    assert position(cast, "2024-06-01")["unassessed"] == []


def test_the_amount_is_what_is_promised_by_the_clauses(cast: Cast) -> None:
    """One rule: a year that the council has reduced is so for whoever assesses, and for what nobody has assessed."""
    pk = binding(cast, "A", "2024-01-10", conditions={"appropriation": {"value": {"reduces_both": False}}})
    act = {"period": "2025", "state": "reduced", "amount": "1350000.00", "body": "KF", "paragraph": "§ 180"}
    cast.officer.ok("post", f"agreements/{pk}/appropriations", {**act, "decided_on": "2024-11-25"})
    before, after = (
        {one["period"]: one["amount"] for one in position(cast, on)["unassessed"]}
        for on in ("2024-11-24", "2024-11-25")
    )
    assert (before["2025"], after["2025"], after["2026"]) == ("1500000.00", "1350000.00", "1500000.00")
    assert assess(cast, pk, period="2025", assessed_on="2024-11-24")["amount"] == "1500000.00"
    assert assess(cast, pk, period="2025", assessed_on="2024-11-25")["amount"] == "1350000.00"
    assert assess(cast, pk, assessed_on="2024-11-25")["amount"] == "4350000.00"


def test_what_was_granted_can_be_assessed_by_period_after_a_termination(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    end = {"document": "KS-2024/1", "reason": "I testet", "terminated_on": "2024-06-01", "last_day": "2024-12-31"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", end)
    for one in position(cast, "2024-07-01")["unassessed"]:
        assert assess(cast, pk, period=one["period"], assessed_on="2024-07-01")["amount"] == one["amount"]
    assert (total(cast, "2024-07-01"), position(cast, "2024-07-01")["unassessed"]) == ("409090.91", [])


def test_both_kinds_beside_each_other_and_sgei_beside_other_compensation(cast: Cast) -> None:
    """1 500 000 as SGEI and 1 500 000 as de minimis at 11.00: 272 727.27 together, each under its own ceiling."""
    pk = binding(cast, "A", "2024-01-10")
    service, other = assess(cast, pk, kind="sgei", period="2024"), assess(cast, pk, period="2025")
    found = position(cast, "2024-06-01")
    assert {one["kind"]: one["ceiling"] for one in found["standings"]} == {
        "de_minimis": "300000.00",
        "sgei": "750000.00",
    }
    assert (found["together"]["total"], found["together"]["may_be_cumulated"]) == ("272727.27", True)
    assert found["together"]["articles"][1] == {"regulation": "(EU) 2023/2832", "article": "5(1)"}
    assert "each up to its own ceiling" in found["together"]["explanation"]
    assert found["compensated"] == []
    assert other["period"] == "2025"
    beside = {"kind": "premises", "what": "Lokal", "period": "2024", "quantity": "1.00", "unit": "lokal"}
    beside |= {"price": "44000.00", "source": "Påhittad", "valued_by": "KS", "valued_on": "2024-01-15"}
    room = cast.officer.ok("post", "municipal-support", {"agreement": pk, **beside})["id"]
    said = {"agreement": pk, **AID, "support": room, "kind": "not_aid", "rate": None, "rate_source": ""}
    premises = cast.officer.ok("post", "state-aid-assessments", {**said, "assessed_on": "2024-01-20"})["id"]
    found = position(cast, "2024-06-01")
    assert found["compensated"] == [{"agreement": pk, "assessment": service["id"], "others": [premises]}]
    assert position(cast, "2024-06-01", "stranger")["compensated"] == []
    told = findings(cast, pk, "as_of=2024-06-01")["state_aid.sgei_compensated"]
    assert (told["severity"], told["actual"]) == ("info", "44000.00")
