"""What an organisation is writing is its own until it is handed in: nobody else sees it, or that it is there."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from office.clock import today
from tests.agreements.sample import WHY, active, begun, content, handed_in, member
from tests.cast import Cast, Client

SECRET = "Detta är inte klart"
REPORT_KINDS = ("report.begun", "report.draft_saved", "report.correction_begun")


def everything(who: Client, agreement: int, report: int) -> Iterator[tuple[str, Any]]:
    """Every answer in which a draft could show."""
    for path in (
        "annual-reports",
        f"annual-reports?agreement={agreement}&state=draft",
        "audit-events?limit=1000",
        "volunteer-hours",
        f"agreements/{agreement}",
        f"agreements/{agreement}/timeline",
        f"agreements/{agreement}/commitment-check",
        "commitment-checks",
        "summaries",
        "agreements?search=inte%20klart",
        "pivots?rows=association&columns=year",
        "check-lines",
        "year-end",
        f"annual-reports?as_of={today()}&known_at={timezone.now():%Y-%m-%dT%H:%M:%S.%fZ}",
    ):
        yield path, who.get(f"/api/v1/{path}")
    for path in (f"annual-reports/{report}", f"annual-reports/{report}/versions"):
        answer = who.get(f"/api/v1/{path}")
        assert answer.status_code == 404, path
        yield path, answer


def sees_nothing(who: Client, agreement: int, report: int) -> None:
    for path, answer in everything(who, agreement, report):
        said = answer.content.decode()
        assert SECRET not in said, path
        assert not any(kind in said for kind in REPORT_KINDS), path
        assert '"annual_report"' not in said or "audit" not in path, path
    assert who.ok("get", "annual-reports")["count"] == 0
    assert who.ok("get", "volunteer-hours")["count"] == 0


@pytest.mark.parametrize("who", ["officer", "officer2", "auditor", "stranger"])
def test_an_associations_draft_is_its_own(cast: Cast, who: str) -> None:
    pk = active(cast)
    report = begun(cast.treasurer, pk, narrative=SECRET)["id"]
    cast.treasurer.patch_current(f"annual-reports/{report}", {"figures": []})
    sees_nothing(getattr(cast, who), pk, report)
    for act in ("submit", "approve", "correct"):
        assert getattr(cast, who).no(404, "post", f"annual-reports/{report}/{act}", {})
    assert getattr(cast, who).no(404, "patch", f"annual-reports/{report}", {"narrative": "x"}, if_match="*")


def test_a_draft_moves_nobody_elses_sums(cast: Cast) -> None:
    """Not a line, a cell or a status changes by what is being written, for its writer neither."""
    pk = active(cast)

    def sums() -> list[Any]:
        paths = ("commitment-checks", "summaries", "pivots?rows=association&columns=year", "check-lines", "year-end")
        return [who.ok("get", path) for who in (cast.officer, cast.auditor, cast.treasurer) for path in paths]

    before = sums()
    path = f"annual-reports/{begun(cast.treasurer, pk)['id']}"
    assert sums() == before
    cast.treasurer.ok("post", f"{path}/submit", {})
    assert sums() != before


@pytest.mark.parametrize("who", ["treasurer", "stranger"])
def test_a_paper_that_is_being_typed_in_is_the_municipalitys(cast: Cast, who: str) -> None:
    pk = active(cast)
    report = begun(cast.officer, pk, narrative=SECRET)["id"]
    sees_nothing(getattr(cast, who), pk, report)
    assert cast.officer2.ok("get", f"annual-reports/{report}")["narrative"] == SECRET


def test_an_auditor_does_not_see_the_paper_before_it_is_registered(cast: Cast) -> None:
    pk = active(cast)
    report = begun(cast.officer, pk, narrative=SECRET)["id"]
    assert cast.auditor.no(404, "get", f"annual-reports/{report}")
    assert cast.auditor.ok("get", "annual-reports")["count"] == 0


def test_both_may_write_and_the_first_to_hand_in_is_read(cast: Cast) -> None:
    pk = active(cast)
    own = begun(cast.treasurer, pk, narrative="Föreningens")
    paper = begun(cast.officer, pk, narrative="Papperet")
    assert own["id"] == paper["id"]
    path = f"annual-reports/{own['id']}"
    assert cast.treasurer.ok("get", path)["narrative"] == "Föreningens"
    assert cast.officer.ok("get", path)["narrative"] == "Papperet"
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-01"})
    # The other's draft is overtaken: what was handed in is what everybody reads, and approves.
    for who in (cast.treasurer, cast.officer, cast.officer2, cast.auditor):
        read = who.ok("get", path)
        assert (read["narrative"], read["state"], read["version"]) == ("Papperet", "submitted", 1)
    assert cast.treasurer.ok("get", path)["actions"] == ["discard"]
    assert "report.overtaken" in cast.treasurer.no(409, "patch", path, {"narrative": "x"}, if_match="*")
    assert "report.overtaken" in cast.treasurer.no(409, "post", f"{path}/submit", {})
    told = {"comment": "Mer", "due_on": "2021-04-30", "returned_on": "2021-03-02"}
    cast.officer.ok("post", f"{path}/return", told)
    assert cast.treasurer.ok("get", path)["narrative"] == "Papperet"  # what was sent back, not what was begun before


def test_what_somebody_writes_shows_in_no_revision(cast: Cast) -> None:
    pk = active(cast)
    path = f"annual-reports/{begun(cast.treasurer, pk)['id']}"
    begun(cast.officer, pk, narrative="Papperet")
    mine = cast.officer.get(f"/api/v1/{path}")
    cast.treasurer.patch_current(path, {"narrative": "1"})
    assert cast.officer.get(f"/api/v1/{path}")["ETag"] == mine["ETag"]
    cast.officer.ok("patch", path, {"narrative": "2"}, if_match=mine["ETag"])
    cast.treasurer.ok("post", f"{path}/submit", {})
    cast.officer.ok("post", f"{path}/approve", {})
    seen = cast.auditor.get(f"/api/v1/{path}")
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    cast.treasurer.patch_current(path, {"narrative": "3"})
    assert cast.auditor.get(f"/api/v1/{path}")["ETag"] == seen["ETag"]
    assert cast.auditor.get(f"/api/v1/{path}").json() == seen.json()


def test_someone_of_both_sees_and_writes_the_associations(cast: Cast) -> None:
    both = member("both", officer=cast.umea, reporter=cast.van)
    pk = active(cast)
    path = f"annual-reports/{begun(cast.officer, pk, narrative='Papperet')['id']}"
    assert both.ok("get", path)["actions"] == []
    begun(both, pk, narrative="Föreningens")
    assert both.ok("get", path)["narrative"] == "Föreningens"
    assert both.patch_current(path, {"narrative": "Färdig"})["narrative"] == "Färdig"
    assert both.ok("post", f"{path}/submit", {})["narrative"] == "Färdig"
    assert cast.officer2.ok("get", f"{path}/versions")["results"][0]["registered_by_officer"] is False


def test_someone_with_roles_in_two_places_keeps_them_apart(cast: Cast) -> None:
    """An auditor of Umeå who is an officer of Vännäs reads Umeå's and writes nothing there."""
    split = member("split", auditor=cast.umea, officer=cast.vannas)
    pk = active(cast)
    report = handed_in(cast.treasurer, pk)["id"]
    assert split.ok("get", f"agreements/{pk}")["actions"] == []
    assert split.ok("get", f"annual-reports/{report}")["actions"] == []
    assert "agreement.officers_only" in split.no(403, "post", f"annual-reports/{report}/approve", {})
    sent = {"agreement": pk, "period": "2021", **content(volunteer_hours=[])}
    assert "report.writers_only" in split.no(403, "post", "annual-reports", sent)


