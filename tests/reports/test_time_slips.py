"""Time slips: entered on a phone without an account, noticed when entered twice, attested by the association alone."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from office.clock import today
from office.models import AuditEvent
from reports.models import SlipAnswer, TimeSlip
from reports.services import slips as service
from tests.agreements.sample import active, twin
from tests.browsing import browser
from tests.cast import Cast
from tests.reports.slips import ENTERED, attested, linked, path_of, send, slip, token_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]


@pytest.fixture
def path(cast: Cast) -> str:
    """The address of a link of Vän i Umeå's."""
    return path_of(linked(cast, active(cast)))


def read(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ")


def test_eight_people_three_hours_are_24_hours(path: str) -> None:
    for language, word in (("sv", "8 × 3 h = 24 timmar"), ("en", "8 × 3 h = 24 hours")):
        leader = browser(language=language)
        page = leader.get(path)
        assert f'<html lang="{language}">' in read(page)
        assert 'value="Språkcafé"' in read(page)
        receipt = leader.get(send(path, leader)["Location"])
        assert word in read(receipt)
        assert "8 × 3 = 24" in read(receipt)  # entered lately
    half = slip(path, hours_each="2,5", day="2020-03-04", women="5", men="3")
    assert (half.hours, half.women, half.men) == (20, 5, 3)


def test_the_page_works_without_script_and_names_every_field(path: str) -> None:
    page = read(browser().get(path))
    assert "<script" not in page
    ids = set(re.findall(r'<(?:input|fieldset)[^>]* id="(\w+)"', page))
    assert ids == {"activity", "day", "people", "hours_each", "women", "men", "category"}
    assert ids - {"category"} == set(re.findall(r'<label for="(\w+)"', page))


def test_everything_wrong_is_told_at_once_beside_its_field(path: str) -> None:
    leader = browser()
    answer = send(path, leader, people="many", hours_each="25", day="", activity="Med 811228-9874", women="1")
    page = read(answer)
    assert answer.status_code == 400
    assert set(re.findall(r'<a href="#(\w+)">', page)) == {"people", "hours_each", "day", "activity"}
    for name in ("people", "hours_each", "day", "activity"):
        field = re.search(rf'<input id="{name}"[^>]*>', page)
        assert field
        assert 'aria-invalid="true"' in field[0]
        assert f"{name}-wrong-1" in field[0]
    assert 'value="many"' in page  # what was typed is there still
    assert TimeSlip.objects.count() == 0


TOMORROW = (today() + timedelta(days=1)).isoformat()
IMPOSSIBLE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("people", {"people": "0"}),
    ("people", {"people": "1001"}),
    ("people", {"people": "9" * 40}),
    ("hours_each", {"hours_each": "0"}),
    ("hours_each", {"hours_each": "24.01"}),
    ("day", {"day": TOMORROW}),
    ("day", {"day": "2019-12-31"}),
    ("women", {"women": "5"}),
    ("women", {"women": "5", "men": "4"}),
    ("category", {"category": "child"}),
    ("activity", {"activity": None}),
)


def test_what_cannot_be_is_refused(path: str) -> None:
    leader = browser()
    for at, said in IMPOSSIBLE:
        answer = send(path, leader, **said)
        assert answer.status_code == 400, said
        assert re.findall(r'<a href="#(\w+)">', read(answer))[0] == at, said
    assert TimeSlip.objects.count() == 0


def test_a_form_sent_twice_is_one_slip(path: str) -> None:
    leader = browser()
    form = {**ENTERED, "form": token_in(leader.get(path))}
    first, again = leader.post(path, form), leader.post(path, form)
    assert (first.status_code, first["Location"]) == (302, again["Location"])
    changed = leader.post(path, {**form, "people": "9"})  # back in the browser, and another number
    assert changed["Location"] != first["Location"]
    assert [one.people for one in TimeSlip.objects.all()] == [8, 9]


def test_a_slip_entered_twice_is_noticed_and_taken_back(cast: Cast, path: str) -> None:
    leader = browser()
    send(path, leader)
    receipt = send(path, leader)["Location"]
    assert "entered twice" in read(leader.get(receipt))
    assert leader.post(receipt)["Location"] == receipt
    page = read(leader.get(receipt))
    assert "Taken back" in page
    assert "entered twice" not in page
    answer = leader.post(receipt)
    assert (answer.status_code, "dealt with" in read(answer)) == (409, True)
    assert [row["state"] for row in cast.treasurer.ok("get", "time-slips?ordering=day")["results"]] == [
        "entered",
        "withdrawn",
    ]
    assert leader.get(f"{path}/{'0' * 64}").status_code == 404


