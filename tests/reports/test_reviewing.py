"""Reviewing: approved with remarks, returned by parts, by two people above a board's amount, never with a conflict."""

from datetime import timedelta
from typing import Any

import pytest

from office.clock import today
from office.models import AuditEvent
from reports.models import FirstApproval, Review, SecondReviewRule
from tests.agreements.sample import active, begun, handed_in
from tests.cast import UMEA, Cast, Client, organization, user

RULE = {"organization": UMEA, "above": "1000000.00", "source": "KS 2026-01-10 § 4"}


def report(cast: Cast, **changes: Any) -> str:
    return f"annual-reports/{handed_in(cast.treasurer, active(cast), **changes)['id']}"


def test_approved_with_remarks(cast: Cast) -> None:
    done = cast.officer.ok("post", f"{report(cast)}/approve", {"remarks": "Bifoga dagordningen nästa år."})
    assert (done["state"], done["review"]["comment"]) == ("approved", "Bifoga dagordningen nästa år.")
    assert AuditEvent.objects.get(kind="report.approved").data["remarks"] == "Bifoga dagordningen nästa år."


def test_returned_by_parts_until_the_earliest_date(cast: Cast) -> None:
    path = report(cast)
    parts = [
        {"part": "figures", "comment": "Vilka avgifter?", "due_on": "2199-03-01"},
        {"part": "narrative", "comment": "Saknas", "due_on": "2199-02-01"},
    ]
    done = cast.officer.ok("post", f"{path}/return", {"parts": parts})
    assert (done["review"]["parts"], done["review"]["due_on"]) == (parts, "2199-02-01")
    assert cast.treasurer.ok("get", path)["review"]["parts"] == parts


def test_a_return_says_what_is_missing_and_by_when(cast: Cast) -> None:
    path = report(cast)
    assert {one["path"] for one in cast.officer.send("post", f"{path}/return", {}).json()["errors"]} == {
        "comment",
        "due_on",
    }
    yesterday = str(today() - timedelta(days=1))
    part = {"part": "figures", "comment": "?", "due_on": yesterday}
    told = cast.officer.send("post", f"{path}/return", {"parts": [part, part]}).json()["errors"]
    assert {(one["code"], one["path"]) for one in told} == {
        ("date.out_of_order", "parts[0].due_on"),
        ("date.out_of_order", "parts[1].due_on"),
        ("report.part_twice", "parts"),
    }
    assert set(cast.officer.no(400, "post", f"{path}/return", {"parts": ["?"]})) == {"not_an_object"}
    assert not Review.objects.exists()


def test_above_the_boards_amount_two_approve(cast: Cast) -> None:
    cast.officer.ok("post", "second-review-rules", RULE)
    path = report(cast)  # 1 500 000 kr a year
    first = cast.officer.ok("post", f"{path}/approve", {"remarks": "Stämmer"})
    assert (first["state"], first["review"], first["first_approval"]["remarks"]) == ("submitted", None, "Stämmer")
    assert first["actions"] == ["return"]
    assert set(cast.officer.no(403, "post", f"{path}/approve", {})) == {"report.own_first_approval"}
    assert cast.officer2.ok("get", path)["actions"] == ["approve", "return"]
    done = cast.officer2.ok("post", f"{path}/approve", {})
    assert (done["state"], done["first_approval"]["remarks"]) == ("approved", "Stämmer")
    (version,) = cast.auditor.ok("get", f"{path}/versions")["results"]
    assert version["first_approval"] == done["first_approval"]


def test_up_to_the_amount_one_does_and_a_newer_rule_takes_its_place(cast: Cast) -> None:
    cast.officer.ok("post", "second-review-rules", {**RULE, "above": "1500000.00"})
    assert cast.officer.ok("post", f"{report(cast)}/approve", {})["state"] == "approved"
    cast.officer.ok("post", "second-review-rules", {**RULE, "above": "1.00"})
    cast.officer.ok("post", "second-review-rules", {**RULE, "above": None})
    other = f"annual-reports/{handed_in(cast.treasurer, active(cast, reference='2'))['id']}"
    assert cast.officer.ok("post", f"{other}/approve", {})["state"] == "approved"
    assert FirstApproval.objects.count() == 0


