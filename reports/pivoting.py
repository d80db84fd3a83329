"""Lines of the checks as a cross table: sums by two sides, with the totals of every row, every column and all.

Sums are pandas' own over whole öre (of hours: over hundredths), so they are exact. A cell without a line is not
there, and a figure that none of its lines has is missing: neither is zero. pandas takes a second and 72 MB to import,
so whoever asks for a pivot imports it, and no start does.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from reports.check_lines import CheckLine
from reports.summaries import Key

Keys = tuple[Key, ...]


class Cell(NamedTuple):
    """Sums in the order of the values asked for (None: no line has it), over how many lines and agreements."""

    values: tuple[Decimal | None, ...]
    lines: int
    agreements: int


class Pivot(NamedTuple):
    """The keys of the rows and columns in the order of their names; `cells` by row and column, None for the total."""

    rows: tuple[Keys, ...]
    columns: tuple[Keys, ...]
    cells: dict[tuple[Keys | None, Keys | None], Cell]


class _Side:
    """The groups of one side, numbered as they come."""

    def __init__(self, dimensions: Sequence[str]) -> None:
        self.dimensions = dimensions
        self.numbers: dict[Keys, int] = {}

    def number(self, line: CheckLine) -> int:
        keys = tuple([line.key(dimension) for dimension in self.dimensions])
        return self.numbers.setdefault(keys, len(self.numbers))

    def ordered(self) -> tuple[Keys, ...]:
        """By name, what cannot be singled out last; a side without dimensions has its total alone."""
        found = self.numbers if self.dimensions else ()
        return tuple(sorted(found, key=lambda keys: [(key is None, name, str(key)) for key, name in keys]))


def pivot(lines: Iterable[CheckLine], rows: Sequence[str], columns: Sequence[str], values: Sequence[str]) -> Pivot:
    """The cross table of lines by the dimensions of its rows and columns."""
    import pandas as pd

    across, down = _Side(columns), _Side(rows)
    numbers: list[tuple[int, int, int]] = []
    figures: list[list[int | None]] = [[] for _ in values]
    for line in lines:
        numbers.append((down.number(line), across.number(line), line.agreement))
        for column, value in zip(figures, values, strict=True):
            column.append(_whole(line.figures.get(value)))
    frame = pd.DataFrame(numbers, columns=["row", "column", "agreement"], dtype="int64")
    for place, column in enumerate(figures):
        frame[place] = pd.array(column, dtype="Int64")
    places = list(range(len(values)))
    row_of, column_of = ({number: keys for keys, number in side.numbers.items()} for side in (down, across))
    cells: dict[tuple[Keys | None, Keys | None], Cell] = {(None, None): _all(frame, places)}
    cells |= {(row_of[row], None): cell for (row,), cell in _cells(frame, ["row"], places)}
    if columns:
        cells |= {(None, column_of[one]): cell for (one,), cell in _cells(frame, ["column"], places)}
        cells |= {(row_of[row], column_of[one]): cell for (row, one), cell in _cells(frame, ["row", "column"], places)}
    return Pivot(down.ordered(), across.ordered(), cells)


def _whole(value: Decimal | None) -> int | None:
    """In öre, or hundredths of an hour."""
    return None if value is None else int(value.scaleb(2))


def _cells(frame: Any, by: list[str], places: list[int]) -> Iterable[tuple[tuple[int, ...], Cell]]:
    """The sums of each group; a figure that no line of it has stays missing."""
    grouped = frame.groupby(by, sort=False)
    sums = grouped[places].sum(min_count=1)
    counts = zip(grouped.size(), grouped["agreement"].nunique(), strict=True)
    for keys, values, (lines, agreements) in zip(sums.index, sums.itertuples(index=False), counts, strict=True):
        yield keys if isinstance(keys, tuple) else (keys,), _cell(values, lines, agreements)


def _all(frame: Any, places: list[int]) -> Cell:
    return _cell([frame[place].sum(min_count=1) for place in places], len(frame), frame["agreement"].nunique())


def _cell(values: Iterable[Any], lines: int, agreements: int) -> Cell:
    import pandas as pd

    said = (None if pd.isna(value) else Decimal(int(value)).scaleb(-2) for value in values)
    return Cell(tuple(said), int(lines), int(agreements))
