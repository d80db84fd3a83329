"""Working groups and their meetings, tasks that are done or late, goals and what was reached, a council's advice."""

from datetime import timedelta
from typing import Any

import pytest

from agreements.models import Agreement, TaskEnd
from office.clock import today
from office.models import AuditEvent
from tests.agreements.following import GOAL, GROUP, MEASURED, MET, RECOMMENDED, TASK, followed
from tests.agreements.region import MEMBERS, municipalities, officer_of
from tests.agreements.region import body as region_body
from tests.agreements.sample import active, body
from tests.cast import UMEA, VAN, Cast, Client

pytestmark = pytest.mark.django_db
Json = dict[str, Any]


def test_a_group_says_who_is_represented_from_when(cast: Cast) -> None:
    about = {"agreement": active(cast)}
    made = cast.officer.ok("post", "working-groups", about | GROUP)
    changed = {"from_on": "2021-01-01", "members": [{"organization": UMEA, "representatives": 0}]}
    found = cast.officer.ok("post", f"working-groups/{made['id']}/members", changed)
    rows = [(one["organization"], one["representatives"], one["from_on"]) for one in found["members"]]
    assert rows == [(cast.umea.pk, 2, "2020-01-01"), (cast.van.pk, 1, "2020-01-01"), (cast.umea.pk, 0, "2021-01-01")]
    assert cast.treasurer.ok("get", f"working-groups/{made['id']}") == found
    assert cast.stranger.ok("get", "working-groups")["count"] == 0
    wrong = about | GROUP | {"ends_on": "2019-01-01", "members": [{"organization": "212000-2551"}, None]}
    assert set(cast.officer.no(400, "post", "working-groups", wrong)) == {"party.unknown", "date.out_of_order", "null"}
    twice = about | GROUP | {"members": [{"organization": UMEA}, {"organization": cast.umea.pk}]}
    assert "party.repeated" in cast.officer.no(400, "post", "working-groups", twice)


@pytest.mark.both
def test_a_meeting_tells_how_many_came_and_never_who(cast: Cast) -> None:
    about = {"agreement": active(cast)}
    group = cast.officer.ok("post", "working-groups", about | GROUP)["id"]
    met = cast.officer.ok("post", "group-meetings", {**about, **MET, "group": group, "held_on": "2021-03-01"})
    assert met["kind"] == "regional_council"
    assert met["attendance"] == [{"organization": cast.van.pk, "people": 2}]
    assert met["items"] == [{"kind": "decision", "text": "Vi börjar i mars"}]
    assert cast.treasurer.ok("get", f"group-meetings?group={group}&held_on_from=2021-03-01")["results"] == [met]
    assert "required" in cast.officer.no(400, "post", "group-meetings", about)
    wrong = {**about, "kind": "follow_up", "group": 99, "held_on": "2199-01-01"}
    assert set(cast.officer.no(400, "post", "group-meetings", wrong)) == {"group.unknown", "date.future"}
    named = {**about, "kind": "follow_up", "attendance": [{"organization": VAN, "people": 1, "name": "Anna"}]}
    assert "unknown_field" in cast.officer.no(400, "post", "group-meetings", named)
    kept = cast.officer.ok("post", "group-meetings", {**about, "kind": "follow_up", "held_on": "2021-05-01"})
    assert (kept["group"], kept["kind"]) == (None, "follow_up")
    events = f"agreements/{about['agreement']}/timeline?limit=100"
    timeline = cast.treasurer.ok("get", events)["results"]
    assert [(one["on"], one["organization"], one["note"]) for one in timeline if one["kind"] == "group_met"] == [
        ("2021-03-01", "Regionrådet", "KS/11; Vi börjar i mars"),
        ("2021-05-01", "Follow-up", ""),
    ]


def test_a_draft_is_not_followed_up(cast: Cast) -> None:
    pk = cast.officer.ok("post", "agreements", body())["id"]
    assert "agreement.state" in cast.officer.no(409, "post", "tasks", {"agreement": pk, **TASK})


def overdue(client: Client, pk: int, query: str = "") -> list[int]:
    return [one["id"] for one in client.ok("get", f"agreements/{pk}{query}")["overdue_tasks"]]


