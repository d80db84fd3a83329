"""Interim reports: of a part of a period, written, handed in and answered like others, and counted nowhere."""

from typing import Any

from reports.models import ReportFreeze, VolunteerHours
from tests.agreements.sample import HOURS, active, begun, body, handed_in
from tests.cast import UMEA, Cast
from tests.contracts.problems import codes
from tests.reports.papers import attached as with_paper
from tests.reports.papers import paper
from tests.reports.slips import attested, linked, path_of, slip

PART = {"through": "06-30", "due": "08-31", "papers": ["income_statement"]}
HALF = [{**HOURS, "ends_on": "2020-06-30"}]


def asking(cast: Cast, **more: Any) -> int:
    clause = {"value": [PART], "clause": "§ 8"}
    return active(cast, conditions=body()["conditions"] | {"interim_reports": clause}, **more)


def interim(cast: Cast, pk: int) -> str:
    path = f"annual-reports/{begun(cast.treasurer, pk, period='2020-06', volunteer_hours=HALF)['id']}"
    with_paper(cast.treasurer, path, "income_statement")
    return path


def late(cast: Cast, pk: int) -> list[str]:
    found = cast.auditor.ok("get", f"agreements/{pk}/commitment-check?as_of=2020-09-01")["findings"]
    return [one["message"] for one in found if one["code"] == "interim_report.late"]


def test_from_the_clause_to_the_approval(cast: Cast) -> None:
    pk = asking(cast)
    (said,) = late(cast, pk)
    assert "30 June 2020" in said
    wrong = {"agreement": pk, "period": "2020-06", "figures": [], "volunteer_hours": [HOURS]}
    assert "hours.outside_period" in cast.treasurer.no(400, "post", "annual-reports", wrong)
    path = f"annual-reports/{begun(cast.officer, pk, period='2020-06', volunteer_hours=HALF)['id']}"
    error = cast.officer.no(422, "post", f"{path}/submit", {"received_on": "2020-08-20"})["report.missing_paper"]
    assert (error["expected"], "§ 8" in error["message"]) == ("income_statement", True)
    with_paper(cast.officer, path, "income_statement")
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2020-08-20"})
    assert late(cast, pk) == []
    back = {"comment": "?", "due_on": "2020-08-31", "returned_on": "2020-08-25"}
    cast.officer.ok("post", f"{path}/return", back)
    assert "sent back on 25 August 2020" in late(cast, pk)[0]
    cast.officer.patch_current(path, {"narrative": "Rättad."})
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2020-08-31"})
    cast.officer.ok("post", f"{path}/approve", {"approved_on": "2020-09-10"})
    assert late(cast, pk) == []
    assert [one.kept["report"]["period"] for one in ReportFreeze.objects.all()] == ["2020-06"] * 3
    assert cast.auditor.ok("get", f"{path}/plausibility")["questions"] == []


def test_it_counts_nowhere_and_the_years_report_is_another(cast: Cast) -> None:
    pk = asking(cast)

    def sums() -> list[Any]:
        return [cast.auditor.ok("get", one) for one in ("summaries", "check-lines", "volunteer-hours", "year-end")]

    before = sums()
    path = interim(cast, pk)
    cast.treasurer.ok("get", f"{path}/preview")
    assert cast.treasurer.get(f"/api/v1/{path}/template").status_code == 200
    cast.treasurer.ok("post", f"{path}/submit", {})
    cast.officer.ok("post", f"{path}/approve", {})
    assert sums() == before
    assert VolunteerHours.objects.count() == 1
    assert cast.auditor.ok("get", f"annual-reports?agreement={pk}")["count"] == 1
    handed_in(cast.treasurer, pk)
    assert cast.auditor.ok("get", "volunteer-hours")["count"] == 1
    assert cast.auditor.ok("get", "volunteer-hours?as_of=2199-01-01")["count"] == 1
    assert cast.auditor.ok("get", f"annual-reports?agreement={pk}")["count"] == 2


def test_a_paper_of_it_may_come_later(cast: Cast) -> None:
    pk = asking(cast)
    path = f"annual-reports/{begun(cast.treasurer, pk, period='2020-06', volunteer_hours=HALF)['id']}"
    said = {"agreement": pk, "organization": UMEA, "period": "2020-06", "paper": "income_statement"}
    said |= {"reason": "Sjuk", "body": "KS"}
    assert "paper.not_asked" in cast.officer.no(
        400, "post", "paper-reliefs", {**said, "paper": "minutes", "paragraph": "§ 1"}
    )
    cast.officer.ok("post", "paper-reliefs", {**said, "complete_on": "2199-01-31"})
    cast.treasurer.ok("post", f"{path}/submit", {})
    form = {"file": paper(), "kind": "income_statement"}
    made = cast.treasurer.post(f"/api/v1/{path}/completions", form, format="multipart")
    assert made.status_code == 201, codes(made)


def test_above_the_boards_amount_two_approve_it(cast: Cast) -> None:
    rule = {"organization": UMEA, "above": "1000000.00", "source": "KS 2026-01-10 § 4"}
    cast.officer.ok("post", "second-review-rules", rule)
    path = interim(cast, asking(cast))
    cast.treasurer.ok("post", f"{path}/submit", {})
    assert cast.officer.ok("post", f"{path}/approve", {})["state"] == "submitted"
    assert cast.officer2.ok("post", f"{path}/approve", {})["state"] == "approved"


def test_slips_are_kept_for_the_years_report(cast: Cast) -> None:
    """A slip is handed in once: neither filled into an interim report nor named in one."""
    pk = asking(cast)
    attested(cast.treasurer, one := slip(path_of(linked(cast, pk))))
    path = interim(cast, pk)
    assert "period.unknown" in cast.treasurer.no(400, "post", f"{path}/fill-from-slips", {})
    rows = [{**HALF[0], "hours": str(one.hours), "slips": [one.pk]}]
    tag = cast.treasurer.get(f"/api/v1/{path}")["ETag"]
    refused = cast.treasurer.no(400, "patch", path, {"volunteer_hours": rows}, if_match=tag)
    assert set(refused) == {"slip.not_attested"}
    year = begun(cast.treasurer, pk, volunteer_hours=[])["id"]
    filled = cast.treasurer.ok("post", f"annual-reports/{year}/fill-from-slips", {})["volunteer_hours"]
    assert [row["slips"] for row in filled] == [[one.pk]]


def test_what_is_no_such_clause_and_no_such_part(cast: Cast) -> None:
    for wrong, code in (
        ([], "empty"), ([PART, {**PART, "through": "06-15"}], "interim_reports.duplicate"),
        ([{"through": "06-31", "due": "08-31"}], "month_day"), ([{"through": "06-30"}], "required"),
    ):  # fmt: skip
        terms = body(conditions={"interim_reports": wrong})
        assert code in cast.officer.no(400, "post", "agreements", terms)
    said = {"agreement": asking(cast), "period": "2020-07"}
    assert cast.treasurer.no(400, "post", "annual-reports", said)["period.unknown"]["expected"] == [
        "2020", "2021", "2022", "2020-06", "2021-06", "2022-06",
    ]  # fmt: skip
