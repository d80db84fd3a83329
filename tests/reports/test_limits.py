"""The largest values that are taken can be read again by every door, and what is larger is refused."""

from typing import Any

from tests.agreements.sample import active, begun, body
from tests.cast import Cast

MOST = "99999999999.99"
RATE = {"category": "adult", "rate": "10000.00", "starts_on": "2020-01-01", "source": "KS § 1"}


def test_the_largest_values_can_be_read_again(cast: Cast) -> None:
    own = {"value": {"name": "egen", "rates": [RATE]}, "clause": "§ 4"}
    pk = active(cast, conditions={"report_due": "03-31", "volunteer_rate": own})
    row: dict[str, Any] = {
        "activity": "Språkcafé", "category": "adult", "hours": "1000000.00", "starts_on": "2020-01-01",
        "ends_on": "2020-12-31", "women": 1_000_000, "men": 1_000_000, "attested_by": "Kassören",
    }  # fmt: skip
    figures = [
        {"kind": "own_cash", "source": "fees", "amount": MOST},
        {"kind": "income", "amount": MOST},
        {"kind": "costs", "amount": MOST},
    ]
    report = begun(cast.treasurer, pk, figures=figures, volunteer_hours=[row] * 2000)["id"]
    cast.treasurer.ok("post", f"annual-reports/{report}/submit", {})
    cast.officer.ok("post", f"annual-reports/{report}/approve", {})
    for path in (
        "annual-reports",
        f"annual-reports/{report}/versions",
        "volunteer-hours?limit=1000",
        "commitment-checks",
        "summaries?group_by=year,status",
        f"agreements/{pk}/commitment-check",
        f"agreements/{pk}/timeline",
    ):
        assert cast.auditor.get(f"/api/v1/{path}").status_code == 200, path
    assert cast.auditor.ok("get", "summaries")["total"]["volunteer"]["hours"] == "2000000000.00"


def test_what_is_larger_is_refused(cast: Cast) -> None:
    pk = active(cast)
    row = {
        "activity": "A",
        "category": "adult",
        "hours": "1000000.01",
        "starts_on": "2020-01-01",
        "ends_on": "2020-12-31",
    }
    sent = {
        "agreement": pk,
        "period": "2020",
        "figures": [{"kind": "income", "amount": "100000000000.00"}],
        "volunteer_hours": [{**row, "women": 1, "men": 1, "attested_by": "K"}],
    }
    answer = cast.treasurer.send("post", "annual-reports", sent).json()
    paths = [error["path"] for error in answer["errors"] if error["code"] == "too_large"]
    assert paths == ["figures[0].amount", "volunteer_hours[0].hours"]


def test_a_rate_beyond_reason_is_refused(cast: Cast) -> None:
    dear = {"name": "egen", "rates": [{**RATE, "rate": "10000.01"}]}
    wrong = cast.officer.no(400, "post", "agreements", body(conditions={"volunteer_rate": dear}))
    assert wrong["too_large"]["path"] == "conditions.volunteer_rate.rates[0].rate"
