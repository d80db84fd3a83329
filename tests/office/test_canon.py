"""Facts as canonical JSON and back: nothing is lost, nothing is guessed."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Union

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import canon

Free = str | int | Decimal | date


@dataclass(frozen=True, slots=True)
class Span:
    """With a field that follows from the others, and one that came later."""

    starts_on: date
    ends_on: date
    days: int = field(init=False)
    label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", (self.ends_on - self.starts_on).days + 1)


class Leaf(NamedTuple):
    """Of every plain kind."""

    name: str
    many: int
    flag: bool
    amount: Decimal
    day: date
    basis: Literal["calendar_year", "agreement_year"]
    perhaps: Decimal | None = None


class Tree(NamedTuple):
    """What facts are made of, with its own kind inside."""

    leaves: tuple[Leaf, ...]
    pair: tuple[str, int]
    free: tuple[tuple[str, Free], ...] = ()
    unsure: Union[str, date, None] = None  # noqa: UP007 - an older way to say it
    spans: tuple[Span, ...] = ()
    trees: tuple["Tree", ...] = ()


DECIMALS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(places), st.integers(-(10**15), 10**15), st.integers(-6, 2)
)
LEAVES = st.builds(
    Leaf,
    st.text(),
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
    DECIMALS,
    st.dates(),
    st.sampled_from(["calendar_year", "agreement_year"]),
    st.none() | DECIMALS,
)
FREE = st.text() | st.integers(-(2**63), 2**63 - 1) | DECIMALS | st.dates()
PAIRS = st.tuples(st.text(), st.integers(0, 9))
SOME_LEAVES = st.lists(LEAVES, max_size=2).map(tuple)
SOME_FREE = st.lists(st.tuples(st.text(), FREE), max_size=2).map(tuple)
UNSURE = st.none() | st.text() | st.dates()
SPANS = st.lists(st.builds(Span, st.dates(), st.dates(), st.text()), max_size=2).map(tuple)
BRANCHES = st.builds(Tree, SOME_LEAVES, PAIRS, SOME_FREE, UNSURE, SPANS, st.just(()))
TREES = st.builds(Tree, SOME_LEAVES, PAIRS, SOME_FREE, UNSURE, SPANS, st.lists(BRANCHES, max_size=2).map(tuple))
LEAF = Leaf("å", 3, True, Decimal("0.50"), date(2020, 1, 31), "calendar_year")
TREE = Tree((LEAF,), ("a", 1), (("sek", Decimal("5.00")), ("on", date(2020, 1, 1)), ("who", "x"), ("n", 2)), date.min)


@given(TREES)
def test_what_is_written_is_read_as_it_was(tree: Tree) -> None:
    kept = canon.text(canon.written(Tree, tree))
    again = canon.read(Tree, json.loads(kept))
    assert (again, repr(again)) == (tree, repr(tree))
    assert canon.text(canon.written(Tree, again)) == kept


@given(TREES)
def test_the_text_is_plain_json_with_its_names_in_order(tree: Tree) -> None:
    """As another program writes it: who checks a digest years later needs none of ours."""
    kept = canon.written(Tree, tree)
    other = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canon.text(kept).decode() == other


def test_how_it_looks() -> None:
    assert canon.text(canon.written(Leaf, LEAF)).decode() == (
        '{"amount":"0.50","basis":"calendar_year","day":"2020-01-31","flag":true,"many":3,"name":"å","perhaps":null}'
    )
    kept = canon.written(Tree, TREE)
    assert kept["free"] == [["sek", {"decimal": "5.00"}], ["on", {"date": "2020-01-01"}], ["who", "x"], ["n", 2]]
    assert (kept["unsure"], kept["pair"]) == ({"date": "0001-01-01"}, ["a", 1])
    assert canon.digest(canon.text(kept)) == canon.digest(canon.text(canon.written(Tree, TREE)))


def test_a_field_that_came_later_has_its_default() -> None:
    kept = canon.written(Leaf, LEAF)
    del kept["perhaps"]
    assert canon.read(Leaf, kept) == LEAF
    span = canon.read(Span, {"starts_on": "2020-01-01", "ends_on": "2020-01-31"})
    assert (span.days, span.label) == (31, "")


def wrong(path: str, value: Any) -> Any:
    """The tree as it is kept, with something else at a path."""
    kept = canon.written(Tree, TREE)
    *way, last = path.split(".")
    inner = kept
    for step in way:
        inner = inner[int(step)] if step.isdigit() else inner[step]
    inner[int(last) if last.isdigit() else last] = value
    return kept


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("colour", "red", "Tree has no 'colour'"),
        ("leaves", {}, "{} is no list"),
        ("leaves.0", [], "[] is not Leaf"),
        ("leaves.0.name", 5, "5 is not str"),
        ("leaves.0.many", True, "True is not int"),
        ("leaves.0.amount", "5e1", "'5e1' is not Decimal"),
        ("leaves.0.amount", "many", "'many' is not Decimal"),
        ("leaves.0.amount", 5, "5 is not Decimal"),
        ("leaves.0.amount", None, "None is not Decimal"),
        ("leaves.0.amount", "NaN", "Decimal('NaN') is no number"),
        ("leaves.0.day", "20200131", "'20200131' is not date"),
        ("pair", ["a"], "['a'] is not of 2"),
        ("free.0", ["sek", {"euro": "5.00"}], "{'euro': '5.00'} is none of"),
        ("free.0", ["sek", {}], "{} is none of"),
        ("free.0", ["sek", True], "True is none of"),
        ("unsure", 5, "5 is none of"),
    ],
)
def test_what_is_kept_otherwise_is_not_guessed(path: str, value: Any, told: str) -> None:
    with pytest.raises(canon.UnreadableError) as error:
        canon.read(Tree, wrong(path, value))
    assert told in str(error.value)


def test_a_field_that_is_gone_or_has_no_default_is_told() -> None:
    kept = canon.written(Leaf, LEAF)
    del kept["amount"]
    with pytest.raises(canon.UnreadableError, match="Leaf lacks 'amount'"):
        canon.read(Leaf, kept)


@pytest.mark.parametrize(
    "value",
    [
        LEAF._replace(amount=Decimal("NaN")),
        LEAF._replace(amount=0.5),  # type: ignore[arg-type]
        LEAF._replace(day=datetime(2020, 1, 1)),  # noqa: DTZ001
        LEAF._replace(many=True),
        LEAF._replace(name=None),  # type: ignore[arg-type]
        tuple(LEAF),
    ],
)
def test_what_its_type_does_not_say_is_not_written(value: Any) -> None:
    with pytest.raises(canon.UnreadableError):
        canon.written(Leaf, value)
    with pytest.raises(canon.UnreadableError):
        canon.written(Tree, TREE._replace(free=(("x", 0.5),)))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [float, list[str], Leaf | None | str])
def test_a_type_without_a_form_is_told_when_it_is_written_down(kind: Any) -> None:
    with pytest.raises(TypeError, match="no canonical form"):
        canon.codec(kind)
