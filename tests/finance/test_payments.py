"""Payments: never more than is agreed, corrected by rows that take back; to whom and on what is said where needed."""

from datetime import timedelta
from typing import Any

import pytest

from finance.models import Payment
from office.clock import today
from tests.agreements.sample import active, body, proposed
from tests.cast import UMEA, VAN, VANNAS, Cast, number, organization
from tests.finance.test_municipal_support import two_givers

THIRD = number(601)


def pay(agreement: int, amount: str = "1.00", **more: Any) -> dict[str, Any]:
    return {"agreement": agreement, "period": "2020", "amount": amount, "paid_on": "2020-01-31", **more}


def two_of_each(cast: Cast) -> dict[str, Any]:
    """An agreement with two funding promises and two recipients; the second promise names its own."""
    organization(THIRD)
    terms = body(parties=[*body()["parties"], {"organization": THIRD, "role": "recipient"}])
    funding = {"party": UMEA, "kind": "funding", "amount": "100.00"}
    terms["commitments"] = [{**funding, "name": "Drift"}, {**funding, "name": "Lokal", "recipient": THIRD}]
    path = f"agreements/{proposed(cast, **terms)['id']}"
    cast.officer.ok(
        "post", f"{path}/decisions", {"organization": UMEA, "outcome": "yes", "body": "KS", "paragraph": "1"}
    )
    for signer in (VAN, THIRD):
        cast.officer.ok("post", f"{path}/signatures", {"organization": signer, "signed_by": "Ordföranden"})
    found: dict[str, Any] = cast.officer.ok("get", path)
    return found


def test_what_is_plain_need_not_be_said(cast: Cast) -> None:
    pk = active(cast)
    made = cast.officer.ok("post", "payments", {"agreement": pk, "period": "2020", "amount": "750000.00"})
    assert (made["recipient"], made["paid_on"]) == (cast.van.pk, str(today()))
    assert (made["amount"], made["corrects"]) == ("750000.00", None)
    assert cast.officer2.ok("get", "payments")["results"] == [made]
    assert cast.treasurer.ok("get", f"payments/{made['id']}") == {**made, "actions": []}


@pytest.mark.both
def test_the_net_sum_never_exceeds_what_is_agreed(cast: Cast) -> None:
    pk = active(cast)
    first = cast.officer.ok("post", "payments", pay(pk, "1400000.00"))
    error = cast.officer.no(400, "post", "payments", pay(pk, "100000.01"))["payment.above_agreed"]
    assert error["message"] == (
        "1,500,000\xa0kr is agreed for 2020 and 1,400,000\xa0kr is paid: 100,000\xa0kr remains."
    )
    assert (error["path"], error["expected"], error["actual"]) == ("amount", "<= 100000.00", "100000.01")
    cast.officer.ok("post", "payments", pay(pk, "100000.00"))
    assert "payment.above_agreed" in cast.officer.no(400, "post", "payments", pay(pk, "0.01"))
    cast.officer.ok("post", "payments", pay(pk, "-0.01", corrects=first["id"]))
    cast.officer.ok("post", "payments", pay(pk, "0.01"))
    cast.officer.ok("post", "payments", pay(pk, "1500000.00", period="2021"))


@pytest.mark.both
def test_a_correction_takes_back_no_more_than_was_paid(cast: Cast) -> None:
    pk = active(cast)
    first = cast.officer.ok("post", "payments", pay(pk, "500.00"))
    made = cast.officer.ok("post", "payments", pay(pk, "-200.00", corrects=first["id"], note="Fel konto"))
    assert (made["corrects"], made["amount"], made["recipient"]) == (first["id"], "-200.00", first["recipient"])
    error = cast.officer.no(400, "post", "payments", pay(pk, "-300.01", corrects=first["id"]))["payment.overcorrected"]
    assert (error["expected"], error["message"]) == (">= -300.00", "Of this payment 300\xa0kr is left to take back.")
    cast.officer.ok("post", "payments", pay(pk, "-300.00", corrects=first["id"]))
    cast.officer.no(400, "post", "payments", pay(pk, "-0.01", corrects=first["id"]))


