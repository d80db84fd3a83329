"""Amendments by which members join and leave: from which day each shares, decides, and sees the agreement."""

from datetime import date
from typing import Any

import pytest

from agreements.models import Agreement, Amendment, Commitment, Party, TermsVersion
from agreements.services import documents
from office.models import Organization
from tests.agreements.region import (
    HOST,
    MEMBERS,
    NEWCOMER,
    YES,
    amended,
    answered,
    body,
    decided,
    officer_of,
    promised,
)
from tests.cast import Client, organization, user

Json = dict[str, Any]
pytestmark = pytest.mark.django_db


def test_a_member_joins_within_the_year(members: dict[str, Organization], newcomer: Organization) -> None:
    """The worked case: from 1 July the seventh pays its days, and everybody else less."""
    agreement, host = decided(members), officer_of(members["2480"])
    made = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    assert (made["state"], made["number"]) == ("proposed", 1)
    assert set(made["waiting_for"]) == {one.pk for one in [*members.values(), newcomer]}
    theirs = officer_of(newcomer)
    assert theirs.ok("get", f"agreements/{agreement['id']}")["title"] == "Umeåregionens kontor"  # sees what it is asked
    assert not Party.objects.filter(organization=newcomer).exists()
    made = answered(made, newcomer, *members.values())
    assert (made["state"], made["agreed_on"], made["waiting_for"]) == ("agreed", "2026-05-04", [])
    shares = {
        "Bjurholm": 18313, "Vindeln": 42685, "Robertsfor": 52337, "Nordmaling": 54828, "Vännä": 72500, "Umeå": 1069891,
        "Örnsköldsvik": 189446,
    }  # fmt: skip
    assert promised(host, agreement, "2026-12-31", "2026") == shares
    assert sum(shares.values()) == 1_500_000
    assert promised(host, agreement, "2026-12-31", "2027")["Örnsköldsvik"] == 375_804
    before = promised(host, agreement, "2026-06-30", "2026")
    assert before["Bjurholm"] == 20_960
    assert "Örnsköldsvik" not in before
    mine = theirs.ok("get", f"agreements/{agreement['id']}/shares")["results"]
    told = [one for one in mine if one["code"] == "2284"]
    assert [one["amount"] for one in told] == ["189446.00", "375804.00"]
    first = next(one for one in mine if one["code"] == "2403" and one["period"] == "2026")
    assert [one["of"] for one in first["windows"]] == [743_836, 756_164]


def test_known_at_shows_what_was_known(members: dict[str, Organization], newcomer: Organization) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    made = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    moment = Agreement.objects.get().recorded_at.isoformat().replace("+00:00", "Z")
    answered(made, newcomer, *members.values())
    later = TermsVersion.objects.last()
    assert later is not None
    assert promised(host, agreement, "2026-12-31", "2026")["Bjurholm"] == 18_313
    known = Agreement.objects.get().proposed_at
    assert known is not None
    at = known.isoformat().replace("+00:00", "Z")
    assert moment < at
    answer = host.ok("get", f"agreements/{agreement['id']}/commitment-check?as_of=2026-12-31&known_at={at}")
    assert len(answer["periods"][0]["lines"]) == 6


@pytest.mark.both
def test_terms_of_a_day_in_the_record(members: dict[str, Organization], newcomer: Organization) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    made = amended(
        agreement, host, title="Åttan", ends_on="2028-12-31", join=[{"organization": NEWCOMER, "role": "member"}]
    )
    answered(made, newcomer, *members.values())
    path = f"agreements/{agreement['id']}"
    then, after = host.ok("get", f"{path}?as_of=2026-06-30"), host.ok("get", f"{path}?as_of=2026-07-01")
    assert (then["state"], after["state"]) == ("active", "active")
    listed = host.ok("get", "agreements?as_of=2026-07-01&state=active")["results"]
    assert [(one["title"], len(one["parties"])) for one in listed] == [("Åttan", 7)]
    assert (then["title"], then["ends_on"], len(then["parties"])) == ("Umeåregionens kontor", "2027-12-31", 6)
    assert (after["title"], after["ends_on"], len(after["parties"])) == ("Åttan", "2028-12-31", 7)
    assert len(then["commitments"]) == 6
    assert [one["period"] for one in after["commitments"][0]["amounts"]] == ["2026", "2027", "2028"]
    assert host.ok("get", path)["title"] in ("Umeåregionens kontor", "Åttan")


