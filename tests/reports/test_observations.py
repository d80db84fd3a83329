"""Observations are shared when the auditors say so; their working notes are read by nobody else, through any door."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from office.clock import today
from office.models import AuditEvent
from reports.models import AuditObservation, FollowUp
from tests.agreements.sample import active, member
from tests.cast import Cast, Client, organization, user
from tests.reports.taking_out import taken_out

SECRET, FOUND = "Kassören verkar osäker", "Kvittot till hyran saknas"
OBSERVED = {"severity": "high", "text": FOUND, "follow_up_on": "2199-01-31"}
OTHERS = ("officer", "officer2", "treasurer", "stranger")


@pytest.fixture
def desk(cast: Cast) -> dict[str, int]:
    """A sample of one payment, an observation on it, and two working notes."""
    pk = active(cast)
    paid = {"agreement": pk, "period": "2020", "amount": "400000.00", "paid_on": "2020-01-31"}
    payment = cast.officer.ok("post", "payments", paid)["id"]
    own = cast.auditor.ok("get", "audit-assignments")["results"][0]["id"]
    body = {"assignment": own, "list": "payments", "method": "by_amount", "size": 1, "purpose": SECRET}
    sample = cast.auditor.ok("post", "audit-samples", body)
    item = sample["items"][0]["id"]
    observation = cast.auditor.ok("post", "audit-observations", {"item": item, **OBSERVED})["id"]
    for more in ({}, {"item": item}):
        note = cast.auditor.ok("post", "audit-notes", {"sample": sample["id"], "text": SECRET, **more})["id"]
    ids = {"agreement": pk, "payment": payment, "sample": sample["id"], "item": item}
    return {**ids, "observation": observation, "note": note}


def everything(who: Client, ids: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Every answer in which the auditors' words could show."""
    for path in (
        "audit-samples",
        "audit-observations",
        "audit-notes",
        f"audit-notes?sample={ids['sample']}",
        f"audit-samples/{ids['sample']}",
        f"audit-samples/{ids['sample']}/redraw",
        f"audit-observations/{ids['observation']}",
        f"audit-notes/{ids['note']}",
        "audit-events?limit=1000",
        f"agreements/{ids['agreement']}/timeline",
        f"agreements/{ids['agreement']}/commitment-check",
        f"agreements?search={SECRET.split()[0]}",
        f"payments/{ids['payment']}",
    ):
        yield path, who.get(f"/api/v1/{path}").getvalue().decode()
    for path in ("audit-samples", "audit-observations", "audit-notes", "audit-events", "agreements", "payments"):
        yield f"export of {path}", taken_out(who, path).decode()


def telling(who: Client, ids: dict[str, int], *words: str) -> list[str]:
    return [path for path, said in everything(who, ids) if any(word in said for word in words)]


KINDS = ("sample.drawn", "observation.", "audit_note.")


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_reads_a_word(cast: Cast, desk: dict[str, int], name: str) -> None:
    who = getattr(cast, name)
    assert telling(who, desk, SECRET, FOUND, *KINDS) == []
    for path in ("audit-samples", "audit-observations", "audit-notes"):
        assert who.ok("get", path)["count"] == 0
    assert who.no(404, "post", "audit-notes", {"sample": desk["sample"], "text": "x"})["sample.unknown"]
    assert who.no(404, "post", "audit-observations", {"item": desk["item"], **OBSERVED})["sample.unknown_item"]


def test_an_officer_who_was_made_auditor_too_reads_no_note(cast: Cast, desk: dict[str, int]) -> None:
    both = member("both", officer=cast.umea, auditor=cast.umea)
    clerk = member("clerk", auditor=cast.umea)
    assert telling(clerk, desk, SECRET) != []
    board = organization("", "Kulturnämnden", "board", parent=cast.umea, search_text="kulturnämnden")
    user("clerk", "officer", board)
    for who in (both, clerk):
        assert telling(who, desk, SECRET, FOUND, *KINDS) == []


def test_auditors_of_the_same_read_each_others_notes(cast: Cast, desk: dict[str, int]) -> None:
    colleague = member("colleague", auditor=cast.umea)
    assert {row["text"] for row in colleague.ok("get", f"audit-notes?item={desk['item']}")["results"]} == {SECRET}
    assert colleague.ok("get", "audit-notes")["count"] == 2
    assert SECRET in taken_out(colleague, "audit-notes").decode()
    other = Client(user("elsewhere", "auditor", cast.vannas))
    assert telling(other, desk, SECRET, FOUND, *KINDS) == []


