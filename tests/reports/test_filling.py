"""A report fills itself from attested slips: nothing twice, what was typed by hand stays, every row can be retraced."""

from typing import Any

import pytest

from reports.models import SlipUse
from tests.agreements.sample import WHY, active, begun, handed_in
from tests.cast import Cast
from tests.reports.papers import attached
from tests.reports.slips import attested, linked, path_of, slip

pytestmark = pytest.mark.django_db
BY_HAND = "4000.00"


def filled(cast: Cast, report: int) -> list[Any]:
    """The draft's rows that name slips, after filling it."""
    rows = cast.treasurer.ok("post", f"annual-reports/{report}/fill-from-slips", {})["volunteer_hours"]
    assert [row["hours"] for row in rows if "slips" not in row] == [BY_HAND]
    return [row for row in rows if "slips" in row]


@pytest.fixture
def agreement(cast: Cast) -> int:
    return active(cast)


@pytest.fixture
def path(cast: Cast, agreement: int) -> str:
    return path_of(linked(cast, agreement))


def test_the_worked_example(cast: Cast, agreement: int, path: str) -> None:
    first = slip(path, women="5", men="3")
    second = slip(path, day="2020-03-10", people="6", women="2", men="4")
    attested(cast.treasurer, first, second, slip(path, day="2021-03-02"))
    slip(path, day="2020-03-11")  # nobody has attested it
    report = begun(cast.treasurer, agreement)["id"]
    row = {
        "activity": "Språkcafé", "category": "adult", "hours": "42.00", "starts_on": "2020-03-03",
        "ends_on": "2020-03-10", "women": 5, "men": 4, "attested_by": "Kassören", "work": "volunteer_work",
        "slips": [first.pk, second.pk],
    }  # fmt: skip
    assert filled(cast, report) == [row]
    revision = cast.treasurer.ok("get", f"annual-reports/{report}")["revision"]
    assert filled(cast, report) == [row]  # filled twice is filled once
    assert cast.treasurer.ok("get", f"annual-reports/{report}")["revision"] == revision


def test_what_is_attested_later_joins_its_month_and_what_was_mended_stays(
    cast: Cast, agreement: int, path: str
) -> None:
    march, april = slip(path), slip(path, day="2020-04-07")
    attested(cast.treasurer, march, april)
    report = begun(cast.treasurer, agreement)["id"]
    rows = filled(cast, report)
    hand = cast.treasurer.ok("get", f"annual-reports/{report}")["volunteer_hours"][0]
    for row in rows:
        del row["slips"]  # by a client that knows of none
        row["women"] = 12  # so many different ones, the treasurer knows
        row["work"] = "leading"
    cast.treasurer.patch_current(f"annual-reports/{report}", {"volunteer_hours": [hand, *rows]})
    rows = [{**row, "activity": "Språkcafé på Väst"} for row in filled(cast, report)]
    cast.treasurer.patch_current(f"annual-reports/{report}", {"volunteer_hours": [hand, *rows]})
    attested(cast.treasurer, later := slip(path, day="2020-04-14", people="20", women="5", men="15"))
    rows = filled(cast, report)
    assert [(row["hours"], row["women"], row["men"], row["slips"]) for row in rows] == [
        ("24.00", 12, 3, [march.pk]),
        ("84.00", 12, 15, [april.pk, later.pk]),
    ]
    assert {(row["work"], row["activity"]) for row in rows} == {("leading", "Språkcafé på Väst")}


def test_a_row_that_names_slips_is_their_sum(cast: Cast, agreement: int, path: str) -> None:
    attested(cast.treasurer, one := slip(path))
    waiting = slip(path, day="2020-03-04")
    report = begun(cast.treasurer, agreement)["id"]
    (row,) = filled(cast, report)

    def refused(*rows: Any) -> set[tuple[str, str]]:
        body = {"volunteer_hours": rows}
        answer = cast.treasurer.send("patch", f"annual-reports/{report}", body, if_match="*")
        assert answer.status_code == 400
        return {(error["code"], error["path"]) for error in answer.json()["errors"]}

    changed = {"hours": "25.00", "category": "young", "starts_on": "2020-03-01", "ends_on": "2020-03-02"}
    at = "volunteer_hours[0]"
    assert refused({**row, **changed}) == {
        ("slip.sum", f"{at}.hours"),
        ("slip.sum", f"{at}.category"),
        ("slip.sum", at),
    }
    assert refused(row, row) == {("slip.twice", "volunteer_hours[1].slips")}
    assert refused({**row, "slips": [one.pk, waiting.pk]}) == {("slip.not_attested", f"{at}.slips")}
    # Nor does a paper that an officer types in name slips of the association's.
    paper = {"agreement": agreement, "period": "2020", "volunteer_hours": [row]}
    assert "slip.not_attested" in cast.officer.no(400, "post", "annual-reports", paper)


