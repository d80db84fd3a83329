"""The fields that a change sets: each has a path, and is read from the terms before and after it."""

from typing import Any

from agreements.amended_fields import paths, values

TERMS: dict[str, Any] = {
    "title": "Kontoret", "starts_on": "2026-01-01", "ends_on": "2027-12-31", "last_day": None,
    "conditions": {"carry_over": {"value": True, "clause": ""}},
    "parties": [{"party": 1, "organization": 11, "role": "host", "left_on": None}],
    "commitments": [
        {"id": 5, "recipient": 1, "amount": "100.00", "amounts": [], "components": [],
         "steps": [{"from": "2027-01-01", "amount": "120.00", "components": None}]},
    ],
    "shared_costs": [{"id": 7, "payee": 1, "history": [{"basis": "equal"}, {"basis": "usage"}]}],
}  # fmt: skip


def test_each_field_is_read_as_it_is_at_last() -> None:
    change = {
        "title": "x", "ends_on": "2028-12-31", "conditions": {"carry_over": {}, "notice_months": {}},
        "join": [{"organization": 12}], "leave": [{"organization": 11}],
        "commitments": [{"commitment": 5, "amount": "1.00", "components": [], "recipient": 1}],
        "shared_costs": [{"shared_cost": 7, "basis": "equal", "payee": 1}],
    }  # fmt: skip
    assert values(TERMS, change) == {
        "title": "Kontoret", "ends_on": "2027-12-31", "conditions.carry_over": True, "conditions.notice_months": None,
        "parties.12": None, "parties.11": "host", "commitments.5.amount": "120.00", "commitments.5.components": [],
        "commitments.5.recipient": 1, "shared_costs.7.basis": "usage", "shared_costs.7.payee": 1,
    }  # fmt: skip


def test_what_a_change_does_not_say_has_no_path() -> None:
    assert paths({"commitments": [{"commitment": 5}], "title": "x"}) == [("title",)]
