"""An agreement whose volunteer time is promised in hours: registered, refused, shown, and valued by the check."""

from typing import Any

import pytest

from tests.agreements.sample import active, begun, body, content, registered
from tests.cast import UMEA, VAN, Cast, user
from tests.reports.checks.world import plain

HOURS = {"kind": "volunteer_time", "hours": "1000.00", "category": "adult"}
CASH = {"kind": "own_cash", "amount": "50000.00"}
FUNDING = {"party": UMEA, "kind": "funding", "amount": "300000.00"}
LEADER = {"volunteer_rate": "leader-2014"}
AT = "commitments[1]"
FIRST = f"{AT}.components[0]"
OWN_2020 = {
    "rates": [
        {"category": "adult", "rate": "200.00", "starts_on": "2020-01-01", "ends_on": "2020-12-31", "source": "KS § 1"}
    ]
}


def terms(*parts: Any, conditions: Any = None, **own: Any) -> dict[str, Any]:
    contribution = {"party": VAN, "kind": "co_financing", "components": list(parts or (HOURS, CASH)), **own}
    return {"commitments": [FUNDING, contribution], "conditions": LEADER if conditions is None else conditions}


def test_a_promise_in_hours_leaves_its_amount_to_the_rate(cast: Cast) -> None:
    made = registered(cast, **terms())["commitments"][1]
    assert (made["per"], made["amount"], made["amounts"]) == ("year", None, [])
    assert made["components"] == [
        {"kind": "volunteer_time", "amount": None, "hours": "1000.00", "category": "adult", "counting": "cap"},
        {"kind": "own_cash", "amount": "50000.00", "hours": None, "category": None, "counting": "plan"},
    ]


def test_components_in_kronor_alone_are_summed(cast: Cast) -> None:
    made = registered(cast, **terms({"kind": "volunteer_time", "amount": "200000.00"}, CASH))["commitments"][1]
    assert (made["per"], made["amount"]) == ("year", "250000.00")


def test_a_draft_in_hours_is_revised_like_any_other(cast: Cast) -> None:
    pk = registered(cast, **terms())["id"]
    revised = cast.officer.patch_current(f"agreements/{pk}", {"title": "Ändrad"})
    assert (revised["title"], revised["commitments"][1]["amount"]) == ("Ändrad", None)
    assert revised["commitments"][1]["components"][0]["hours"] == "1000.00"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        (terms({**HOURS, "amount": "1.00"}), {("component.hours_and_amount", f"{FIRST}.hours")}),
        (terms({**CASH, "hours": "1.00", "category": "adult"}),
         {("component.hours_and_amount", f"{FIRST}.hours"), ("component.hours_not_for_kind", f"{FIRST}.hours")}),
        (terms({"kind": "volunteer_time", "hours": "1.00"}), {("required", f"{FIRST}.category")}),
        (terms({**CASH, "category": "adult"}), {("component.category_without_hours", f"{FIRST}.category")}),
        (terms({"kind": "own_cash"}), {("required", f"{FIRST}.amount"), ("required", f"{AT}.amount")}),
        (terms(conditions={}), {("component.hours_without_rate", f"{FIRST}.hours")}),
        (terms({**HOURS, "category": "young"}, conditions={"volunteer_rate": OWN_2020}),
         {("component.hours_not_valued", f"{FIRST}.category")}),
        (terms(conditions={**LEADER, "appropriation": {"reduces_both": True}}),
         {("component.hours_with_clause", f"{FIRST}.hours")}),
        (terms(conditions={**LEADER, "indexation": {"series": "kpi", "base": "2018-10", "month": 10,
                                                    "applies_to": ["co_financing"]}}),
         {("component.hours_with_clause", f"{FIRST}.hours")}),
        (terms(amount="260000.00"), {("components.above_total", f"{AT}.components")}),
        # What cannot be read is told as that, and not as missing too.
        (terms({**HOURS, "hours": "många"}), {("not_a_number", f"{FIRST}.hours")}),
        (terms(conditions={"volunteer_rate": "leader-2041"}),
         {("volunteer_rate.unknown", "conditions.volunteer_rate")}),
        (terms(per="period", amounts=[{"period": str(year), "amount": "1.00"} for year in (2020, 2021, 2022)]),
         {("components.need_yearly_amount", f"{AT}.components")}),
    ],
)  # fmt: skip
def test_what_cannot_be_valued_or_contradicts_is_refused_by_path(
    cast: Cast, changes: Any, wrong: set[tuple[str, str]]
) -> None:
    answer = cast.officer.send("post", "agreements", body(**changes))
    assert answer.status_code == 400
    assert {(one["code"], one["path"]) for one in answer.json()["errors"]} == wrong


def test_a_stated_amount_may_be_more_than_its_parts_and_a_rate_may_come_year_by_year(cast: Cast) -> None:
    assert registered(cast, **terms(amount="270000.00"))["commitments"][1]["amount"] == "270000.00"
    later = registered(cast, reference="own", **terms(conditions={"volunteer_rate": OWN_2020}))
    assert later["commitments"][1]["amount"] is None


def test_the_check_shows_promised_hours_beside_delivered_ones_and_an_approval_keeps_the_rate(cast: Cast) -> None:
    """1 000 h × 220 + 50 000 = 270 000 is promised; 4 000 h are worth more than the cap."""
    pk = active(cast, **terms())
    figures = [{"kind": "own_cash", "source": "fees", "amount": "40000.00"}]
    path = f"annual-reports/{begun(cast.officer, pk, **content(figures=figures))['id']}"
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15"})
    done = cast.officer.ok("post", f"{path}/approve", {"approved_on": "2021-04-20"})
    assert [rate["rate"] for rate in done["review"]["rates"]["rates"]] == ["220.00"]
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-06-30")
    line = next(line for line in answer["periods"][0]["lines"] if line["kind"] == "co_financing")
    assert (line["promised"], line["counted"], line["difference"]) == ("270000.00", "260000.00", "-10000.00")
    part = line["components"][0]
    assert (part["promised_hours"], part["hours"], part["promised"]) == ("1000.00", "4000.00", "220000.00")
    assert (part["promised_at"]["category"], part["promised_at"]["rate"]) == ("adult", "220.00")
    page = cast.officer
    page.force_login(user("officer"))
    shown = page.get(f"/agreements/{pk}?as_of=2021-06-30").content.decode()
    assert "Volunteer time (4,000 h of the promised 1,000 h)" in plain(shown)


def test_a_promise_without_hours_reported_keeps_the_rate_of_its_period(cast: Cast) -> None:
    """What is promised is worth what it was when the report was approved, also where nobody worked."""
    pk = active(cast, **terms())
    nobody = [{**content()["volunteer_hours"][0], "hours": "0"}]
    path = f"annual-reports/{begun(cast.officer, pk, volunteer_hours=nobody)['id']}"
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15"})
    done = cast.officer.ok("post", f"{path}/approve", {"approved_on": "2021-04-20"})
    assert [rate["category"] for rate in done["review"]["rates"]["rates"]] == ["adult"]
