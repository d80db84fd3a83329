"""Amendments on terms as documents: what changes, from which day, and what was before."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from agreements.amended_fields import values
from agreements.amending import (
    CostsNotSharedError,
    Difference,
    Worth,
    applied,
    changed,
    funding,
    in_order,
    promises,
    spans,
    steps_of,
)

Json = dict[str, Any]


def commitment(pk: Any, party: int, **changes: Any) -> Json:
    said: Json = {"id": pk, "party": party, "recipient": None, "former": [], "kind": "funding", "name": "", "unit": ""}
    said |= {"amount": "100.00", "amounts": [], "steps": [], "components": [], "instalments": [], "clause": ""}
    return said | {"shared_cost": None, "shares": []} | changes


def terms(*commitments: Json, **changes: Any) -> Json:
    """Parties 1 to 3 are organisations 11 to 13; two calendar years."""
    parties = [{"party": pk, "organization": pk + 10, "role": "member", "left_on": None} for pk in (1, 2, 3)]
    said: Json = {"title": "Avtalet", "starts_on": "2026-01-01", "ends_on": "2027-12-31", "last_day": None}
    said |= {"conditions": {}, "parties": parties, "commitments": list(commitments), "shared_costs": []}
    return said | changes


def change(day: str = "2027-01-01", number: int = 1, **said: Any) -> Json:
    return {"number": number, "effective_on": day, **said}


def cost(*organizations: int, **changes: Any) -> Json:
    members = [
        {"organization": one, "code": str(one), "weight": "1", "source": "", "floor": None, "ceiling": None}
        for one in organizations
    ]
    state: Json = {"from": None, "basis": "equal", "amount": "300.00", "amounts": [], "fixed": None}
    state |= {"reference_date": None, "members": members}
    said = {"id": 7, "name": "Kontoret", "payee": 1, "instalments": [], "clause": "§ 1", "history": [state]}
    return said | changes


def amounts(document: Json) -> dict[tuple[Any, str], str]:
    return {key: str(value) for key, value in promises(document).items()}


def test_the_earlier_effective_date_comes_first_then_the_lower_number() -> None:
    changes = [change("2027-01-01", 2), change("2027-01-01", 1), change("2026-07-01", 3)]
    assert [one["number"] for one in in_order(changes)] == [3, 1, 2]


def test_title_and_conditions() -> None:
    before = terms(conditions={"report_due": {"value": "03-31", "clause": ""}})
    said = change(title="Nya", conditions={"report_due": {"value": "04-30", "clause": ""}})
    after = applied(before, said)
    assert values(before, said) == {"title": "Avtalet", "conditions.report_due": "03-31"}
    assert values(after, said) == {"title": "Nya", "conditions.report_due": "04-30"}
    assert before["title"] == "Avtalet"  # what was before is left as it was


def test_a_longer_term_has_further_periods() -> None:
    after = applied(terms(commitment(5, 1)), change(ends_on="2028-12-31"))
    assert amounts(after)[5, "2028"] == "100.00"
    assert [(one.period, one.before) for one in changed(terms(commitment(5, 1)), after)] == [("2028", None)]


def test_a_shorter_term_keeps_labels_and_can_be_lengthened_again() -> None:
    said = change(ends_on="2027-01-15")
    after = applied(terms(commitment(5, 1, amount="365.00")), said)
    assert [(period.label, period.days) for period, _whole in spans(after)] == [("2026", 365), ("2027", 15)]
    assert amounts(after)[5, "2027"] == "15.00"
    assert values(after, said) == {"ends_on": "2027-01-15"}
    again = applied(after, change(ends_on="2027-12-31", number=2))
    assert (again["last_day"], amounts(again)[5, "2027"]) == (None, "365.00")


def test_a_yearly_amount_from_a_day_on() -> None:
    said = change("2026-07-01", commitments=[{"commitment": 5, "amount": "1200000.00"}])
    after = applied(terms(commitment(5, 1, amount="1000000.00")), said)
    assert amounts(after) == {(5, "2026"): "1100821.92", (5, "2027"): "1200000.00"}
    assert [day.isoformat() for day, _amount in steps_of(after["commitments"][0])] == ["2026-07-01"]
    assert values(after, said) == {"commitments.5.amount": "1200000.00"}
    assert values(terms(commitment(5, 1)), said) == {"commitments.5.amount": "100.00"}
    assert funding(after) == Decimal("2300821.92")
    assert funding(terms(commitment(6, 2, kind="in_kind"))) == 0


def test_what_the_agreement_is_worth_is_told_of_all_that_is_agreed() -> None:
    """100 a year in two years; the change takes effect before another that is agreed: of its own day it is 300, at last
    250 of the 200 that it would be without it."""
    on_day, after = terms(commitment(5, 1)), terms(commitment(5, 1, amount="150.00"))
    without, at_last = terms(commitment(5, 1)), terms(commitment(5, 1, amount="125.00"))
    found = Difference(on_day, after, without, at_last).worth
    assert found == (Decimal("200.00"), Decimal("250.00"))
    assert (found.change, found.major) == (Fraction(1, 4), True)


@pytest.mark.parametrize(
    ("before", "after", "change", "major"),
    [("100", "120", Fraction(1, 5), False), ("100", "79", Fraction(-21, 100), True), ("0", "1", None, True),
     ("0", "0", None, False)],
)  # fmt: skip
def test_more_than_a_fifth_is_major(before: str, after: str, change: Fraction | None, major: bool) -> None:
    worth = Worth(Decimal(before), Decimal(after))
    assert (worth.change, worth.major) == (change, major)


def test_components_and_listed_amounts_and_recipients() -> None:
    parts = [{"kind": "own_cash", "amount": "50.00", "counting": "plan"}]
    listed = [{"period": "2026", "amount": "1.00"}, {"period": "2027", "amount": "2.00"}]
    before = terms(commitment(5, 1), commitment(6, 1, amount=None, amounts=listed), commitment(8, 1, recipient=2))
    said = change(
        commitments=[
            {"commitment": 5, "amount": "50.00", "components": parts},
            {"commitment": 6, "amounts": [{"period": "2027", "amount": "9.00"}]},
            {"commitment": 8, "recipient": 3},
        ]
    )
    after = applied(before, said)
    assert values(after, said) == {
        "commitments.5.amount": "50.00",
        "commitments.5.components": parts,
        "commitments.6.amounts": [{"period": "2026", "amount": "1.00"}, {"period": "2027", "amount": "9.00"}],
        "commitments.8.recipient": 3,
    }
    assert values(before, said)["commitments.5.components"] == []
    assert after["commitments"][2]["former"] == [2]
    same = applied(after, change(commitments=[{"commitment": 8, "recipient": 3}], number=2))
    assert same["commitments"][2]["former"] == [2]
    named = applied(terms(commitment(5, 1)), change(commitments=[{"commitment": 5, "recipient": 3}]))
    assert named["commitments"][0]["former"] == []


def test_who_leaves_promises_nothing_more() -> None:
    listed = [{"period": "2026", "amount": "365.00"}, {"period": "2027", "amount": "2.00"}]
    before = terms(commitment(5, 2, amount="365.00"), commitment(6, 2, amount=None, amounts=listed), commitment(8, 1))
    said = change("2026-07-01", leave=[{"party": 2, "organization": 12}])
    after = applied(before, said)
    found = amounts(after)
    assert (found[5, "2026"], found[6, "2026"], found[6, "2027"]) == ("181.00", "181.00", "0.00")
    assert (5, "2027") not in found
    assert found[8, "2027"] == "100.00"
    assert [one["left_on"] for one in after["parties"]] == [None, "2026-06-30", None]
    assert values(before, said) == {"parties.12": "member"}
    assert values(after, said) == {"parties.12": None}


def test_who_has_left_promises_nothing_whatever_was_agreed_for_later() -> None:
    """Of 2028 a raise, a list and a further promise had been agreed; then it leaves with the end of 2026."""
    listed = [{"period": "2026", "amount": "7.00"}, {"period": "2027", "amount": "8.00"}]
    before = terms(commitment(5, 2), commitment(6, 2, amount=None, amounts=listed), ends_on="2028-12-31")
    added = [
        commitment("2:add:0", 2, amount=None, steps=[{"from": "2028-01-01", "amount": "5.00", "components": None}]),
        commitment("2:add:1", 2, amount=None, amounts=[{"period": "2028", "amount": "6.00"}]),
    ]
    raised = [
        {"commitment": 5, "amount": "900.00"},
        {"commitment": 6, "amounts": [{"period": "2028", "amount": "9.00"}]},
    ]
    leaves, later = {"leave": [{"party": 2, "organization": 12}]}, {"commitments": raised, "add": added}
    for changes in (
        (change("2027-01-01", 2, **leaves), change("2028-01-01", 1, **later)),
        (change("2027-01-01", 2, **leaves, **later),),
    ):
        after = before
        for one in changes:
            after = applied(after, one)
        found = {key: amount for key, amount in promises(after).items() if amount}
        assert found == {(5, "2026"): Decimal("100.00"), (6, "2026"): Decimal("7.00")}
    back = {"join": [{"party": 2, "organization": 12, "role": "member", "shares": {}}]}
    again = applied(applied(before, change("2027-01-01", 2, **leaves)), change("2028-01-01", 3, **back, **later))
    assert {key: str(amount) for key, amount in promises(again).items() if key[1] == "2028"} == {
        (5, "2028"): "900.00", (6, "2028"): "9.00", ("2:add:0", "2028"): "5.00", ("2:add:1", "2028"): "6.00",
    }  # fmt: skip


def test_a_new_commitment() -> None:
    added = commitment("1:add:0", 3, amount=None, steps=[{"from": "2027-01-01", "amount": "5.00", "components": None}])
    after = applied(terms(commitment(5, 1)), change(add=[added]))
    assert amounts(after)["1:add:0", "2027"] == "5.00"
    assert ("1:add:0", "2026") not in amounts(after)


def shared(*organizations: int) -> Json:
    """A cost of 300 a year in equal parts, with its shares."""
    rows = [
        commitment(20 + one, one - 10, amount=None, shared_cost=7, recipient=1, name="Kontoret")
        for one in organizations
    ]
    return applied(terms(*rows, shared_costs=[cost(*organizations)]), change("2026-01-01", 0))


def test_a_member_joins_and_another_leaves() -> None:
    before = shared(11, 12)
    assert amounts(before) == {
        (31, "2026"): "150.00",
        (31, "2027"): "150.00",
        (32, "2026"): "150.00",
        (32, "2027"): "150.00",
    }
    joining = {"organization": 14, "code": "14", "weight": "1", "source": "", "floor": None, "ceiling": None}
    one = {"party": "1:14", "organization": 14, "role": "member", "shares": {"7": joining}}
    joined = applied(before, change("2027-01-01", join=[one]))
    assert amounts(joined)["1:7:14", "2027"] == "100.00"
    assert ("1:7:14", "2026") not in amounts(joined)
    assert joined["parties"][-1] == {"party": "1:14", "organization": 14, "role": "member", "left_on": None}
    left = applied(joined, change("2027-01-01", 2, leave=[{"party": 2, "organization": 12}]))
    assert amounts(left)[31, "2027"] == "150.00"
    assert (32, "2027") not in amounts(left)
    assert amounts(left)[32, "2026"] == "150.00"


def test_who_left_joins_again_as_the_party_that_it_was() -> None:
    """Away for 2027's first half: its share has the days of its stays, in the row that it had; its role is another."""
    member = {"organization": 12, "code": "12", "weight": "1", "source": "", "floor": None, "ceiling": None}
    gone = {"party": 2, "organization": 12}
    left = applied(shared(11, 12, 13), change("2027-01-01", leave=[gone]))
    back = applied(left, change("2027-07-01", 2, join=[{**gone, "role": "funder", "shares": {"7": member}}]))
    assert [(one["party"], one["role"], one["left_on"]) for one in back["parties"]] == [
        (1, "member", None), (2, "funder", None), (3, "member", None),
    ]  # fmt: skip
    found = amounts(back)
    assert (found[32, "2026"], found[32, "2027"]) == ("100.00", "50.00")
    assert sum(Decimal(found[pk, "2027"]) for pk in (31, 32, 33)) == 300
    assert len(back["commitments"]) == 3


