"""Two versions of anything, field by field."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from office.differences import Difference, differences

KEYS = {"figures": ("kind", "source"), "hours": ("activity",)}


def told(before: Any, after: Any, **more: Any) -> list[tuple[Any, ...]]:
    return [tuple(one) for one in differences(before, after, KEYS, **more)]


def fees(amount: str) -> dict[str, str]:
    return {"kind": "own_cash", "source": "fees", "amount": amount}


GIFTS = {"kind": "own_cash", "source": "donations", "amount": "5000.00"}


def test_rows_are_matched_by_what_tells_them_apart() -> None:
    before, after = {"figures": [fees("110000.00"), GIFTS]}, {"figures": [GIFTS, fees("120000.00")]}
    assert told(before, after) == [("figures[own_cash/fees].amount", "changed", "110000.00", "120000.00")]


def test_rows_and_members_come_and_go() -> None:
    before, after = {"figures": [fees("1.00")], "old": None}, {"figures": [GIFTS], "new": 1}
    assert told(before, after) == [
        ("figures[own_cash/fees]", "removed", fees("1.00"), None),
        ("figures[own_cash/donations]", "added", None, GIFTS),
        ("old", "removed", None, None),
        ("new", "added", None, 1),
    ]


def test_what_was_not_told_before_can_be_passed_over() -> None:
    before, after = {"figures": [fees("1.00")]}, {"figures": [{**fees("1.00"), "basis": "x"}, GIFTS], "new": 1}
    assert told(before, after, newer=False) == [("figures[own_cash/donations]", "added", None, GIFTS)]


def test_of_rows_alike_equal_ones_are_the_same_and_the_others_go_by_their_order() -> None:
    one, two, three = ({"activity": "Kafé", "hours": hours} for hours in (1, 2, 3))
    assert told({"hours": [one, two]}, {"hours": [two, three]}) == [("hours[Kafé#1].hours", "changed", 1, 3)]
    assert told({"hours": [one, one]}, {"hours": [one]}) == [("hours[Kafé#1]", "removed", one, None)]
    assert told({"hours": [two, one]}, {"hours": [one, two]}) == []


def test_any_other_list_goes_by_its_places() -> None:
    assert told({"sources": ["a", "b"]}, {"sources": ["b"]}) == [
        ("sources[0]", "changed", "a", "b"),
        ("sources[1]", "removed", "b", None),
    ]
    assert told([1], [1, 2]) == [("[1]", "added", None, 2)]


def test_a_value_of_another_kind_is_changed() -> None:
    assert told({"review": None}, {"review": {}}) == [("review", "changed", None, {})]
    assert told({"a": [1]}, {"a": {"b": 1}}) == [("a", "changed", [1], {"b": 1})]


ROWS = st.lists(st.fixed_dictionaries({"activity": st.sampled_from("ab"), "hours": st.integers(0, 3)}), max_size=5)


@given(ROWS, ROWS)
def test_nothing_is_told_of_the_same_rows_in_another_order_and_something_of_others(one: Any, other: Any) -> None:
    def order(rows: Any) -> list[Any]:
        return sorted((row["activity"], row["hours"]) for row in rows)

    found: list[Difference] = list(differences({"hours": one}, {"hours": other}, KEYS))
    assert (found == []) == (order(one) == order(other))
    back = list(differences({"hours": other}, {"hours": one}, KEYS))
    assert len(found) == len(back)
