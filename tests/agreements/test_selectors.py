"""Which periods, recipients and reporters an agreement has; and which agreements a list gives to whom."""

from typing import Any

import pytest

from agreements import selectors
from agreements.models import Agreement
from office.models import Membership, Organization
from tests.agreements.sample import active, body, proposed, registered
from tests.cast import UMEA, VAN, VANNAS, Cast, Client, number, organization, user

pytestmark = pytest.mark.both


def names(parties: list[Any]) -> list[str]:
    return [party.organization.number for party in parties]


def test_recipients_are_those_named_or_who_may_be_meant(cast: Cast) -> None:
    third = number(302)
    organization(third)
    body_ = body(parties=[*body()["parties"], {"organization": third, "role": "recipient"}])
    body_["commitments"] = [
        {"party": UMEA, "kind": "funding", "amount": "1.00", "recipient": third},
        {"party": UMEA, "kind": "funding", "amount": "1.00"},
    ]
    agreement = Agreement.objects.get(pk=registered(cast, **body_)["id"])
    named, open_ = selectors.funding(agreement)
    assert names(selectors.recipients(agreement, named)) == [third]
    assert names(selectors.recipients(agreement, open_)) == [VAN, third]
    assert names(selectors.reporters(agreement)) == [VAN, third]


def test_without_a_recipient_everyone_but_the_payer_may_be_paid(cast: Cast) -> None:
    parties = [{"organization": UMEA, "role": "host"}, {"organization": VANNAS, "role": "member"}]
    commitments = [
        {"party": VANNAS, "kind": "funding", "amount": "1.00"},
        {"party": UMEA, "kind": "activity", "name": "Möten", "quantity": "4", "unit": "möten"},
    ]
    agreement = Agreement.objects.get(pk=registered(cast, parties=parties, commitments=commitments)["id"])
    assert names(selectors.recipients(agreement, selectors.funding(agreement)[0])) == [UMEA]
    assert names(selectors.reporters(agreement)) == [UMEA]


def test_a_condition_has_a_default(cast: Cast) -> None:
    agreement = Agreement.objects.get(pk=registered(cast)["id"])
    assert selectors.condition(agreement, "settlement") == "term"
    assert selectors.condition(agreement, "carry_over", False) is False
    assert selectors.basis(agreement) == "calendar_year"


def test_a_termination_cuts_the_periods(cast: Cast) -> None:
    pk = active(cast)
    told = {"document": "KS-1", "reason": "x", "terminated_on": "2021-03-01", "last_day": "2021-06-30"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", told)
    found = selectors.periods_of(Agreement.objects.get(pk=pk))
    assert [(one.label, str(one.ends_on)) for one in found] == [("2020", "2020-12-31"), ("2021", "2021-06-30")]


@pytest.mark.parametrize(
    ("state", "sees"),
    [("draft", ["officer", "officer2"]), ("proposed", ["officer", "officer2", "treasurer", "auditor"])],
)
def test_who_sees_an_agreement(cast: Cast, state: str, sees: list[str]) -> None:
    pk = (registered if state == "draft" else proposed)(cast)["id"]
    for who in ("officer", "officer2", "treasurer", "auditor", "stranger"):
        listed = [row["id"] for row in getattr(cast, who).ok("get", "agreements")["results"]]
        assert listed == ([pk] if who in sees else []), who
        assert getattr(cast, who).get(f"/api/v1/agreements/{pk}").status_code == (200 if who in sees else 404)


def test_an_officer_of_the_municipality_acts_for_its_boards(cast: Cast) -> None:
    board = Organization.objects.create(kind="board", name="Socialnämnden", parent=cast.umea, search_text="")
    parties = [{"organization": board.pk, "role": "funder"}, {"organization": VAN, "role": "recipient"}]
    pk = registered(cast, parties=parties, commitments=[])["id"]
    assert cast.officer2.ok("get", f"agreements/{pk}")["owner"] == board.pk
    of_board = Client(user("handlaggare", "officer", board))
    assert of_board.ok("get", f"agreements/{pk}")["actions"] == ["patch", "propose", "withdraw"]
    other = registered(cast, reference="2")["id"]
    assert of_board.no(404, "get", f"agreements/{other}")


def test_a_list_is_filtered_searched_and_ordered(cast: Cast) -> None:
    first = registered(cast, reference="B-1", title="Ängens förskola", starts_on="2021-01-01")["id"]
    second = registered(cast, reference="A-2", title="Åkerns skola", kind="grant", ends_on="2020-12-31", conditions={})[
        "id"
    ]
    third = proposed(cast, reference="C-3", title="Zebran")["id"]

    def listed(query: str) -> list[int]:
        return [row["id"] for row in cast.officer.ok("get", f"agreements?{query}")["results"]]

    assert listed("ordering=title") == [third, second, first]  # z, å, ä
    assert listed("ordering=-reference") == [third, first, second]
    assert listed("search=ÄNGENS") == [first]
    assert listed("search=vän åkern&ordering=title") == [second]
    assert listed("kind=grant") == [second]
    assert listed("state=proposed") == [third]
    assert listed("starts_on_from=2021-01-01") == [first]
    assert listed("ends_on_to=2020-12-31") == [second]
    assert len(listed(f"organization={cast.van.pk}")) == 3
    assert len(listed("limit=2")) == 2
    for query in ("ordering=purpose", "colour=blue", "state=lost", "limit=0", "limit=x", "offset=-1"):
        assert cast.officer.no(400, "get", f"agreements?{query}"), query


def test_a_membership_holds_from_its_first_to_its_last_day(cast: Cast) -> None:
    from datetime import timedelta

    from office.clock import today

    pk = registered(cast)["id"]
    day = timedelta(days=1)
    for starts, ends, status in [
        (today(), None, 200),
        (today(), today(), 200),
        (today() - day, today() - day, 404),
        (today() + day, None, 404),
    ]:
        someone = user(f"vikarie-{starts}-{ends}")
        Membership.objects.create(user=someone, organization=cast.umea, role="officer", starts_on=starts, ends_on=ends)
        assert Client(someone).get(f"/api/v1/agreements/{pk}").status_code == status
