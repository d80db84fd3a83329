"""A period that is reported and approved stands through amendments: what the check says of it stays what it was."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Amendment, TermsVersion
from office.clock import today
from tests.agreements.region import amended
from tests.agreements.sample import HOURS, body, twin
from tests.agreements.sample import active as active_id
from tests.cast import UMEA, VAN, Cast, organization

Json = dict[str, Any]
pytestmark = pytest.mark.django_db

OTHER = "802000-0025"
OWN = {
    "party": VAN, "kind": "co_financing", "amount": "60000.00", "per": "year",
    "components": [{"kind": "volunteer_time", "amount": "44000.00"}, {"kind": "own_cash", "amount": "16000.00"}],
}  # fmt: skip
PARTS = [{"kind": "volunteer_time", "amount": "1000.00"}, {"kind": "own_cash", "amount": "59000.00"}]
CODE = "amendment.period_approved"


def reported(cast: Cast, agreement: Json, period: str, hours: str = "200.00", income: str = "90000.00") -> None:
    """A report of a year (200 hours at 220 and 16 000 kr: 60 000 kr) that is handed in and approved."""
    figures = [
        {"kind": "own_cash", "source": "fees", "amount": "16000.00"},
        {"kind": "income", "amount": income}, {"kind": "costs", "amount": "90000.00"},
    ]  # fmt: skip
    rows = [{**HOURS, "hours": hours, "starts_on": f"{period}-01-01", "ends_on": f"{period}-12-31"}]
    said = {"agreement": agreement["id"], "period": period, "figures": figures, "volunteer_hours": rows}
    report = cast.treasurer.ok("post", "annual-reports", said)["id"]
    cast.treasurer.ok("post", f"annual-reports/{report}/submit", {})
    cast.officer.ok("post", f"annual-reports/{report}/approve", {})


def active(cast: Cast, **changes: Any) -> Json:
    """60 000 kr of its own a year, in force."""
    pk = active_id(cast, **{"commitments": [body()["commitments"][0], OWN], **changes})
    found: Json = cast.officer.ok("get", f"agreements/{pk}")
    return found


@pytest.fixture
def met(cast: Cast) -> Json:
    """2020 is reported, approved and met."""
    agreement = active(cast)
    reported(cast, agreement, "2020")
    return agreement


def of(agreement: Json, kind: str) -> int:
    found: int = next(row["id"] for row in agreement["commitments"] if row["kind"] == kind)
    return found


def said(effective_on: str, **changes: Any) -> Json:
    return {"effective_on": effective_on, "reason": "x", "document": "KS/1", **changes}


def refused(cast: Cast, agreement: Json, effective_on: str, **changes: Any) -> Json:
    """The refusal of an amendment, of which nothing is kept."""
    asked = said(effective_on, **changes)
    found: Json = cast.officer.no(400, "post", f"agreements/{agreement['id']}/amendments", asked)
    assert not Amendment.objects.exists()
    assert not TermsVersion.objects.exists()
    assert set(found) == {CODE}
    assert found[CODE]["path"] == "effective_on"
    one: Json = found[CODE]
    return one


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def test_a_share_cap_that_would_make_a_met_year_short_is_refused(cast: Cast, met: Json) -> None:
    """44 000 of volunteer time beside 16 000 in cash would count 1 777.77 of it."""
    found = refused(cast, met, "2020-01-01", conditions={"volunteer_share_cap": "0.10"})
    at = f"periods[2020].lines[co_financing/Vän i Umeå/{of(met, 'co_financing')}]"
    differs = {f"{at}.counted": ("60000.00", "17777.77"), f"{at}.status": ("met", "short")}
    assert differs.items() <= {path: (was, found["actual"][path]) for path, was in found["expected"].items()}.items()
    assert plain(found["message"]) == (
        "The report for 2020 is approved and stands, and this would change what the check says of it. Vän i Umeå, own "
        "contribution, 2020: 60,000 of 60,000 kr (met) would become 17,777.77 of 60,000 kr (below the commitment). Let "
        "the change take effect on the first day of a later period."
    )
    path = f"agreements/{met['id']}/amendments"
    asked = said("2020-01-01", conditions={"volunteer_share_cap": "0.10"})
    swedish = twin(cast.officer, "sv").no(400, "post", path, asked)[CODE]["message"]
    assert plain(swedish) == (
        "Redovisningen för 2020 är godkänd och står fast, och det här skulle ändra vad kontrollen säger om den. Vän i "
        "Umeå, egen insats, 2020: 60 000 av 60 000 kr (uppfyllt) skulle bli 17 777,77 av 60 000 kr (under åtagandet). "
        "Låt ändringen träda i kraft den första dagen i en senare period."
    )


def test_other_parts_with_the_same_sum_are_refused(cast: Cast, met: Json) -> None:
    change = {"commitment": of(met, "co_financing"), "amount": "60000.00", "components": PARTS}
    found = refused(cast, met, "2020-01-01", commitments=[change])
    at = f"periods[2020].lines[co_financing/Vän i Umeå/{of(met, 'co_financing')}]"
    assert (found["expected"][f"{at}.counted"], found["actual"][f"{at}.counted"]) == ("60000.00", "17000.00")
    amended(met, cast.officer, effective_on="2021-01-01", commitments=[change])


def test_another_recipient_who_has_reported_nothing_is_refused(cast: Cast, met: Json) -> None:
    joins = [{"organization": organization(OTHER, "Andra föreningen").number, "role": "recipient"}]
    paid = [{"commitment": of(met, "funding"), "recipient": OTHER}]
    found = refused(cast, met, "2020-01-01", join=joins, commitments=paid)
    at = "periods[2020].report_state"
    assert (found["expected"][at], found["actual"][at]) == ("approved", None)
    assert "2020: a further report would be awaited, from somebody who has handed in none." in found["message"]


def test_a_day_on_which_an_approved_report_was_to_come_is_not_moved(cast: Cast, met: Json) -> None:
    found = refused(cast, met, "2020-01-01", conditions={"report_due": "02-26"})
    at = "periods[2020].report_due_on"
    assert (found["expected"][at], found["actual"][at]) == ("2021-03-31", "2021-02-26")
    assert "2020: the report was due 31 March 2021 and would have been due 26 February 2021." in found["message"]


def checked(cast: Cast, agreement: Json, as_of: str) -> dict[str, tuple[str | None, list[str | None]]]:
    """Of each period how far its reports have come and what counts of the own contribution, as the check says."""
    answer = cast.officer.ok("get", f"agreements/{agreement['id']}/commitment-check?as_of={as_of}")
    return {
        one["period"]: (
            one["report_state"], [line["counted"] for line in one["lines"] if line["kind"] == "co_financing"],
        )
        for one in answer["periods"]
    }  # fmt: skip


def agreed(cast: Cast, agreement: Json, *signing: Any, **changes: Any) -> None:
    """An amendment from 2021 on that the municipality decides on, and the association (and who joins) signs."""
    made = amended(agreement, cast.officer, effective_on="2021-01-01", **changes)
    decided = {"organization": UMEA, "body": "Kommunstyrelsen", "paragraph": "§ 5", "answered_on": "2021-01-01"}
    cast.officer.ok("post", f"amendments/{made['id']}/answers", decided)
    for one in (cast.van, *signing):
        signed = {"organization": one.pk, "signed_by": "Ordföranden", "answered_on": "2021-01-01"}
        cast.officer.ok("post", f"amendments/{made['id']}/answers", signed)


def test_a_clause_from_the_next_period_on_is_agreed_to_and_leaves_the_approved_one(cast: Cast, met: Json) -> None:
    agreed(cast, met, conditions={"volunteer_share_cap": "0.10", "report_due": "02-26"})
    reported(cast, met, "2021")
    found = checked(cast, met, str(today()))
    assert (found["2020"], found["2021"]) == (("approved", ["60000.00"]), ("approved", ["17777.77"]))


def test_another_recipient_from_the_next_period_on_leaves_the_approved_one(cast: Cast, met: Json) -> None:
    other = organization(OTHER, "Andra föreningen")
    joins = [{"organization": other.number, "role": "recipient"}]
    agreed(cast, met, other, join=joins, commitments=[{"commitment": of(met, "funding"), "recipient": OTHER}])
    reported(cast, met, "2021")
    found = checked(cast, met, str(today()))
    assert (found["2020"], found["2021"]) == (("approved", ["60000.00"]), (None, ["60000.00"]))


@pytest.mark.parametrize("effective_on", ["2020-01-01", "2022-07-01"])
def test_a_short_year_is_not_settled_otherwise_once_it_is_approved(cast: Cast, effective_on: str) -> None:
    """By the term it can be made up, year by year it cannot: the whole agreement would not be met."""
    agreement = active(cast)
    reported(cast, agreement, "2020", hours="100.00")
    found = refused(cast, agreement, effective_on, conditions={"settlement": "yearly"})
    assert (found["expected"], found["actual"]) == (
        {"periods[2020].settled": "term"}, {"periods[2020].settled": "yearly"},
    )  # fmt: skip
    assert (
        "2020: its shortfall would be settled otherwise, and how it is settled holds for the whole term."
        in found["message"]
    )


def test_a_promise_in_hours_is_added_from_a_later_period_on(cast: Cast, met: Json) -> None:
    """It has no amount that says from when it is promised."""
    parts = [{"kind": "volunteer_time", "hours": "10.00", "category": "adult"}]
    added = [{"party": VAN, "kind": "co_financing", "per": "year", "name": "Läxhjälp", "components": parts}]
    found = refused(cast, met, "2020-01-01", title="Nytt namn", add=added)
    assert "Vän i Umeå, own contribution, 2020: would be promised too." in found["message"]
    agreed(cast, met, title="Nytt namn", add=added)
    told = checked(cast, met, str(today()))
    assert (told["2020"], len(told["2021"][1])) == (("approved", ["60000.00"]), 2)


def test_a_ladder_takes_nothing_more_for_an_approved_year(cast: Cast, met: Json) -> None:
    """The report came today, years after 31 March 2021."""
    steps = {"late_ladder": [{"days": 1, "percent": "10"}]}
    found = refused(cast, met, "2020-01-01", conditions=steps)
    at = "periods[2020].late.Vän i Umeå"
    assert (found["expected"][at], found["actual"][at]) == (None, "10.00")
    assert "2020: a late report would take another part of the next payment." in found["message"]
    amended(met, cast.officer, effective_on="2021-01-01", conditions=steps)


def test_a_short_year_is_not_repaid_by_other_clauses_once_it_is_approved(cast: Cast) -> None:
    """Nothing is said of what is left: 2020's 10 000 kr go back with the term, or with the year if it says so."""
    agreement = active(cast)
    paid = {"agreement": agreement["id"], "period": "2020", "amount": "750000.00", "paid_on": "2020-01-31"}
    cast.officer.ok("post", "payments", paid)
    reported(cast, agreement, "2020", income="100000.00")
    found = refused(cast, agreement, "2022-01-01", conditions={"carry_over": False})
    assert "2020: another amount would be to repay." in found["message"]


