"""Who is paid stays a party: nobody leaves while something is promised to it afterwards."""

from typing import Any

import pytest

from agreements.models import Amendment, Commitment
from office.models import Organization
from tests.agreements.region import YES, amended, answered, decided, officer_of
from tests.agreements.sample import body
from tests.cast import UMEA, VAN, Cast, organization

Json = dict[str, Any]
pytestmark = pytest.mark.django_db

SAID: Json = {"effective_on": "2021-01-01", "reason": "Påhittat", "document": "KS/2"}
OTHER, THIRD = "802000-0033", "802000-0041"
BY_PERIOD = [{"period": year, "amount": "1500000.00"} for year in ("2020", "2021", "2022")]


def three(cast: Cast, *roles: str, funding: Json | None = None, **terms: Any) -> Json:
    """The model agreement with a further association, or two, in force; without the own contribution."""
    others = [organization(number) for number in (OTHER, THIRD)[: len(roles)]]
    parties = terms.pop("parties", body()["parties"]) + [
        {"organization": one.number, "role": role} for one, role in zip(others, roles, strict=True)
    ]
    promise = {"party": UMEA, "kind": "funding", "per": "year", "amount": "1500000.00", **(funding or {})}
    promise = {name: value for name, value in promise.items() if value is not None}
    made = cast.officer.ok("post", "agreements", body(parties=parties, commitments=[promise], **terms))
    path = f"agreements/{made['id']}"
    cast.officer.ok("post", f"{path}/propose", {})
    said = {"organization": UMEA, "outcome": "yes", "decided_on": "2019-12-10", "body": "KS", "paragraph": "§ 1"}
    cast.officer.ok("post", f"{path}/decisions", said)
    for number in (VAN, *(one.number for one in others)):
        signed = {"organization": number, "signed_on": "2019-12-16", "signed_by": "Ordföranden"}
        cast.officer.ok("post", f"{path}/signatures", signed)
    found: Json = cast.officer.ok("get", path)
    assert found["state"] == "active"
    return found


def all_say_yes(cast: Cast, amendment: Json, on: str = "2020-12-01") -> Json:
    path = f"amendments/{amendment['id']}"
    for pk in amendment["waiting_for"]:
        words = {"body": "KS", "paragraph": "§ 2"} if pk == cast.umea.pk else {"signed_by": "Ordföranden"}
        cast.officer.ok("post", f"{path}/answers", {"organization": pk, "answered_on": on, **words})
    found: Json = cast.officer.ok("get", path)
    return found


def refused(cast: Cast, agreement: Json, **changes: Any) -> Json:
    answer = cast.officer.send("post", f"agreements/{agreement['id']}/amendments", {**SAID, **changes})
    assert answer.status_code == 400, answer.content.decode()
    (found,) = answer.json()["errors"]
    return dict(found)


@pytest.mark.parametrize("funding", [{}, {"per": "period", "amount": None, "amounts": BY_PERIOD}])
def test_the_named_recipient_does_not_leave_what_it_is_promised(cast: Cast, funding: Json) -> None:
    agreement = three(cast, "member", funding={"recipient": VAN, **funding})
    promise, leave = agreement["commitments"][0]["id"], {"leave": [{"organization": VAN}]}
    told = refused(cast, agreement, **leave)
    assert (told["code"], told["path"]) == ("amendment.recipient_leaves", "leave[0].organization")
    assert told["message"] == (
        "Vän i Umeå is no party on 1 January 2021, and something is still paid to it (Umeå kommun, funding): name "
        "another recipient from that day, or let the promise end."
    )
    assert (told["expected"], told["actual"]) == ("another recipient", cast.van.pk)
    another = [{"commitment": promise, "recipient": OTHER}]
    nothing = [{"period": one, "amount": "0.00"} for one in ("2021", "2022")]
    ends = {"amounts": nothing} if funding else {"amount": "0.00"}
    for commitments in (another, [{"commitment": promise, **ends}]):
        made = amended(agreement, cast.officer, **{**SAID, **leave}, commitments=commitments)
        assert made["state"] == "proposed"
    assert all_say_yes(cast, made)["state"] == "agreed"