def test_a_link_takes_so_many_a_day(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_A_DAY", 2)
    slip(path)
    slip(path)
    answer = send(path)
    assert (answer.status_code, "2 slips have been entered" in read(answer)) == (400, True)


def test_the_association_attests_and_rejects_and_the_group_reads_it(cast: Cast, path: str) -> None:
    known, unknown, bad = slip(path, women="5", men="3"), slip(path, people="6"), slip(path, hours_each="9")
    told = cast.treasurer.no(400, "post", "time-slips/attest", {"slips": [{"id": unknown.pk}], "attested_by": "Kassör"})
    assert told["slip.heads"]["path"] == "slips[0].women"
    done = attested(cast.treasurer, known, unknown)
    assert done == {"state": "attested", "slips": [known.pk, unknown.pk], "hours": "42.00"}
    cast.treasurer.ok("post", "time-slips/reject", {"slips": [{"id": bad.pk}], "reason": "Ni var där tre timmar"})
    rows = {row["id"]: row for row in cast.treasurer.ok("get", "time-slips")["results"]}
    assert [rows[one.pk]["state"] for one in (known, unknown, bad)] == ["attested", "attested", "rejected"]
    assert (rows[unknown.pk]["women"], rows[unknown.pk]["men"], rows[unknown.pk]["attested_by"]) == (3, 3, "Kassören")
    assert rows[known.pk]["actions"] == []
    page = read(browser().get(path))
    assert "Attested by the association" in page
    assert "Rejected: Ni var där tre timmar" in page
    found = cast.treasurer.ok("get", "time-slips?state=attested")
    assert found["count"] == 2
    again = cast.treasurer.no(409, "post", "time-slips/reject", {"slips": [{"id": known.pk}], "reason": "x"})
    assert (again["slip.answered"]["path"], again["slip.answered"]["actual"]) == ("slips[0].id", "attested")


def test_all_are_attested_or_none(cast: Cast, path: str) -> None:
    one = slip(path, women="5", men="3")

    def refused(status: int, *rows: Any) -> set[tuple[str, str]]:
        told = cast.treasurer.send("post", "time-slips/attest", {"slips": rows, "attested_by": "Kassören"})
        assert told.status_code == status
        return {(error["code"], error["path"]) for error in told.json()["errors"]}

    named = {"id": one.pk}
    assert refused(400, named, named) == {("slip.twice", "slips[1].id")}
    assert refused(404, named, {"id": one.pk + 1}) == {("slip.unknown", "slips[1].id")}
    assert refused(400, {**named, "women": 4, "men": 4}) == {("slip.heads", "slips[0].women")}
    assert refused(400, {**named, "women": 5}) == {("slip.heads", "slips[0].women")}
    assert refused(400) == {("empty", "slips")}
    assert SlipAnswer.objects.count() == 0


def test_what_a_group_enters_is_its_associations_own(cast: Cast, path: str) -> None:
    attested(cast.treasurer, slip(path))
    pk = TimeSlip.objects.get().pk
    for seen in (cast.officer, cast.officer2, cast.auditor, cast.stranger):
        assert seen.ok("get", "time-slips")["count"] == 0
        assert seen.no(404, "get", f"time-slips/{pk}")
        assert "slip.unknown" in seen.no(404, "post", "time-slips/reject", {"slips": [{"id": pk}], "reason": "x"})
        assert "time_slip" not in seen.get("/api/v1/audit-events?limit=1000").content.decode()


def test_the_trail_tells_the_association_who_did_what(cast: Cast, path: str) -> None:
    attested(cast.treasurer, slip(path))
    found = {event.kind: event for event in AuditEvent.objects.filter(kind__startswith="time_slip")}
    assert set(found) == {"time_slip_link.opened", "time_slip.entered", "time_slips.attested"}
    assert found["time_slip.entered"].actor is None
    assert found["time_slip.entered"].data["hours"] == "24.00"
    assert found["time_slips.attested"].actor_name == "treasurer"
    assert cast.treasurer.ok("get", "audit-events?kind=time_slip.entered")["count"] == 1
    assert all(event.draft for event in found.values())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_wins(cast: Cast, at_once: AtOnce) -> None:
    path = path_of(linked(cast, active(cast)))
    first, second = slip(path, women="5", men="3"), slip(path, women="4", men="4")
    rows = [{"id": first.pk}, {"id": second.pk}]
    clients = [twin(cast.treasurer) for _ in range(3)]

    def press(client: Any, act: str, said: Any) -> Callable[[], Any]:
        return lambda: client.send("post", f"time-slips/{act}", said).status_code

    answers = at_once(
        [
            press(clients[0], "attest", {"slips": rows, "attested_by": "Kassören"}),
            press(clients[1], "attest", {"slips": rows[::-1], "attested_by": "Ordföranden"}),
            press(clients[2], "reject", {"slips": rows, "reason": "x"}),
        ]
    )
    assert Counter(answers) == {200: 1, 409: 2}
    assert SlipAnswer.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_form_pressed_twice_at_once_is_one_slip(cast: Cast, at_once: AtOnce) -> None:
    path = path_of(linked(cast, active(cast)))
    leaders = [browser(), browser()]
    form = {**ENTERED, "form": token_in(leaders[0].get(path))}
    answers = at_once([lambda leader=leader: leader.post(path, form) for leader in leaders])  # type: ignore[misc]
    assert {answer.status_code for answer in answers} == {302}
    assert TimeSlip.objects.count() == 1