@pytest.mark.parametrize("rules", [("1000000.00",), ("1000000.00", None)])
def test_a_day_that_is_past_evades_no_rule(cast: Cast, rules: tuple[str | None, ...]) -> None:
    """In force on the day of the approval, or on the day on which it is recorded."""
    for after, above in enumerate(reversed(rules)):
        day = today() - timedelta(days=after)
        SecondReviewRule.objects.create(
            organization=cast.umea, above=above, starts_on=day, source="KS", recorded_by=user("officer")
        )
    yesterday = str(today() - timedelta(days=1))
    path = f"annual-reports/{begun(cast.officer, active(cast))['id']}"
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15"})
    done = cast.officer.ok("post", f"{path}/approve", {"approved_on": yesterday})
    assert (done["state"], done["first_approval"]["approved_on"]) == ("submitted", yesterday)


def test_a_first_approval_falls_with_its_version(cast: Cast) -> None:
    cast.officer.ok("post", "second-review-rules", RULE)
    path = report(cast)
    cast.officer.ok("post", f"{path}/approve", {})
    cast.officer2.ok("post", f"{path}/return", {"comment": "?", "due_on": "2199-01-01"})
    mended = cast.treasurer.patch_current(path, {"narrative": "Mer"})
    assert mended["state"] == "returned" or mended["state"] == "draft"
    cast.treasurer.ok("post", f"{path}/submit", {})
    again = cast.officer.ok("post", f"{path}/approve", {})
    assert (again["state"], again["version"]) == ("submitted", 2)


@pytest.fixture
def partner(cast: Cast) -> Client:
    """An officer of a municipality that has no part in the agreement, named for the second approval."""
    return cast.stranger


def test_a_partner_municipalitys_officer_gives_the_second_approval(cast: Cast, partner: Client) -> None:
    cast.officer.ok("post", "second-review-rules", RULE)
    path = report(cast)
    assert partner.send("get", path).status_code == 404
    named = cast.officer.ok("post", "reviewers", {"organization": UMEA, "username": "stranger"})
    assert partner.ok("get", path)["actions"] == []
    assert set(partner.no(409, "post", f"{path}/approve", {})) == {"report.first_approval"}
    cast.officer.ok("post", f"{path}/approve", {})
    assert partner.ok("get", path)["actions"] == ["approve"]
    assert partner.ok("get", "annual-reports")["results"][0]["actions"] == ["approve"]
    assert set(partner.no(403, "post", f"{path}/return", {"comment": "?", "due_on": "2199-01-01"})) == {
        "agreement.officers_only"
    }
    assert partner.ok("post", f"{path}/approve", {})["state"] == "approved"
    assert partner.ok("get", "audit-events?kind=report.approved")["count"] == 0  # the trail is the parties' own
    cast.officer.ok("post", f"reviewers/{named['id']}/end", {})
    assert partner.ok("get", path)["state"] == "approved"  # through today


def test_who_audits_approves_nothing(cast: Cast) -> None:
    """Also who reviewed before, or does by the operator's word."""
    cast.officer.ok("post", "second-review-rules", RULE)
    path = report(cast)
    cast.officer.ok("post", f"{path}/approve", {})
    board = organization("", "Fritidsnämnden", "board", parent=cast.umea)
    user("both", "auditor", board)
    both = Client(user("both", "reviewer", cast.umea))
    cast.auditor.ok("get", path)
    user("auditor", "reviewer", cast.umea)
    assert cast.auditor.ok("get", path)["actions"] == []
    assert cast.auditor.ok("get", "annual-reports")["results"][0]["actions"] == []
    assert set(cast.auditor.no(403, "post", f"{path}/approve", {})) == {"agreement.officers_only"}
    assert both.no(404, "post", f"{path}/approve", {})  # they audit a board, whose report it is not


def test_who_is_named_and_by_whom(cast: Cast) -> None:
    assert set(cast.stranger.no(403, "post", "reviewers", {"organization": UMEA, "username": "stranger"})) == {
        "reviewer.not_yours"
    }
    yesterday = str(today() - timedelta(days=1))
    wrong = {"organization": UMEA, "username": "nobody here", "starts_on": yesterday, "ends_on": yesterday}
    assert set(cast.officer.no(400, "post", "reviewers", wrong)) == {"account.unknown", "date.past"}
    assert set(cast.officer.no(400, "post", "second-review-rules", {**RULE, "starts_on": yesterday})) == {"date.past"}


