"""The picture of which municipalities share which agreements: a row each, a column for each agreement, a dot where one
takes part, and a line between the first and the last dot of an agreement.

Everything is in the picture's own units, which are pixels when it is not made smaller.
"""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

ROW, COLUMN, HEAD, LETTER, LONGEST = 24, 28, 28, 8, 34


class Label(NamedTuple):
    """A municipality's name, or an agreement's number, where it stands."""

    text: str
    x: int
    y: int


class Column(NamedTuple):
    """An agreement: its line from the first dot to the last, and its dots."""

    x: int
    top: int
    bottom: int
    dots: tuple[int, ...]


class Picture(NamedTuple):
    """All that the template draws."""

    width: int
    height: int
    left: int
    names: tuple[Label, ...]
    numbers: tuple[Label, ...]
    columns: tuple[Column, ...]


def drawn(names: Mapping[int, str], agreements: Sequence[Set[int]], first: int) -> Picture:
    """Of municipalities by id, in their order, and each agreement's municipalities; `first` is the first's number.

    >>> drawn({1: "Umeå", 2: "Vännäs"}, [{1, 2}], 1).columns
    (Column(x=66, top=40, bottom=64, dots=(40, 64)),)
    """
    left = LETTER * min(max((len(name) for name in names.values()), default=0), LONGEST) + 4
    middle = {pk: HEAD + ROW * place + ROW // 2 for place, pk in enumerate(names)}
    columns = []
    for place, some in enumerate(agreements):
        dots = tuple(y for pk, y in middle.items() if pk in some)
        columns.append(Column(left + COLUMN * place + COLUMN // 2, dots[0], dots[-1], dots))
    return Picture(
        left + COLUMN * len(agreements),
        HEAD + ROW * len(names),
        left,
        tuple(Label(_short(name), 0, middle[pk] + 4) for pk, name in names.items()),
        tuple(Label(str(first + place), column.x, HEAD - 10) for place, column in enumerate(columns)),
        tuple(columns),
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