def test_the_last_periods_report_may_be_final_no_more(cast: Cast) -> None:
    """Its day was the final report's, and an extension makes it an annual one."""
    agreement = active(cast, ends_on="2020-12-31", conditions=body()["conditions"] | {"final_report_due": "02-26"})
    reported(cast, agreement, "2020")
    amended(agreement, cast.officer, effective_on="2020-12-31", ends_on="2021-12-31")


def test_what_changes_no_approved_year_is_agreed_to(cast: Cast, met: Json) -> None:
    for one in (
        {"conditions": {"settlement": "yearly"}},
        {"ends_on": "2023-12-31"},
        {"title": "Nytt namn", "conditions": {"volunteer_share_cap": "0.90"}},
    ):
        amended(met, cast.officer, effective_on="2022-01-01", **one)


def test_what_was_proposed_before_the_report_was_approved_is_refused_when_it_is_answered(cast: Cast) -> None:
    agreement = active(cast)
    made = amended(agreement, cast.officer, effective_on="2020-01-01", conditions={"volunteer_share_cap": "0.10"})
    reported(cast, agreement, "2020")
    answer = {"organization": UMEA, "body": "KS", "paragraph": "§ 6"}
    found = cast.officer.no(409, "post", f"amendments/{made['id']}/answers", answer)
    assert set(found) == {CODE}
    cast.officer.ok("post", f"amendments/{made['id']}/answers", {**answer, "outcome": "no"})


def test_asking_takes_as_many_queries_for_one_approved_year_as_for_three(cast: Cast, met: Json) -> None:
    path, asked = f"agreements/{met['id']}/amendments", said("2020-01-01", conditions={"volunteer_share_cap": "0.10"})
    counts = []
    for more in ((), ("2021", "2022")):
        for period in more:
            reported(cast, met, period)
        with CaptureQueriesContext(connection) as found:
            cast.officer.no(400, "post", path, asked)
        counts.append(len(found))
    assert counts[0] == counts[1]
