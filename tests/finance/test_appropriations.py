"""What the council appropriates of a year: acts with a day and a paragraph, and what follows in check and payments."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from finance.models import Appropriation
from office.clock import today
from office.models import AuditEvent
from tests.agreements.sample import active, body, member, registered
from tests.cast import UMEA, VAN, Cast, number, organization

pytestmark = pytest.mark.both

REDUCED: dict[str, Any] = {
    "period": "2021",
    "state": "reduced",
    "amount": "1350000.00",
    "body": "Kommunfullmäktige",
    "paragraph": "§ 180",
    "decided_on": "2020-11-30",
}


def subject(cast: Cast, both: bool = True, **more: Any) -> int:
    """An agreement whose promises hold subject to the council's budget."""
    clause = {"value": {"reduces_both": both}, "clause": "§ 9"}
    return active(cast, conditions=body()["conditions"] | {"appropriation": clause}, **more)


def promised(cast: Cast, pk: int, as_of: str = "2021-06-30", known_at: str = "") -> dict[tuple[str, str], str]:
    """The promised amounts of the check by kind and period."""
    query = f"as_of={as_of}" + (f"&known_at={known_at}" if known_at else "")
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?{query}")
    return {(line["kind"], one["period"]): line["promised"] for one in answer["periods"] for line in one["lines"]}


def test_a_reduced_year_lowers_both_sides_in_check_sums_payments_and_timeline(cast: Cast) -> None:
    """The issue's figures: 1 500 000 to 1 350 000, and 1 300 000 to 1 170 000."""
    pk = subject(cast)
    path = f"agreements/{pk}/appropriations"
    made = cast.officer.ok("post", path, REDUCED)
    assert {name: made[name] for name in ("period", "state", "amount", "share", "paragraph", "decided_on")} == {
        "period": "2021", "state": "reduced", "amount": "1350000.00", "share": None, "paragraph": "§ 180",
        "decided_on": "2020-11-30",
    }  # fmt: skip
    assert cast.treasurer.ok("get", path)["results"] == [made]
    found = promised(cast, pk)
    assert (found["funding", "2021"], found["co_financing", "2021"]) == ("1350000.00", "1170000.00")
    assert (found["funding", "2020"], found["co_financing", "2022"]) == ("1500000.00", "1300000.00")
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-06-30")
    findings = [one for one in answer["findings"] if one["code"] == "appropriation.reduced"]
    assert [(one["difference"], one["clause"]) for one in findings] == [
        ("-150000.00", "§ 180"),
        ("-130000.00", "§ 180"),
    ]
    assert findings[0]["evidence"] == [{"type": "appropriation", "id": made["id"], "version": None}]
    rows = {row["kind"]: row["promised_term"] for row in answer["through_term"]}
    assert rows == {"funding": "4350000.00", "co_financing": "3770000.00"}
    total = cast.officer.ok("get", "summaries?as_of=2021-06-30&group_by=year")["total"]
    assert (total["funding"]["promised"], total["co_financing"]["promised"]) == ("4350000.00", "3770000.00")
    paid = {"agreement": pk, "period": "2021", "amount": "1350000.01", "paid_on": "2021-01-29"}
    error = cast.officer.no(400, "post", "payments", paid)["payment.above_agreed"]
    assert error["expected"] == "<= 1350000.00"
    cast.officer.ok("post", "payments", {**paid, "amount": "1350000.00"})
    event = next(
        one for one in cast.auditor.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]
        if one["kind"] == "appropriation_reduced"
    )  # fmt: skip
    assert (event["on"], event["period"], event["amount"], event["note"]) == (
        "2020-11-30", "2021", "1350000.00", "Kommunfullmäktige § 180",
    )  # fmt: skip
    told = AuditEvent.objects.get(kind="appropriation.recorded")
    assert (told.data["amount"], told.data["on"], told.subject_id) == ("1350000.00", "2020-11-30", pk)


def test_both_clocks(cast: Cast) -> None:
    """What the council did is true from its day, and known from the moment that it was recorded."""
    pk = subject(cast, both=False)
    before = timezone.now().isoformat().replace("+00:00", "Z")
    path = f"agreements/{pk}/appropriations"
    cast.officer.ok("post", path, {**REDUCED, "state": "preliminary", "amount": None, "decided_on": "2020-06-15"})
    cast.officer.ok("post", path, {**REDUCED, "amount": None, "share": "0.9"})
    cast.officer.ok("post", path, {**REDUCED, "state": "decided", "amount": None, "decided_on": "2021-06-14"})
    steps = {
        "2020-06-14": "1500000.00",
        "2020-11-29": "1500000.00",
        "2020-11-30": "1350000.00",
        "2021-06-14": "1500000.00",
    }
    assert {day: promised(cast, pk, day)["funding", "2021"] for day in steps} == steps
    assert promised(cast, pk, "2020-11-30")["co_financing", "2021"] == "1300000.00"
    assert promised(cast, pk, "2020-11-30", before)["funding", "2021"] == "1500000.00"
    codes = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2020-07-01")["findings"]
    assert [one["period"] for one in codes if one["code"] == "appropriation.preliminary"] == ["2021"]
    listed = cast.officer.ok("get", f"{path}?ordering=-decided_on&period=2021")["results"]
    assert [(one["state"], one["share"]) for one in listed] == [
        ("decided", None),
        ("reduced", "0.9"),
        ("preliminary", None),
    ]
    assert cast.officer.ok("get", f"{path}?state=reduced")["count"] == 1
    assert cast.officer.ok("get", f"{path}?period=2020")["count"] == 0


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"share": "0.9"}, "appropriation.amount_or_share", "amount"),
    ({"amount": None}, "appropriation.amount_or_share", "amount"),
    ({"state": "decided"}, "appropriation.decided_in_full", "amount"),
    ({"amount": "1500000.00"}, "appropriation.not_reduced", "amount"),
    ({"amount": None, "share": "1"}, "appropriation.not_reduced", "share"),
    ({"amount": "-1.00"}, "negative", "amount"),
    ({"share": "1.5", "amount": None}, "share", "share"),
    ({"period": "2019"}, "period.unknown", "period"),
    ({"commitment": 10**9}, "commitment.unknown", "commitment"),
    ({"state": "planned"}, "invalid_choice", "state"),
    ({"paragraph": ""}, "blank", "paragraph"),
    ({"decided_on": str(today() + timedelta(days=1))}, "date.future", "decided_on"),
    ({"kommun": "Umeå"}, "unknown_field", "kommun"),
]