def test_who_has_a_conflict_of_interest_handles_nothing_in_the_case(cast: Cast) -> None:
    path, rule = report(cast), {"ground": "membership", "note": "Sitter i styrelsen"}
    pk = cast.officer.ok("get", path)["agreement"]
    assert cast.officer.ok("get", path)["actions"] == ["approve", "return"]
    made = cast.officer.ok("post", "conflicts-of-interest", {"agreement": pk, **rule})
    assert (made["of_user"], made["actions"]) == ("officer", [])
    assert cast.officer.ok("get", path)["actions"] == []
    assert cast.officer.ok("get", "annual-reports")["results"][0]["actions"] == []
    assert cast.officer.ok("get", f"agreements/{pk}")["actions"] == []
    assert cast.officer.ok("get", "agreements")["results"][0]["actions"] == []
    paid = {"agreement": pk, "period": "2020", "amount": "1.00", "paid_on": "2020-01-31"}
    for method, at, body in (
        ("post", f"{path}/approve", {}),
        ("post", f"{path}/return", {"comment": "?", "due_on": "2199-01-01"}),
        ("post", "payments", paid),
        ("post", f"agreements/{pk}/terminate", {"document": "1", "reason": "?"}),
    ):
        assert set(cast.officer.no(403, method, at, body)) == {"conflict.of_interest"}, at
    assert set(cast.officer.no(409, "post", "conflicts-of-interest", {"agreement": pk, **rule})) == {
        "conflict.declared"
    }
    assert AuditEvent.objects.get(kind="conflict.declared").data == {"agreement": pk, "ground": "membership"}
    assert cast.officer2.ok("get", path)["actions"] == ["approve", "return"]
    end = f"conflicts-of-interest/{made['id']}/end"
    assert set(cast.officer.no(403, "post", end, {"reason": "?"})) == {"conflict.own"}
    assert cast.officer2.ok("post", end, {"reason": "Lämnade styrelsen"})["end"]["reason"] == "Lämnade styrelsen"
    assert cast.officer.ok("get", path)["actions"] == ["approve", "return"]


def test_a_conflict_is_told_to_the_public_parties_alone(cast: Cast) -> None:
    pk = active(cast)
    said = {"agreement": pk, "ground": "relative"}
    cast.officer.ok("post", "conflicts-of-interest", said)
    assert cast.treasurer.ok("get", "conflicts-of-interest")["count"] == 0
    assert cast.treasurer.ok("get", "audit-events?kind=conflict.declared")["count"] == 0
    assert cast.auditor.ok("get", "conflicts-of-interest")["count"] == 1
    for who in (cast.treasurer, cast.auditor):
        assert set(who.no(403, "post", "conflicts-of-interest", said)) == {"agreement.officers_only"}


def test_a_preview_tells_what_the_check_would_say(cast: Cast) -> None:
    pk = active(cast)
    path = f"annual-reports/{begun(cast.treasurer, pk)['id']}"
    seen = cast.treasurer.ok("get", f"{path}/preview")
    (line,) = [
        line
        for period in seen["check"]["periods"]
        if period["period"] == "2020"
        for line in period["lines"]
        if line["kind"] == "co_financing"
    ]
    assert (seen["ready"], seen["errors"]) == (True, [])
    assert line["delivered"] is not None
    assert line["verified"] is False
    kept = cast.treasurer.ok("get", f"agreements/{pk}/commitment-check")
    assert [one["delivered"] for one in kept["periods"][0]["lines"] if one["kind"] == "co_financing"] == [None]
    done = cast.treasurer.ok("post", f"{path}/submit", {})
    assert done["state"] == "submitted"
    now = cast.treasurer.ok("get", f"agreements/{pk}/commitment-check")
    assert now["basis"]["digest"] == seen["check"]["basis"]["digest"]  # to the letter what it became
    assert set(cast.treasurer.no(409, "get", f"{path}/preview")) == {"report.not_a_draft"}


def test_a_preview_lists_everything_that_is_wrong(cast: Cast) -> None:
    path = f"annual-reports/{begun(cast.treasurer, active(cast), volunteer_hours=[])['id']}"
    seen = cast.treasurer.ok("get", f"{path}/preview")
    assert (seen["ready"], {one["code"] for one in seen["errors"]}) == (False, {"report.missing_figure"})
    assert cast.officer.send("get", f"{path}/preview").status_code == 404


def test_a_preview_sees_the_same_activity_under_another_agreement(cast: Cast) -> None:
    handed_in(cast.treasurer, active(cast))
    path = f"annual-reports/{begun(cast.treasurer, active(cast, reference='2'))['id']}"
    found = cast.treasurer.ok("get", f"{path}/preview")["check"]["findings"]
    assert "volunteer_time.double_counted" in {one["code"] for one in found}


def test_two_second_approvals_are_one(cast: Cast) -> None:
    cast.officer.ok("post", "second-review-rules", RULE)
    path = report(cast)
    cast.officer.ok("post", f"{path}/approve", {})
    third = Client(user("officer3", "officer", cast.umea))
    cast.officer2.ok("post", f"{path}/approve", {})
    assert set(third.no(409, "post", f"{path}/approve", {})) == {"report.state"}