def test_late_tasks_show_on_the_agreement_until_they_are_ended(cast: Cast) -> None:
    pk = active(cast)
    yesterday, now = str(today() - timedelta(days=1)), str(today())
    late = cast.officer.ok("post", "tasks", {"agreement": pk, **TASK, "due_on": yesterday})
    due = cast.officer.ok("post", "tasks", {"agreement": pk, **TASK, "due_on": now})
    assert (late["overdue"], due["overdue"]) == (True, False)
    assert overdue(cast.treasurer, pk) == [late["id"]]
    (shown,) = cast.officer.ok("get", f"agreements/{pk}")["overdue_tasks"]
    assert shown == {name: late[name] for name in ("id", "organization", "text", "due_on")}
    assert [one["id"] for one in cast.officer.ok("get", "tasks?overdue=true")["results"]] == [late["id"]]
    assert [one["id"] for one in cast.officer.ok("get", "tasks?overdue=false")["results"]] == [due["id"]]
    ended = cast.treasurer.ok("post", f"tasks/{late['id']}/end", {"note": "Skickad"})
    assert (ended["end"]["outcome"], ended["end"]["done_on"], ended["overdue"]) == ("done", now, False)
    assert overdue(cast.officer, pk) == []
    # On the day before the end it was late, if asked as of that day.
    assert overdue(cast.officer, pk, f"?as_of={now}") == []
    assert cast.officer.ok("get", "tasks?open=true")["count"] == 1


def test_each_organisation_ends_its_own_tasks_once(cast: Cast) -> None:
    pk = active(cast)
    of_van, of_umea = (
        cast.officer.ok("post", "tasks", {"agreement": pk, **TASK, "organization": one})["id"] for one in (VAN, UMEA)
    )
    assert cast.officer.ok("get", f"tasks/{of_van}")["actions"] == []
    assert cast.treasurer.ok("get", f"tasks/{of_van}")["actions"] == ["end"]
    assert "task.not_yours" in cast.officer.no(403, "post", f"tasks/{of_van}/end", {})
    assert "task.not_yours" in cast.treasurer.no(403, "post", f"tasks/{of_umea}/end", {})
    dated = {"done_on": "2021-03-01"}
    assert "date.officers_only" in cast.treasurer.no(400, "post", f"tasks/{of_van}/end", dated)
    dropped = cast.officer.ok("post", f"tasks/{of_umea}/end", {**dated, "outcome": "dropped"})
    assert dropped["end"]["done_on"] == "2021-03-01"
    assert overdue(cast.officer, pk, "?as_of=2021-02-28") == [of_van, of_umea]
    assert overdue(cast.officer, pk, "?as_of=2021-03-01") == [of_van]
    assert "task.ended" in cast.officer.no(409, "post", f"tasks/{of_umea}/end", {})
    assert TaskEnd.objects.count() == 1
    events = [row["kind"] for row in cast.officer.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]]
    assert (events.count("task_given"), events.count("task_dropped"), events.count("task_done")) == (2, 1, 0)


def test_what_is_late_is_an_event_of_the_day_after(cast: Cast) -> None:
    pk = active(cast)
    task = cast.officer.ok("post", "tasks", {"agreement": pk, **TASK, "due_on": str(today())})["id"]
    kinds = [row["kind"] for row in cast.officer.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]]
    assert ("task_given" in kinds, "task_overdue" in kinds) == (True, False)
    cast.treasurer.ok("post", f"tasks/{task}/end", {})
    kinds = [row["kind"] for row in cast.officer.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]]
    assert ("task_done" in kinds, "task_overdue" in kinds) == (True, False)


def test_who_gives_tasks_and_what_is_wrong_with_one(cast: Cast) -> None:
    pk = active(cast)
    for who, status in ((cast.treasurer, 403), (cast.auditor, 403), (cast.stranger, 404)):
        assert who.no(status, "post", "tasks", {"agreement": pk, **TASK})
    wrong = {"agreement": pk, "organization": "212000-2551", "meeting": 9, "due_on": "x"}
    found = cast.officer.no(400, "post", "tasks", wrong)
    assert set(found) == {"party.unknown", "group.no_meeting", "not_a_date", "required"}


