"""Whose yes an agreement takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.consensus import RULES, needed, outcome

ANSWERS = st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=14)


@pytest.mark.parametrize(("rule", "of", "expected"), [
    ("all", 1, 1), ("all", 7, 7), ("majority", 1, 1), ("majority", 2, 2), ("majority", 6, 4), ("majority", 7, 4),
    ("two_thirds", 1, 1), ("two_thirds", 3, 2), ("two_thirds", 7, 5), ("two_thirds", 9, 6),
])  # fmt: skip
def test_how_many(rule: str, of: int, expected: int) -> None:
    assert needed(rule, of) == expected


def test_consensus() -> None:
    assert outcome("all", [True, None], []) == "waits"
    assert outcome("all", [True, True], []) == "binds"
    assert outcome("all", [True, False, None], []) == "fails"


def test_another_rule() -> None:
    assert outcome("majority", [True, True, None], []) == "binds"
    assert outcome("majority", [True, False, None], []) == "waits"
    assert outcome("majority", [False, False, None], []) == "fails"
    assert outcome("two_thirds", [True] * 5 + [False] * 2, []) == "binds"
    assert outcome("two_thirds", [True] * 4 + [False] * 3, []) == "fails"


def test_a_signature_is_always_needed() -> None:
    assert outcome("majority", [True, True, True], [None]) == "waits"
    assert outcome("majority", [True, True, True], [False]) == "fails"
    assert outcome("all", [True], [True]) == "binds"


def test_who_joins_or_leaves_says_so_itself() -> None:
    assert outcome("majority", [True, True, None], [], [None]) == "waits"
    assert outcome("majority", [True, True, None], [], [False]) == "fails"
    assert outcome("majority", [True, True, None], [], [True]) == "binds"
    assert outcome("majority", [True, None, None], [], [True]) == "waits"


@given(st.sampled_from(RULES), ANSWERS)
def test_what_is_decided_stays_decided_whatever_the_others_say(rule: str, answers: list[bool | None]) -> None:
    found = outcome(rule, answers, [])
    for rest in (True, False):
        final = outcome(rule, [rest if one is None else one for one in answers], [])
        assert final != "waits"
        assert found in ("waits", final)
