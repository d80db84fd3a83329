"""Whose yes an amendment takes: who joins or leaves by it decides that itself, whatever rule the agreement names."""

from typing import Any

import pytest

from office.models import AuditEvent, Organization
from tests.agreements.region import NEWCOMER, YES, amended, answered, body, decided, officer_of
from tests.cast import Client

Json = dict[str, Any]
pytestmark = pytest.mark.django_db


def in_force(members: dict[str, Organization], rule: str) -> Json:
    """The office in force by a rule of its own: just as many as it needs have said yes."""
    host = officer_of(members["2480"])
    terms = {**body(), "conditions": {"binds_by": rule}}
    path = f"agreements/{host.ok('post', 'agreements', terms)['id']}"
    host.ok("post", f"{path}/propose", {})
    said = {"outcome": "yes", "body": "Kommunstyrelsen", "paragraph": "§ 1", "decided_on": "2025-12-01"}
    for one in list(members.values())[:4]:
        officer_of(one).ok("post", f"{path}/decisions", {"organization": one.pk, **said})
    found: Json = host.ok("get", path)
    assert found["state"] == "active"
    return found


def state(who: Client, amendment: Json) -> str:
    found: str = who.ok("get", f"amendments/{amendment['id']}")["state"]
    return found


def says(one: Organization, amendment: Json, outcome: str) -> None:
    answer = {**YES, "organization": one.pk, "outcome": outcome}
    officer_of(one).ok("post", f"amendments/{amendment['id']}/answers", answer)


@pytest.mark.parametrize("rule", ["majority", "two_thirds"])
def test_nobody_becomes_a_party_without_deciding(
    members: dict[str, Organization], newcomer: Organization, rule: str
) -> None:
    agreement, host = in_force(members, rule), officer_of(members["2480"])
    made = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    made = answered(made, *members.values())
    assert (made["state"], made["waiting_for"]) == ("proposed", [newcomer.pk])
    parties = host.ok("get", f"agreements/{agreement['id']}")["parties"]
    assert newcomer.pk not in {one["organization"] for one in parties}
    assert answered(made, newcomer)["state"] == "agreed"


def test_who_will_not_join_ends_it(members: dict[str, Organization], newcomer: Organization) -> None:
    agreement, host = in_force(members, "majority"), officer_of(members["2480"])
    made = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    says(newcomer, made, "no")
    assert state(host, made) == "rejected"


def test_who_joins_is_not_among_those_of_whom_so_many_must_say_yes(
    members: dict[str, Organization], newcomer: Organization
) -> None:
    """Three of six are no majority, though four of seven would be: the seventh is no party yet."""
    agreement, host = in_force(members, "majority"), officer_of(members["2480"])
    made = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    order = list(members.values())
    assert answered(made, newcomer, *order[:3])["state"] == "proposed"
    assert answered(made, order[3])["state"] == "agreed"


def test_nobody_is_voted_out(members: dict[str, Organization]) -> None:
    agreement, host, out = in_force(members, "majority"), officer_of(members["2480"]), members["2401"]
    others = [one for one in members.values() if one != out]
    made = amended(agreement, host, leave=[{"organization": out.pk}])
    assert answered(made, *others)["waiting_for"] == [out.pk]
    says(out, made, "no")
    assert state(host, made) == "rejected"
    made = amended(agreement, host, leave=[{"organization": out.pk}])
    assert answered(made, out, *others[:2])["state"] == "proposed"  # three of six, its own yes among them
    assert answered(made, others[2])["state"] == "agreed"