def test_an_amendment_binds_by_the_agreements_own_rule(members: dict[str, Organization]) -> None:
    host = officer_of(members["2480"])
    made = host.ok("post", "agreements", {**body(), "conditions": {"binds_by": "majority"}})
    path = f"agreements/{made['id']}"
    host.ok("post", f"{path}/propose", {})
    said = {"outcome": "yes", "body": "Kommunstyrelsen", "paragraph": "§ 1", "decided_on": "2025-12-01"}
    for one in list(members.values())[:4]:
        officer_of(one).ok("post", f"{path}/decisions", {"organization": one.pk, **said})
    longer = amended(made, host, ends_on="2028-12-31")
    assert answered(longer, *list(members.values())[:4])["state"] == "agreed"


def test_a_party_leaves_and_promises_nothing_more(members: dict[str, Organization]) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    made = amended(agreement, host, effective_on="2027-01-01", leave=[{"organization": MEMBERS["2460"][1]}])
    answered(made, *members.values())
    assert "Vännä" not in promised(host, agreement, "2027-01-01", "2027")
    assert sum(promised(host, agreement, "2027-01-01", "2027").values()) == 1_500_000
    assert promised(host, agreement, "2026-12-31", "2027")["Vännä"] == 82_980
    refused = host.no(400, "post", f"agreements/{agreement['id']}/amendments", {
        "effective_on": "2027-07-01", "reason": "x", "document": "KS/2", "leave": [{"organization": HOST}],
    })  # fmt: skip
    assert set(refused) == {"parties.owner_missing"}


def test_an_amendment_keeps_what_it_made_and_no_others(
    members: dict[str, Organization], newcomer: Organization
) -> None:
    """The second takes effect first: the one that had joined by then is named by its rows in both versions."""
    agreement, host = decided(members), officer_of(members["2480"])
    joins = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    answered(joins, newcomer, *members.values())
    joined, promise = Party.objects.get(organization=newcomer), Commitment.objects.get(party__organization=newcomer)
    more = [{"shared_cost": agreement["shared_costs"][0]["id"], "amount": "1800000.00"}]
    dearer = amended(agreement, host, effective_on="2026-06-01", shared_costs=more)
    answered(dearer, newcomer, *members.values())
    kept = [one.created for one in Amendment.objects.order_by("number")]
    assert [sorted(one.values()) for one in kept] == [sorted([joined.pk, promise.pk]), []]
    assert Commitment.objects.count() == len(members) + 1
    last = TermsVersion.objects.order_by("pk").reverse()[0]
    assert last.amendment_id == joins["id"]
    assert (last.terms["parties"][-1]["party"], last.terms["commitments"][-1]["id"]) == (joined.pk, promise.pk)


def test_who_shares_is_not_changed_from_before_somebody_joins(
    members: dict[str, Organization], newcomer: Organization
) -> None:
    """Who shares from July is agreed: a key of June would leave the seventh's share without a member."""
    agreement, host = decided(members), officer_of(members["2480"])
    joins = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    answered(joins, newcomer, *members.values())
    equal = {"shared_costs": [{"shared_cost": agreement["shared_costs"][0]["id"], "basis": "equal"}]}
    said = {"reason": "Påhittat", "document": "KS-2026/9", "effective_on": "2026-06-01", **equal}
    refused = host.no(400, "post", f"agreements/{agreement['id']}/amendments", said)["amendment.before_it_began"]
    assert refused["path"] == "shared_costs[0]"
    assert (refused["expected"], refused["actual"]) == (">= 2026-07-01", "2026-06-01")
    promise = Commitment.objects.get(party__organization=newcomer)
    assert documents.brought_later(promise.agreement, date(2026, 6, 30)) == {
        ("party", promise.party_id): date(2026, 7, 1),
        ("commitment", promise.pk): date(2026, 7, 1),
    }
    assert documents.brought_later(promise.agreement, date(2026, 7, 1)) == {}
    amended(agreement, host, effective_on="2026-07-01", **equal)