def test_a_wrong_act_is_refused(cast: Cast) -> None:
    where = f"agreements/{subject(cast)}/appropriations"
    for changes, code, path in WRONG:
        assert cast.officer.no(400, "post", where, {**REDUCED, **changes})[code]["path"] == path, changes
    assert not Appropriation.objects.exists()


def test_everything_wrong_is_told_at_once(cast: Cast) -> None:
    wrong = {"state": "decided", "amount": "1.00", "period": "2019", "decided_on": "2199-01-01", "body": "KF"}
    errors = cast.officer.no(400, "post", f"agreements/{subject(cast)}/appropriations", wrong)
    assert set(errors) == {"appropriation.decided_in_full", "period.unknown", "date.future", "required"}


def test_where_the_agreement_does_not_depend_on_the_budget(cast: Cast) -> None:
    pk = active(cast)
    path = f"agreements/{pk}"
    assert "appropriation.not_subject" in cast.officer.no(409, "post", f"{path}/appropriations", REDUCED)
    assert "appropriate" not in cast.officer.ok("get", path)["actions"]
    assert "appropriate" not in cast.officer.ok("get", "agreements")["results"][0]["actions"]


def test_who_records_it_and_when(cast: Cast) -> None:
    pk = subject(cast)
    path = f"agreements/{pk}/appropriations"
    assert "appropriate" in cast.officer.ok("get", f"agreements/{pk}")["actions"]
    assert "appropriate" in cast.officer.ok("get", "agreements")["results"][0]["actions"]
    assert "appropriate" not in cast.treasurer.ok("get", f"agreements/{pk}")["actions"]
    for who in (cast.treasurer, cast.auditor):
        assert "agreement.officers_only" in who.no(403, "post", path, REDUCED)
    cast.stranger.no(404, "post", path, REDUCED)
    cast.stranger.no(404, "get", path)
    draft = registered(cast, reference="KS-1", conditions={"appropriation": {"reduces_both": True}})["id"]
    assert "agreement.state" in cast.officer.no(409, "post", f"agreements/{draft}/appropriations", REDUCED)


def test_the_payers_own_officer_alone(cast: Cast) -> None:
    """Of two funders each council appropriates its own, and the promise that is meant is named."""
    host = organization(number(7, "212"), kind="municipality")
    terms = body(reference="KS-2", conditions={"appropriation": {"reduces_both": True}})
    terms["parties"].append({"organization": host.number, "role": "funder"})
    terms["commitments"].append({"party": host.number, "kind": "funding", "amount": "500000.00"})
    found = cast.officer.ok("post", "agreements", terms)
    path = f"agreements/{found['id']}"
    cast.officer.ok("post", f"{path}/propose", {})
    mine, theirs = (row["id"] for row in found["commitments"] if row["kind"] == "funding")
    assert "required" in cast.officer.no(400, "post", f"{path}/appropriations", REDUCED)
    other = {**REDUCED, "commitment": theirs, "amount": "1.00"}
    assert "decision.not_yours" in cast.officer.no(403, "post", f"{path}/appropriations", other)
    cast.officer.ok("post", f"{path}/appropriations", {**REDUCED, "commitment": mine})
    member("theirs", officer=host).ok("post", f"{path}/appropriations", other)
    said = {"outcome": "yes", "decided_on": "2019-12-10", "body": "KS", "paragraph": "§ 1"}
    cast.officer.ok("post", f"{path}/decisions", {**said, "organization": UMEA})
    member("theirs2", officer=host).ok("post", f"{path}/decisions", {**said, "organization": host.number})
    cast.officer.ok(
        "post", f"{path}/signatures", {"organization": VAN, "signed_by": "Ordföranden", "signed_on": "2019-12-16"}
    )
    # 1 300 000 × (1 350 000 + 1) ÷ (1 500 000 + 500 000) = 877 500.65
    assert promised(cast, found["id"])["co_financing", "2021"] == "877501.00"


def test_what_was_read_is_what_is_changed_and_a_retry_changes_nothing(cast: Cast) -> None:
    pk = subject(cast)
    path = f"agreements/{pk}/appropriations"
    assert cast.officer.no(412, "post", path, REDUCED, if_match='"1"')
    first = cast.officer.ok("post", path, REDUCED, idempotency_key="kf-180")
    assert cast.officer.ok("post", path, REDUCED, idempotency_key="kf-180") == first
    assert Appropriation.objects.count() == 1
