"""A board decides anew on a consequence: what stood stays, what came in carries over, and of two at once one wins."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from finance.models import ConsequenceDecision
from office.models import AuditEvent
from tests.agreements.sample import WHY, twin
from tests.cast import UMEA, VANNAS, Cast
from tests.finance.test_claims import CLAIM, DELEGATE, consequences, decide, short
from tests.finance.test_claims_of_payers import OURS, THEIRS, jointly

PATH = "consequence-decisions"
ANEW = {**CLAIM, **DELEGATE, "paragraph": "", "decided_on": "2021-09-07", "due_on": "2021-10-15", "ground": "incorrect"}
LADDER = {"steps": [{"days": 7, "percent": "10.00"}, {"days": None, "percent": "50.00"}], "deadline": "02-25"}


def corrected(cast: Cast, pk: int, cash: str = "1000000.00") -> None:
    """A correction of the report is approved on 20 August: 300 000 short, 346 154 is computed."""
    path = f"annual-reports/{cast.officer.ok('get', f'annual-reports?agreement={pk}')['results'][0]['id']}"
    cast.officer.ok("post", f"{path}/correct", WHY)
    cast.officer.patch_current(path, {"figures": [{"kind": "own_cash", "source": "fees", "amount": cash}]})
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-08-01"})
    cast.officer2.ok("post", f"{path}/approve", {"approved_on": "2021-08-20"})


def lived(cast: Cast, repaid: str = "100000.00") -> tuple[int, Any]:
    """The whole 1 153 846 was claimed and 100 000 came in before the correction."""
    pk = short(cast)
    first = decide(cast, pk)
    cast.officer.ok("post", f"claims/{first['id']}/payments", {"amount": repaid, "paid_on": "2021-06-15"})
    corrected(cast, pk)
    return pk, first


def anew(cast: Cast, pk: int, first: Any, **changes: Any) -> Any:
    return cast.officer.ok("post", PATH, {**ANEW, "agreement": pk, "replaces": first["id"], **changes})


def claim(cast: Cast, made: Any, query: str = "") -> tuple[str, str, str]:
    found = cast.auditor.ok("get", f"claims/{made['id']}{query}")
    return found["state"], found["repaid"], found["left"]


def test_a_claim_is_reconsidered_and_what_came_in_carries_over(cast: Cast) -> None:
    pk, first = lived(cast)
    second = anew(cast, pk, first)
    assert (second["computed"], second["amount"], second["replaces"], second["ground"], second["replaced_by"]) == (
        "346154.00", "346154.00", first["id"], "incorrect", None,
    )  # fmt: skip
    kept = cast.treasurer.ok("get", f"{PATH}/{first['id']}")
    assert kept == {**first, "replaced_by": second["id"]}
    assert claim(cast, first, "?as_of=2021-09-06") == ("overdue", "100000.00", "1053846.00")
    assert claim(cast, first) == ("replaced", "100000.00", "0.00")
    assert claim(cast, second, "?as_of=2021-10-15") == ("open", "100000.00", "246154.00")
    listed = cast.auditor.ok("get", "claims?ordering=decided_on")["results"]
    assert [(one["id"], one["left"]) for one in listed] == [(first["id"], "0.00"), (second["id"], "246154.00")]
    assert [one["id"] for one in cast.officer.ok("get", f"{PATH}?in_force=true")["results"]] == [second["id"]]
    (before,), (after,) = (consequences(cast, pk, day) for day in ("2021-09-06", "2021-09-07"))
    assert (before["decision"]["id"], before["claim"]["left"]) == (first["id"], "1053846.00")
    assert (after["decision"]["replaces"], after["claim"]["left"]) == (first["id"], "246154.00")
    question = f"agreements/{pk}/commitment-check?as_of=2021-09-07"
    findings = cast.auditor.ok("get", question)["findings"]
    assert not [one for one in findings if one["code"].startswith("claim")]
    moment = ConsequenceDecision.objects.get(pk=first["id"]).recorded_at.isoformat().replace("+00:00", "Z")
    (known,) = cast.auditor.ok("get", f"{question}&known_at={moment}")["consequences"]
    assert known["decision"]["id"] == first["id"]
    events = cast.treasurer.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]
    told = [(one["kind"], one["note"]) for one in events if one["kind"] == "claim_decided"]
    assert told[1] == ("claim_decided", "Umeå kommun: Liten summa. It replaces the decision of 2021-05-04.")
    event = AuditEvent.objects.get(kind="consequence.reconsidered")
    assert (event.data["replaces"], event.data["ground"]) == (first["id"], "incorrect")
    months = [cast.auditor.ok("get", f"delegated-decisions?month=2021-{month}")["count"] for month in ("05", "09")]
    assert months == [0, 1]


def test_what_happens_from_then_on_is_of_the_claim_in_force(cast: Cast) -> None:
    pk, first = lived(cast)
    second = anew(cast, pk, first)
    old, new = (f"claims/{one['id']}" for one in (first, second))
    tag = cast.officer.send("get", new)["ETag"]
    assert cast.officer.ok("get", old)["actions"] == []
    for path, said in [("payments", {"amount": "1.00"}), ("write-offs", {**DELEGATE, "amount": "1.00"})]:
        error = cast.officer.no(400, "post", f"{old}/{path}", said)["claim.replaced"]
        assert error["expected"] == "< 2021-09-07"
        assert f"decision {second['id']} is in its place" in error["message"]
    # money that had come in before, and is registered late, is of the claim that was in force then
    late = {"amount": "46154.00", "paid_on": "2021-09-06"}
    assert "date.out_of_order" in cast.officer.no(400, "post", f"{new}/payments", late)
    cast.officer.ok("post", f"{old}/payments", late)
    assert "revision.stale" in cast.officer.no(412, "post", f"{new}/payments", {"amount": "1.00"}, if_match=tag)
    assert cast.officer.no(400, "post", f"{new}/payments", {"amount": "200000.01"})["claim.above_left"]["expected"] == (
        "<= 200000.00"
    )
    cast.officer.ok("post", f"{new}/payments", {"amount": "200000.00"})
    assert claim(cast, second) == ("settled", "346154.00", "0.00")
    rows = cast.auditor.ok("get", f"{new}/payments")["results"]
    assert [(row["claim"], row["amount"]) for row in rows] == [
        (first["id"], "100000.00"), (first["id"], "46154.00"), (second["id"], "200000.00"),
    ]  # fmt: skip
    assert cast.auditor.ok("get", f"{old}/payments")["count"] == 2


def test_less_than_what_came_in_leaves_the_rest_to_be_paid_back(cast: Cast) -> None:
    pk, first = lived(cast, "400000.00")
    second = anew(cast, pk, first)
    assert claim(cast, second) == ("overpaid", "400000.00", "-53846.00")
    path = f"claims/{second['id']}/payments"
    assert cast.officer.ok("get", f"claims/{second['id']}")["actions"] == ["pay"]
    assert [one["actions"] for one in cast.officer.ok("get", "claims?ordering=decided_on")["results"]] == [[], ["pay"]]
    assert cast.officer.no(400, "post", path, {"amount": "1.00"})["claim.above_left"]["expected"] == "<= 0.00"
    (row,) = cast.officer.ok("get", path)["results"]
    back = cast.officer.ok("post", path, {"amount": "-53846.00", "corrects": row["id"], "note": "Återbetalat"})
    assert (back["claim"], back["corrects"]) == (first["id"], row["id"])
    assert claim(cast, second) == ("settled", "346154.00", "0.00")


def test_a_claim_that_is_let_go_of_gives_back_what_came_in(cast: Cast) -> None:
    pk, first = lived(cast)
    second = anew(cast, pk, first, outcome="refrain", due_on=None)
    assert (second["amount"], second["due_on"]) == ("0.00", None)
    cast.officer.no(404, "get", f"claims/{second['id']}")
    assert claim(cast, first) == ("overpaid", "100000.00", "-100000.00")
    (one,) = consequences(cast, pk, "2021-09-07")
    assert (one["state"], one["claim"]["id"], one["claim"]["left"]) == ("refrain", first["id"], "-100000.00")
    path = f"claims/{first['id']}/payments"
    (row,) = cast.officer.ok("get", path)["results"]
    cast.officer.ok("post", path, {"amount": "-100000.00", "corrects": row["id"]})
    assert claim(cast, first) == ("replaced", "0.00", "0.00")


def test_a_consequence_that_follows_no_more_can_only_be_let_go_of(cast: Cast) -> None:
    pk = short(cast)
    first = decide(cast, pk)
    corrected(cast, pk, "1300000.00")
    said = {**ANEW, "agreement": pk, "replaces": first["id"]}
    error = cast.officer.no(400, "post", PATH, {**said, "amount": "1.00"})
    assert (list(error), error["consequence.outcome"]["expected"]) == (["consequence.outcome"], ["refrain"])
    second = cast.officer.ok("post", PATH, {**said, "outcome": "refrain", "due_on": None})
    assert (second["computed"], second["formula"], second["digest"][:7]) == ("0.00", "", "sha256:")
    assert cast.officer.ok("get", PATH)["results"][0] == second
    findings = cast.auditor.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-09-07")["findings"]
    assert not [one for one in findings if one["code"].startswith("claim")]


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"ground": None}, "required", "ground"),
    ({"ground": "whim"}, "invalid_choice", "ground"),
    ({"decided_on": "2021-05-03"}, "date.out_of_order", "decided_on"),
    ({"replaces": 10**9}, "consequence.not_replaceable", "replaces"),
    ({"code": "repayment.unspent"}, "consequence.not_replaceable", "replaces"),
    ({"period": None}, "consequence.not_replaceable", "replaces"),
    ({"party": UMEA}, "consequence.not_replaceable", "replaces"),
    ({"amount": "346154.01"}, "consequence.above_computed", "amount"),
    ({"outcome": "reduce", "due_on": None}, "consequence.outcome", "outcome"),
]


def test_what_cannot_be_reconsidered(cast: Cast) -> None:
    pk, first = lived(cast)
    said = {**ANEW, "agreement": pk, "replaces": first["id"]}
    for changes, code, path in WRONG:
        errors = cast.officer.no(400, "post", PATH, {**said, **changes})
        assert errors[code]["path"] == path, (changes, errors)
    assert "consequence.decided" in cast.officer.no(409, "post", PATH, {**said, "replaces": None, "ground": None})
    assert ConsequenceDecision.objects.count() == 1


def test_a_first_decision_has_no_ground(cast: Cast) -> None:
    said = {**CLAIM, "agreement": short(cast), "ground": "incorrect"}
    assert cast.officer.no(400, "post", PATH, said)["consequence.ground_not_for_first"]["path"] == "ground"


def test_a_harder_decision_needs_a_ground_that_allows_it(cast: Cast) -> None:
    """More than before, what was let go of again, or the same money sooner."""
    pk = short(cast)
    first = decide(cast, pk, amount="900.00", due_on="2021-12-31")
    cast.officer.ok(
        "post", f"claims/{first['id']}/write-offs", {**DELEGATE, "decided_on": "2021-06-01", "amount": "100.00"}
    )
    said = {**ANEW, "agreement": pk, "replaces": first["id"], "due_on": "2021-12-31"}
    for changes in ({"amount": "900.01"}, {"amount": "800.01"}, {"amount": "800.00", "due_on": "2021-12-30"}):
        error = cast.officer.no(400, "post", PATH, {**said, **changes})["consequence.detriment"]
        assert (error["path"], error["expected"]) == ("ground", ["reserved", "safety", "misled"])
    second = cast.officer.ok("post", PATH, {**said, "amount": "800.00"})
    assert claim(cast, second, "?as_of=2021-12-31") == ("open", "0.00", "800.00")  # what was let go of is in the 800
    third = {**said, "replaces": second["id"], "outcome": "refrain", "due_on": None, "decided_on": "2021-09-08"}
    harder = {**said, "ground": "misled", "decided_on": "2021-09-09"}
    harder["replaces"] = cast.officer.ok("post", PATH, third)["id"]
    assert cast.officer.ok("post", PATH, harder)["amount"] == "1153846.00"


def test_what_is_replaced_takes_no_room_of_what_was_paid(cast: Cast) -> None:
    """All that was paid for 2020 was claimed; claimed anew it is no second time."""
    pk = short(cast)
    corrected(cast, pk, "0.00")
    first = decide(cast, pk, decided_on="2021-08-20", due_on="2021-10-15")
    assert first["amount"] == "1500000.00"
    second = anew(cast, pk, first, reason="Felskriven paragraf.")
    assert second["amount"] == "1500000.00"
    assert anew(cast, pk, second, outcome="refrain", due_on=None)["replaces"] == second["id"]


def test_a_reduction_that_is_let_go_of_can_be_paid_again(cast: Cast) -> None:
    pk = short(cast, late_ladder=LADDER)
    late = {"code": "late.reduction", "outcome": "reduce", "due_on": None}
    first = decide(cast, pk, **late)
    paid = {"agreement": pk, "period": "2021", "amount": "1200000.00", "paid_on": "2021-10-01"}
    assert cast.officer.no(400, "post", "payments", paid)["payment.above_agreed"]["expected"] == "<= 1125000.00"
    second = anew(cast, pk, first, **late, amount="100000.00")
    assert [one["amount"] for one in second["against"]] == ["100000.00"]
    cast.officer.ok("post", "payments", paid)
    anew(cast, pk, second, **{**late, "outcome": "refrain"})
    cast.officer.ok("post", "payments", {**paid, "amount": "300000.00"})


def test_each_payer_reconsiders_its_own(cast: Cast) -> None:
    pk = jointly(cast)
    ours = cast.officer.ok("post", PATH, {**OURS, "agreement": pk})
    theirs = cast.stranger.ok("post", PATH, {**THEIRS, "agreement": pk})
    said = {**ANEW, "agreement": pk, "amount": "1000.00"}
    for who, one, organization in [(cast.stranger, ours, VANNAS), (cast.officer, theirs, UMEA)]:
        errors = who.no(400, "post", PATH, {**said, "organization": organization, "replaces": one["id"]})
        assert list(errors) == ["consequence.not_replaceable"]
    assert "decision.not_yours" in cast.stranger.no(403, "post", PATH, {**said, "replaces": ours["id"]})
    made = cast.stranger.ok("post", PATH, {**said, "organization": VANNAS, "replaces": theirs["id"]})
    assert (made["organization"], made["amount"]) == (cast.vannas.pk, "1000.00")


def test_the_database_keeps_one_first_decision_and_one_in_the_place_of_each(cast: Cast) -> None:
    pk, first = lived(cast)
    anew(cast, pk, first)
    one = ConsequenceDecision.objects.get(pk=first["id"])
    for changes in ({}, {"replaces_id": one.pk, "ground": "incorrect"}, {"replaces_id": one.pk}, {"ground": "safety"}):
        values = {name: value for name, value in vars(one).items() if name not in ("_state", "id")}
        with pytest.raises(IntegrityError), transaction.atomic():
            ConsequenceDecision.objects.create(**{**values, **changes})


@pytest.mark.django_db(transaction=True)
def test_of_two_that_reconsider_at_once_one_wins(at_once: Callable[..., list[Any]]) -> None:
    cast = Cast()
    pk, first = lived(cast)
    said = {**ANEW, "agreement": pk, "replaces": first["id"]}
    other = {**said, "outcome": "refrain", "due_on": None}
    clients = [cast.officer, cast.officer2, twin(cast.officer), twin(cast.officer2)]
    acts = [partial(who.send, "post", PATH, body) for who, body in zip(clients, [said, other] * 2, strict=True)]
    answers = at_once(acts)
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    (made,) = [answer.json() for answer in answers if answer.status_code == 201]
    for answer in answers:
        if answer.status_code == 409:
            (error,) = answer.json()["errors"]
            assert (error["code"], error["expected"]) == ("consequence.reconsidered", made["id"])
            assert error["message"] == (
                f"This decision was reconsidered on 2021-09-07 already: decision {made['id']} stands in its place."
            )
    assert ConsequenceDecision.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_payment_beside_a_reconsideration_is_of_one_claim_and_none_is_lost(at_once: Callable[..., list[Any]]) -> None:
    """Seven payments of 50 000 today, while the claim is lowered to 346 154 of which 100 000 has come in: those that
    were there first count, the others are told where to go."""
    cast = Cast()
    pk, first = lived(cast)
    path = f"claims/{first['id']}/payments"
    pay = [partial(cast.officer.send, "post", path, {"amount": "50000.00"}) for _ in range(7)]
    reconsider = {**ANEW, "agreement": pk, "replaces": first["id"], "due_on": "2199-01-31"}
    del reconsider["decided_on"]
    *paid, made = at_once([*pay, partial(cast.officer2.send, "post", PATH, reconsider)])
    assert made.status_code == 201
    came = [answer for answer in paid if answer.status_code == 201]
    for answer in paid:
        assert answer.status_code == 201 or answer.json()["errors"][0]["code"] == "claim.replaced"
    second = made.json()
    left = 346_154 - 100_000 - 50_000 * len(came)
    assert claim(cast, second)[1:] == (f"{100_000 + 50_000 * len(came)}.00", f"{left}.00")