def test_slips_are_bound_to_what_is_handed_in_and_go_along_with_its_completion(
    cast: Cast, agreement: int, path: str
) -> None:
    attested(cast.treasurer, one := slip(path))
    report = begun(cast.treasurer, agreement)["id"]
    filled(cast, report)
    at = f"annual-reports/{report}"
    cast.treasurer.ok("post", f"{at}/submit", {})
    assert [row["slips"] for row in cast.officer.ok("get", at)["volunteer_hours"] if "slips" in row] == []
    row = cast.treasurer.ok("get", f"time-slips/{one.pk}")
    assert (row["report"], row["version"]) == (report, 1)
    behind = cast.treasurer.ok("get", f"time-slips?volunteer_hours={row['volunteer_hours']}")
    assert [found["id"] for found in behind["results"]] == [one.pk]
    cast.officer.ok("post", f"{at}/return", {"comment": "Bilagan?", "due_on": "2199-01-01"})
    attested(cast.treasurer, two := slip(path, day="2020-03-10"))
    assert [row["slips"] for row in filled(cast, report)] == [[one.pk, two.pk]]
    cast.treasurer.ok("post", f"{at}/submit", {})
    cast.officer.ok("post", f"{at}/approve", {})
    assert cast.treasurer.ok("get", f"time-slips?report={report}")["count"] == 2
    assert cast.officer.ok("get", f"volunteer-hours?agreement={agreement}")["count"] == 2
    cast.treasurer.ok("post", f"{at}/correct", WHY)
    assert [row["hours"] for row in filled(cast, report)] == ["48.00"]
    assert SlipUse.objects.count() == 3  # one in the first version, two in the second


def test_a_slip_that_was_handed_in_is_not_filled_in_again(cast: Cast, agreement: int, path: str) -> None:
    """The officer completed the report from the paper: its hours are typed by hand there, and the slips are used."""
    attested(cast.treasurer, slip(path))
    report = begun(cast.treasurer, agreement)["id"]
    filled(cast, report)
    at = f"annual-reports/{report}"
    cast.treasurer.ok("post", f"{at}/submit", {})
    cast.officer.ok("post", f"{at}/return", {"comment": "Bilagan?", "due_on": "2199-01-01"})
    cast.officer.patch_current(at, {"narrative": "Med bilaga."})
    attached(cast.officer, at)
    cast.officer.ok("post", f"{at}/submit", {})
    cast.officer2.ok("post", f"{at}/approve", {})
    cast.treasurer.ok("post", f"{at}/correct", WHY)
    rows = cast.treasurer.ok("post", f"{at}/fill-from-slips", {})["volunteer_hours"]
    assert [row["hours"] for row in rows] == [BY_HAND, "24.00"]


def test_a_change_of_rate_cuts_a_month(cast: Cast) -> None:
    own = [
        {"category": "adult", "rate": "195.00", "starts_on": "2020-01-01", "ends_on": "2020-03-07", "source": "§ 1"},
        {"category": "adult", "rate": "205.00", "starts_on": "2020-03-08", "source": "§ 2"},
    ]
    pk = active(cast, conditions={"report_due": "03-31", "volunteer_rate": {"name": "KS § 210", "rates": own}})
    path = path_of(linked(cast, pk))
    attested(cast.treasurer, slip(path), slip(path, day="2020-03-10"))
    report = begun(cast.treasurer, pk, volunteer_hours=[])["id"]
    rows = cast.treasurer.ok("post", f"annual-reports/{report}/fill-from-slips", {})["volunteer_hours"]
    assert [(row["starts_on"], row["ends_on"]) for row in rows] == [("2020-03-03",) * 2, ("2020-03-10",) * 2]
    cast.treasurer.ok("post", f"annual-reports/{report}/submit", {})
    checked = cast.officer.ok("get", f"agreements/{pk}/commitment-check")["periods"][0]["lines"][1]["components"][0]
    assert (checked["hours"], checked["delivered"]) == ("48.00", "9600.00")  # 24 × 195 + 24 × 205


def test_only_a_draft_of_the_associations_is_filled(cast: Cast, agreement: int) -> None:
    report = handed_in(cast.treasurer, agreement)["id"]
    fill = f"annual-reports/{report}/fill-from-slips"
    assert "report.not_a_draft" in cast.treasurer.no(409, "post", fill, {})
    assert "slip.association_only" in cast.officer.no(403, "post", fill, {})
    assert "report.writers_only" in cast.auditor.no(403, "post", fill, {})


def test_a_day_of_more_hours_than_anybody_can_work_is_found_in_the_check(cast: Cast, agreement: int, path: str) -> None:
    usual, long = slip(path), slip(path, day="2020-03-10", hours_each="14")
    attested(cast.treasurer, usual, long)
    report = begun(cast.treasurer, agreement, volunteer_hours=[])["id"]
    cast.treasurer.ok("post", f"annual-reports/{report}/fill-from-slips", {})
    cast.treasurer.ok("post", f"annual-reports/{report}/submit", {})
    found = cast.officer.ok("get", f"agreements/{agreement}/commitment-check")["findings"]
    told = [(one["expected"], one["actual"]) for one in found if one["code"] == "volunteer_time.impossible"]
    assert told == [("96.00", "112.00")]
