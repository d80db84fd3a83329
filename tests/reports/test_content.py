"""What a report may say while it is written, and what it must say when it is handed in."""

from typing import Any

import pytest

from reports.models import AnnualReport
from tests.agreements.region import amended
from tests.agreements.sample import HOURS, active, begun, content, twin
from tests.cast import UMEA, VAN, VANNAS, Cast

HOURS_PATH = "volunteer_hours[0]"


def test_every_promised_figure_is_reported_and_zero_is_a_figure(cast: Cast) -> None:
    path = f"annual-reports/{begun(cast.treasurer, active(cast), figures=[], volunteer_hours=[])['id']}"
    told = cast.treasurer.send("post", f"{path}/submit", {}).json()["errors"]
    assert {(one["path"], one["code"], one["expected"]) for one in told} == {
        ("volunteer_hours", "report.missing_figure", "volunteer_time"),
        ("figures", "report.missing_figure", "own_cash"),
    }
    nothing = content(
        figures=[{"kind": "own_cash", "source": "fees", "amount": "0"}], volunteer_hours=[{**HOURS, "hours": "0"}]
    )
    cast.treasurer.patch_current(path, nothing)
    assert cast.treasurer.ok("post", f"{path}/submit", {})["state"] == "submitted"


def test_what_an_amendment_adds_is_reported_for_the_periods_in_which_it_holds(cast: Cast) -> None:
    pk = active(cast)
    agreement = cast.officer.ok("get", f"agreements/{pk}")
    own = next(one for one in agreement["commitments"] if one["kind"] == "co_financing")
    given = [*own["components"], {"kind": "in_kind", "amount": "5000.00"}]
    parts = [{name: one[name] for name in ("kind", "amount")} for one in given]
    made = amended(
        agreement, cast.officer, effective_on="2021-01-01", reason="x", document="KS/2",
        commitments=[{"commitment": own["id"], "amount": "1400000.00", "components": parts}],
        add=[{"party": VAN, "kind": "activity", "per": "year", "name": "Kör", "unit": "gånger", "quantity": "4"}],
    )  # fmt: skip
    yes = {"organization": UMEA, "body": "KS", "paragraph": "§ 2", "answered_on": "2020-12-01"}
    cast.officer.ok("post", f"amendments/{made['id']}/answers", yes)
    said = {"organization": VAN, "signed_by": "Ordföranden"}
    cast.treasurer.ok("post", f"amendments/{made['id']}/answers", said)
    for period, lacking in (("2020", set()), ("2021", {("activities", "Kör"), ("figures", "in_kind")})):
        row = {**HOURS, "starts_on": f"{period}-01-01", "ends_on": f"{period}-12-31"}
        report = begun(cast.treasurer, pk, period=period, volunteer_hours=[row])
        answer = cast.treasurer.send("post", f"annual-reports/{report['id']}/submit", {})
        assert {(one["path"], one["expected"]) for one in answer.json().get("errors", [])} == lacking


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"period": "2023"}, "period.unknown", "period"),
        ({"organization": UMEA}, "report.not_a_reporter", "organization"),
        ({"organization": VANNAS}, "party.unknown", "organization"),
        ({"figures": [{"kind": "own_cash", "amount": "1.00"}]}, "figure.source", "figures[0].source"),
        ({"figures": [{"kind": "costs", "source": "fees", "amount": "1.00"}]}, "figure.source", "figures[0].source"),
        ({"figures": [{"kind": "costs", "amount": "1.00"}] * 2}, "figures.duplicate", "figures[1]"),
        ({"figures": [{"kind": "costs", "amount": "-1.00"}]}, "negative", "figures[0].amount"),
        ({"figures": [{"kind": "costs", "amount": "1.234"}]}, "decimals", "figures[0].amount"),
        ({"volunteer_hours": [{**HOURS, "hours": "-1"}]}, "negative", f"{HOURS_PATH}.hours"),
        ({"volunteer_hours": [{**HOURS, "hours": "301 personer"}]}, "not_a_number", f"{HOURS_PATH}.hours"),
        ({"volunteer_hours": [{**HOURS, "women": "40"}]}, "invalid", f"{HOURS_PATH}.women"),
        ({"volunteer_hours": [{**HOURS, "women": 1.5}]}, "invalid", f"{HOURS_PATH}.women"),
        ({"volunteer_hours": [{**HOURS, "category": "old"}]}, "invalid_choice", f"{HOURS_PATH}.category"),
        ({"volunteer_hours": [{**HOURS, "ends_on": "2021-01-01"}]}, "hours.outside_period", "volunteer_hours[0]"),
        ({"volunteer_hours": [{**HOURS, "ends_on": "2019-12-31"}]}, "hours.end_before_start", f"{HOURS_PATH}.ends_on"),
        ({"volunteer_hours": [{**HOURS, "name": "Anna"}]}, "unknown_field", f"{HOURS_PATH}.name"),
        ({"activities": [{"name": "Kör", "quantity": "1", "unit": "st"}] * 2}, "activities.duplicate", "activities[1]"),
        ({"activities": [{"name": "Kör", "quantity": "fem", "unit": "st"}]}, "not_a_number", "activities[0].quantity"),
        ({"narrative": "x" * 50_001}, "max_length", "narrative"),
    ],
)  # fmt: skip
def test_wrong_content_is_refused_and_nothing_is_saved(
    cast: Cast, changes: dict[str, Any], code: str, path: str
) -> None:
    sent = {"agreement": active(cast), "period": "2020", **content(), **changes}
    assert cast.officer.no(400, "post", "annual-reports", sent)[code]["path"] == path
    assert not AnnualReport.objects.exists()


def test_hours_over_a_change_of_rate_are_split(cast: Cast) -> None:
    own = [
        {"category": "adult", "rate": "150.00", "starts_on": "2020-01-01", "ends_on": "2020-06-30", "source": "§ 1"},
        {"category": "adult", "rate": "195.00", "starts_on": "2020-07-01", "source": "§ 2"},
    ]
    sent = {"agreement": active(cast, conditions={"volunteer_rate": {"rates": own}}), "period": "2020", **content()}
    error = cast.treasurer.no(400, "post", "annual-reports", sent)["hours.rate_changes"]
    swedish = twin(cast.treasurer, "sv").no(400, "post", "annual-reports", sent)["hours.rate_changes"]
    assert swedish["message"] == "Satsen för vuxna ändras den 2020-07-01: dela raden där."
    assert error["path"] == "volunteer_hours[0]"
    assert error["message"] == "The rate for adults changes on 2020-07-01: split the row there."
    halves = [{**HOURS, "ends_on": "2020-06-30"}, {**HOURS, "starts_on": "2020-07-01"}]
    assert cast.treasurer.ok("post", "annual-reports", {**sent, "volunteer_hours": halves})