def test_nothing_is_taken_back_before_it_was_paid(cast: Cast) -> None:
    pk = active(cast)
    first = cast.officer.ok("post", "payments", pay(pk, "500.00"))["id"]
    early = pay(pk, "-500.00", corrects=first, paid_on="2020-01-30")
    error = cast.officer.no(400, "post", "payments", early)["date.out_of_order"]
    assert (error["path"], error["expected"]) == ("paid_on", ">= 2020-01-31")
    cast.officer.ok("post", "payments", {**early, "paid_on": "2020-01-31"})


def test_a_correction_stands_where_the_payment_stands(cast: Cast) -> None:
    found = two_of_each(cast)
    drift, home = (row["id"] for row in found["commitments"])
    first = cast.officer.ok("post", "payments", pay(found["id"], "50.00", commitment=drift, recipient=VAN))
    base = pay(found["id"], "-1.00", corrects=first["id"])
    for changes, path in [
        ({"period": "2021"}, "period"),
        ({"commitment": home}, "commitment"),
        ({"recipient": THIRD}, "recipient"),
    ]:
        errors = cast.officer.no(400, "post", "payments", {**base, **changes})
        assert errors["payment.correction_elsewhere"]["path"] == path
    del base["period"]
    made = cast.officer.ok("post", "payments", {**base, "recipient": VAN})
    assert (made["period"], made["commitment"], made["recipient"]) == ("2020", drift, cast.van.pk)


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"amount": "0.00"}, "payment.not_positive", "amount"),
        ({"amount": "-1.00"}, "payment.not_positive", "amount"),
        ({"amount": "1.001"}, "decimals", "amount"),
        ({"amount": "1,00"}, "not_a_number", "amount"),
        ({"amount": True}, "not_a_number", "amount"),
        ({"amount": None}, "null", "amount"),
        ({"period": "2019"}, "period.unknown", "period"),
        ({"period": None}, "null", "period"),
        ({"paid_on": str(today() + timedelta(days=2))}, "date.future", "paid_on"),
        ({"recipient": UMEA}, "payment.not_a_recipient", "recipient"),
        ({"recipient": VANNAS}, "party.unknown", "recipient"),
        ({"recipient": "802000-0008"}, "party.unknown", "recipient"),
        ({"commitment": 10**9}, "commitment.unknown", "commitment"),
        ({"corrects": 10**9, "amount": "-1.00"}, "payment.unknown", "corrects"),
        ({"agreement": "1"}, "invalid", "agreement"),
        ({"konto": "453"}, "unknown_field", "konto"),
    ],
)
def test_a_wrong_payment_is_refused(cast: Cast, changes: dict[str, Any], code: str, path: str) -> None:
    pk = active(cast)
    assert cast.officer.no(400, "post", "payments", {**pay(pk), **changes})[code]["path"] == path
    assert not Payment.objects.exists()


def test_everything_wrong_is_told_at_once(cast: Cast) -> None:
    wrong = {"agreement": active(cast), "amount": "1.001", "paid_on": "igår", "recipient": VANNAS, "commitment": 10**9}
    told = cast.officer.send("post", "payments", wrong).json()["errors"]
    assert {(one["path"], one["code"]) for one in told} == {
        ("amount", "decimals"),
        ("paid_on", "not_a_date"),
        ("commitment", "commitment.unknown"),
        ("period", "required"),
    }


def test_a_correction_is_never_positive_nor_of_a_correction(cast: Cast) -> None:
    pk = active(cast)
    first = cast.officer.ok("post", "payments", pay(pk, "500.00"))["id"]
    assert "payment.correction_not_negative" in cast.officer.no(
        400, "post", "payments", pay(pk, "1.00", corrects=first)
    )
    back = cast.officer.ok("post", "payments", pay(pk, "-500.00", corrects=first))["id"]
    assert "payment.unknown" in cast.officer.no(400, "post", "payments", pay(pk, "-1.00", corrects=back))


