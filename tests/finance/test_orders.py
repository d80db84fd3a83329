"""Payment orders: what may be ordered, two attests by two people, and never more paid and ordered than is agreed."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from finance.models import PaymentOrder
from office.clock import today
from office.models import AuditEvent
from tests.agreements.sample import active, body, half_on_requisition, handed_in, member, put, twin
from tests.cast import UMEA, Cast
from tests.finance.paying import bound, confirmed, decided, new, ordered

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]


def state_of(cast: Cast, pk: int, as_of: str, number: int) -> dict[str, Any]:
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of={as_of}")
    parts = answer["periods"][0]["lines"][0]["instalments"]
    found: dict[str, Any] = next(one for one in parts if one["number"] == number)
    return found


def test_from_order_to_payment(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    made = ordered(cast, pk, amount="750000.00", note="Första halvan")
    assert (made["state"], made["actions"], made["payer"]) == ("ordered", ["attest", "cancel"], cast.umea.pk)
    early = cast.officer.no(409, "post", f"payment-orders/{made['id']}/decide", {})["order.state"]
    assert (early["expected"], early["actual"]) == (["attested"], "ordered")
    assert early["message"] == "The order is ordered; this needs it to be attested."
    swedish = twin(cast.officer, "sv").no(409, "post", f"payment-orders/{made['id']}/decide", {})["order.state"]
    assert swedish["message"] == "Ordern är beordrad; för detta måste den vara attesterad."
    waiting = state_of(cast, pk, "2020-01-25", 1)
    assert (waiting["state"], waiting["ordered"], waiting["whose_move"]) == ("ordered", "750000.00", "municipality")
    path = f"payment-orders/{made['id']}"
    error = cast.officer.no(409, "post", "payments", new(pk, order=made["id"]))["order.state"]
    assert error["message"] == "The order is ordered; this needs it to be decided, sent."
    cast.officer.ok("post", f"{path}/attest", {"acted_on": "2020-01-21"})
    assert cast.officer.ok("get", path)["actions"] == ["cancel"]
    assert "order.two_people" in cast.officer.no(403, "post", f"{path}/decide", {})
    done = cast.officer2.ok("post", f"{path}/decide", {"acted_on": "2020-01-22"})
    assert [(one["act"], one["by"]) for one in done["acts"]] == [("substance", "officer"), ("decision", "officer2")]
    assert done["actions"] == ["cancel", "pay"]
    paid = cast.officer.ok("post", "payments", {"agreement": pk, "order": made["id"], "paid_on": "2020-01-31"})
    assert (paid["amount"], paid["period"], paid["order"]) == ("750000.00", "2020", made["id"])
    assert cast.treasurer.ok("get", path)["state"] == "paid"
    assert bound() == (750_000, 0)
    assert state_of(cast, pk, "2020-01-25", 1)["state"] == "ordered"
    assert state_of(cast, pk, "2020-01-31", 1)["state"] == "paid"
    assert "order.state" in cast.officer.no(409, "post", "payments", new(pk, order=made["id"]))
    events = [one["kind"] for one in cast.auditor.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]]
    assert {"ordered", "order_substance", "order_decision", "paid"} <= set(events)
    assert AuditEvent.objects.get(kind="order.decided").actor_name == "officer2"


def test_without_an_amount_everything_that_may_be_ordered(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    cast.officer.ok("post", "payments", new(pk, amount="0.50", paid_on="2020-01-10"))
    assert ordered(cast, pk)["amount"] == "1499999.50"
    error = cast.officer.no(400, "post", "payment-orders", new(pk))["payment.above_agreed"]
    assert error["message"] == (
        "1,500,000\xa0kr is agreed for 2020, 0.50\xa0kr is paid and 1,499,999.50\xa0kr ordered: 0\xa0kr remains."
    )
    assert "payment.above_agreed" in cast.officer.no(400, "post", "payments", new(pk, amount="0.01"))


def test_what_is_not_asked_for_is_not_ordered(cast: Cast) -> None:
    pk = active(cast, commitments=half_on_requisition())
    confirmed(cast)
    error = cast.officer.no(400, "post", "payment-orders", new(pk, amount="750000.01"))["order.not_requested"]
    assert (error["expected"], error["actual"]) == ("<= 750000.00", "750000.01")
    assert error["message"] == (
        "Instalment 2 (750,000\xa0kr) is on requisition and not asked for: it is the association's move."
    )
    ordered(cast, pk, amount="750000.00")
    assert "order.not_requested" in cast.officer.no(400, "post", "payment-orders", new(pk))
    cast.treasurer.ok("post", "requisitions", new(pk))
    assert ordered(cast, pk)["amount"] == "750000.00"


def test_what_is_withheld_is_not_ordered_but_history_is_registered(cast: Cast) -> None:
    after = {"due": "07-31", "share": "0.5", "after_report": True}
    pk = active(cast, commitments=put(body(), "commitments[0].instalments[1]", after)["commitments"])
    confirmed(cast)
    wanted = {"agreement": pk, "period": "2021", "amount": "750000.01"}
    told = cast.officer.no(400, "post", "payment-orders", wanted)["order.withheld"]["message"]
    assert told.endswith(
        "is withheld until the report for 2020 is approved: it is the association's move to hand it in."
    )
    report = handed_in(cast.officer, pk)["id"]
    told = cast.officer.no(400, "post", "payment-orders", wanted)["order.withheld"]["message"]
    assert told.endswith("it is the municipality's move to review it.")
    cast.officer.ok("post", "payments", {**wanted, "amount": "1500000.00", "paid_on": "2021-08-02"})
    assert "payment.above_agreed" in cast.officer.no(400, "post", "payment-orders", {**wanted, "amount": "0.01"})
    cast.officer.ok("post", f"annual-reports/{report}/approve", {})
    assert ordered(cast, pk, amount="1500000.00")["state"] == "ordered"  # the first year has no report to wait for


def test_cancelled_with_a_reason_it_binds_nothing(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    path = f"payment-orders/{ordered(cast, pk, amount='1500000.00')['id']}"
    assert "required" in cast.officer.no(400, "post", f"{path}/cancel", {})
    done = cast.officer2.ok("post", f"{path}/cancel", {"reason": "Fel belopp"})
    assert (done["state"], done["acts"][0]["reason"], done["actions"]) == ("cancelled", "Fel belopp", [])
    assert bound() == (0, 0)
    assert "order.state" in cast.officer.no(409, "post", f"{path}/cancel", {"reason": "Igen"})
    assert ordered(cast, pk, amount="1500000.00")


def test_what_was_sent_is_cancelled_only_once_it_is_stopped(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    path = f"payment-orders/{decided(cast, pk, amount='1500000.00')['id']}"
    errors = cast.officer.no(400, "post", f"{path}/cancel", {"reason": "x", "stopped": "Banken"})
    assert errors["order.nothing_to_stop"]["path"] == "stopped"
    file = cast.officer.ok("post", "payment-files", {"payer": UMEA})["id"]
    errors = cast.officer.no(400, "post", f"{path}/cancel", {"reason": "Dubbelt", "acted_on": "2020-01-22"})
    assert errors["order.not_stopped"]["message"] == (
        f"The order was sent in payment file {file} on {today()} and may be under way: stop it at the bank or in the "
        "economy system first, and say how it was stopped and who confirmed that."
    )
    assert errors["date.out_of_order"]["expected"] == f">= {today()}"
    assert {"order.not_stopped", "required"} <= set(cast.officer.no(400, "post", f"{path}/cancel", {"stopped": " "}))
    assert bound() == (0, 1_500_000)
    assert "payment.above_agreed" in cast.officer.no(400, "post", "payment-orders", new(pk, amount="0.01"))
    stopped = "Makulerad i ekonomisystemet, bekräftat av banken per telefon"
    done = cast.officer.ok("post", f"{path}/cancel", {"reason": "Dubbelt", "stopped": stopped})
    assert (done["state"], done["file"], done["acts"][-1]["stopped"]) == ("cancelled", file, stopped)
    assert bound() == (0, 0)
    told = AuditEvent.objects.get(kind="order.cancelled").data
    assert (told["reason"], told["stopped"], told["file"]) == ("Dubbelt", stopped, file)
    events = cast.auditor.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]
    assert [one["note"] for one in events if one["kind"] == "order_cancellation"] == [f"Dubbelt; {stopped}"]
    assert "order.state" in cast.officer.no(409, "post", "payments", {"agreement": pk, "order": done["id"]})
    assert ordered(cast, pk, amount="1500000.00")


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"amount": "0.00"}, "not_positive", "amount"),
        ({"period": "2019"}, "period.unknown", "period"),
        ({"commitment": 10**9}, "commitment.unknown", "commitment"),
        ({"recipient": UMEA}, "payment.not_a_recipient", "recipient"),
        ({"account": 10**9}, "account.not_in_force", "account"),
        ({"agreement": None}, "null", "agreement"),
    ],
)
def test_a_wrong_order_is_refused(cast: Cast, changes: dict[str, Any], code: str, path: str) -> None:
    pk = active(cast)
    confirmed(cast)
    assert cast.officer.no(400, "post", "payment-orders", {**new(pk, amount="1.00"), **changes})[code]["path"] == path
    assert not PaymentOrder.objects.exists()


def test_no_order_without_a_confirmed_account(cast: Cast) -> None:
    assert "account.missing" in cast.officer.no(400, "post", "payment-orders", new(active(cast), amount="1.00"))


def test_a_payment_is_as_it_was_ordered(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    order = decided(cast, pk, amount="100.00")["id"]
    for said, code in [
        ({"amount": "99.00"}, "payment.not_as_ordered"),
        ({"recipient": UMEA}, "payment.not_as_ordered"),
        ({"period": "2021"}, "payment.not_as_ordered"),
        ({"paid_on": "2020-01-21"}, "date.out_of_order"),
    ]:
        assert code in cast.officer.no(400, "post", "payments", {"agreement": pk, "order": order, **said})
    assert "order.unknown" in cast.officer.no(400, "post", "payments", {"agreement": pk, "order": 10**9})
    assert "required" in cast.officer.no(400, "post", "payments", new(pk))
    assert bound() == (0, 100)


@pytest.mark.both
def test_acts_come_in_the_order_of_their_days(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    path = f"payment-orders/{ordered(cast, pk, amount='1.00')['id']}"
    assert "date.out_of_order" in cast.officer.no(400, "post", f"{path}/attest", {"acted_on": "2020-01-19"})
    assert "order.state" in cast.officer.no(409, "post", f"{path}/decide", {})


def test_a_partner_attests_but_does_not_order(cast: Cast) -> None:
    """A small municipality has one officer: a party's other municipality will do as the second pair of eyes."""
    parties = [*body()["parties"], {"organization": "212000-2684", "role": "member"}]
    pk = proposed_with(cast, parties)
    partner = cast.stranger
    account = cast.treasurer.ok("post", "payee-accounts", {
        "payer": UMEA, "organization": cast.van.pk, "kind": "bankgiro", "number": "0000-0018", "document": "Brev",
        "starts_on": "2019-12-20"})  # fmt: skip
    cast.officer.ok("post", f"payee-accounts/{account['id']}/confirm", {"verified": "Motringning"})
    assert "order.payers_only" in partner.no(403, "post", "payment-orders", new(pk, amount="1.00"))
    path = f"payment-orders/{ordered(cast, pk, amount='1.00')['id']}"
    assert "order.payers_only" in partner.no(403, "post", f"{path}/cancel", {"reason": "x"})
    partner.ok("post", f"{path}/attest", {})
    done = cast.officer.ok("post", f"{path}/decide", {})
    assert [one["organization"] for one in done["acts"]] == [cast.vannas.pk, cast.umea.pk]


