"""What hangs on a clause that an amendment changes goes by the period: rates, papers, meetings and budgets."""

from typing import Any

import pytest

from office.clock import today
from reports.models import Review
from tests.agreements.sample import active, body, handed_in
from tests.cast import UMEA, Cast

Json = dict[str, Any]
pytestmark = pytest.mark.django_db

OWN_RATES: Json = {
    "name": "Egen",
    "rates": [{"category": "adult", "rate": "300.00", "starts_on": "2014-01-01", "ends_on": None, "source": "Avtalet"}],
}


def amended(cast: Cast, pk: int, effective_on: str = "2021-01-01", **conditions: Any) -> None:
    """Conditions from a day on that everybody agreed to the day before."""
    said = {"effective_on": effective_on, "reason": "x", "document": "KS/1", "conditions": conditions}
    made = cast.officer.ok("post", f"agreements/{pk}/amendments", said)
    path, on = f"amendments/{made['id']}/answers", {"answered_on": "2020-12-01"}
    decided = {"organization": UMEA, "body": "Kommunstyrelsen", "paragraph": "§ 5"}
    cast.officer.ok("post", path, {**decided, **on})
    cast.officer.ok("post", path, {"organization": cast.van.pk, "signed_by": "Ordföranden", **on})


def checked(cast: Cast, pk: int, as_of: str = "", known_at: str = "") -> dict[str, Json]:
    query = f"as_of={as_of or today()}" + (f"&known_at={known_at}" if known_at else "")
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?{query}")
    return {one["period"]: one for one in answer["periods"]} | {"all": answer}


def worth(periods: dict[str, Json], period: str = "2020") -> Any:
    (own,) = [line for line in periods[period]["lines"] if line["kind"] == "co_financing"]
    return own["components"][0]["delivered"]


def test_hours_are_worth_the_rates_of_their_period_before_and_after_the_approval(cast: Cast) -> None:
    """4 000 h at 220 kr; from 2021 on they would be worth 300 kr each."""
    pk = active(cast)
    amended(cast, pk, volunteer_rate=OWN_RATES)
    report = handed_in(cast.treasurer, pk)
    assert worth(checked(cast, pk)) == "880000.00"
    cast.officer.ok("post", f"annual-reports/{report['id']}/approve", {})
    assert worth(checked(cast, pk)) == "880000.00"
    assert (Review.objects.get().rates or {})["name"] == "leader-2014"


def test_a_row_of_hours_is_split_by_its_periods_rates_alone(cast: Cast) -> None:
    pk = active(cast)
    rates = [
        {**OWN_RATES["rates"][0], "ends_on": "2020-06-30"},
        {**OWN_RATES["rates"][0], "rate": "310.00", "starts_on": "2020-07-01"},
    ]  # fmt: skip
    amended(cast, pk, volunteer_rate={**OWN_RATES, "rates": rates})
    assert handed_in(cast.treasurer, pk)["state"] == "submitted"


def test_papers_are_asked_for_by_the_period(cast: Cast) -> None:
    pk = active(cast)
    amended(cast, pk, report_papers=["minutes"])
    assert handed_in(cast.treasurer, pk)["state"] == "submitted"
    content = {"figures": [{"kind": "own_cash", "source": "fees", "amount": "1.00"}], "volunteer_hours": []}
    later = cast.treasurer.ok("post", "annual-reports", {"agreement": pk, "period": "2021", **content})
    path = f"annual-reports/{later['id']}/submit"
    assert "report.missing_paper" in cast.treasurer.no(400, "post", path, {})


def test_a_meeting_goes_on_saying_when_the_reports_of_earlier_years_were_due(cast: Cast) -> None:
    due = {"days_after_meeting": 30, "latest": "06-30"}
    pk = active(cast, conditions=body()["conditions"] | {"report_due": due})
    told = {"organization": cast.van.pk, "held_on": "2021-03-01", "document": "Protokoll"}
    cast.treasurer.ok("post", "annual-meetings", told)
    before = checked(cast, pk)["2020"]["report_due_on"]
    amended(cast, pk, report_due="02-26")
    after = checked(cast, pk)
    assert (before, after["2020"]["report_due_on"]) == ("2021-03-31", "2021-03-31")
    assert after["2021"]["report_due_on"] == "2022-02-28"


def test_a_lowered_year_stays_lowered_when_the_clause_is_another(cast: Cast) -> None:
    """Both sides were lowered in 2020; from 2021 on the funding alone would be."""
    pk = active(cast, conditions=body()["conditions"] | {"appropriation": {"reduces_both": True}})
    said = {"period": "2020", "state": "reduced", "amount": "1350000.00", "body": "KF", "paragraph": "§ 1"}
    cast.officer.ok("post", f"agreements/{pk}/appropriations", {**said, "decided_on": "2020-01-10"})
    amended(cast, pk, appropriation={"reduces_both": False})
    found = checked(cast, pk)
    promised = {label: [line["promised"] for line in found[label]["lines"]] for label in ("2020", "2021")}
    assert promised == {"2020": ["1350000.00", "1170000.00"], "2021": ["1500000.00", "1300000.00"]}
    too_much = {"agreement": pk, "period": "2020", "amount": "1350000.01", "paid_on": "2020-01-31"}
    assert cast.officer.send("post", "payments", too_much).status_code == 400