def test_a_later_key_has_nobody_share_who_has_left() -> None:
    members = [
        {"organization": one, "code": str(one), "weight": "1", "source": "", "floor": None, "ceiling": None}
        for one in (11, 12, 13)
    ]
    left = applied(shared(11, 12, 13), change("2026-07-01", leave=[{"party": 2, "organization": 12}]))
    later = applied(left, change("2027-01-01", 2, shared_costs=[{"shared_cost": 7, "members": members}]))
    assert (32, "2027") not in amounts(later)


def test_every_cost_that_cannot_be_shared_is_told() -> None:
    """Percentages without one that leaves: of two costs, each by its id; the third is no trouble."""
    percent = {"basis": "percentages", "amount": "300.00"}
    costs = [cost(11, 12, id=7), cost(11, 12, id=8), cost(11, 12, id=9)]
    for one in costs[:2]:
        one["history"][0] |= percent
        for member in one["history"][0]["members"]:
            member["weight"] = "50"
    with pytest.raises(CostsNotSharedError) as caught:
        applied(terms(shared_costs=costs), change("2026-07-01", leave=[{"party": 2, "organization": 12}]))
    assert {pk: error.troubles[0].code for pk, error in caught.value.by_cost.items()} == {
        7: "percentages.sum", 8: "percentages.sum",
    }  # fmt: skip
    assert len(caught.value.troubles) == 2