def test_a_correction_is_a_draft_to_its_writer_only(cast: Cast) -> None:
    pk = active(cast)
    path = f"annual-reports/{handed_in(cast.treasurer, pk)['id']}"
    cast.officer.ok("post", f"{path}/approve", {})
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    cast.treasurer.patch_current(path, {"narrative": SECRET})
    assert cast.treasurer.ok("get", path)["state"] == "draft"
    for who in (cast.officer, cast.auditor):
        assert who.ok("get", path)["state"] == "approved"
        for address in (
            path,
            f"{path}/versions",
            "annual-reports",
            "audit-events?limit=1000",
            f"agreements/{pk}/timeline",
        ):
            said = who.get(f"/api/v1/{address}").content.decode()
            assert SECRET not in said
            assert "correction_begun" not in said


def test_hours_are_listed_once_handed_in_and_from_the_newest_version(cast: Cast) -> None:
    pk = active(cast)
    path = f"annual-reports/{handed_in(cast.treasurer, pk)['id']}"
    back = {"comment": "Antal?", "due_on": "2199-01-01"}
    cast.officer.ok("post", f"{path}/return", back)
    row = content()["volunteer_hours"][0]
    cast.treasurer.patch_current(path, {"volunteer_hours": [{**row, "hours": "3900.50"}]})
    assert [one["hours"] for one in cast.auditor.ok("get", "volunteer-hours")["results"]] == ["4000.00"]
    cast.treasurer.ok("post", f"{path}/submit", {})
    listed = cast.auditor.ok("get", f"volunteer-hours?agreement={pk}&category=adult&period=2020")["results"]
    assert [(one["hours"], one["version"], one["report_state"]) for one in listed] == [("3900.50", 2, "submitted")]
    assert cast.auditor.ok("get", f"volunteer-hours/{listed[0]['id']}") == listed[0]
    assert cast.stranger.no(404, "get", f"volunteer-hours/{listed[0]['id']}")


def test_lists_are_filtered_by_the_state_that_others_see(cast: Cast) -> None:
    pk = active(cast)
    report = handed_in(cast.treasurer, pk)["id"]
    for query, count in [
        ("state=submitted", 1),
        ("state=draft", 0),
        (f"agreement={pk}&period=2020", 1),
        ("period=2021", 0),
    ]:
        assert cast.officer.ok("get", f"annual-reports?{query}")["count"] == count, query
    assert cast.officer.ok("get", f"annual-reports?organization={cast.van.pk}")["results"][0]["id"] == report
    assert "parameter.unknown" in cast.officer.no(400, "get", "annual-reports?colour=blue")
