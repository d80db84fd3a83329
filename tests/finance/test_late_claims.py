"""A late report's reduction is claimed back where the payment has left: from the same instalment, and never both."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from finance.models import ConsequenceDecision
from tests.agreements.sample import HOURS, content
from tests.cast import Cast
from tests.finance.test_claims import BOARD, consequences, decide, short

PATH = "consequence-decisions"
LADDER = {"steps": [{"days": 7, "percent": "10.00"}, {"days": None, "percent": "50.00"}], "deadline": "02-25"}
LATE = {**BOARD, "code": "late.reduction", "period": "2020", "outcome": "claim", "decided_on": "2021-09-07"}
CLAIMED = {**LATE, "due_on": "2021-10-15"}
REDUCED = {**LATE, "outcome": "reduce"}


def late(cast: Cast, paid: str = "1500000.00", on: str = "2021-04-01") -> int:
    """The report for 2020 was 18 days late: 50 % of the 750 000 due on 1 February 2021, which was paid in April."""
    pk = short(cast, late_ladder=LADDER)
    if paid:
        pay(cast, pk, paid, on)
    return pk


def pay(cast: Cast, pk: int, amount: str, on: str) -> Any:
    return cast.officer.send("post", "payments", {"agreement": pk, "period": "2021", "amount": amount, "paid_on": on})


def one(cast: Cast, pk: int, as_of: str = "2021-09-07") -> Any:
    """What follows of the late report for 2020."""
    rows = consequences(cast, pk, as_of)
    (found,) = [row for row in rows if (row["code"], row["period"]) == ("late.reduction", "2020")]
    return found


def told(cast: Cast, pk: int) -> str:
    text: str = one(cast, pk)["explanation"]
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_what_has_left_is_claimed_back(cast: Cast) -> None:
    pk = late(cast)
    assert [one(cast, pk, day)["claimable"] for day in ("2021-03-31", "2021-04-01")] == ["0.00", "375000.00"]
    assert "instead 375,000 kr can be claimed back." in told(cast, pk)
    made = cast.officer.ok("post", PATH, {**CLAIMED, "agreement": pk})
    assert (made["amount"], made["due_on"], made["formula"].replace("\N{NO-BREAK SPACE}", " ")) == (
        "375000.00", "2021-10-15", "50 % × 750,000 = 375,000",
    )  # fmt: skip
    assert [(part["period"], part["number"], part["amount"]) for part in made["against"]] == [("2021", 1, "375000.00")]
    claim = cast.auditor.ok("get", f"claims/{made['id']}?as_of=2021-10-15")
    assert (claim["state"], claim["left"]) == ("open", "375000.00")
    stands = one(cast, pk)
    assert (stands["state"], stands["claim"]["id"]) == ("claim", made["id"])
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-09-07")
    line = answer["periods"][1]["lines"][0]
    assert ([part["reduced"] for part in line["instalments"]], line["status"]) == (["0.00", "0.00"], "met")
    assert not [row for row in answer["findings"] if row["code"].startswith(("claim", "payment"))]
    assert "consequence.decided" in cast.officer.no(409, "post", PATH, {**REDUCED, "agreement": pk})


def test_what_can_still_be_kept_back_is_not_claimed(cast: Cast) -> None:
    pk = late(cast, "375000.00")
    error = cast.officer.no(400, "post", PATH, {**CLAIMED, "agreement": pk})["consequence.outcome"]
    assert (error["path"], error["expected"]) == ("outcome", ["reduce", "refrain"])
    assert error["message"] == "The payment can still be less: what has not left cannot be claimed back."
    made = cast.officer.ok("post", PATH, {**REDUCED, "agreement": pk})
    assert pay(cast, pk, "1125000.01", "2021-09-08").status_code == 400
    said = {**CLAIMED, "agreement": pk, "replaces": made["id"], "ground": "misled"}
    assert "consequence.outcome" in cast.officer.no(400, "post", PATH, said)


def test_no_more_than_has_left_is_claimed(cast: Cast) -> None:
    pk = late(cast, "375100.00")
    assert one(cast, pk)["claimable"] == "375000.00"  # 374 900 of the instalment is unpaid, 100 too little
    more = {**CLAIMED, "agreement": pk, "amount": "375000.01"}
    assert cast.officer.no(400, "post", PATH, more)["consequence.above_computed"]["expected"] == "> 0, <= 375000"
    (part,) = cast.officer.ok("post", PATH, {**CLAIMED, "agreement": pk, "amount": "100.00"})["against"]
    assert part["amount"] == "100.00"


def test_a_reduction_that_came_too_late_is_reconsidered_into_a_claim(cast: Cast) -> None:
    """It was decided when the money had left: what was paid too much is found until it is claimed instead."""
    pk = late(cast)
    first = decide(cast, pk, code="late.reduction", outcome="reduce", due_on=None)
    question = f"agreements/{pk}/commitment-check?as_of=2021-09-07"
    assert "payment.above_promised" in [row["code"] for row in cast.officer.ok("get", question)["findings"]]
    said = {**CLAIMED, "agreement": pk, "replaces": first["id"], "ground": "incorrect"}
    second = cast.officer.ok("post", PATH, said)
    assert (second["replaces"], second["amount"], second["against"]) == (first["id"], "375000.00", first["against"])
    found = [row["code"] for row in cast.officer.ok("get", question)["findings"]]
    assert not {"payment.above_promised", "claim.differs"} & set(found)
    assert "to reduce the next payment by 375,000 kr: that decision was incorrect" in told(cast, pk)
    path = f"claims/{second['id']}/payments"
    cast.officer.ok("post", path, {"amount": "375000.00", "paid_on": "2021-10-01"})
    assert cast.auditor.ok("get", f"claims/{second['id']}")["state"] == "settled"


def test_it_is_of_the_money_that_it_takes_from(cast: Cast) -> None:
    """Of the 1 500 000 of 2021, 375 000 is claimed for a late report for 2020: of what is unspent 1 125 000 is left."""
    pk = late(cast)
    cast.officer.ok("post", PATH, {**CLAIMED, "agreement": pk})
    figures = [
        {"kind": "own_cash", "source": "fees", "amount": "1300000.00"},
        {"kind": "income", "amount": "2800000.00"},
        {"kind": "costs", "amount": "0.00"},
    ]
    hours = [{**HOURS, "starts_on": "2021-01-01", "ends_on": "2021-12-31", "hours": "0.00"}]
    said = {"agreement": pk, "period": "2021", **content(figures=figures, volunteer_hours=hours)}
    path = f"annual-reports/{cast.officer.ok('post', 'annual-reports', said)['id']}"
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2022-02-15"})
    cast.officer2.ok("post", f"{path}/approve", {"approved_on": "2022-03-01"})
    unspent = {**CLAIMED, "agreement": pk, "code": "repayment.unspent", "period": "2021"}
    unspent |= {"decided_on": "2022-04-05", "due_on": "2022-05-31"}
    error = cast.officer.no(400, "post", PATH, unspent)["claim.above_paid"]
    assert error["expected"] == "<= 1125000.00"
    cast.officer.ok("post", PATH, {**unspent, "amount": "1125000.00"})
    # what is short of 2020 is of 2020's money
    short_of = {**unspent, "code": "repayment.co_financing", "period": "2020"}
    assert cast.officer.ok("post", PATH, short_of)["amount"] == "1153846.00"


@pytest.mark.django_db(transaction=True)
def test_reduced_or_claimed_at_once_it_is_one_of_them(at_once: Callable[..., list[Any]]) -> None:
    cast = Cast()
    pk = late(cast)
    acts = [
        partial(who.send, "post", PATH, {**said, "agreement": pk})
        for who in (cast.officer, cast.officer2)
        for said in (CLAIMED, REDUCED)
    ]
    answers = at_once(acts)
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {answer.json()["errors"][0]["code"] for answer in answers if answer.status_code == 409} == {
        "consequence.decided"
    }
    assert ConsequenceDecision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_reduction_beside_the_payment_is_kept_back_or_could_be_claimed(at_once: Callable[..., list[Any]]) -> None:
    """Whichever comes first: the payment is refused, or the reduction has come too late and can be claimed instead."""
    cast = Cast()
    pk = late(cast, "")
    reduce = partial(cast.officer.send, "post", PATH, {**REDUCED, "agreement": pk})
    paid, made = at_once([partial(pay, cast, pk, "1500000.00", "2021-09-01"), reduce])
    assert made.status_code == 201
    assert paid.status_code in (201, 400)
    assert one(cast, pk)["claimable"] == ("375000.00" if paid.status_code == 201 else "0.00")
