"""Consequences decided, claims paid and let go of."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from finance.models import ConsequenceDecision
from tests.agreements.sample import HOURS, WHY, active, body, content
from tests.cast import UMEA, VAN, VANNAS, Cast

BOARD = {"organization": UMEA, "reason": "Kostnaderna blev lägre.", "body": "Kommunstyrelsen", "paragraph": "§ 31"}
DELEGATE = {"organization": UMEA, "reason": "Liten summa.", "body": "Förvaltningschefen", "delegation_point": "4.2"}
CLAIM = {
    **BOARD, "code": "repayment.co_financing", "period": "2020", "outcome": "claim", "due_on": "2021-06-30",
    "decided_on": "2021-05-04",
}  # fmt: skip


def short(cast: Cast, **conditions: Any) -> int:
    """2020 is verified and short of the promise: an own contribution of 1 300 000, 300 000 reported, 1 500 000 paid."""
    pk = active(cast, conditions={**body()["conditions"], "settlement": "yearly", **conditions})
    for day in ("2020-01-31", "2020-07-31"):
        cast.officer.ok("post", "payments", {"agreement": pk, "period": "2020", "amount": "750000.00", "paid_on": day})
    report(cast, pk, "300000.00")
    return pk


def report(cast: Cast, pk: int, cash: str, received: str = "2021-03-15", approved: str = "2021-04-20") -> None:
    figures = [{"kind": "own_cash", "source": "fees", "amount": cash}]
    said = {"agreement": pk, "period": "2020", **content(figures=figures, volunteer_hours=[{**HOURS, "hours": "0.00"}])}
    path = f"annual-reports/{cast.officer.ok('post', 'annual-reports', said)['id']}"
    cast.officer.ok("post", f"{path}/submit", {"received_on": received})
    cast.officer2.ok("post", f"{path}/approve", {"approved_on": approved})


def decide(cast: Cast, pk: int, **changes: Any) -> Any:
    return cast.officer.ok("post", "consequence-decisions", {**CLAIM, "agreement": pk, **changes})


def consequences(cast: Cast, pk: int, as_of: str) -> list[Any]:
    answer = cast.treasurer.ok("get", f"agreements/{pk}/commitment-check?as_of={as_of}")
    found: list[Any] = answer["consequences"]
    return found


def test_a_decision_opens_a_claim_that_stands_beside_the_consequence(cast: Cast) -> None:
    pk = short(cast)
    (before,) = consequences(cast, pk, "2021-05-04")
    assert (before["state"], before["amount"], before["decision"]) == ("proposed", "1153846.00", None)
    made = decide(cast, pk, amount="900000.00")
    assert {name: made[name] for name in ("computed", "amount", "due_on", "party", "period")} == {
        "computed": "1153846.00", "amount": "900000.00", "due_on": "2021-06-30", "party": cast.van.pk, "period": "2020",
    }  # fmt: skip
    assert made["formula"].replace("\N{NO-BREAK SPACE}", " ") == "1,000,000 ÷ 1,300,000 × 1,500,000 = 1,153,846"
    assert made["digest"].startswith("sha256:")
    assert cast.treasurer.ok("get", "consequence-decisions")["results"] == [made]
    claim = cast.auditor.ok("get", f"claims/{made['id']}")
    assert (claim["state"], claim["left"], claim["actions"]) == ("overdue", "900000.00", [])
    assert cast.officer.ok("get", "claims?as_of=2021-06-30")["results"][0]["state"] == "open"
    assert cast.officer.ok("get", "claims?as_of=2021-05-03")["count"] == 0
    (after,) = consequences(cast, pk, "2021-06-30")
    assert (after["state"], after["decision"]["id"], after["claim"]["left"]) == ("claim", made["id"], "900000.00")
    assert "Kommunstyrelsen § 31 decided to claim back" in after["explanation"]
    assert consequences(cast, pk, "2021-05-03")[0]["state"] == "proposed"


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"amount": "1153846.01"}, "consequence.above_computed", "amount"),
    ({"amount": "0.00"}, "consequence.above_computed", "amount"),
    ({"due_on": None}, "required", "due_on"),
    ({"due_on": "2021-05-03"}, "date.out_of_order", "due_on"),
    ({"decided_on": "2021-04-19"}, "consequence.unknown", "code"),
    ({"code": "repayment.unspent"}, "consequence.unknown", "code"),
    ({"period": None}, "consequence.unknown", "code"),
    ({"party": UMEA}, "consequence.unknown", "code"),
    ({"party": VANNAS}, "party.unknown", "party"),
    ({"outcome": "reduce", "due_on": None}, "consequence.outcome", "outcome"),
    ({"outcome": "refrain"}, "claim.due_not_for_outcome", "due_on"),
    ({"outcome": "refrain", "due_on": None, "amount": "1.00"}, "consequence.amount_not_for_outcome", "amount"),
    ({"paragraph": ""}, "decision.no_paragraph", "paragraph"),
    ({"reason": ""}, "blank", "reason"),
    ({"organization": VAN}, "decision.not_public", "organization"),
]


def test_what_cannot_be_decided(cast: Cast) -> None:
    said = {**CLAIM, "agreement": short(cast)}
    for changes, code, path in WRONG:
        errors = cast.officer.no(400, "post", "consequence-decisions", {**said, **changes})
        assert errors[code]["path"] == path, (changes, errors)
    assert not ConsequenceDecision.objects.exists()


def test_everything_wrong_is_told_at_once(cast: Cast) -> None:
    said = {**CLAIM, "agreement": short(cast), "paragraph": "", "party": VANNAS, "due_on": "2021-05-03", "amount": "x"}
    errors = cast.officer.no(400, "post", "consequence-decisions", said)
    assert set(errors) == {"decision.no_paragraph", "party.unknown", "date.out_of_order", "not_a_number"}
    assert "required" in cast.officer.no(400, "post", "consequence-decisions", {})


def test_a_consequence_is_decided_once_also_by_refraining(cast: Cast) -> None:
    pk = short(cast)
    decide(cast, pk, **DELEGATE, outcome="refrain", due_on=None, paragraph="")
    (one,) = consequences(cast, pk, "2021-05-04")
    assert (one["state"], one["claim"], one["decision"]["delegation_point"]) == ("refrain", None, "4.2")
    assert "consequence.decided" in cast.officer.no(409, "post", "consequence-decisions", {**CLAIM, "agreement": pk})
    assert cast.officer.ok("get", "claims")["count"] == 0
    cast.officer.no(404, "get", f"claims/{one['decision']['id']}")


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_at_once_one_wins(at_once: Callable[..., list[Any]]) -> None:
    cast = Cast()
    said = {**CLAIM, "agreement": short(cast)}
    answers = at_once([partial(cast.officer.send, "post", "consequence-decisions", said) for _ in range(16)])
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 15]
    assert ConsequenceDecision.objects.count() == 1
    path = f"claims/{ConsequenceDecision.objects.get().pk}/payments"
    paid = {"amount": "300000.00", "paid_on": "2021-06-01"}
    answers = at_once([partial(cast.officer.send, "post", path, paid) for _ in range(8)])
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [400] * 5
    cast.officer.ok("post", path, {"amount": "253846.00", "paid_on": "2021-06-01"})
    settled = cast.officer.ok("get", path.removesuffix("/payments"))
    assert (settled["left"], settled["actions"]) == ("0.00", [])


def test_repayments_never_exceed_what_is_left_on_any_day(cast: Cast) -> None:
    path = f"claims/{decide(cast, short(cast), amount='900.00')['id']}"
    first = cast.officer.ok("post", f"{path}/payments", {"amount": "500.00", "paid_on": "2021-06-15"})
    error = cast.officer.no(400, "post", f"{path}/payments", {"amount": "400.01", "paid_on": "2021-06-01"})
    assert error["claim.above_left"]["expected"] == "<= 400.00"
    for wrong, code in [
        ({"amount": "1.00", "paid_on": "2021-05-03"}, "date.out_of_order"),
        ({"amount": "0.00"}, "payment.not_positive"),
        ({"amount": "-1.00", "corrects": 10**9}, "payment.unknown"),
        ({"amount": "-500.01", "corrects": first["id"]}, "payment.overcorrected"),
        ({"amount": "1.00", "corrects": first["id"]}, "payment.overcorrected"),
        ({"amount": "-1.00", "paid_on": "2021-06-14", "corrects": first["id"]}, "date.out_of_order"),
    ]:
        assert code in cast.officer.no(400, "post", f"{path}/payments", wrong)
    taken = {"amount": "-200.00", "paid_on": "2021-07-01", "corrects": first["id"]}
    assert cast.officer.ok("post", f"{path}/payments", taken)["corrects"] == first["id"]
    assert "payment.unknown" in cast.officer.no(400, "post", f"{path}/payments", {**taken, "corrects": first["id"] + 1})
    # on 15 June 500 had come in: only 400 more fits there, though 600 is left today
    assert "claim.above_left" in cast.officer.no(
        400, "post", f"{path}/payments", {"amount": "400.01", "paid_on": "2021-06-20"}
    )
    answer = cast.officer.send("get", path)
    assert (answer.json()["left"], answer["ETag"]) == ("600.00", '"3"')
    stale = cast.officer.no(412, "post", f"{path}/payments", {"amount": "1.00"}, if_match='"2"')
    assert stale["revision.stale"]["expected"] == "3"
    assert cast.officer.ok("get", f"{path}/payments")["count"] == 2


def test_what_is_let_go_of_has_a_decision_of_its_own(cast: Cast) -> None:
    pk = short(cast)
    path = f"claims/{decide(cast, pk, amount='900.00')['id']}"
    cast.officer.ok("post", f"{path}/payments", {"amount": "500.00", "paid_on": "2021-06-15"})
    late = {**DELEGATE, "decided_on": "2021-09-01"}
    errors = cast.officer.no(
        400, "post", f"{path}/write-offs", {**late, "amount": "400.01", "organization": VANNAS, "delegation_point": ""}
    )
    assert set(errors) == {"claim.above_left", "claim.not_the_claimant", "decision.no_paragraph"}
    assert "date.out_of_order" in cast.officer.no(
        400, "post", f"{path}/write-offs", {**late, "decided_on": "2021-05-01"}
    )
    made = cast.officer.ok("post", f"{path}/write-offs", late)
    assert (made["amount"], made["delegation_point"], made["organization"]) == ("400.00", "4.2", cast.umea.pk)
    assert cast.treasurer.ok("get", f"{path}/write-offs")["results"] == [made]
    assert "claim.above_left" in cast.officer.no(400, "post", f"{path}/write-offs", late)
    assert cast.officer.ok("get", path)["state"] == "written_off"
    assert cast.officer.ok("get", f"{path}?as_of=2021-08-31")["state"] == "overdue"
    (one,) = consequences(cast, pk, "2021-09-01")
    events = cast.treasurer.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]
    told = [(event["kind"], event["amount"]) for event in events if event["kind"].startswith("claim")]
    assert told == [("claim_decided", "900.00"), ("claim_paid", "500.00"), ("claim_written_off", "400.00")]
    assert one["claim"]["written_off"] == "400.00"
    assert "is written off; nothing is left." in one["explanation"]


def test_only_the_claimants_own_officer_acts(cast: Cast) -> None:
    pk = short(cast)
    said = {**CLAIM, "agreement": pk}
    for who in (cast.treasurer, cast.auditor):
        assert "agreement.officers_only" in who.no(403, "post", "consequence-decisions", said)
    assert "agreement.unknown" in cast.stranger.no(404, "post", "consequence-decisions", said)
    path = f"claims/{decide(cast, pk)['id']}"
    for who in (cast.treasurer, cast.auditor):
        assert "claim.not_yours" in who.no(403, "post", f"{path}/payments", {"amount": "1.00"})
    cast.stranger.no(404, "post", f"{path}/payments", {"amount": "1.00"})


def test_what_is_repaid_is_no_payment_of_the_funding(cast: Cast) -> None:
    pk = short(cast)
    before = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-12-31")["periods"][0]["lines"][0]
    path = f"claims/{decide(cast, pk)['id']}"
    cast.officer.ok("post", f"{path}/payments", {"amount": "1153846.00", "paid_on": "2021-06-15"})
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-12-31")
    assert answer["periods"][0]["lines"][0] == before
    assert (answer["consequences"][0]["amount"], answer["consequences"][0]["claim"]["state"]) == (
        "1153846.00",
        "settled",
    )
    assert cast.officer.ok("get", f"payments?agreement={pk}")["count"] == 2


def test_an_overdue_claim_and_one_whose_figures_changed_are_found(cast: Cast) -> None:
    pk = short(cast)
    made = decide(cast, pk)
    found = cast.auditor.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-07-01")["findings"]
    (overdue,) = [one for one in found if one["code"] == "claim.overdue"]
    assert overdue["evidence"] == [{"type": "claim", "id": made["id"], "version": None}]
    assert "1,153,846" in overdue["message"]
    path = f"annual-reports/{cast.officer.ok('get', f'annual-reports?agreement={pk}')['results'][0]['id']}"
    cast.officer.ok("post", f"{path}/correct", WHY)
    cast.officer.patch_current(path, {"figures": [{"kind": "own_cash", "source": "fees", "amount": "1000000.00"}]})
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-08-01"})
    question = f"agreements/{pk}/commitment-check?as_of=2021-09-01"
    codes = [one["code"] for one in cast.auditor.ok("get", question)["findings"]]
    assert "claim.differs" not in codes  # the correction is not approved yet
    cast.officer2.ok("post", f"{path}/approve", {"approved_on": "2021-08-20"})
    (differs,) = [one for one in cast.auditor.ok("get", question)["findings"] if one["code"] == "claim.differs"]
    assert (differs["expected"], differs["actual"]) == ("1153846.00", "346154.00")
    moment = ConsequenceDecision.objects.get().recorded_at.isoformat().replace("+00:00", "Z")
    known = cast.auditor.ok("get", f"{question}&known_at={moment}")
    assert [one["code"] for one in known["findings"] if one["code"].startswith("claim")] == ["claim.overdue"]


def test_a_decided_reduction_lowers_the_next_instalment(cast: Cast) -> None:
    ladder = {"steps": [{"days": 7, "percent": "10.00"}, {"days": None, "percent": "50.00"}], "deadline": "02-25"}
    pk = short(cast, late_ladder=ladder)
    said = {"code": "late.reduction", "outcome": "reduce", "due_on": None, "decided_on": "2021-05-04"}
    made = decide(cast, pk, **said)
    # due on 25 February, came on 15 March: 50 % of the 750 000 due on 1 February 2021, which nobody had paid by then
    assert (made["computed"], made["amount"]) == ("375000.00", "375000.00")
    assert made["against"][0]["amount"] == "375000.00"
    line = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-05-04")["periods"][1]["lines"][0]
    assert (line["instalments"][0]["reduced"], line["due_to_date"]) == ("375000.00", "375000.00")
    assert "is kept back by decision on a late report." in line["explanation"]
    paid = {"agreement": pk, "period": "2021", "amount": "375000.00", "paid_on": "2021-05-05"}
    cast.officer.ok("post", "payments", paid)
    more = {**paid, "amount": "750000.01"}
    assert cast.officer.no(400, "post", "payments", more)["payment.above_agreed"]["expected"] == "<= 750000.00"
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-05-05")
    assert answer["periods"][1]["lines"][0]["status"] == "open"
    assert {one["state"] for one in answer["consequences"]} == {"proposed", "reduce"}
    assert not [one for one in answer["findings"] if one["code"].startswith(("claim", "payment"))]


def test_a_reduction_that_comes_when_the_money_has_left_is_found(cast: Cast) -> None:
    ladder = {"steps": [{"days": 7, "percent": "10.00"}, {"days": None, "percent": "50.00"}], "deadline": "02-25"}
    pk = short(cast, late_ladder=ladder)
    paid = {"agreement": pk, "period": "2021", "amount": "1500000.00", "paid_on": "2021-04-01"}
    cast.officer.ok("post", "payments", paid)
    decide(cast, pk, code="late.reduction", outcome="reduce", due_on=None)
    before, after = (
        cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of={on}") for on in ("2021-05-03", "2021-05-04")
    )
    assert "payment.above_promised" not in [one["code"] for one in before["findings"]]
    (found,) = [one for one in after["findings"] if one["code"] == "payment.above_promised"]
    assert (found["expected"], found["actual"], found["difference"]) == ("1125000.00", "1500000.00", "375000.00")
    assert "1,500,000 kr is promised and 375,000 kr is to be kept back by decision: 375,000 kr too much." in found[
        "message"
    ].replace("\N{NO-BREAK SPACE}", " ")
    part = after["periods"][1]["lines"][0]["instalments"][0]
    assert part["reason"].replace("\N{NO-BREAK SPACE}", " ") == "375,000 kr is paid."


def test_claims_together_are_never_more_than_was_paid(cast: Cast) -> None:
    """Nothing of its own and nothing spent: the whole 1 500 000 by either clause, and once in all."""
    pk = active(cast, conditions={**body()["conditions"], "settlement": "yearly"})
    paid = {"agreement": pk, "period": "2020", "amount": "1500000.00", "paid_on": "2020-01-31"}
    cast.officer.ok("post", "payments", paid)
    cast.officer.ok("post", "payments", {**paid, "period": "2021", "amount": "750000.00"})
    figures = [
        {"kind": "own_cash", "source": "fees", "amount": "0.00"},
        {"kind": "income", "amount": "1500000.00"},
        {"kind": "costs", "amount": "0.00"},
    ]
    said = {"agreement": pk, "period": "2020", **content(figures=figures, volunteer_hours=[{**HOURS, "hours": "0.00"}])}
    path = f"annual-reports/{cast.officer.ok('post', 'annual-reports', said)['id']}"
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15"})
    cast.officer2.ok("post", f"{path}/approve", {"approved_on": "2021-04-20"})
    assert [one["amount"] for one in consequences(cast, pk, "2021-05-04")] == ["1500000.00"] * 2
    decide(cast, pk, amount="1400000.00")
    second = {**CLAIM, "agreement": pk, "code": "repayment.unspent"}
    assert (
        cast.officer.no(400, "post", "consequence-decisions", second)["claim.above_paid"]["expected"] == "<= 100000.00"
    )
    assert decide(cast, pk, code="repayment.unspent", amount="100000.00")["amount"] == "100000.00"
