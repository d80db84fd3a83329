"""Two municipalities pay one association: each decides on its own money, through its own officers."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from finance.models import ConsequenceDecision
from tests.agreements.sample import DECISION, SIGNATURE, WHY, body, member
from tests.cast import VANNAS, Cast, user
from tests.finance.test_claims import BOARD, CLAIM, DELEGATE, report

OURS = {**CLAIM, "code": "repayment.co_financing"}
THEIRS = {**OURS, "organization": VANNAS}
LADDER = {"steps": [{"days": None, "percent": "10.00"}], "deadline": "02-25"}


def jointly(cast: Cast, **conditions: Any) -> int:
    """Umeå has paid 1 500 000 for 2020 and Vännäs 500 000; 1 000 000 of the promised 1 300 000 is short."""
    funding, own = body()["commitments"]
    promises = [funding, {**funding, "party": VANNAS, "name": "Vännäs bidrag", "amount": "500000.00"}, own]
    parties = [*body()["parties"], {"organization": VANNAS, "role": "funder"}]
    clauses = {**body()["conditions"], "settlement": "yearly", **conditions}
    said: dict[str, Any] = {"commitments": promises, "parties": parties, "conditions": clauses}
    made = cast.officer.ok("post", "agreements", body(**said))
    pk, (ours, theirs) = made["id"], [one["id"] for one in made["commitments"] if one["kind"] == "funding"]
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    cast.officer.ok("post", f"agreements/{pk}/decisions", DECISION)
    cast.stranger.ok("post", f"agreements/{pk}/decisions", {**DECISION, "organization": VANNAS})
    cast.officer.ok("post", f"agreements/{pk}/signatures", SIGNATURE)
    paid = {"agreement": pk, "period": "2020", "paid_on": "2020-01-31"}
    cast.officer.ok("post", "payments", {**paid, "commitment": ours, "amount": "1500000.00"})
    cast.stranger.ok("post", "payments", {**paid, "commitment": theirs, "amount": "500000.00"})
    report(cast, pk, "300000.00")
    return int(pk)


def computed(cast: Cast, pk: int, as_of: str = "2021-06-30") -> list[Any]:
    found: list[Any] = cast.treasurer.ok("get", f"agreements/{pk}/commitment-check?as_of={as_of}")["consequences"]
    return found


def test_each_payer_claims_its_own_part(cast: Cast) -> None:
    """1 000 000 ÷ 1 300 000 × 2 000 000 = 1 538 462: a quarter is 384 615.5, and the krona goes to 2460 before 2480."""
    pk = jointly(cast)
    assert [(one["payer"], one["amount"], one["state"]) for one in computed(cast, pk)] == [
        ("Vännäs kommun", "384616.00", "proposed"),
        ("Umeå kommun", "1153846.00", "proposed"),
    ]
    more = {**OURS, "agreement": pk, "amount": "1153847.00"}
    assert "consequence.above_computed" in cast.officer.no(400, "post", "consequence-decisions", more)
    ours = cast.officer.ok("post", "consequence-decisions", {**OURS, "agreement": pk})
    theirs = cast.stranger.ok(
        "post", "consequence-decisions", {**THEIRS, "agreement": pk, **DELEGATE, "organization": VANNAS}
    )
    assert [(one["organization"], one["amount"]) for one in (ours, theirs)] == [
        (cast.umea.pk, "1153846.00"),
        (cast.vannas.pk, "384616.00"),
    ]
    assert [one["decision"]["id"] for one in computed(cast, pk)] == [theirs["id"], ours["id"]]
    assert cast.auditor.ok("get", f"claims?organization={cast.vannas.pk}")["results"][0]["id"] == theirs["id"]
    again = {**OURS, "agreement": pk}
    assert "consequence.decided" in cast.officer.no(409, "post", "consequence-decisions", again)
    # what comes in is registered by the one whose claim it is, and the list of delegated decisions is the payer's
    path = f"claims/{theirs['id']}/payments"
    assert "claim.not_yours" in cast.officer.no(403, "post", path, {"amount": "1.00"})
    cast.stranger.ok("post", path, {"amount": "384616.00", "paid_on": "2021-06-01"})
    month = "delegated-decisions?month=2021-05"
    assert [one["id"] for one in cast.stranger.ok("get", month)["results"]] == [theirs["id"]]
    assert cast.officer.ok("get", month)["results"] == []
    events = cast.treasurer.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]
    decided = [(one["amount"], one["note"]) for one in events if one["kind"] == "claim_decided"]
    assert decided == [
        ("1153846.00", "Umeå kommun: Kostnaderna blev lägre."),
        ("384616.00", "Vännäs kommun: Liten summa."),
    ]


def test_nobody_decides_on_anothers_money(cast: Cast) -> None:
    pk = jointly(cast)
    for who, said in [(cast.officer, THEIRS), (cast.stranger, OURS)]:
        assert "decision.not_yours" in who.no(403, "post", "consequence-decisions", {**said, "agreement": pk})
    both = member("both", officer=cast.umea)
    user("both").memberships.create(organization=cast.vannas, role="officer", starts_on="1990-01-01")
    both.ok("post", "consequence-decisions", {**THEIRS, "agreement": pk})
    (mine,) = both.ok("get", f"claims?agreement={pk}")["results"]
    assert (mine["organization"], mine["amount"]) == (cast.vannas.pk, "384616.00")


def test_who_has_no_money_in_it_decides_nothing(cast: Cast) -> None:
    """Vännäs pays nothing for 2021, and takes back what it paid for 2020."""
    pk = jointly(cast)
    (payment,) = [
        one["id"]
        for one in cast.officer.ok("get", f"payments?agreement={pk}")["results"]
        if one["amount"] == "500000.00"
    ]
    back = {"agreement": pk, "period": "2020", "amount": "-500000.00", "corrects": payment, "paid_on": "2021-01-31"}
    cast.stranger.ok("post", "payments", back)
    error = cast.stranger.no(400, "post", "consequence-decisions", {**THEIRS, "agreement": pk})
    assert error["consequence.not_the_payer"]["path"] == "organization"
    assert error["consequence.not_the_payer"]["expected"] == ["Umeå kommun"]
    assert not ConsequenceDecision.objects.exists()


def test_claims_of_a_payer_are_together_no_more_than_it_has_paid(cast: Cast) -> None:
    """Nothing of its own and nothing spent: either clause takes all of it, and each payer can claim its own once."""
    pk = jointly(cast)
    path = f"annual-reports/{cast.officer.ok('get', f'annual-reports?agreement={pk}')['results'][0]['id']}"
    cast.officer.ok("post", f"{path}/correct", WHY)
    figures = [
        {"kind": "own_cash", "source": "fees", "amount": "0.00"},
        {"kind": "income", "amount": "2000000.00"},
        {"kind": "costs", "amount": "0.00"},
    ]
    cast.officer.patch_current(path, {"figures": figures})
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-04-25"})
    cast.officer2.ok("post", f"{path}/approve", {"approved_on": "2021-04-28"})
    assert [one["amount"] for one in computed(cast, pk)] == ["500000.00", "1500000.00"] * 2
    cast.officer.ok("post", "consequence-decisions", {**OURS, "agreement": pk})
    unspent = {**THEIRS, "agreement": pk, "code": "repayment.unspent"}
    assert cast.stranger.ok("post", "consequence-decisions", unspent)["amount"] == "500000.00"
    error = cast.stranger.no(400, "post", "consequence-decisions", {**THEIRS, "agreement": pk})
    assert error["claim.above_paid"]["expected"] == "<= 0.00"


def test_each_payer_keeps_back_of_its_own_instalment(cast: Cast) -> None:
    pk = jointly(cast, late_ladder=LADDER)
    late = [one for one in computed(cast, pk) if one["code"] == "late.reduction"]
    assert [(one["payer"], one["amount"]) for one in late] == [
        ("Vännäs kommun", "25000.00"),
        ("Umeå kommun", "75000.00"),
    ]
    said = {**BOARD, "agreement": pk, "code": "late.reduction", "period": "2020", "outcome": "reduce"}
    made = cast.stranger.ok(
        "post", "consequence-decisions", {**said, "organization": VANNAS, "decided_on": "2021-05-04"}
    )
    assert [one["amount"] for one in made["against"]] == ["25000.00"]
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-06-30")
    lines = [one for one in answer["periods"][1]["lines"] if one["kind"] == "funding"]
    assert [one["instalments"][0]["reduced"] for one in lines] == ["0.00", "25000.00"]


@pytest.mark.django_db(transaction=True)
def test_two_payers_at_once_both_decide_and_two_officers_of_one_decide_once(at_once: Callable[..., list[Any]]) -> None:
    cast = Cast()
    pk = jointly(cast)
    ours = [
        partial(who.send, "post", "consequence-decisions", {**OURS, "agreement": pk})
        for who in (cast.officer, cast.officer2)
    ]
    theirs = partial(cast.stranger.send, "post", "consequence-decisions", {**THEIRS, "agreement": pk})
    first, second, other = at_once([*ours, theirs])
    assert other.status_code == 201
    assert sorted((first.status_code, second.status_code)) == [201, 409]
    (refused,) = [one.json()["errors"][0] for one in (first, second) if one.status_code == 409]
    assert (refused["code"], refused["message"]) == (
        "consequence.decided",
        "This consequence is decided already; what was recorded stands until a decision that names it replaces it.",
    )
    assert ConsequenceDecision.objects.count() == 2
