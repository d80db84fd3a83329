"""The timeline tells everything that happened, oldest first, to those who may see the agreement."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreements.models import Agreement
from office.clock import over, today
from reports.timeline import timeline
from tests.agreements.following import TASK, followed
from tests.agreements.sample import WHY, active, begun, handed_in, proposed
from tests.cast import Cast
from tests.finance.test_municipal_support import give
from tests.finance.test_state_aid import assess, binding


def test_every_event_in_the_order_of_its_day(cast: Cast) -> None:
    pk = active(cast)
    paid = {"agreement": pk, "period": "2020", "amount": "500.00", "paid_on": "2020-01-31"}
    first = cast.officer.ok("post", "payments", paid)["id"]
    cast.officer.ok("post", "payments", {**paid, "amount": "-200.00", "corrects": first, "paid_on": "2020-02-03"})
    path = f"annual-reports/{begun(cast.officer, pk)['id']}"
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15"})
    back = {"comment": "Bilaga?", "due_on": "2021-04-30", "returned_on": "2021-04-01"}
    cast.officer.ok("post", f"{path}/return", back)
    cast.officer.patch_current(path, {"narrative": "Med bilaga."})
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-04-20"})
    cast.officer.ok("post", f"{path}/approve", {"approved_on": "2021-04-22"})
    waiver = {"organization": cast.umea.pk, "party": cast.van.pk, "kind": "co_financing", "period": "2020"}
    waiver |= {"covers": "shortfall", "reason": "Pandemin", "body": "KS", "decided_on": "2021-05-04"}
    cast.officer.ok("post", f"agreements/{pk}/waivers", waiver)
    ended = {"document": "KS-1", "reason": "Slut", "terminated_on": "2021-06-01", "last_day": "2021-06-30"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", ended)
    rows = cast.treasurer.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]
    assert [(row["on"], row["kind"], row["amount"]) for row in rows[:-2]] == [
        ("2019-12-10", "decided", None),
        ("2019-12-16", "signed", None),
        ("2020-01-31", "paid", "500.00"),
        ("2020-02-03", "payment_corrected", "-200.00"),
        ("2021-03-15", "report_received", None),
        ("2021-04-01", "report_returned", None),
        ("2021-04-20", "report_received", None),
        ("2021-04-22", "report_approved", None),
        ("2021-05-04", "waived", None),
        ("2021-06-01", "terminated", None),
    ]
    assert sorted(row["kind"] for row in rows[-2:]) == ["proposed", "registered"]
    assert [row["note"] for row in rows if row["kind"] == "report_returned"] == ["version 1: Bilaga?"]
    assert [row["organization"] for row in rows if row["kind"] == "waived"] == ["Umeå kommun"]


def test_what_is_given_beside_money_and_what_is_aid_are_events(cast: Cast) -> None:
    pk = binding(cast, "A", "2024-01-10")
    first = give(cast, pk)
    give(cast, pk, quantity="60.00", replaces=first["id"], valued_on="2024-03-01")
    assess(cast, pk, assessed_on="2024-04-02", period="2024")
    rows = cast.treasurer.ok("get", f"agreements/{pk}/timeline")["results"]
    told = [(row["on"], row["kind"], row["amount"], row["note"]) for row in rows if row["on"] > "2024-01-10"]
    assert told[:3] == [
        ("2024-02-01", "support_valued", "124000.00", "Lokal på Ersboda (påhittad), Fastighetschefen"),
        ("2024-03-01", "support_corrected", "52000.00", "Lokal på Ersboda (påhittad), Fastighetschefen"),
        ("2024-04-02", "aid_assessed", "1500000.00", "De minimis aid, Kommunstyrelsen, § 12"),
    ]


def test_a_delegates_decision_says_its_point(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    said = {"organization": cast.umea.pk, "outcome": "yes", "decided_on": "2019-12-10", "body": "Kulturchefen"}
    cast.officer.ok("post", f"agreements/{pk}/decisions", {**said, "delegation_point": "3.1"})
    (decided,) = [row for row in cast.auditor.ok("get", f"agreements/{pk}/timeline")["results"]
                  if row["kind"] == "decided"]  # fmt: skip
    assert decided["note"] == "yes, Kulturchefen (3.1)"


def test_a_correction_that_is_being_written_is_no_event(cast: Cast) -> None:
    pk = active(cast)
    path = f"annual-reports/{handed_in(cast.treasurer, pk)['id']}"
    cast.officer.ok("post", f"{path}/approve", {})
    before = cast.officer.ok("get", f"agreements/{pk}/timeline")["count"]
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    assert cast.officer.ok("get", f"agreements/{pk}/timeline")["count"] == before


def test_a_withdrawn_proposal_tells_so(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    cast.officer.ok("post", f"agreements/{pk}/withdraw", {})
    rows = cast.auditor.ok("get", f"agreements/{pk}/timeline")["results"]
    assert [row["kind"] for row in rows] == ["registered", "proposed", "withdrawn"]


def test_it_is_paged_and_kept_from_strangers(cast: Cast) -> None:
    pk = active(cast)
    page = cast.officer.ok("get", f"agreements/{pk}/timeline?limit=1&offset=1")
    assert (page["count"], [row["kind"] for row in page["results"]]) == (4, ["signed"])
    assert cast.stranger.no(404, "get", f"agreements/{pk}/timeline")
    assert cast.officer.no(400, "get", f"agreements/{pk}/timeline?colour=blue")


def test_what_is_followed_up_is_told_as_it_was_known(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was recorded after the moment asked about is not there; a task is late from when its day is over."""
    pk = active(cast)
    before = timezone.now()
    followed(cast, pk)
    agreement, who = Agreement.objects.get(pk=pk), cast.officer.who
    assert who is not None
    known, later = ({one.kind for one in timeline(agreement, who, at)} for at in (before, timezone.now()))
    added = {"group_formed", "group_met", "recommended", "task_given", "task_done", "goal_measured"}
    assert known.isdisjoint(added)
    assert added <= later
    due = today()
    cast.officer.ok("post", "tasks", {**TASK, "agreement": pk, "due_on": str(due)})
    monkeypatch.setattr("reports.timeline.followed.today", lambda: due + timedelta(days=2))
    kinds = [{one.kind for one in timeline(agreement, who, at)} for at in (timezone.now(), over(due))]
    assert ["task_overdue" in one for one in kinds] == [False, True]
