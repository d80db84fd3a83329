"""Money on requisition is asked for once, by who receives it; what is withheld waits for last year's report."""

from datetime import date, timedelta
from typing import Any

import pytest

from finance.models import Requisition
from office.clock import today
from tests.agreements.sample import active, body, half_on_requisition, handed_in, proposed, put, registered
from tests.cast import UMEA, VANNAS, Cast

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
    assert cast.auditor.ok("get", "requisitions?period=2020")["results"] == [made]
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
    cast.officer.ok("post", f"annual-reports/{report}/correct", {})
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