@pytest.mark.both
def test_a_goal_tells_what_is_reached_of_what_is_promised(cast: Cast) -> None:
    pk = active(cast, ends_on="2023-12-31")
    goal = cast.officer.ok("post", "goals", {"agreement": pk, **GOAL})["id"]
    assert [one["standing"] for one in cast.officer.ok("get", f"goals/{goal}")["targets"]] == ["unknown", "unknown"]
    for on, value in (("2020-12-01", "41"), ("2023-06-30", "49.5")):
        cast.officer.ok("post", f"goals/{goal}/measurements", {**MEASURED, "measured_on": on, "value": value})
    found = cast.treasurer.ok("get", f"goals/{goal}")
    assert found["targets"] == [
        {"period": "2020", "from": "2020-01-01", "by": "2020-12-31", "value": "40.00", "reached": "41.00",
         "standing": "met"},
        {"period": None, "from": None, "by": "2023-06-30", "value": "50.00", "reached": "49.50", "standing": "missed"},
    ]  # fmt: skip
    assert [one["value"] for one in found["measurements"]] == ["41.00", "49.50"]
    cast.officer.ok("post", f"goals/{goal}/measurements", {**MEASURED, "measured_on": "2023-06-30", "value": "50"})
    assert cast.officer.ok("get", f"goals/{goal}")["targets"][1]["standing"] == "met"
    assert cast.stranger.ok("get", "goals")["count"] == 0
    assert "agreement.officers_only" in cast.treasurer.no(403, "post", f"goals/{goal}/measurements", MEASURED)
    notes = cast.officer.ok("get", f"agreements/{pk}/timeline?limit=100")["results"]
    assert next(one["note"] for one in notes if one["kind"] == "goal_measured") == (
        "Fler möten: 41 träffar, Verksamhetsberättelse"
    )


def test_what_is_no_goal(cast: Cast) -> None:
    targets = [{"value": "1"}, {"period": "2019", "value": "1"}, {"by": "2021-01-01", "period": "2021", "value": "1"}]
    wrong = {"agreement": active(cast), **GOAL, "targets": targets, "baseline": "3"}
    found = cast.officer.no(400, "post", "goals", wrong)
    assert set(found) == {"goal.target_when", "period.unknown", "required"}
    assert found["goal.target_when"]["path"] == "targets[2]"
    assert "empty" in cast.officer.no(400, "post", "goals", {**wrong, "targets": []})


def council() -> tuple[dict[str, Client], int, Json]:
    """Umeåregionen's officers by code, its agreement, and its council of 14."""
    found = municipalities()
    officers = {code: officer_of(one) for code, one in found.items()}
    host = officers["2480"]
    pk = host.ok("post", "agreements", region_body())["id"]
    host.ok("post", f"agreements/{pk}/propose", {})
    seats = {"2480": 4}
    members = [
        {"organization": number, "representatives": seats.get(code, 2)} for code, (_n, number, _i) in MEMBERS.items()
    ]
    made = {**GROUP, "starts_on": "2013-01-01", "members": members}
    return officers, pk, host.ok("post", "working-groups", {"agreement": pk, **made})


def said(**other: str) -> list[Json]:
    return [{"organization": one[1], "said": other.get(f"m{code}", "yes")} for code, one in MEMBERS.items()]


@pytest.mark.both
def test_a_council_recommends_and_decides_nothing() -> None:
    officers, pk, group = council()
    assert sum(one["representatives"] for one in group["members"]) == 14
    host, member = officers["2480"], officers["2403"]
    about = {"group": group["id"], "agreement": pk, "text": "Anta avtalet", "recommended_on": "2025-11-03"}
    before = host.ok("get", f"agreements/{pk}")
    agreed = host.ok("post", "recommendations", {**about, "statements": said(m2401="absent")})
    split = host.ok("post", "recommendations", {**about, "statements": said(m2403="no")})
    assert (agreed["consensus"], split["consensus"]) == (True, False)
    after = member.ok("get", f"agreements/{pk}")
    assert [one["consensus"] for one in after["recommendations"]] == [True, False]
    still = ("state", "waiting_for", "revision")
    assert {name: after[name] for name in still} == {name: before[name] for name in still}
    assert len(after["waiting_for"]) == 6  # each decides for itself
    assert member.ok("get", f"recommendations?agreement={pk}&consensus=true")["results"] == [agreed]
    assert member.ok("get", f"agreements/{pk}?as_of=2025-11-02")["recommendations"] == []
    told = AuditEvent.objects.filter(kind="recommendation.made").latest("pk")
    assert told.data["consensus"] is False