def test_each_decides_for_itself(members: dict[str, Organization], newcomer: Organization) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    made = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    path = f"amendments/{made['id']}"
    refused = host.no(403, "post", f"{path}/answers", {"organization": newcomer.pk, **YES})
    assert "decision.not_yours" in refused
    nobody = Client(user("utan", "officer", organization("212000-3005")))
    assert nobody.send("get", path).status_code == 404
    assert officer_of(newcomer).ok("get", path)["actions"] == ["answer"]
    assert "agreement.officers_only" in officer_of(newcomer).no(403, "post", f"{path}/withdraw", {})
    twice = {"organization": members["2480"].pk, **YES}
    host.ok("post", f"{path}/answers", twice)
    assert "party.answered" in host.no(409, "post", f"{path}/answers", twice)


def test_who_leaves_later_still_answers_what_takes_effect_before(members: dict[str, Organization]) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    leaving = [{"organization": members["2460"].pk}]
    answered(amended(agreement, host, effective_on="2027-07-01", leave=leaving), *members.values())
    before = amended(agreement, host, effective_on="2027-01-01", title="Nytt namn")
    assert members["2460"].pk in before["waiting_for"]
    after = amended(agreement, host, effective_on="2027-07-01", title="Annat namn")
    assert members["2460"].pk not in after["waiting_for"]


def test_two_that_take_effect_on_one_day(members: dict[str, Organization], newcomer: Organization) -> None:
    """One joins and the cost rises: different fields, both hold."""
    agreement, host = decided(members), officer_of(members["2480"])
    answered(amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}]), newcomer, *members.values())
    more = [{"shared_cost": agreement["shared_costs"][0]["id"], "amount": "3000000.00"}]
    made = answered(amended(agreement, host, shared_costs=more), newcomer, *members.values())
    assert made["state"] == "agreed"
    assert sum(promised(host, agreement, "2027-01-01", "2027").values()) == 3_000_000
    assert promised(host, agreement, "2027-01-01", "2027")["Örnsköldsvik"] == 751_608


def test_an_early_end_leaves_each_member_its_own_days(members: dict[str, Organization], newcomer: Organization) -> None:
    """Vännäs leaves and Örnsköldsvik joins on 1 July; the term then ends on 30 September: 1 500 000 × 273 ÷ 365."""
    agreement, host = decided(members), officer_of(members["2480"])
    moves = {
        "join": [{"organization": NEWCOMER, "role": "member"}],
        "leave": [{"organization": members["2460"].pk}],
    }
    answered(amended(agreement, host, **moves), newcomer, *members.values())
    stay = [newcomer, *(one for code, one in members.items() if code != "2460")]
    answered(amended(agreement, host, effective_on="2026-09-01", ends_on="2026-09-30"), *stay)
    shares = promised(host, agreement, "2026-09-30", "2026")
    assert sum(shares.values()) == 1_121_918
    assert shares["Vännä"] == 41_149  # its 181 days, whatever comes later
    assert shares["Örnsköldsvik"] == 98_821  # its 92 days: 378 082 × 55 382 ÷ 211 889 = 98 820.3, rounded up


def test_who_has_left_decides_no_more(members: dict[str, Organization]) -> None:
    """It reads on and pays what it owes for its days; those who stay decide what comes."""
    agreement, host, gone = decided(members), officer_of(members["2480"]), members["2460"]
    answered(amended(agreement, host, leave=[{"organization": gone.pk}]), *members.values())
    path, theirs = f"agreements/{agreement['id']}", officer_of(gone)
    left = {one["organization"]: one["left_on"] for one in host.ok("get", path)["parties"]}
    assert left == {one.pk: "2026-06-30" if one == gone else None for one in members.values()}
    said = {"reason": "x", "document": "KS/2"}
    assert set(theirs.ok("get", path)["actions"]).isdisjoint({"amend", "terminate", "give_notice"})
    (row,) = theirs.ok("get", "agreements")["results"]
    assert row["actions"] == theirs.ok("get", path)["actions"]
    assert "pay" in row["actions"]
    for door, more in (
        (f"{path}/amendments", {**said, "effective_on": "2027-01-01", "title": "Annat namn"}),
        (f"{path}/terminate", {**said, "last_day": "2026-10-31"}),
        (f"{path}/notices", {**said, "organization": gone.pk}),
        ("tasks", {"agreement": agreement["id"], "organization": gone.pk, "text": "x", "due_on": "2027-01-01"}),
    ):
        assert set(theirs.no(403, "post", door, more)) == {"agreement.left"}
    assert {"amend", "give_notice"} <= set(host.ok("get", path)["actions"])
