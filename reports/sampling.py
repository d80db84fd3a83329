"""Samples that anybody can draw again: who has the population, the seed and the method gets the same items.

`simple` ranks the items by the SHA-256 of seed and id and takes the first: every item has the same chance.
`by_amount` is monetary unit sampling, drawn systematically with a random start, as auditing handbooks describe it under
ISA 530: each öre has the same chance, so that an item's chance follows its amount, and what is as large as the interval
is always in. docs/samples.md shows a draw step by step.

Amounts are whole hundredths: öre of SEK, or hundredths of an hour. No order of the population matters, and nothing
is rounded: the interval is a fraction, so all points are told in units of one part of it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

SIMPLE, BY_AMOUNT = METHODS = ("simple", "by_amount")


class Unit(NamedTuple):
    """An item of a population by its record's id. `amount` is None where the record says none."""

    id: int
    amount: int | None


class Item(NamedTuple):
    """A drawn item; `certain`: so large that it would be drawn whatever the seed."""

    unit: Unit
    certain: bool


class Draw(NamedTuple):
    """The items in the order in which they were drawn and, by amount, the interval between two points (hundredths)."""

    items: tuple[Item, ...]
    interval: Fraction | None


class Population(NamedTuple):
    """What a sample was drawn from: how many, their sum, how many cannot be drawn by amount and why, and SHA-256 over
    a line `id amount` for each, by id."""

    size: int
    total: int
    zero: int
    negative: int
    unknown: int
    digest: str


def lines(units: Iterable[Unit]) -> str:
    """A population as text, by id."""
    return "".join(f"{one.id} {'' if one.amount is None else one.amount}\n" for one in sorted(units))


def read(text: str) -> list[Unit]:
    """What `lines` wrote."""
    rows = (line.split(" ") for line in text.splitlines())
    return [Unit(int(pk), int(amount) if amount else None) for pk, amount in rows]


def described(units: Sequence[Unit]) -> Population:
    """A population in figures."""
    amounts = [one.amount for one in units if one.amount is not None]
    return Population(
        size=len(units),
        total=sum(amounts),
        zero=sum(amount == 0 for amount in amounts),
        negative=sum(amount < 0 for amount in amounts),
        unknown=len(units) - len(amounts),
        digest=hashlib.sha256(lines(units).encode()).hexdigest(),
    )


def possible(units: Iterable[Unit], method: str) -> int:
    """How many items the method can draw: by amount only those with an amount above zero."""
    return sum(method == SIMPLE or (one.amount or 0) > 0 for one in units)


def draw(units: Sequence[Unit], size: int, seed: str, method: str) -> Draw:
    """`size` items, or all that the method can draw where there are no more."""
    if method == SIMPLE:
        ranked = sorted(units, key=lambda one: _number(seed, one.id))
        return Draw(tuple(Item(one, certain=False) for one in ranked[:size]), None)
    return _by_amount([one for one in units if (one.amount or 0) > 0], size, seed)


def _by_amount(units: Sequence[Unit], size: int, seed: str) -> Draw:
    """Largest first, what reaches the interval is in, which leaves a smaller sum and fewer points to the others. Those
    stand in a row by the hash of seed and id, and each is in that a point falls upon: the points lie an interval apart,
    the first at a random place within it. None is as long as the interval, so no two points fall upon one.
    """
    largest = sorted(units, key=lambda one: (-_amount(one), one.id))
    rest, taken = sum(map(_amount, largest)), 0
    while taken < len(largest) and _amount(largest[taken]) * (size - taken) >= rest:
        rest -= _amount(largest[taken])
        taken += 1
    items = [Item(one, certain=True) for one in largest[:taken]]
    points = size - taken
    if not rest:
        return Draw(tuple(items), None)
    start, reached, met = _number(seed, "start") % rest, 0, 0
    for one in sorted(largest[taken:], key=lambda one: _number(seed, one.id)):
        reached += _amount(one) * points
        if met * rest + start < reached:
            items.append(Item(one, certain=False))
            met += 1
    return Draw(tuple(items), Fraction(rest, points))


def _amount(unit: Unit) -> int:
    return unit.amount or 0


def _number(seed: str, what: int | str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{what}".encode()).digest(), "big")