def test_a_council_hears_each_member_of_the_day() -> None:
    officers, pk, group = council()
    host = officers["2480"]
    about = {"group": group["id"], "agreement": pk, "text": "Anta", "recommended_on": "2025-11-03"}
    left = {"from_on": "2025-12-01", "members": [{"organization": MEMBERS["2403"][1], "representatives": 0}]}
    host.ok("post", f"working-groups/{group['id']}/members", left)
    without = [one for one in said() if one["organization"] != MEMBERS["2403"][1]]
    assert "recommendation.statements" in host.no(400, "post", "recommendations", {**about, "statements": without})
    later = {**about, "recommended_on": "2025-12-01"}
    assert "recommendation.statements" in host.no(400, "post", "recommendations", {**later, "statements": said()})
    assert host.ok("post", "recommendations", {**later, "statements": without})["consensus"] is True
    nobody = [{**one, "said": "absent"} for one in without]
    assert host.ok("post", "recommendations", {**later, "statements": nobody})["consensus"] is False
    nothing = {**later, "agreement": None, "statements": without}
    assert "recommendation.about_nothing" in host.no(400, "post", "recommendations", nothing)
    letter = host.ok("post", "recommendations", {**nothing, "document": "UR/7"})
    assert (letter["agreement"], letter["document"]) == (None, "UR/7")
    assert "group.unknown" in host.no(404, "post", "recommendations", {**later, "group": 99, "statements": without})
    unseen = {**later, "amendment": 9, "statements": without}
    assert "amendment.unknown" in host.no(404, "post", "recommendations", unseen)


def test_a_recommendation_about_an_amendment_shows_there(cast: Cast) -> None:
    pk = active(cast)
    made = followed(cast, pk)
    change = {"effective_on": "2022-01-01", "reason": "x", "document": "KS/10", "title": "Nytt namn"}
    amendment = cast.officer.ok("post", f"agreements/{pk}/amendments", change)["id"]
    about = {"group": made["group"], "amendment": amendment, **RECOMMENDED, "recommended_on": "2021-10-01"}
    told = cast.officer.ok("post", "recommendations", about)
    assert (told["agreement"], told["amendment"]) == (pk, amendment)
    (shown,) = cast.treasurer.ok("get", f"amendments/{amendment}")["recommendations"]
    assert shown == {name: told[name] for name in ("id", "recommended_on", "text", "consensus", "minutes")}
    other = active(cast, reference="KS/2")
    assert "amendment.other_agreement" in cast.officer.no(400, "post", "recommendations", {**about, "agreement": other})
    working = cast.officer.ok("post", "working-groups", {"agreement": pk, **GROUP, "kind": "working_group"})["id"]
    assert "recommendation.no_council" in cast.officer.no(400, "post", "recommendations", {**about, "group": working})
    assert Agreement.objects.get(pk=pk).state == "active"


def test_a_group_does_nothing_outside_its_days(cast: Cast) -> None:
    about = {"agreement": active(cast)}
    group = cast.officer.ok("post", "working-groups", about | GROUP | {"ends_on": "2021-12-31"})["id"]
    for on, expected in (("2019-12-31", ">= 2020-01-01"), ("2022-01-01", "<= 2021-12-31")):
        for door, said in (
            ("group-meetings", {**about, **MET, "held_on": on}),
            ("recommendations", {**about, **RECOMMENDED, "recommended_on": on}),
        ):
            found = cast.officer.no(400, "post", door, {**said, "group": group})
            assert {code: one["expected"] for code, one in found.items()} == {"date.out_of_order": expected}
    for on in ("2020-01-01", "2021-12-31"):
        cast.officer.ok("post", "group-meetings", {**about, **MET, "group": group, "held_on": on})
