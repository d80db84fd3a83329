"""Who is to be paid although it has left: the named recipient, the payee of a cost, the last of every recipient."""

from datetime import date
from typing import Any

import pytest

from agreements.amending import applied
from agreements.receiving import Unreceived, unreceived
from tests.agreements.test_amending import change, commitment, shared, terms

Json = dict[str, Any]
LEAVES: Json = {"leave": [{"party": 2, "organization": 12}]}


def found(before: Json, *changes: Json) -> list[Unreceived]:
    dated = [(date.min, before)]
    for one in changes:
        dated.append((date.fromisoformat(one["effective_on"]), applied(dated[-1][1], one)))
    return unreceived(dated)


def paid_to(recipient: int | None, **more: Any) -> Json:
    return terms(commitment(5, 1, recipient=recipient, **more))


@pytest.mark.parametrize(("recipient", "more", "expected"), [
    (2, {}, [5]),
    (3, {}, []),
    (None, {}, []),
    (2, {"kind": "co_financing"}, []),
    (2, {"amount": "0.00"}, []),
    (2, {"amount": None, "steps": [{"from": "2027-01-01", "amount": "5.00", "components": None}]}, [5]),
    (2, {"steps": [{"from": "2026-09-01", "amount": None, "components": None}]}, []),
])  # fmt: skip
def test_what_is_promised_after_its_last_day(recipient: int | None, more: Json, expected: list[int]) -> None:
    later = found(paid_to(recipient, **more), change("2027-01-01", **LEAVES))
    assert [(one.commitment, one.recipient, one.since) for one in later] == [
        (pk, recipient, date(2027, 1, 1)) for pk in expected
    ]


@pytest.mark.parametrize(("day", "next_year", "expected"), [
    ("2026-07-01", "0.00", 0), ("2026-07-01", "1.00", 1), ("2027-01-01", "1.00", 1), ("2027-07-01", "1.00", 0),
])  # fmt: skip
def test_what_is_listed_for_a_period_that_has_begun_is_for_its_days(day: str, next_year: str, expected: int) -> None:
    listed = [{"period": year, "amount": said} for year, said in (("2026", "9.00"), ("2027", next_year), ("2030", "1"))]
    assert len(found(paid_to(2, amount=None, amounts=listed), change(day, **LEAVES))) == expected


def test_another_from_the_same_day_or_only_later() -> None:
    another: Json = {"commitments": [{"commitment": 5, "recipient": 3}]}
    assert not found(paid_to(2), change("2027-01-01", **LEAVES, **another))
    (one,) = found(paid_to(2), change("2026-07-01", **LEAVES), change("2027-01-01", 2, **another))
    assert (one.recipient, one.since) == (2, date(2026, 7, 1))
    assert not found(paid_to(2), change("2027-01-01", **LEAVES), change("2027-01-01", 2, **another))


def test_a_term_that_ends_before() -> None:
    assert not found(paid_to(2), change("2026-07-01", **LEAVES), change("2026-07-01", 2, ends_on="2026-06-30"))


def test_the_last_of_every_recipient() -> None:
    before = paid_to(None)
    for party in before["parties"][1:]:
        party["role"] = "recipient"
    assert not found(before, change("2026-07-01", **LEAVES))
    (one,) = found(before, change("2026-07-01", **LEAVES), change(number=2, leave=[{"party": 3, "organization": 13}]))
    assert one == Unreceived(5, None, None, date(2027, 1, 1))


def test_who_comes_back_is_paid_again() -> None:
    back: Json = {"join": [{"party": 2, "organization": 12, "role": "member", "shares": {}}]}
    (one,) = found(paid_to(2), change("2026-07-01", **LEAVES), change("2026-10-01", 2, **back))
    assert one.since == date(2026, 7, 1)


def test_the_payee_of_a_cost() -> None:
    gone: Json = {"leave": [{"party": 1, "organization": 11}]}
    told = found(shared(11, 12, 13), change("2026-07-01", **gone))
    assert {(one.recipient, one.shared_cost, one.since) for one in told} == {(1, 7, date(2026, 7, 1))}
    other: Json = {"shared_costs": [{"shared_cost": 7, "payee": 3}]}
    assert not found(shared(11, 12, 13), change("2026-07-01", **gone, **other))