def test_a_share_of_the_year_in_which_it_leaves_is_its_own(cast: Cast) -> None:
    """An amount listed for a period that has begun is paid for its days; those that follow are not."""
    agreement = three(cast, "member", funding={"recipient": VAN, "per": "period", "amount": None, "amounts": BY_PERIOD})
    promise, said = agreement["commitments"][0]["id"], {"effective_on": "2022-07-01", "leave": [{"organization": VAN}]}
    made = amended(agreement, cast.officer, **{**SAID, **said})
    assert made["state"] == "proposed"
    assert refused(cast, agreement, **{**said, "effective_on": "2021-07-01"})["code"] == "amendment.recipient_leaves"
    less = [{"commitment": promise, "amounts": [{"period": "2022", "amount": "0.00"}]}]
    made = amended(agreement, cast.officer, **{**SAID, **said, "effective_on": "2021-07-01"}, commitments=less)
    assert made["state"] == "proposed"


def test_the_last_of_every_recipient_does_not_leave(cast: Cast) -> None:
    agreement = three(cast, "recipient", "member")
    assert agreement["commitments"][0]["recipient"] is None
    leaves = {"leave": [{"organization": OTHER}]}
    assert all_say_yes(cast, amended(agreement, cast.officer, **{**SAID, **leaves}))["state"] == "agreed"
    told = refused(cast, agreement, leave=[{"organization": VAN}], effective_on="2022-01-01")
    assert (told["code"], told["path"]) == ("amendment.recipient_leaves", "leave[0].organization")
    assert told["message"].startswith("No recipient is a party on 1 January 2022, and something is still")
    both = three(cast, "recipient", "member", reference="KS-2019/2")
    told = refused(cast, both, leave=[{"organization": OTHER}, {"organization": VAN}])
    assert told["path"] == "leave[0].organization"
    named = [{"commitment": both["commitments"][0]["id"], "recipient": THIRD}]
    leave = [{"organization": OTHER}, {"organization": VAN}]
    assert amended(both, cast.officer, **SAID, leave=leave, commitments=named)["state"] == "proposed"


def test_where_nobody_is_there_to_be_paid_the_others_are(cast: Cast) -> None:
    """No party has the role: everybody but the payer is paid, and one of two may leave."""
    parties = [{"organization": UMEA, "role": "member"}, {"organization": VAN, "role": "member"}]
    agreement = three(cast, "member", parties=parties)
    assert amended(agreement, cast.officer, **SAID, leave=[{"organization": VAN}])["state"] == "proposed"


def test_another_recipient_only_later_leaves_a_year_without_one(cast: Cast) -> None:
    agreement = three(cast, "member", funding={"recipient": VAN})
    another = [{"commitment": agreement["commitments"][0]["id"], "recipient": OTHER}]
    later = amended(agreement, cast.officer, **{**SAID, "effective_on": "2022-01-01"}, commitments=another)
    assert all_say_yes(cast, later)["state"] == "agreed"
    told = refused(cast, agreement, leave=[{"organization": VAN}])
    assert (told["code"], told["path"]) == ("amendment.recipient_leaves", "leave[0].organization")
    at_once = {**SAID, "effective_on": "2022-01-01"}
    assert amended(agreement, cast.officer, **at_once, leave=[{"organization": VAN}])["state"] == "proposed"


def test_who_has_left_is_not_made_recipient_meanwhile(cast: Cast) -> None:
    """Both are proposed while it is a party; the second that would be agreed is refused, whichever it is."""
    agreement = three(cast, "member", funding={"recipient": VAN})
    another = [{"commitment": agreement["commitments"][0]["id"], "recipient": OTHER}]
    paid = amended(agreement, cast.officer, **{**SAID, "effective_on": "2021-06-01"}, commitments=another)
    leaves = amended(agreement, cast.officer, **SAID, leave=[{"organization": OTHER}])
    said = {"organization": UMEA, "body": "KS", "paragraph": "§ 2", "answered_on": "2020-12-01"}
    assert all_say_yes(cast, leaves)["state"] == "agreed"
    told = cast.officer.no(409, "post", f"amendments/{paid['id']}/answers", said)["amendment.recipient_leaves"]
    assert told["path"] == "commitments[0].recipient"
    also = three(cast, "member", funding={"recipient": VAN}, reference="KS-2019/2")
    another = [{"commitment": also["commitments"][0]["id"], "recipient": OTHER}]
    leaves = amended(also, cast.officer, **SAID, leave=[{"organization": OTHER}])
    paid = amended(also, cast.officer, **{**SAID, "effective_on": "2021-06-01"}, commitments=another)
    assert all_say_yes(cast, paid)["state"] == "agreed"
    told = cast.officer.no(409, "post", f"amendments/{leaves['id']}/answers", said)["amendment.recipient_leaves"]
    assert told["path"] == "leave[0].organization"


