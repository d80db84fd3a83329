"""An association's annual meetings, reported as rows, and reports that are due after them."""

from typing import Any

import pytest

from agreements.models import AnnualMeeting
from office.models import AuditEvent
from tests.agreements.sample import active, body
from tests.cast import UMEA, VAN, Cast

HELD = {"held_on": "2021-03-20", "document": "Kallelse till årsmöte 2021"}


def due(cast: Cast, pk: int, day: str) -> Any:
    return cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of={day}")["periods"][0]["report_due_on"]


def test_a_report_is_due_after_the_meeting_once_it_is_told(cast: Cast) -> None:
    clause = {"value": {"days_after_meeting": 30, "latest": "06-30"}, "clause": "§ 6"}
    pk = active(cast, conditions=body()["conditions"] | {"report_due": clause})
    said = {**HELD, "organization": VAN, "reported_on": "2021-02-01"}
    first = cast.officer.ok("post", "annual-meetings", said)
    assert (due(cast, pk, "2021-01-31"), due(cast, pk, "2021-02-01")) == ("2021-06-30", "2021-04-19")
    moved = {**said, "held_on": "2021-04-17", "reported_on": "2021-03-01", "replaces": first["id"]}
    assert cast.officer.ok("post", "annual-meetings", moved)["replaces"] == first["id"]
    assert (due(cast, pk, "2021-02-28"), due(cast, pk, "2021-03-01")) == ("2021-04-19", "2021-05-17")
    assert "meeting.replaced" in cast.officer.no(409, "post", "annual-meetings", moved)
    found = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-05-18")["findings"]
    (late,) = [one for one in found if one["code"] == "report.late"]
    assert late["message"].endswith("30 days after the annual meeting on 17 April 2021.")
    assert [event.data["replaces"] for event in AuditEvent.objects.filter(kind="meeting.reported").order_by("pk")] == [
        None, first["id"],
    ]  # fmt: skip


def test_who_reports_a_meeting(cast: Cast) -> None:
    active(cast)
    assert cast.treasurer.ok("post", "annual-meetings", HELD)["organization"] == cast.van.pk
    assert cast.auditor.ok("get", "annual-meetings")["count"] == 1
    assert cast.stranger.ok("get", "annual-meetings")["count"] == 0
    for who in (cast.auditor, cast.stranger):
        assert "mandate.not_yours" in who.no(403, "post", "annual-meetings", {**HELD, "organization": VAN})
    early = {**HELD, "reported_on": "2021-01-01"}
    assert "date.officers_only" in cast.treasurer.no(400, "post", "annual-meetings", early)
    assert "meeting.unknown" in cast.treasurer.no(400, "post", "annual-meetings", {**HELD, "replaces": 99})
    assert "mandate.public" in cast.officer.no(400, "post", "annual-meetings", {**HELD, "organization": UMEA})
    assert AnnualMeeting.objects.count() == 1


WRONG = (
    {"days_after_meeting": 0},
    {"days_after_meeting": "30"},
    {"latest": "06-30"},
    {"days_after_meeting": 9, "x": 1},
)


@pytest.mark.parametrize("clause", WRONG)
def test_what_is_no_such_clause(cast: Cast, clause: Any) -> None:
    assert cast.officer.no(400, "post", "agreements", body(conditions={"report_due": clause}))


def test_the_final_report_is_due_by_its_own_rule(cast: Cast) -> None:
    """One year, one report: it is both, due 90 days after the end."""
    clause: dict[str, Any] = {"value": {"days_after_end": 90}, "clause": "§ 8"}
    pk = active(cast, ends_on="2020-12-31", conditions=body()["conditions"] | {"final_report_due": clause})
    assert due(cast, pk, "2020-06-30") == "2021-03-31"
    clause = {"days_after_meeting": 30, "latest": "05-31"}
    pk = active(cast, reference="2", ends_on="2020-12-31", conditions={"final_report_due": clause})
    cast.officer.ok("post", "annual-meetings", {**HELD, "organization": VAN, "reported_on": "2021-02-01"})
    assert (due(cast, pk, "2021-01-31"), due(cast, pk, "2021-02-01")) == ("2021-05-31", "2021-04-19")
    days = {"days_after_end": 0}
    for wrong in (days, {"days_after_end": 30, "days_after_meeting": 30}, {}, "13-01", 90):
        assert cast.officer.no(400, "post", "agreements", body(conditions={"final_report_due": wrong}))
    assert cast.officer.no(400, "post", "agreements", body(conditions={"report_due": {"days_after_end": 30}}))