def test_an_observation_is_read_by_the_audited_once_it_is_shared(cast: Cast, desk: dict[str, int]) -> None:
    path = f"audit-observations/{desk['observation']}"
    assert cast.auditor.ok("get", path)["shared_at"] is None
    shared = cast.auditor.ok("post", f"{path}/share")
    assert shared["shared_at"] is not None
    assert "observation.shared" in cast.auditor.no(409, "post", f"{path}/share")
    told = cast.officer.ok("get", path)
    assert (told["list"], told["record"], told["text"]) == ("payments", desk["payment"], FOUND)
    assert FOUND in taken_out(cast.officer, "audit-observations").decode()
    kinds = [one["kind"] for one in cast.officer.ok("get", "audit-events?subject_type=auditobservation")["results"]]
    assert kinds == ["observation.shared"]
    assert telling(cast.officer, desk, SECRET) == []
    for name in ("treasurer", "stranger"):
        assert telling(getattr(cast, name), desk, FOUND) == []
    for act, body in (("share", None), ("follow-ups", {"text": "Klart"})):
        assert "observation.auditors_only" in cast.officer.no(403, "post", f"{path}/{act}", body)


def test_an_observation_is_followed_up_until_it_is_settled(cast: Cast, desk: dict[str, int]) -> None:
    path, auditor = f"audit-observations/{desk['observation']}", cast.auditor
    assert (auditor.ok("get", path)["status"], auditor.ok("get", path)["due_on"]) == ("open", "2199-01-31")
    noted = auditor.ok("post", "audit-observations", {"item": desk["item"], "severity": "low", "text": "Notis"})
    assert (noted["status"], noted["due_on"]) == ("noted", None)
    late = AuditObservation.objects.create(
        item_id=desk["item"], severity="low", text="Sen", follow_up_on=today() - timedelta(days=1),
        recorded_by=AuditObservation.objects.earliest("pk").recorded_by,
    )  # fmt: skip
    assert overdue(auditor) == [late.pk]
    assert auditor.ok("get", f"audit-observations/{late.pk}")["status"] == "overdue"
    soon = str(today() + timedelta(days=1))
    found = auditor.ok("post", f"audit-observations/{late.pk}/follow-ups", {"text": "Väntar", "next_on": soon})
    assert (found["status"], found["due_on"], overdue(auditor)) == ("open", soon, [])
    early = {"text": "Väntar", "followed_up_on": str(today() - timedelta(days=1))}
    wrong = auditor.no(400, "post", f"audit-observations/{late.pk}/follow-ups", early)["date.out_of_order"]
    assert (wrong["path"], wrong["expected"]) == ("followed_up_on", f">= {today()}")
    past = {"followed_up_on": today() - timedelta(days=9), "next_on": today() - timedelta(days=2)}
    FollowUp.objects.create(observation=late, text="x", recorded_by=late.recorded_by, **past)
    assert overdue(auditor) == [late.pk]
    settled = auditor.ok("post", f"audit-observations/{late.pk}/follow-ups", {"text": "Kvittot kom"})
    assert (settled["status"], settled["due_on"], len(settled["follow_ups"])) == ("settled", None, 3)
    assert overdue(auditor) == []
    assert auditor.ok("get", "audit-observations?overdue=false")["count"] == 3
    assert "Kvittot kom" in taken_out(auditor, "audit-observations", table="follow_ups").decode()


def overdue(who: Client) -> list[int]:
    return [one["id"] for one in who.ok("get", "audit-observations?overdue=true")["results"]]


def test_what_is_wrong_is_told_at_once(cast: Cast, desk: dict[str, int]) -> None:
    path, auditor = f"audit-observations/{desk['observation']}", cast.auditor
    yesterday = str(today() - timedelta(days=1))
    wrong: Any = {"item": desk["item"], "severity": "grave", "text": "", "follow_up_on": yesterday}
    assert set(auditor.no(400, "post", "audit-observations", wrong)) == {"invalid_choice", "blank", "date.past"}
    wrong = {"text": "x", "followed_up_on": "2199-01-01", "next_on": yesterday}
    assert set(auditor.no(400, "post", f"{path}/follow-ups", wrong)) == {"date.future", "date.out_of_order"}
    assert "revision.stale" in auditor.no(412, "post", f"{path}/share", {}, if_match='"9"')
    assert "required" in auditor.no(400, "post", "audit-observations", {})
    assert "required" in auditor.no(400, "post", "audit-notes", {})
    own = auditor.ok("get", "audit-assignments")["results"][0]["id"]
    body = {"assignment": own, "list": "payments", "method": "simple", "size": 1}
    second = auditor.ok("post", "audit-samples", body)["id"]
    wrong = {"sample": second, "item": desk["item"], "text": "x"}
    assert "sample.other_item" in auditor.no(400, "post", "audit-notes", wrong)


def test_the_trail_has_a_line_for_each_and_no_words_of_a_note(cast: Cast, desk: dict[str, int]) -> None:
    events = AuditEvent.objects.filter(subject_type__startswith="audit").order_by("pk")
    assert [one.kind for one in events] == ["sample.drawn", "observation.recorded", *["audit_note.recorded"] * 2]
    assert all(one.concerns.count() == 0 for one in events)
    assert SECRET not in str([one.data for one in events])
