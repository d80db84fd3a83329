"""What an amendment may make of a promise: its parts fit its amount, in hours too, and no amount of a year that is over
is written anew.
"""

from typing import Any

import pytest

from agreements.models import Commitment
from office.models import Organization
from tests.agreements.region import amended, answered, decided, officer_of, promised
from tests.agreements.sample import active
from tests.cast import UMEA, VAN, Cast

Json = dict[str, Any]
pytestmark = pytest.mark.django_db

SAID: Json = {"effective_on": "2021-01-01", "reason": "Påhittat", "document": "KS/2"}
HOURS: Json = {"kind": "volunteer_time", "hours": "1000.00", "category": "adult"}
CASH: Json = {"kind": "own_cash", "amount": "50000.00"}
FUNDING: Json = {"party": UMEA, "kind": "funding", "amount": "300000.00", "per": "year"}


def own(cast: Cast, *parts: Json, **said: Any) -> tuple[Json, int]:
    """An agreement in force with an own contribution of these parts, and the commitment's id."""
    promise = {"party": VAN, "kind": "co_financing", "per": "year", "components": list(parts), **said}
    conditions = {"volunteer_rate": "leader-2014"}
    pk = active(cast, commitments=[FUNDING, promise], conditions=conditions)
    return cast.officer.ok("get", f"agreements/{pk}"), Commitment.objects.get(kind="co_financing").pk


def agreed(cast: Cast, amendment: Json) -> None:
    path = f"amendments/{amendment['id']}/answers"
    said = {"body": "Kommunstyrelsen", "paragraph": "§ 5", "answered_on": "2020-05-01"}
    cast.officer.ok("post", path, {"organization": UMEA, **said})
    cast.officer.ok("post", path, {"organization": VAN, "signed_by": "Ordföranden", "answered_on": "2020-05-02"})
    assert cast.officer.ok("get", f"amendments/{amendment['id']}")["state"] == "agreed"


def refused(cast: Cast, agreement: Json, **changes: Any) -> set[tuple[str, str]]:
    answer = cast.officer.send("post", f"agreements/{agreement['id']}/amendments", {**SAID, **changes})
    assert answer.status_code == 400, answer.content.decode()
    return {(one["code"], one["path"]) for one in answer.json()["errors"]}


def lines(cast: Cast, agreement: Json, as_of: str = "2022-12-31") -> dict[str, list[str]]:
    check = cast.officer.ok("get", f"agreements/{agreement['id']}/commitment-check?as_of={as_of}")
    return {
        one["period"]: [line["promised"] for line in one["lines"] if line["kind"] == "co_financing"]
        for one in check["periods"]
    }


def test_parts_in_hours_change(cast: Cast) -> None:
    """1 000 hours at 220 and 50 000 kr become 1 200 hours and 60 000 kr from 2021."""
    agreement, promise = own(cast, HOURS, CASH)
    more = [{**HOURS, "hours": "1200.00"}, {**CASH, "amount": "60000.00"}]
    made = amended(agreement, cast.officer, **SAID, commitments=[{"commitment": promise, "components": more}])
    agreed(cast, made)
    assert lines(cast, agreement) == {"2020": ["270000.00"], "2021": ["324000.00"], "2022": ["324000.00"]}


@pytest.mark.parametrize(("parts", "wrong"), [
    ([], ("components.need_yearly_amount", "commitments[0].components")),
    ([{}], ("required", "commitments[0].components[0].kind")),
    ([{**CASH, "amount": "x"}], ("not_a_number", "commitments[0].components[0].amount")),
    ([CASH, {**CASH, "amount": "x"}], ("not_a_number", "commitments[0].components[1].amount")),
])  # fmt: skip
def test_a_promise_is_the_sum_of_parts_that_could_be_read(
    cast: Cast, parts: list[Json], wrong: tuple[str, str]
) -> None:
    agreement, promise = own(cast, HOURS, CASH)
    assert wrong in refused(cast, agreement, commitments=[{"commitment": promise, "components": parts}])
    add = {"party": UMEA, "kind": "co_financing", "per": "year", "components": parts}
    assert refused(cast, agreement, add=[add])


