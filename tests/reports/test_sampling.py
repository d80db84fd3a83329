"""Samples: the same seed draws the same, whatever the order; certain items are in; as many as were asked for."""

import hashlib
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.sampling import BY_AMOUNT, METHODS, SIMPLE, Population, Unit, described, draw, lines, possible, read
from tests.__main__ import ROOT

AMOUNTS = st.none() | st.integers(-1_000, 1_000) | st.integers(-(10**13), 10**13)
POPULATIONS = st.dictionaries(st.integers(1, 10**6), AMOUNTS, max_size=60).map(
    lambda found: [Unit(pk, amount) for pk, amount in found.items()]
)
SEEDS, METHOD = st.text(max_size=64), st.sampled_from(METHODS)


@given(POPULATIONS, st.integers(1, 70), SEEDS, METHOD, st.randoms())
def test_a_seed_draws_the_same_in_any_order_and_as_many_as_there_can_be(
    units: list[Unit], size: int, seed: str, method: str, random: object
) -> None:
    found = draw(units, size, seed, method)
    shuffled = list(units)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis's own Random
    assert draw(shuffled, size, seed, method) == found
    ids = [one.unit.id for one in found.items]
    assert len(ids) == len(set(ids)) == min(size, possible(units, method))
    assert {one.unit for one in found.items} <= set(units)


@given(POPULATIONS, st.integers(1, 30), SEEDS, SEEDS)
def test_what_reaches_the_interval_is_in_whatever_the_seed(units: list[Unit], size: int, seed: str, other: str) -> None:
    found, again = (draw(units, size, each, BY_AMOUNT) for each in (seed, other))
    amounts = {one.id: one.amount for one in units if (one.amount or 0) > 0}
    certain = {one.unit.id for one in found.items if one.certain}
    assert certain == {one.unit.id for one in again.items if one.certain}
    assert found.interval == again.interval
    total = sum(amount or 0 for amount in amounts.values())
    large = {pk for pk, amount in amounts.items() if (amount or 0) * size >= total}
    assert large <= certain
    rest = [amount or 0 for pk, amount in amounts.items() if pk not in certain]
    assert not rest or (found.interval is not None and max(rest) < found.interval)
    assert all((one.unit.amount or 0) > 0 for one in found.items)


def test_each_ore_has_the_same_chance() -> None:
    """Of 900 and 100 öre one is drawn: about nine times in ten the larger."""
    units = [Unit(1, 900), Unit(2, 450), Unit(3, 450)]
    drawn = [draw(units, 1, str(seed), BY_AMOUNT).items[0].unit.id for seed in range(2000)]
    assert drawn.count(1) == pytest.approx(1000, abs=100)
    assert drawn.count(2) == pytest.approx(500, abs=80)
    simple = [draw(units, 1, str(seed), SIMPLE).items[0].unit.id for seed in range(2000)]
    assert simple.count(1) == pytest.approx(667, abs=90)


def test_what_cannot_be_drawn_by_amount_is_told() -> None:
    units = [Unit(4, 500), Unit(1, 0), Unit(2, -200), Unit(3, None)]
    text = "1 0\n2 -200\n3 \n4 500\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert described(units) == Population(size=4, total=300, zero=1, negative=1, unknown=1, digest=digest)
    assert lines(units) == text
    assert read(text) == sorted(units)
    assert (possible(units, BY_AMOUNT), possible(units, SIMPLE)) == (1, 4)
    assert [one.unit.id for one in draw(units, 3, "x", BY_AMOUNT).items] == [4]
    assert draw([], 3, "x", BY_AMOUNT).items == ()


@given(POPULATIONS)
def test_a_population_is_read_as_it_was_written(units: list[Unit]) -> None:
    assert read(lines(units)) == sorted(units)


def table() -> list[list[str]]:
    text = (Path(ROOT) / "docs/samples.md").read_text(encoding="utf-8")
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if re.match(r"\| \d", line)]


def test_the_draw_in_the_documentation_is_what_is_drawn() -> None:
    rows = [(int(pk), int(Decimal(amount.replace(" ", "")) * 100), drawn) for pk, amount, *_how, drawn in table()]
    found = draw([Unit(pk, amount) for pk, amount, _drawn in rows], 3, "umea-2026", BY_AMOUNT)
    said = {pk: drawn for pk, _amount, drawn in rows if drawn != "no"}
    assert {one.unit.id: "certain" if one.certain else "yes" for one in found.items} == said
    assert found.interval is not None