def test_where_there_are_several_it_is_said_to_whom_and_on_what(cast: Cast) -> None:
    found = two_of_each(cast)
    drift, home = (row["id"] for row in found["commitments"])
    assert cast.officer.no(400, "post", "payments", pay(found["id"]))["required"]["path"] == "commitment"
    assert (
        cast.officer.no(400, "post", "payments", pay(found["id"], commitment=drift))["required"]["path"] == "recipient"
    )
    wrong = pay(found["id"], commitment=home, recipient=VAN)
    assert "payment.not_a_recipient" in cast.officer.no(400, "post", "payments", wrong)
    made = cast.officer.ok("post", "payments", pay(found["id"], "100.00", commitment=home))
    assert made["recipient"] == organization(THIRD).pk
    cast.officer.ok("post", "payments", pay(found["id"], "100.00", commitment=drift, recipient=THIRD))
    assert [row["id"] for row in cast.officer.ok("get", f"payments?recipient={cast.van.pk}")["results"]] == []


def test_who_pays(cast: Cast) -> None:
    pk = active(cast)
    for who in (cast.treasurer, cast.auditor):
        assert "agreement.officers_only" in who.no(403, "post", "payments", pay(pk))
    assert "agreement.unknown" in cast.stranger.no(404, "post", "payments", pay(pk))
    made = cast.officer.ok("post", "payments", pay(pk))["id"]
    assert cast.auditor.ok("get", f"payments/{made}")
    assert cast.stranger.no(404, "get", f"payments/{made}")
    assert cast.stranger.ok("get", "payments")["count"] == 0
    for verb in ("patch", "delete"):
        assert cast.officer.no(405, verb, f"payments/{made}", {})


def test_nothing_is_paid_before_it_binds(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    error = cast.officer.no(409, "post", "payments", pay(pk))["agreement.state"]
    assert error["message"] == "The agreement is proposed; this needs it to be active, terminated."


@pytest.mark.both
def test_payments_are_filtered(cast: Cast) -> None:
    pk = active(cast)
    for day, period in (("2020-01-31", "2020"), ("2021-01-29", "2021")):
        cast.officer.ok("post", "payments", pay(pk, paid_on=day, period=period))
    for query, count in [
        ("period=2021", 1), (f"agreement={pk}", 2), ("agreement=999", 0), ("paid_on_from=2020-02-01", 1),
        ("paid_on_to=2020-01-31", 1), (f"recipient={cast.van.pk}", 2),
    ]:  # fmt: skip
        assert cast.auditor.ok("get", f"payments?{query}")["count"] == count, query


def test_each_payer_registers_its_own_payments(cast: Cast) -> None:
    """Otherwise one municipality's officer could use up, or take back, what another has promised."""
    pk = two_givers(cast)
    own, theirs = (one["id"] for one in cast.officer.ok("get", f"agreements/{pk}")["commitments"])
    said = {"agreement": pk, "period": "2020", "amount": "1000.00", "paid_on": "2020-01-31", "commitment": theirs}
    assert "payment.payers_only" in cast.officer.no(403, "post", "payments", said)
    made = cast.stranger.ok("post", "payments", said)
    back = {"agreement": pk, "amount": "-1000.00", "paid_on": "2020-02-01", "corrects": made["id"]}
    assert "payment.payers_only" in cast.officer.no(403, "post", "payments", back)
    for who, may in ((cast.officer, []), (cast.stranger, ["correct"])):
        (listed,) = who.ok("get", f"payments?agreement={pk}")["results"]
        assert listed == who.ok("get", f"payments/{made['id']}") == {**made, "actions": may}
    cast.officer.ok("post", "payments", {**said, "commitment": own})