def test_an_amount_is_said_with_parts_in_hours_too(cast: Cast) -> None:
    agreement, promise = own(cast, HOURS, CASH, amount="300000.00")
    said: Json = {"commitment": promise, "components": [{**HOURS, "hours": "1200.00"}, CASH]}
    assert refused(cast, agreement, commitments=[said]) == {
        ("components.need_yearly_amount", "commitments[0].components")
    }
    # 1 200 hours at 220 and 50 000 kr are worth 314 000 kr.
    few = [{"commitment": agreement["commitments"][0]["id"], "amount": "1.00"}, {**said, "amount": "313999.00"}]
    assert refused(cast, agreement, commitments=few) == {("components.above_total", "commitments[1].components")}
    agreed(cast, amended(agreement, cast.officer, **SAID, commitments=[{**said, "amount": "314000.00"}]))
    assert lines(cast, agreement) == {"2020": ["300000.00"], "2021": ["314000.00"], "2022": ["314000.00"]}


def test_hours_in_place_of_kronor(cast: Cast) -> None:
    agreement, promise = own(cast, CASH, amount="60000.00")
    said = [{"commitment": promise, "amount": "300000.00", "components": [HOURS, CASH]}]
    agreed(cast, amended(agreement, cast.officer, **SAID, commitments=said))
    assert lines(cast, agreement) == {"2020": ["60000.00"], "2021": ["300000.00"], "2022": ["300000.00"]}


def test_hours_need_a_rate_that_the_agreement_has_or_gets(cast: Cast) -> None:
    promised = [FUNDING, {"party": VAN, "kind": "co_financing", "per": "year", "amount": "300000.00"}]
    pk = active(cast, commitments=promised, conditions={})
    agreement, promise = {"id": pk}, Commitment.objects.get(kind="co_financing").pk
    said = [{"commitment": promise, "amount": "300000.00", "components": [HOURS]}]
    assert refused(cast, agreement, commitments=said) == {
        ("component.hours_without_rate", "commitments[0].components[0].hours")
    }
    rate = {"volunteer_rate": "leader-2014"}
    assert amended(agreement, cast.officer, **SAID, commitments=said, conditions=rate)["state"] == "proposed"
    few = [{**said[0], "amount": "1.00"}]
    assert refused(cast, agreement, commitments=few, conditions=rate) == {
        ("components.above_total", "commitments[0].components")
    }


def test_hours_that_are_added_hold_from_their_day(cast: Cast) -> None:
    """1 000 hours from 1 July 2021 are 504.11 of that year's, worth 110 904.20; who promises is told in words."""
    agreement, _promise = own(cast, CASH)
    other = {"party": VAN, "kind": "co_financing", "per": "year", "name": "Läxhjälp", "components": [HOURS]}
    made = amended(agreement, cast.officer, **{**SAID, "effective_on": "2021-07-01"}, add=[other])
    told = "Vän i Umeå, Läxhjälp, from 1 July 2021: volunteer time 1,000\xa0hours (before: nothing)."
    assert made["sentences"] == [told]
    agreed(cast, made)
    found = lines(cast, agreement)
    assert found == {"2020": ["50000.00"], "2021": ["50000.00", "110904.20"], "2022": ["50000.00", "220000.00"]}
    row = cast.officer.ok("get", f"agreements/{agreement['id']}")["commitments"][-1]
    parts = [{**HOURS, "amount": None, "counting": "cap"}]
    step = {"from": "2021-07-01", "amount": None, "components": parts}
    assert (row["per"], row["amount"], row["components"], row["steps"]) == ("year", None, [], [step])
    listed = cast.officer.ok("get", "agreements")["results"][0]["commitments"][-1]
    assert (listed["per"], listed["steps"]) == ("year", [step])


def test_who_leaves_within_a_period_promises_hours_for_its_days(cast: Cast) -> None:
    """181 days of 365: 495.89 hours at 220 and 24 794.52 kr."""
    agreement, _promise = own(cast, HOURS, CASH)
    joins = [{"organization": "212000-2684", "role": "funder"}]
    made = amended(agreement, cast.officer, **{**SAID, "effective_on": "2020-06-01"}, join=joins)
    said = {"organization": cast.vannas.pk, "body": "KS", "paragraph": "§ 1", "answered_on": "2020-05-01"}
    cast.stranger.ok("post", f"amendments/{made['id']}/answers", said)
    agreed(cast, made)
    pays = [{"commitment": agreement["commitments"][0]["id"], "amount": "0.00"}]
    out = {"effective_on": "2021-07-01", "leave": [{"organization": VAN}], "commitments": pays}
    leaves = amended(agreement, cast.officer, **{**SAID, **out})
    cast.stranger.ok("post", f"amendments/{leaves['id']}/answers", said)
    agreed(cast, leaves)
    assert lines(cast, agreement) == {"2020": ["270000.00"], "2021": ["133890.32"], "2022": []}