def test_where_a_majority_was_enough_the_others_still_say_what_they_decide(members: dict[str, Organization]) -> None:
    agreement, host, order = in_force(members, "majority"), officer_of(members["2480"]), list(members.values())
    made = answered(amended(agreement, host, ends_on="2028-12-31"), *order[:4])
    assert (made["state"], made["waiting_for"], made["actions"]) == ("agreed", [], [])
    assert officer_of(order[4]).ok("get", f"amendments/{made['id']}")["actions"] == ["answer"]
    says(order[4], made, "no")
    says(order[5], made, "yes")
    assert officer_of(order[4]).ok("get", f"amendments/{made['id']}")["actions"] == []
    after = host.ok("get", f"amendments/{made['id']}")
    assert (after["state"], after["agreed_on"]) == ("agreed", made["agreed_on"])
    assert [one["outcome"] for one in after["answers"]] == ["yes"] * 4 + ["no", "yes"]
    assert after["revision"] == made["revision"] + 2
    assert host.ok("get", f"agreements/{agreement['id']}")["ends_on"] == "2028-12-31"
    again = {**YES, "organization": order[0].pk}
    assert set(officer_of(order[0]).no(409, "post", f"amendments/{made['id']}/answers", again)) == {"amendment.state"}


def test_who_joined_afterwards_says_nothing_about_it(members: dict[str, Organization], newcomer: Organization) -> None:
    agreement, host, order = in_force(members, "majority"), officer_of(members["2480"]), list(members.values())
    made = answered(amended(agreement, host, ends_on="2028-12-31"), *order[:4])
    joins = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    assert answered(joins, newcomer, *order[:4])["state"] == "agreed"
    late = {**YES, "organization": newcomer.pk}
    refused = officer_of(newcomer).no(409, "post", f"amendments/{made['id']}/answers", late)
    assert set(refused) == {"amendment.state"}


def test_by_consensus_nobody_answers_what_has_been_agreed(members: dict[str, Organization]) -> None:
    """The rule of then: that the agreement names another since changes nothing."""
    agreement, host, order = in_force(members, "majority"), officer_of(members["2480"]), list(members.values())
    made = answered(amended(agreement, host, conditions={"binds_by": "all"}), *order[:4])
    assert made["state"] == "agreed"
    says(order[4], made, "no")
    longer = answered(amended(agreement, host, ends_on="2028-12-31"), *order)
    assert longer["state"] == "agreed"
    again = {**YES, "organization": order[0].pk}
    refused = officer_of(order[0]).no(409, "post", f"amendments/{longer['id']}/answers", again)
    assert set(refused) == {"amendment.state"}


def test_who_put_it_forward_takes_it_back(members: dict[str, Organization]) -> None:
    agreement, one, other = decided(members), members["2404"], officer_of(members["2480"])
    made = amended(agreement, officer_of(one), title="Kontoret")
    path = f"amendments/{made['id']}"
    assert made["proposed_by"] == one.pk
    assert (made["actions"], other.ok("get", path)["actions"]) == (["answer", "withdraw"], ["answer"])
    assert set(other.no(403, "post", f"{path}/withdraw", {})) == {"amendment.not_yours"}
    assert officer_of(one).ok("post", f"{path}/withdraw", {})["state"] == "withdrawn"


def test_what_was_put_forward_by_who_left_is_taken_back_by_who_stays(members: dict[str, Organization]) -> None:
    agreement, one, other = decided(members), members["2404"], officer_of(members["2480"])
    leaves = amended(agreement, other, effective_on="2026-07-01", leave=[{"organization": one.pk}])
    made = amended(agreement, officer_of(one), effective_on="2027-01-01", title="Kontoret")
    assert answered(leaves, *members.values())["state"] == "agreed"
    assert other.ok("post", f"amendments/{made['id']}/withdraw", {})["state"] == "withdrawn"


def test_who_has_a_conflict_of_interest_is_offered_no_answer(members: dict[str, Organization]) -> None:
    agreement, apart = decided(members), officer_of(members["2404"])
    made = amended(agreement, officer_of(members["2480"]), title="Kontoret")
    apart.ok("post", "conflicts-of-interest", {"agreement": agreement["id"], "ground": "membership"})
    assert apart.ok("get", f"amendments/{made['id']}")["actions"] == []