def proposed_with(cast: Cast, parties: list[dict[str, Any]]) -> int:
    path = f"agreements/{cast.officer.ok('post', 'agreements', body(parties=parties))['id']}"
    cast.officer.ok("post", f"{path}/propose", {})
    for who, number in ((cast.officer, UMEA), (cast.stranger, "212000-2684")):
        said = {"organization": number, "outcome": "yes", "decided_on": "2019-12-10", "body": "KS", "paragraph": "§ 1"}
        who.ok("post", f"{path}/decisions", said)
    said = {"organization": "802000-0009", "signed_on": "2019-12-16", "signed_by": "Ordföranden"}
    cast.officer.ok("post", f"{path}/signatures", said)
    return int(path.rpartition("/")[2])


@pytest.mark.both
def test_another_association_does_not_see_an_order(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    path = f"payment-orders/{ordered(cast, pk, amount='1.00')['id']}"
    assert cast.treasurer.ok("get", path)["actions"] == []
    assert cast.stranger.no(404, "get", path)
    both = member("both", officer=cast.umea, reporter=cast.van)
    assert both.ok("get", path)["actions"] == []
    assert "conflict.of_interest" in both.no(403, "post", f"{path}/attest", {})
    for query, count in [("state=ordered", 1), ("state=paid", 0), (f"agreement={pk}", 1), ("period=2021", 0)]:
        assert cast.auditor.ok("get", f"payment-orders?{query}")["count"] == count