def test_who_leaves_promises_no_hours(cast: Cast) -> None:
    agreement, _promise = own(cast, HOURS, CASH)
    joins = [{"organization": "212000-2684", "role": "funder"}]
    made = amended(agreement, cast.officer, **{**SAID, "effective_on": "2020-06-01"}, join=joins)
    path = f"amendments/{made['id']}/answers"
    said = {"organization": cast.vannas.pk, "body": "KS", "paragraph": "§ 1", "answered_on": "2020-05-01"}
    cast.stranger.ok("post", path, said)
    agreed(cast, made)
    ends = [{"commitment": agreement["commitments"][0]["id"], "amount": "0.00"}]
    leaves = amended(agreement, cast.officer, **SAID, leave=[{"organization": VAN}], commitments=ends)
    cast.stranger.ok("post", f"amendments/{leaves['id']}/answers", said)
    agreed(cast, leaves)
    assert lines(cast, agreement) == {"2020": ["270000.00"], "2021": [], "2022": []}


def test_an_amount_is_not_less_than_the_parts_that_stay(cast: Cast) -> None:
    time = {"kind": "volunteer_time", "amount": "8000.00"}
    agreement, promise = own(cast, time, {**CASH, "amount": "30000.00"}, amount="60000.00")
    lower = [{"commitment": promise, "amount": "1000.00"}]
    assert refused(cast, agreement, commitments=lower) == {("components.above_total", "commitments[0].amount")}
    just = [{"commitment": promise, "amount": "38000.00"}]
    agreed(cast, amended(agreement, cast.officer, **{**SAID, "effective_on": "2022-01-01"}, commitments=just))
    parts = [{**time, "amount": "9000.00"}, {**CASH, "amount": "30000.00"}]
    raised = [{"commitment": promise, "amount": "60000.00", "components": parts}]
    assert refused(cast, agreement, commitments=raised) == {("components.above_total", "commitments[0].components")}
    less = [{"commitment": promise, "amount": "37000.00", "components": parts[:1]}]
    agreed(cast, amended(agreement, cast.officer, **SAID, commitments=less))
    assert lines(cast, agreement) == {"2020": ["60000.00"], "2021": ["37000.00"], "2022": ["38000.00"]}


def test_an_amount_is_not_less_than_what_the_hours_that_stay_are_worth(cast: Cast) -> None:
    agreement, promise = own(cast, HOURS, CASH, amount="300000.00")
    lower = [{"commitment": promise, "amount": "269999.00"}]
    assert refused(cast, agreement, commitments=lower) == {("components.above_total", "commitments[0].amount")}
    just = [{"commitment": promise, "amount": "270000.00"}]
    assert amended(agreement, cast.officer, **SAID, commitments=just)["state"] == "proposed"


LISTED = [{"period": year, "amount": "100000.00"} for year in ("2020", "2021", "2022")]


def by_period(cast: Cast, *promises: Json) -> tuple[Json, int]:
    promise = {"party": UMEA, "kind": "funding", "per": "period", "amounts": LISTED}
    pk = active(cast, commitments=[promise, *promises])
    return {"id": pk}, Commitment.objects.filter(kind="funding").order_by("pk")[0].pk


def test_no_amount_of_a_period_that_is_over_is_written_anew(cast: Cast) -> None:
    agreement, promise = by_period(cast)
    anew = [{"period": "2022", "amount": "1.00"}, {"period": "2020", "amount": "90000.00"}]
    said = [{"commitment": promise, "amounts": anew}]
    answer = cast.officer.no(400, "post", f"agreements/{agreement['id']}/amendments", {**SAID, "commitments": said})
    told = answer.pop("amendment.period_over")
    assert not answer
    assert (told["path"], told["expected"], told["actual"]) == (
        "commitments[0].amounts[1].amount", "100000.00", "90000.00"
    )  # fmt: skip
    message = (
        "2020 ended on 31 December 2020, before the amendment takes effect on 1 January 2021: it stays at 100,000 kr."
    )
    assert told["message"].replace("\xa0", " ") == message
    within = {**SAID, "effective_on": "2020-12-31"}
    assert amended(agreement, cast.officer, **within, commitments=said)["state"] == "proposed"
    same = [{"commitment": promise, "amounts": [anew[0], {**anew[1], "amount": "100000.00"}]}]
    assert amended(agreement, cast.officer, **SAID, commitments=same)["state"] == "proposed"


