"""Money on requisition is asked for once, by who receives it; what is withheld waits for last year's report."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from finance.models import Requisition
from office.clock import today
from office.models import AuditEvent
from tests.agreements.sample import WHY, active, body, half_on_requisition, handed_in, proposed, put, registered
from tests.cast import UMEA, VANNAS, Cast
from tests.finance.paying import confirmed, ordered

AFTER = {"due": "04-30", "share": "0.5", "after_report": True, "clause": "§ 7"}


def ask(agreement: int, **more: Any) -> dict[str, Any]:
    return {"agreement": agreement, "period": "2020", **more}


def instalments(cast: Cast, pk: int, as_of: str, period: int = 0) -> list[dict[str, Any]]:
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of={as_of}")
    found: list[dict[str, Any]] = answer["periods"][period]["lines"][0]["instalments"]
    return found


def codes(cast: Cast, pk: int, as_of: str) -> set[str]:
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of={as_of}")
    return {one["code"] for one in answer["findings"]}


def test_it_is_due_once_it_is_asked_for(cast: Cast) -> None:
    pk = active(cast, commitments=half_on_requisition(within_days=30))
    cast.officer.ok("post", "payments", ask(pk, amount="750000.00", paid_on="2020-01-31"))
    waiting = instalments(cast, pk, "2020-12-31")[1]
    assert (waiting["state"], waiting["due_on"], waiting["whose_move"]) == ("not_due", None, "association")
    assert (
        waiting["reason"]
        == "750,000\N{NO-BREAK SPACE}kr is paid once the association has asked for it, which it has not."
    )
    assert codes(cast, pk, "2020-12-31") == set()
    made = cast.officer.ok("post", "requisitions", ask(pk, requested_on="2020-03-02", note="Brev 2 mars"))
    assert (made["instalment"], made["organization"], made["requested_on"]) == (2, cast.van.pk, "2020-03-02")
    asked = instalments(cast, pk, "2020-03-31")[1]
    assert (asked["state"], asked["due_on"], asked["whose_move"]) == ("requested", "2020-04-01", "municipality")
    assert instalments(cast, pk, "2020-03-01")[1]["state"] == "not_due"
    assert codes(cast, pk, "2020-04-01") == set()
    late = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2020-04-02")["findings"][0]
    assert (late["code"], late["expected"], late["actual"]) == ("payment.late", "1500000.00", "750000.00")
    assert {"type": "requisition", "id": made["id"], "version": None} in late["evidence"]
    events = cast.auditor.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]
    assert [(one["kind"], one["on"]) for one in events if one["kind"] == "requested"] == [("requested", "2020-03-02")]


def test_it_is_asked_for_once(cast: Cast) -> None:
    pk = active(cast, commitments=half_on_requisition())
    made = cast.treasurer.ok("post", "requisitions", ask(pk))
    assert made["requested_on"] == str(today())
    for again in ({}, {"instalment": 2}):
        assert "requisition.asked" in cast.treasurer.no(409, "post", "requisitions", ask(pk, **again))
    cast.treasurer.ok("post", "requisitions", {"agreement": pk, "period": "2021"})
    assert cast.treasurer.ok("get", "requisitions?period=2020")["results"] == [made]
    assert cast.auditor.ok("get", "requisitions?period=2020")["results"] == [{**made, "actions": []}]
    assert cast.stranger.ok("get", "requisitions")["count"] == 0


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"instalment": 1}, "requisition.not_agreed", "instalment"),
        ({"instalment": 0}, "min_value", "instalment"),
        ({"period": "2019"}, "period.unknown", "period"),
        ({"requested_on": str(today() + timedelta(days=1))}, "date.future", "requested_on"),
        ({"recipient": VANNAS}, "party.unknown", "recipient"),
        ({"recipient": UMEA}, "payment.not_a_recipient", "recipient"),
        ({"agreement": "x"}, "invalid", "agreement"),
    ],
)
def test_a_wrong_requisition_is_refused(cast: Cast, changes: dict[str, Any], code: str, path: str) -> None:
    pk = active(cast, commitments=half_on_requisition())
    assert cast.officer.no(400, "post", "requisitions", {**ask(pk), **changes})[code]["path"] == path
    assert not Requisition.objects.exists()


def test_what_is_not_on_requisition_is_not_asked_for(cast: Cast) -> None:
    errors = cast.officer.no(400, "post", "requisitions", ask(active(cast)))
    assert errors["requisition.not_agreed"]["path"] == "commitment"


def test_who_asks(cast: Cast) -> None:
    pk = active(cast, commitments=half_on_requisition())
    assert "requisition.not_yours" in cast.auditor.no(403, "post", "requisitions", ask(pk))
    assert "agreement.unknown" in cast.stranger.no(404, "post", "requisitions", ask(pk))
    early = ask(pk, requested_on="2020-03-01")
    assert "date.officers_only" in cast.treasurer.no(400, "post", "requisitions", early)
    assert "requisition.not_yours" in cast.treasurer.no(403, "post", "requisitions", ask(pk, recipient=UMEA))
    waiting = proposed(cast, reference="KS/2", commitments=half_on_requisition())["id"]
    assert "agreement.state" in cast.officer.no(409, "post", "requisitions", ask(waiting))


@pytest.mark.parametrize(
    ("instalment", "code"),
    [
        ({"share": "0.5"}, "instalment.day_or_requisition"),
        ({"share": "0.5", "due": "06-30", "on_requisition": True}, "instalment.day_or_requisition"),
        ({"share": "0.5", "due": "06-30", "within_days": 30}, "instalment.days_from_nothing"),
        ({"share": "0.5", "on_requisition": "yes"}, "flag"),
        ({"share": "0.5", "on_requisition": True, "within_days": 366}, "max_value"),
    ],
)
def test_terms_that_make_no_sense(cast: Cast, instalment: dict[str, Any], code: str) -> None:
    wrong = put(body(), "commitments[0].instalments[1]", instalment)
    assert cast.officer.no(400, "post", "agreements", wrong)[code]["path"].startswith("commitments[0].instalments[1]")


def test_the_terms_are_shown_and_may_be_revised(cast: Cast) -> None:
    made = registered(cast, commitments=half_on_requisition(after_report=True, clause="§ 3"))
    first, second = made["commitments"][0]["instalments"]
    assert second == {
        "due": None, "share": "0.5", "on_requisition": True, "after_report": True, "within_days": 0, "clause": "§ 3",
    }  # fmt: skip
    assert (first["due"], first["on_requisition"]) == ("01-31", False)
    path = f"agreements/{made['id']}"
    assert cast.officer.patch_current(path, {"title": "Nytt"})["commitments"][0]["instalments"] == [first, second]


def test_withheld_until_last_years_report_is_approved(cast: Cast) -> None:
    """The first year has none to wait for; the second waits for the association, then for the municipality."""
    pk = active(cast, commitments=put(body(), "commitments[0].instalments[1]", AFTER)["commitments"])
    assert instalments(cast, pk, "2020-05-04")[1]["state"] == "overdue"
    withheld = instalments(cast, pk, "2021-05-31", 1)[1]
    assert (withheld["state"], withheld["whose_move"], withheld["clause"]) == ("withheld", "association", "§ 7")
    report = handed_in(cast.officer, pk)["id"]
    now = str(today())
    assert instalments(cast, pk, now, 1)[1]["whose_move"] == "municipality"
    back = cast.officer.ok("post", f"annual-reports/{report}/return", {"comment": "Bilaga?", "due_on": "2199-01-01"})
    assert back["state"] == "returned"
    assert instalments(cast, pk, now, 1)[1]["whose_move"] == "association"
    cast.officer.patch_current(f"annual-reports/{report}", {"narrative": "Med bilaga."})
    cast.officer.ok("post", f"annual-reports/{report}/submit", {})
    cast.officer.ok("post", f"annual-reports/{report}/approve", {})
    released = instalments(cast, pk, now, 1)[1]
    assert released["state"] in ("due", "not_due")  # due on the first banking day from today
    assert date.fromisoformat(released["due_on"]) >= today()
    cast.officer.ok("post", f"annual-reports/{report}/correct", WHY)
    cast.officer.patch_current(f"annual-reports/{report}", {"narrative": "Rättad."})
    cast.officer.ok("post", f"annual-reports/{report}/submit", {})
    assert instalments(cast, pk, now, 1)[1]["state"] == released["state"]


def test_the_page_says_whose_move_it_is(cast: Cast) -> None:
    pk = active(cast, commitments=half_on_requisition(clause="§ 3"))
    who = cast.officer.who
    assert who is not None
    cast.officer.force_login(who)
    page = cast.officer.get(f"/agreements/{pk}?as_of=2020-06-30").content.decode()
    assert "is paid once the association has asked for it, which it has not. (§ 3)" in page
    assert "Not due, the association&#x27;s move" in page


def test_asked_for_is_known_from_when_it_was_recorded(cast: Cast) -> None:
    pk = active(cast, commitments=half_on_requisition())
    cast.officer.ok("post", "requisitions", ask(pk, requested_on="2020-03-02"))
    row = Requisition.objects.get()
    before = (row.recorded_at - timedelta(microseconds=1)).isoformat().replace("+00:00", "Z")
    path = f"agreements/{pk}/commitment-check?as_of=2020-06-30&known_at={before}"
    known = cast.officer.ok("get", path)["periods"][0]["lines"][0]["instalments"]
    assert [one["state"] for one in known] == ["overdue", "not_due"]
    assert [one["state"] for one in instalments(cast, pk, "2020-06-30")] == ["overdue", "overdue"]


def test_a_mistake_is_taken_back_and_asked_for_again(cast: Cast) -> None:
    pk = active(cast, commitments=half_on_requisition())
    cast.officer.ok("post", "payments", ask(pk, amount="750000.00", paid_on="2020-01-31"))
    made = cast.officer.ok("post", "requisitions", ask(pk, requested_on="2020-03-02"))
    assert (made["on_paper"], made["actions"], made["withdrawal"]) == (True, ["withdraw"], None)
    path = f"requisitions/{made['id']}/withdraw"
    early = {"reason": "Fel period", "withdrawn_on": "2020-03-01"}
    assert "required" in cast.officer.no(400, "post", path, {})
    assert cast.officer.no(400, "post", path, early)["date.out_of_order"]["path"] == "withdrawn_on"
    done = cast.officer2.ok("post", path, {"reason": "Fel period", "withdrawn_on": "2020-03-09"})
    assert (done["withdrawal"]["withdrawn_on"], done["withdrawal"]["reason"]) == ("2020-03-09", "Fel period")
    assert done["actions"] == []
    assert "requisition.withdrawn" in cast.officer.no(409, "post", path, {"reason": "x"})
    assert [instalments(cast, pk, day)[1]["state"] for day in ("2020-03-08", "2020-03-09")] == ["overdue", "not_due"]
    assert codes(cast, pk, "2020-12-31") == set()
    assert "order.not_requested" in _ordering(cast, pk)
    again = ask(pk, requested_on="2020-03-08")
    assert cast.officer.no(400, "post", "requisitions", again)["date.out_of_order"]["expected"] == ">= 2020-03-09"
    cast.officer.ok("post", "requisitions", {**again, "requested_on": "2020-04-01"})
    assert instalments(cast, pk, "2020-04-02")[1]["asked_on"] == "2020-04-01"
    for query, count in [("withdrawn=true", 1), ("withdrawn=false", 1), ("", 2)]:
        assert cast.auditor.ok("get", f"requisitions?{query}")["count"] == count
    told = AuditEvent.objects.get(kind="payment.request_withdrawn").data
    assert (told["reason"], told["on"], told["instalment"]) == ("Fel period", "2020-03-09", 2)
    events = cast.auditor.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]
    assert [one["kind"] for one in events if "request" in one["kind"]] == [
        "requested",
        "request_withdrawn",
        "requested",
    ]


def _ordering(cast: Cast, pk: int) -> dict[str, Any]:
    confirmed(cast)
    return cast.officer.no(400, "post", "payment-orders", ask(pk, amount="750000.00"))


def test_the_association_takes_its_own_back_and_an_officer_what_came_on_paper(cast: Cast) -> None:
    pk = active(cast, commitments=half_on_requisition())
    made = cast.treasurer.ok("post", "requisitions", ask(pk))
    path = f"requisitions/{made['id']}"
    assert (made["on_paper"], cast.officer.ok("get", path)["actions"]) == (False, [])
    for who in (cast.officer, cast.auditor):
        assert "requisition.not_yours" in who.no(403, "post", f"{path}/withdraw", {"reason": "x"})
    assert cast.stranger.no(404, "post", f"{path}/withdraw", {"reason": "x"})
    backdated = {"reason": "x", "withdrawn_on": str(today() - timedelta(days=1))}
    refused = cast.treasurer.no(400, "post", f"{path}/withdraw", backdated)
    assert {"date.officers_only", "date.out_of_order"} == set(refused)
    assert "revision.stale" in cast.treasurer.no(412, "post", f"{path}/withdraw", {"reason": "x"}, if_match='"2"')
    cast.treasurer.ok("post", f"{path}/withdraw", {"reason": "x"})
    paper = cast.officer.ok("post", "requisitions", ask(pk))["id"]
    cast.treasurer.ok("post", f"requisitions/{paper}/withdraw", {"reason": "Aldrig begärt"})


def test_what_was_ordered_or_paid_since_keeps_the_request(cast: Cast) -> None:
    """Ordered, then paid: the request stands until the money is free again."""
    pk = active(cast, commitments=half_on_requisition())
    confirmed(cast)
    path = f"requisitions/{cast.officer.ok('post', 'requisitions', ask(pk, requested_on='2020-03-02'))['id']}/withdraw"
    first = ordered(cast, pk, amount="750000.00")["id"]
    said = {"reason": "Fel period"}
    order = ordered(cast, pk, amount="0.50")["id"]
    told = cast.officer.no(409, "post", path, said)["requisition.used"]["message"]
    assert told == (
        "The instalment has been paid (0.00) or ordered (0.50) since it was asked for: take the payment back or cancel "
        "the order first."
    )
    cast.officer.ok("post", f"payment-orders/{order}/cancel", {"reason": "x"})
    cast.officer.ok("post", f"payment-orders/{first}/cancel", {"reason": "x"})
    paid = cast.officer.ok("post", "payments", ask(pk, amount="750000.50", paid_on="2020-04-01"))["id"]
    assert "requisition.used" in cast.officer.no(409, "post", path, said)
    cast.officer.ok("post", "payments", ask(pk, amount="-0.50", corrects=paid))
    cast.officer.ok("post", path, said)


def test_what_was_paid_before_it_was_asked_for_keeps_no_request(cast: Cast) -> None:
    pk = active(cast, commitments=half_on_requisition())
    cast.officer.ok("post", "payments", ask(pk, amount="1500000.00", paid_on="2020-01-31"))
    made = cast.officer.ok("post", "requisitions", ask(pk, requested_on="2020-03-02"))
    cast.officer.ok("post", f"requisitions/{made['id']}/withdraw", {"reason": "Redan betalt"})


def test_taken_back_is_known_from_when_it_was_recorded(cast: Cast) -> None:
    pk = active(cast, commitments=half_on_requisition())
    made = cast.officer.ok("post", "requisitions", ask(pk, requested_on="2020-03-02"))
    path, before = f"agreements/{pk}/commitment-check?as_of=2020-06-30", _now()
    first = cast.officer.ok("get", f"{path}&known_at={before}")
    cast.officer.ok("post", f"requisitions/{made['id']}/withdraw", {"reason": "x", "withdrawn_on": "2020-03-09"})
    again, now = (cast.officer.ok("get", f"{path}&known_at={moment}") for moment in (before, _now()))
    assert [_states(one) for one in (first, again, now)] == [
        ["overdue", "overdue"],
        ["overdue", "overdue"],
        ["overdue", "not_due"],
    ]
    assert again["basis"]["digest"] == first["basis"]["digest"]


def _states(answer: dict[str, Any]) -> list[str]:
    return [one["state"] for one in answer["periods"][0]["lines"][0]["instalments"]]


def _now() -> str:
    return timezone.now().isoformat().replace("+00:00", "Z")
