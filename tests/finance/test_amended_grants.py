"""What is told of an organisation's grants and aid is by the terms in force on the day, as they were known."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import UMEA, VAN, VANNAS, Cast
from tests.finance.amended import YEARS, amended, commitment_of, granted, now, paid_to_another, second
from tests.finance.test_state_aid import AID, assess, position, total

pytestmark = pytest.mark.both


def grants(cast: Cast, of: int, query: str) -> dict[str, dict[str, str]]:
    """By giver: SEK by period."""
    found = cast.officer.ok("get", f"organizations/{of}/grants?{query}")["grants"]
    return {one["giver_name"]: {row["period"]: row["amount"] for row in one["periods"]} for one in found}


def open_ones(cast: Cast, of: int, on: str) -> dict[str, str]:
    """What nobody has assessed, by period."""
    return {one["period"]: one["amount"] for one in position(cast, on, of=of)["unassessed"]}


def test_a_period_is_of_whom_the_terms_name_for_it(cast: Cast) -> None:
    """2024 and 2025 stay the first association's; 2026, in which it changes, can go to either; 2027 is the other's."""
    pk, other = granted(cast), second()
    before = now()
    paid_to_another(cast, pk, other)
    whole = dict.fromkeys(YEARS, "100000.00")
    first, later = (dict.fromkeys(years, "100000.00") for years in (YEARS[:3], YEARS[2:]))
    for on, told in (("2025-06-01", (whole, {})), ("2026-03-31", (whole, {})), ("2026-04-01", (first, later))):
        assert tuple(grants(cast, one.pk, f"as_of={on}").get("Umeå kommun", {}) for one in (cast.van, other)) == told
        assert tuple(open_ones(cast, one.pk, on) for one in (cast.van, other)) == told
    assert grants(cast, other.pk, f"as_of=2026-06-01&known_at={before}") == {}
    assert grants(cast, cast.van.pk, f"as_of=2026-06-01&known_at={before}") == {"Umeå kommun": whole}


def test_amendments_are_told_as_they_take_effect_and_not_as_they_were_agreed(cast: Cast) -> None:
    """200 000 from 2027 was agreed to before the other recipient from April 2026: in 2026 there was but the latter."""
    pk, other = granted(cast), second()
    raised = [{"commitment": commitment_of(cast, pk), "amount": "200000.00"}]
    amended(cast, pk, "2027-01-01", "2025-12-01", commitments=raised)
    between = now()
    paid_to_another(cast, pk, other)
    first = dict.fromkeys(YEARS[:3], "100000.00")
    for on, last in (("2026-06-01", "100000.00"), ("2027-06-01", "200000.00")):
        assert grants(cast, cast.van.pk, f"as_of={on}") == {"Umeå kommun": first}
        assert grants(cast, other.pk, f"as_of={on}") == {"Umeå kommun": {"2026": "100000.00", "2027": last}}
    assert grants(cast, cast.van.pk, f"as_of=2027-06-01&known_at={between}") == {
        "Umeå kommun": {**first, "2027": "200000.00"}
    }


def test_money_that_names_nobody_goes_to_the_recipients_of_the_day(cast: Cast) -> None:
    pk, other = granted(cast, to=None), second()
    amended(cast, pk, "2026-01-01", "2025-12-01", join=[{"organization": other.pk, "role": "recipient"}])
    assert list(grants(cast, other.pk, "as_of=2026-01-01")["Umeå kommun"]) == list(YEARS[2:])
    assert list(grants(cast, cast.van.pk, "as_of=2026-01-01")["Umeå kommun"]) == list(YEARS)
    assert grants(cast, other.pk, "as_of=2025-12-31") == {}


def test_a_raise_counts_from_the_day_on_which_its_terms_are_in_force(cast: Cast) -> None:
    """As the check has it: 200 000 a year from 2026, agreed to in December 2025, and a year more."""
    pk = granted(cast)
    raised = [{"commitment": commitment_of(cast, pk), "amount": "200000.00"}]
    amended(cast, pk, "2026-01-01", "2025-12-01", ends_on="2028-12-31", commitments=raised)
    told = {"2024": "100000.00", "2025": "100000.00", **dict.fromkeys(("2026", "2027", "2028"), "200000.00")}
    assert grants(cast, cast.van.pk, "as_of=2026-01-01") == {"Umeå kommun": told}
    assert open_ones(cast, cast.van.pk, "2026-01-01") == told
    before = dict.fromkeys(YEARS, "100000.00")
    assert grants(cast, cast.van.pk, "as_of=2025-12-31") == {"Umeå kommun": before}
    assert open_ones(cast, cast.van.pk, "2025-12-31") == before


def test_a_shortened_term_promises_its_days(cast: Cast) -> None:
    """Of 2026 there are 90 of 365 days left; a later amendment that adds a name changes none of it."""
    pk = granted(cast)
    amended(cast, pk, "2026-02-01", "2026-01-10", ends_on="2026-03-31")
    amended(cast, pk, "2026-03-01", "2026-02-10", title="Nytt namn")
    left = {"2024": "100000.00", "2025": "100000.00", "2026": "24657.53"}
    for on in ("2026-02-01", "2026-03-01"):
        assert grants(cast, cast.van.pk, f"as_of={on}")["Umeå kommun"] == left
        assert open_ones(cast, cast.van.pk, on) == left


def test_a_reduced_year_of_a_shortened_term_keeps_its_proportion(cast: Cast) -> None:
    """The council has left 90 000 of 100 000, of which there are 90 of 365 days."""
    pk = granted(cast, conditions={"appropriation": {"value": {"reduces_both": False}}})
    act = {"period": "2026", "state": "reduced", "amount": "90000.00", "body": "KF", "paragraph": "§ 180"}
    cast.officer.ok("post", f"agreements/{pk}/appropriations", {**act, "decided_on": "2025-11-25"})
    amended(cast, pk, "2026-02-01", "2026-01-10", ends_on="2026-03-31")
    assert open_ones(cast, cast.van.pk, "2026-02-01")["2026"] == "22192.00"
    assert open_ones(cast, cast.van.pk, "2026-01-31")["2026"] == "90000.00"


def test_who_joins_by_an_amendment_gives_from_then_on(cast: Cast) -> None:
    """Vännäs gives 5 555 kr a year too: it decided when the amendment was agreed to."""
    pk = granted(cast)
    before = now()
    joins = [{"organization": VANNAS, "role": "funder"}]
    adds = [{"party": VANNAS, "kind": "funding", "amount": "5555.00", "recipient": cast.van.pk}]
    amended(cast, pk, "2026-01-01", "2025-12-01", join=joins, add=adds)
    path = f"organizations/{cast.van.pk}/grants"
    theirs = cast.officer.ok("get", f"{path}?as_of=2026-01-01")["grants"][1]
    assert (theirs["giver_name"], theirs["decided_on"], theirs["amount"]) == ("Vännäs kommun", "2025-12-01", "11110.00")
    assert [row["period"] for row in theirs["periods"]] == ["2026", "2027"]
    for asked in ("as_of=2025-12-31", f"as_of=2026-06-01&known_at={before}"):
        assert list(grants(cast, cast.van.pk, asked)) == ["Umeå kommun"]
    said = {"agreement": pk, **AID, "kind": "not_aid", "rate": None, "rate_source": "", "assessed_on": "2026-01-20"}
    commitment = cast.officer.ok("get", f"agreements/{pk}")["commitments"][1]["id"]
    made = cast.stranger.ok("post", "state-aid-assessments", {**said, "commitment": commitment})
    assert (made["amount"], made["granted_on"]) == ("11110.00", "2025-12-01")


def test_the_same_question_gets_the_same_bytes(cast: Cast) -> None:
    """Whatever is agreed afterwards: name, sums, term and who receives."""
    pk, other = granted(cast), second()
    moment = now()
    paths = [
        f"organizations/{one.pk}/{what}?as_of={on}&known_at={moment}"
        for one in (cast.van, other)
        for what in ("grants", "state-aid")
        for on in ("2025-06-01", "2026-11-01")
    ]
    then = [cast.officer.send("get", path).content for path in paths]
    raised = [{"commitment": commitment_of(cast, pk), "amount": "200000.00"}]
    amended(cast, pk, "2026-01-01", "2025-12-01", title="Nytt namn", ends_on="2028-12-31", commitments=raised)
    paid_to_another(cast, pk, other)
    assert [cast.officer.send("get", path).content for path in paths] == then
    told = cast.officer.ok("get", f"organizations/{cast.van.pk}/grants?as_of=2026-11-01")["grants"][0]
    assert (told["title"], told["ends_on"]) == ("Nytt namn", "2028-12-31")


def test_each_is_assessed_by_what_it_can_receive(cast: Cast) -> None:
    """What the first association had is assessed also after another receives the money; the sums are those told."""
    pk, other = granted(cast), second()
    paid_to_another(cast, pk, other)
    said = {"agreement": pk, **AID, "assessed_on": "2026-05-01"}
    assert "required" in cast.officer.no(400, "post", "state-aid-assessments", said)
    nobody = cast.officer.no(400, "post", "state-aid-assessments", {**said, "recipient": UMEA})
    assert "payment.not_a_recipient" in nobody
    assert assess(cast, pk, assessed_on="2026-05-01", recipient=cast.van.pk)["amount"] == "300000.00"
    assert assess(cast, pk, assessed_on="2026-05-01", recipient=other.pk, period="2027")["amount"] == "100000.00"
    early = {**said, "recipient": other.pk, "period": "2024"}
    assert cast.officer.no(400, "post", "state-aid-assessments", early)["required"]["path"] == "amount"
    assert open_ones(cast, cast.van.pk, "2026-05-01") == {}
    assert open_ones(cast, other.pk, "2026-05-01") == {"2026": "100000.00"}
    assert total(cast, "2026-05-01") == "27272.73"


def test_many_that_were_amended_are_read_as_often_as_one(cast: Cast) -> None:
    """And once more than where none was."""
    path, asked = f"organizations/{cast.van.pk}", []
    for serial in range(4):
        with CaptureQueriesContext(connection) as grants_asked:
            cast.officer.ok("get", f"{path}/grants")
        with CaptureQueriesContext(connection) as aid_asked:
            position(cast, "2026-06-01")
        asked.append((len(grants_asked), len(aid_asked)))
        pk = granted(cast, reference=f"A{serial}")
        if serial:
            amended(cast, pk, "2026-01-01", "2025-12-01", title="Nytt namn")
    _nothing, plain, one, two = asked
    assert two == one == (plain[0] + 1, plain[1] + 1)


@pytest.mark.parametrize("role", ["recipient", "member"])
def test_the_check_asks_about_the_aid_of_whoever_the_terms_of_the_day_name(cast: Cast, role: str) -> None:
    """3 000 000 a year: what the first had is still to be assessed when another receives the money."""
    parties = [{"organization": UMEA, "role": "funder"}, {"organization": VAN, "role": role}]
    funding = [{"party": UMEA, "kind": "funding", "amount": "3000000.00", "recipient": VAN}]
    pk, other = granted(cast, commitments=funding, parties=parties), second()
    paid_to_another(cast, pk, other)
    amounts = {}
    for on in ("2026-03-31", "2026-04-01"):
        found = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of={on}")["findings"]
        amounts[on] = [(one["party"], one["actual"]) for one in found if one["code"] == "state_aid.not_assessed"]
    assert amounts == {
        "2026-03-31": [("Vän i Umeå", "12000000.00")],
        "2026-04-01": [("Vän i Umeå", "9000000.00"), ("Andra föreningen", "6000000.00")],
    }