def test_nothing_is_added_for_a_period_that_is_over(cast: Cast) -> None:
    agreement, _promise = by_period(cast)
    add: Json = {
        "party": UMEA,
        "kind": "funding",
        "per": "period",
        "recipient": VAN,
        "name": "Lokal",
        "amounts": LISTED,
    }
    assert refused(cast, agreement, add=[add], title="Mer") == {("amendment.period_over", "add[0].amounts[0].amount")}
    later = [{**one, "amount": "0.00"} if one["period"] == "2020" else one for one in LISTED]
    made = amended(agreement, cast.officer, **SAID, add=[{**add, "amounts": later}], title="Mer")
    assert made["state"] == "proposed"


def test_a_shared_cost_of_a_period_that_is_over_is_what_it_was(members: dict[str, Organization]) -> None:
    listed = [{"period": year, "amount": "1500000.00"} for year in ("2026", "2027")]
    agreement, host = decided(members, amount=None, amounts=listed), officer_of(members["2480"])
    anew = [{"period": "2026", "amount": "900000.00"}, {"period": "2027", "amount": "1800000.00"}]
    said = [{"shared_cost": agreement["shared_costs"][0]["id"], "amounts": anew}]
    late = {**SAID, "effective_on": "2027-01-01"}
    told = host.no(400, "post", f"agreements/{agreement['id']}/amendments", {**late, "shared_costs": said})
    assert {code: one["path"] for code, one in told.items()} == {
        "amendment.period_over": "shared_costs[0].amounts[0].amount"
    }
    said[0]["amounts"] = anew[1:]
    answered(amended(agreement, host, **late, shared_costs=said), *members.values())
    assert [sum(promised(host, agreement, "2027-12-31", year).values()) for year in ("2026", "2027")] == [
        1_500_000, 1_800_000,
    ]  # fmt: skip


def test_a_shared_cost_by_year_is_listed_from_a_day_on(members: dict[str, Organization]) -> None:
    """What is said of the year before is of no use, and no harm: the state holds from its day."""
    agreement, host = decided(members), officer_of(members["2480"])
    listed = [{"period": "2026", "amount": "1.00"}, {"period": "2027", "amount": "1800000.00"}]
    said = [{"shared_cost": agreement["shared_costs"][0]["id"], "amounts": listed}]
    late = {**SAID, "effective_on": "2027-01-01"}
    assert amended(agreement, host, **late, shared_costs=said)["state"] == "proposed"


def test_a_period_that_the_amendment_makes_longer_is_not_over(cast: Cast) -> None:
    """The half of 2022 becomes the whole of it: its amount is for what follows too."""
    halves = [{**one, "amount": "50000.00"} if one["period"] == "2022" else one for one in LISTED]
    promise = {"party": UMEA, "kind": "funding", "per": "period", "amounts": halves}
    agreement = {"id": active(cast, commitments=[promise], ends_on="2022-06-30")}
    said = [{"commitment": Commitment.objects.get().pk, "amounts": LISTED[2:]}]
    longer = {**SAID, "effective_on": "2022-07-01", "ends_on": "2022-12-31"}
    assert amended(agreement, cast.officer, **longer, commitments=said)["state"] == "proposed"


def test_an_amendment_may_only_add(cast: Cast) -> None:
    agreement, _promise = own(cast, CASH, amount="60000.00")
    add = [{"party": UMEA, "kind": "funding", "per": "year", "amount": "100000.00", "recipient": VAN, "name": "Lokal"}]
    made = amended(agreement, cast.officer, **SAID, add=add)
    assert (made["changes"], made["value_before"], made["value_after"]) == ([], "900000.00", "1100000.00")
    agreed(cast, made)
    assert Commitment.objects.get(name="Lokal").steps[0]["from"] == "2021-01-01"
