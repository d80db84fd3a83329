"""Pages of several municipalities: who has decided, who is waited for, what each pays, who shares what."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from office.models import Organization, User
from reports.pages.who_shares import Column, drawn
from tests.agreements.region import HOST, MEMBERS, body, municipalities, officer_of
from tests.agreements.sample import active, registered
from tests.browsing import browser
from tests.cast import Cast, Client, organization, user

pytestmark = pytest.mark.django_db


def page(who: Client | User, path: str, language: str = "sv") -> Any:
    return browser(who, language).get(path)


@pytest.fixture
def proposed() -> tuple[dict[str, Organization], int]:
    """The six, of which two have decided on their office."""
    found = municipalities()
    host = officer_of(found["2480"])
    pk = host.ok("post", "agreements", body())["id"]
    host.ok("post", f"agreements/{pk}/propose", {})
    for code in ("2480", "2403"):
        said = {"organization": MEMBERS[code][1], "outcome": "yes", "decided_on": "2025-12-01", "body": "Fullmäktige",
                "paragraph": "§ 17"}  # fmt: skip
        officer_of(found[code]).ok("post", f"agreements/{pk}/decisions", said)
    return found, pk


def officer(code: str) -> User:
    return User.objects.get(username=f"officer-{code}")


def test_who_has_decided_and_who_is_waited_for(proposed: tuple[dict[str, Organization], int]) -> None:
    told = page(officer("2403"), f"/agreements/{proposed[1]}/parties").content.decode()
    assert "2 av 6 har sagt ja." in told
    assert "Väntar på: Nordmaling kommun, Vindeln kommun, Robertsfors kommun, Vännäs kommun." in told
    assert "Fullmäktige, § 17" in told


def test_a_rule_of_its_own_says_how_many_it_takes() -> None:
    found = municipalities()
    host = officer_of(found["2480"])
    pk = host.ok("post", "agreements", {**body(), "conditions": {"binds_by": "two_thirds"}})["id"]
    told = page(officer("2480"), f"/agreements/{pk}/parties", "en").content.decode()
    assert "It binds when 4 of the 6 public parties have decided yes" in told
    assert "Waited for:" not in told


def test_how_several_end_it_early_is_told_and_nothing_ends_it_alone(
    proposed: tuple[dict[str, Organization], int],
) -> None:
    found, pk = proposed
    where = f'href="/agreements/{pk}/parties#ending"'
    assert where not in page(officer("2480"), f"/agreements/{pk}").content.decode()  # it binds nobody yet
    for code in ("2401", "2404", "2409", "2460"):
        said = {"organization": MEMBERS[code][1], "outcome": "yes", "decided_on": "2025-12-01", "body": "Fullmäktige",
                "paragraph": "§ 17"}  # fmt: skip
        officer_of(found[code]).ok("post", f"agreements/{pk}/decisions", said)
    record = page(officer("2480"), f"/agreements/{pk}").content.decode()
    assert where in record
    assert f"/agreements/{pk}/terminate" not in record
    told = page(officer("2403"), f"/agreements/{pk}/parties").content.decode()
    assert '<h2 id="ending">Hur den upphör i förtid</h2>' in told
    assert "6 offentliga parter står i överenskommelsen, och ingen av dem avslutar den åt de andra." in told
    assert "ett tilläggsavtal som förkortar tiden" in told
    assert "Den förlängs av sig själv" not in told


def test_where_it_renews_itself_the_last_day_of_notice_is_told() -> None:
    found = municipalities()
    host = officer_of(found["2480"])
    clauses = {"renewal_months": 12, "notice_months": 6}
    pk = host.ok("post", "agreements", {**body(), "conditions": clauses})["id"]
    host.ok("post", f"agreements/{pk}/propose", {})
    for one in found.values():
        said = {"organization": one.pk, "outcome": "yes", "decided_on": "2025-12-01", "body": "KS", "paragraph": "§ 1"}
        officer_of(one).ok("post", f"agreements/{pk}/decisions", said)
    told = page(officer("2403"), f"/agreements/{pk}/parties", "en").content.decode()
    assert "It renews itself: notice at the latest on 30 June 2027 lets it end on 31 December 2027." in told


def test_an_agreement_of_one_public_party_says_nothing_of_ending_together(cast: Cast) -> None:
    pk = active(cast)
    assert "#ending" not in page(cast.officer, f"/agreements/{pk}").content.decode()
    assert 'id="ending"' not in page(cast.officer, f"/agreements/{pk}/parties").content.decode()


def test_each_share_stands_with_its_formula_as_the_api_says_it(proposed: tuple[dict[str, Organization], int]) -> None:
    _found, pk = proposed
    told = page(officer("2480"), f"/agreements/{pk}/parties").content.decode()
    shares = page(officer("2480"), f"/api/v1/agreements/{pk}/shares").json()["results"]
    assert len(shares) == 12
    assert all(one["formula"] in told for one in shares)
    assert "1 500 000 kr" in told.replace("\xa0", " ")


def test_an_agreement_without_a_key_says_so_and_a_strangers_is_not_there(cast: Cast) -> None:
    pk = registered(cast)["id"]
    assert "delar ingen kostnad" in page(cast.officer, f"/agreements/{pk}/parties").content.decode()
    assert page(cast.stranger, f"/agreements/{pk}/parties").status_code == 404


def test_who_shares_what_is_a_picture_and_a_table(proposed: tuple[dict[str, Organization], int]) -> None:
    _found, pk = proposed
    told = page(officer("2403"), "/together").content.decode()
    assert told.count("<circle") == 6
    assert f'href="/agreements/{pk}/parties"' in told
    assert "Bjurholm kommun, Nordmaling kommun, Robertsfors kommun, Umeå kommun, Vindeln kommun, Vännäs kommun" in told


def test_a_board_counts_as_its_municipality_and_an_agreement_of_one_is_not_shared(cast: Cast) -> None:
    """Umeå kommun and its own board are one; nothing is shared, and the page says what would stand there."""
    board = organization("", "Fritidsnämnden", "board", parent=cast.umea)
    parties = [{"organization": HOST, "role": "host"}, {"organization": board.pk, "role": "member"}]
    meetings = {"party": HOST, "kind": "activity", "name": "Möten", "unit": "möten", "quantity": "2", "per": "year"}
    said = {**body(), "parties": parties, "shared_costs": [], "commitments": [meetings]}
    pk = cast.officer.ok("post", "agreements", said)["id"]
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    told = page(cast.officer, "/together", "en").content.decode()
    assert "There is no agreement of several municipalities here yet." in told
    assert "<svg" not in told


def test_a_person_without_a_municipality_sees_none(proposed: tuple[dict[str, Organization], int]) -> None:
    assert "<svg" not in page(user("nobody-here"), "/together").content.decode()


def test_the_number_of_queries_does_not_grow(proposed: tuple[dict[str, Organization], int]) -> None:
    found, _pk = proposed
    host, who = officer_of(found["2480"]), browser(officer("2480"))
    who.get("/together")
    counts = []
    for serial in range(3):
        with CaptureQueriesContext(connection) as asked:
            assert who.get("/together").content.decode().count("<circle") == 6 * (serial + 1)
        counts.append(len(asked))
        other = host.ok("post", "agreements", {**body(), "reference": f"KS-2025/1{serial}"})["id"]
        host.ok("post", f"agreements/{other}/propose", {})
    assert len(set(counts)) == 1
    assert counts[0] < 15


def test_the_picture_draws_a_line_from_the_first_dot_to_the_last() -> None:
    made = drawn({1: "Umeå", 2: "Vännäs", 3: "x" * 50}, [{1, 3}, {2}], 41)
    assert [one.text for one in made.numbers] == ["41", "42"]
    assert made.columns == (Column(290, 40, 88, (40, 88)), Column(318, 64, 64, (64,)))
    assert made.names[2].text == "x" * 33 + "…"