def test_who_leaves_by_another_is_no_longer_waited_for(members: dict[str, Organization]) -> None:
    """By consensus five have said yes and the sixth leaves before it takes effect: nobody is left to ask."""
    agreement, host, order = decided(members), officer_of(members["2480"]), list(members.values())
    out, stay = order[0], order[1:]
    leaves = amended(agreement, host, effective_on="2026-07-01", leave=[{"organization": out.pk}])
    later = amended(agreement, host, effective_on="2027-01-01", title="Kontoret")
    beside = amended(agreement, host, effective_on="2027-01-01", ends_on="2028-12-31")
    early = amended(agreement, host, effective_on="2026-02-01", conditions={"report_due": "04-30"})
    for one in (later, early):
        assert answered(one, *stay)["waiting_for"] == [out.pk]
    assert answered(beside, *stay[1:])["state"] == "proposed"
    answered(leaves, *order)
    assert [state(host, one) for one in (leaves, later, beside, early)] == ["agreed", "agreed", "proposed", "proposed"]
    found = host.ok("get", f"agreements/{agreement['id']}?as_of=2027-01-01")
    assert (found["title"], found["ends_on"]) == ("Kontoret", "2027-12-31")
    assert host.ok("get", f"amendments/{later['id']}")["agreed_on"] == "2026-05-04"
    assert host.ok("get", f"amendments/{early['id']}")["waiting_for"] == [out.pk]
    told = AuditEvent.objects.get(kind="amendment.settled")
    assert {name: told.data[name] for name in ("amendment", "state")} == {
        "amendment": later["number"],
        "state": "agreed",
    }


def test_one_lets_the_next_go_on(members: dict[str, Organization]) -> None:
    """What is agreed without a further answer can be what another was waiting for."""
    agreement, host, order = decided(members), officer_of(members["2480"]), list(members.values())
    first, second, stay = order[0], order[1], order[2:]
    leaves = amended(agreement, host, effective_on="2026-07-01", leave=[{"organization": first.pk}])
    also = amended(agreement, host, effective_on="2026-08-01", leave=[{"organization": second.pk}])
    title = amended(agreement, host, effective_on="2026-09-01", title="Kontoret")
    answered(title, *stay)
    answered(also, second, *stay)
    answered(leaves, *order)
    assert [state(host, one) for one in (leaves, also, title)] == ["agreed"] * 3


def test_what_was_overtaken_stays_open_and_can_be_taken_back(members: dict[str, Organization]) -> None:
    agreement, host, order = decided(members), officer_of(members["2480"]), list(members.values())
    out, stay = order[0], order[1:]
    leaves = amended(agreement, host, effective_on="2026-07-01", leave=[{"organization": out.pk}], title="Resten")
    later = amended(agreement, host, effective_on="2027-01-01", title="Kontoret")
    assert answered(later, *stay)["waiting_for"] == [out.pk]
    answered(leaves, *order)
    left = host.ok("get", f"amendments/{later['id']}")
    assert (left["state"], left["waiting_for"], left["actions"]) == ("proposed", [], ["withdraw"])
    assert officer_of(out).ok("get", f"amendments/{later['id']}")["actions"] == []
    assert host.ok("post", f"amendments/{later['id']}/withdraw", {})["state"] == "withdrawn"
    assert host.ok("get", f"amendments/{later['id']}")["actions"] == []


def test_what_can_no_longer_come_about_ends_with_the_next_answer(members: dict[str, Organization]) -> None:
    """Two thirds of six can do without two, of the five that are left only without one."""
    agreement, host, order = in_force(members, "two_thirds"), officer_of(members["2480"]), list(members.values())
    leaves = amended(agreement, host, effective_on="2026-07-01", leave=[{"organization": order[0].pk}])
    later = amended(agreement, host, effective_on="2027-01-01", title="Kontoret")
    for one in order[4:]:
        says(one, later, "no")
    assert answered(leaves, *order[:4])["state"] == "agreed"
    assert state(host, later) == "proposed"
    says(order[1], later, "yes")
    assert state(host, later) == "rejected"