def test_one_that_joins_without_sharing() -> None:
    one = {"party": "1:14", "organization": 14, "role": "recipient", "shares": {}}
    joined = applied(shared(11, 12), change(join=[one]))
    assert len(joined["shared_costs"][0]["history"]) == 1


def test_another_amount_key_and_payee() -> None:
    before = shared(11, 12)
    members = [
        {**one, "weight": weight} for one, weight in zip(cost(11, 12)["history"][0]["members"], "31", strict=True)
    ]
    said = change(
        "2026-07-01",
        shared_costs=[{"shared_cost": 7, "amount": "500.00", "basis": "usage", "members": members, "payee": 2}],
    )
    after = applied(before, said)
    found = amounts(after)
    assert (found[31, "2027"], found[32, "2027"]) == ("375.00", "125.00")
    assert Decimal(found[31, "2026"]) + Decimal(found[32, "2026"]) == 401  # 300 × 181 + 500 × 184 over 365, half up
    assert {row["recipient"] for row in after["commitments"]} == {2}
    assert values(before, said)["shared_costs.7.payee"] == 1
    assert values(after, said)["shared_costs.7.amount"] == "500.00"


def test_a_cost_that_is_set_to_what_it_was_has_no_further_state() -> None:
    after = applied(shared(11, 12), change(shared_costs=[{"shared_cost": 7, "amount": "300.00"}]))
    assert len(after["shared_costs"][0]["history"]) == 1
