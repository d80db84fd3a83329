"""Which kind a report is: the last period's is the final one, as the term stands."""

from typing import Any

from reports.models import AnnualReport
from tests.agreements.region import amended
from tests.agreements.sample import active, begun, body, content
from tests.cast import UMEA, VAN, Cast
from tests.reports.test_interim_reports import asking, interim


def came(cast: Cast, path: str, on: str, approved: str | None) -> None:
    cast.officer.ok("post", f"{path}/submit", {"received_on": on})
    if approved:
        cast.officer.ok("post", f"{path}/approve", {"approved_on": approved})


def checked(cast: Cast, pk: int, day: str) -> tuple[dict[str, Any], set[str]]:
    found = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of={day}")
    return found, {one["code"] for one in found["findings"]}


def kind_of(cast: Cast, report: int, query: str = "") -> str:
    kinds = {
        cast.auditor.ok("get", f"annual-reports/{report}{query}")["kind"],
        *(one["kind"] for one in cast.auditor.ok("get", f"annual-reports{query}")["results"] if one["id"] == report),
    }
    (kind,) = kinds
    return str(kind)


def test_a_sole_period_that_is_also_the_final_one(cast: Cast) -> None:
    """One report is both the year's and the final one: it ends the term, and nothing more is awaited."""
    due = {"final_report_due": {"value": {"days_after_end": 60}, "clause": "§ 7"}}
    pk = active(cast, ends_on="2020-12-31", conditions=body()["conditions"] | due)
    assert checked(cast, pk, "2020-12-31")[0]["periods"][0]["report_due_on"] == "2021-03-01"
    assert "report.late" in checked(cast, pk, "2021-03-02")[1]
    report = begun(cast.officer, pk)["id"]
    came(cast, f"annual-reports/{report}", "2021-02-20", "2021-04-20")
    assert kind_of(cast, report) == "final"
    found, codes = checked(cast, pk, "2030-01-01")
    assert found["periods"][0]["report_state"] == "approved"
    assert not {"report.late", "interim_report.late"} & codes
    again = cast.officer.no(400, "post", "annual-reports", {"agreement": pk, "period": "2020", **content()})
    assert "report.exists" in again
    assert AnnualReport.objects.count() == 1


def test_a_termination_makes_an_earlier_report_the_final_one(cast: Cast) -> None:
    pk = asking(cast)
    report = begun(cast.officer, pk)["id"]
    came(cast, f"annual-reports/{report}", "2021-03-20", None)
    assert kind_of(cast, report) == "annual"
    ended = {
        "last_day": "2020-12-31",
        "terminated_on": "2021-05-01",
        "reason": "Verksamheten upphör",
        "document": "KS/9",
    }
    cast.officer.ok("post", f"agreements/{pk}/terminate", ended)
    assert kind_of(cast, report) == "final"
    assert kind_of(cast, report, "?as_of=2021-04-30") == "annual"
    assert kind_of(cast, report, "?as_of=2021-05-01") == "final"


def test_an_extended_term_makes_it_an_annual_one_again(cast: Cast) -> None:
    pk = asking(cast, ends_on="2020-12-31")
    report = begun(cast.officer, pk)["id"]
    came(cast, f"annual-reports/{report}", "2021-01-20", None)
    assert kind_of(cast, report) == "final"
    agreement = cast.officer.ok("get", f"agreements/{pk}")
    path = (
        f"amendments/{amended(agreement, cast.officer, effective_on='2020-12-01', ends_on='2021-12-31')['id']}/answers"
    )
    said = {"body": "Kommunstyrelsen", "paragraph": "§ 5", "answered_on": "2020-11-01"}
    cast.officer.ok("post", path, {"organization": UMEA, **said})
    cast.officer.ok("post", path, {"organization": VAN, "signed_by": "Ordföranden", "answered_on": "2020-11-02"})
    assert kind_of(cast, report) == "annual"


def test_an_interim_report_says_so(cast: Cast) -> None:
    path = interim(cast, asking(cast))
    assert cast.treasurer.ok("get", path)["kind"] == "interim"
    assert [one["kind"] for one in cast.treasurer.ok("get", "annual-reports")["results"]] == ["interim"]