def test_who_has_left_is_not_made_payee_meanwhile(members: dict[str, Organization]) -> None:
    """The host is to be another from June, which leaves in January: whichever is agreed first, the other is refused."""
    for place, first in enumerate(("leave", "payee")):
        agreement, host, out = decided(members, f"KS/{place}"), officer_of(members["2480"]), members["2460"]
        cost = agreement["shared_costs"][0]["id"]
        leaves = amended(agreement, host, effective_on="2027-01-01", leave=[{"organization": out.pk}])
        said = [{"shared_cost": cost, "payee": out.pk}]
        paid = amended(agreement, host, effective_on="2027-06-01", shared_costs=said)
        one, other = (leaves, paid) if first == "leave" else (paid, leaves)
        assert answered(one, *members.values())["state"] == "agreed"
        answer = {**YES, "organization": members["2480"].pk}
        told = host.no(409, "post", f"amendments/{other['id']}/answers", answer)["amendment.payee_leaves"]
        assert told["path"] == ("shared_costs[0].payee" if first == "leave" else "leave[0].organization")
        assert told["message"] == (
            "Vännäs kommun is no party on 1 June 2027, and Kontoret is still paid to it: name another payee."
        )


def test_what_is_wrong_already_hinders_no_other_change(cast: Cast) -> None:
    """An agreement that lost its recipient before this was asked can still be amended."""
    agreement = three(cast, "member", funding={"recipient": VAN})
    commitment = Commitment.objects.get()
    leaves = amended(agreement, cast.officer, **SAID, leave=[{"organization": OTHER}])
    assert all_say_yes(cast, leaves)["state"] == "agreed"
    Amendment.objects.update(changes={"leave": [{"party": commitment.recipient_id, "organization": cast.van.pk}]})
    made = amended(agreement, cast.officer, **{**SAID, "effective_on": "2022-01-01"}, title="Annat")
    assert made["state"] == "proposed"


def test_who_leaves_promises_nothing_anew(members: dict[str, Organization]) -> None:
    """In one amendment it is refused, where it is said; agreed beside each other, the promise ends with its party."""
    agreement, host, out = decided(members), officer_of(members["2480"]), members["2460"]
    add = [{"party": out.pk, "kind": "funding", "amount": "100.00", "per": "year", "recipient": members["2401"].pk}]
    made = answered(amended(agreement, host, effective_on="2026-06-01", add=add, title="Mer"), *members.values())
    assert made["state"] == "agreed"
    promise = Commitment.objects.get(shared_cost=None).pk
    raised = [{"commitment": promise, "amount": "500.00"}]
    said = {**SAID, "effective_on": "2027-01-01", "leave": [{"organization": out.pk}]}
    answer = host.send(
        "post", f"agreements/{agreement['id']}/amendments", {**said, "commitments": raised, "add": add}
    ).json()
    assert [(one["code"], one["path"]) for one in answer["errors"]] == [
        ("commitment.party_left", "commitments[0].commitment"), ("commitment.party_left", "add[0].party"),
    ]  # fmt: skip
    assert answer["errors"][0]["message"] == "It is the promise of a party that leaves: what it has promised ends."
    assert answered(amended(agreement, host, effective_on="2027-07-01", commitments=raised), *members.values())
    assert answered(amended(agreement, host, **said), *members.values())["state"] == "agreed"
    assert [step["amount"] for step in Commitment.objects.get(pk=promise).steps] == ["100.00", None]
    check = host.ok("get", f"agreements/{agreement['id']}/commitment-check?as_of=2027-12-31")
    lines = {
        one["period"]: [line["promised"] for line in one["lines"] if line["party"] == out.name]
        for one in check["periods"]
    }
    assert (len(lines["2026"]), lines["2027"]) == (2, [])
