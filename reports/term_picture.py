"""A picture of one kind of promise through the term: its figures by period, and where each of them is drawn.

The term lies across, by days; each period has bars for what was promised, delivered and counted. What is counted and
verified stands filled, what is only reported does not. In the periods that remain a dashed bar is what is needed in
each of them to reach the end: `needed_per_remaining_period` of the row through the term. Money is SEK (or the
activity's own unit), dates are inclusive, and places are the picture's own units from its upper left corner.

Worked example: 1 300 000 kr promised a year, 1 215 000 and 1 335 000 counted in two years, leaves 1 350 000 needed in
the third; every bar is drawn in proportion to the tallest, which the scale beside them says. Of funding what is
promised and paid is drawn, and what is left to pay.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.amounts import ZERO
from agreements.periods import Period
from reports.checks.results import CheckResult, Line, TermRow

WIDTH, HEIGHT = 640, 260
TOP, FOOT = 34, 34
SIDE = 8
#: Where the bars begin: the scale stands before them.
LEFT = 112
WIDEST = 30.0
#: Between the bars of neighbouring periods, of the period's width.
GAP = 0.16
#: What of its place a bar fills.
BAR = 0.92
DRAWN = ("promised", "delivered", "counted")
OF_FUNDING = ("promised", "counted")


class Figures(NamedTuple):
    """What a row through the term is made of in one period; None is not known, or not yet. `verified` is what counts of
    reports that are approved (of funding: what was paid), `needed` what would make up the rest.
    """

    period: Period
    promised: Decimal | None
    delivered: Decimal | None
    counted: Decimal | None
    verified: Decimal | None
    needed: Decimal | None


class Bar(NamedTuple):
    """`what` is promised, delivered, counted, verified or needed; x and y are its upper left corner."""

    what: str
    x: float
    y: float
    width: float
    height: float


class Column(NamedTuple):
    """A period with its bars; `middle` is where its label stands."""

    label: str
    middle: float
    bars: tuple[Bar, ...]


class Picture(NamedTuple):
    """`base` is where the bars stand, `today` where the day asked about is (None: outside the term), `highest` the
    figure of the tallest bar (None: nothing is known)."""

    columns: tuple[Column, ...]
    base: float
    today: float | None
    highest: Decimal | None = None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - SIDE
    top: int = TOP


def figures_of(result: CheckResult, row: TermRow) -> tuple[Figures, ...]:
    """The row's figures, period by period; a period in which nothing of it is promised has none."""
    found = []
    for period in result.periods:
        lines = [line for line in period.lines if _of(line, row)]
        if lines:
            found.append(_figures(period.period, lines, row))
    return tuple(found)


def _of(line: Line, row: TermRow) -> bool:
    same = row.commitment is None or line.commitment.id == row.commitment.id
    return same and (line.party.id, line.kind) == (row.party.id, row.kind)


def _figures(period: Period, lines: list[Line], row: TermRow) -> Figures:
    funding = row.kind == "funding"
    verified = [line.counted for line in lines if funding or line.verified]
    waits = [line for line in lines if (line.status != "met" if funding else _awaited(line))]
    return Figures(
        period,
        _sum(line.promised for line in lines),
        _sum(line.delivered for line in lines),
        _sum(line.counted for line in lines),
        _sum(verified) if len(verified) == len(lines) else None,
        row.needed_per_remaining_period if waits else None,
    )


def _awaited(line: Line) -> bool:
    return line.promised is not None and line.difference is None and line.status != "unknown"


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """None as soon as one of them is not known: a sum without it would look like one."""
    total = ZERO
    for value in values:
        if value is None:
            return None
        total += value
    return total


def picture_of(figures: tuple[Figures, ...], as_of: date, what: tuple[str, ...] = DRAWN) -> Picture:
    """Where everything is drawn, of each period the bars that are named; nothing known gives a picture without bars."""
    base = float(HEIGHT - FOOT)
    if not figures:
        return Picture((), base, None)
    first, last = figures[0].period.starts_on, figures[-1].period.ends_on
    highest = _tallest(figures)
    scale = _Scale(first, (last - first).days + 1, highest or Decimal(1), base)
    columns = tuple([_column(one, scale, what) for one in figures])
    return Picture(columns, base, scale.across(as_of) if first <= as_of <= last else None, highest or None)


class _Scale(NamedTuple):
    first: date
    days: int
    tallest: Decimal
    base: float

    def across(self, day: date) -> float:
        """Where a day is, at its middle."""
        return round(LEFT + ((day - self.first).days + 0.5) / self.days * (WIDTH - LEFT - SIDE), 1)

    def bar(self, what: str, x: float, width: float, value: Decimal) -> Bar:
        tall = round(float(value / self.tallest) * (self.base - TOP), 1)
        return Bar(what, round(x, 1), round(self.base - tall, 1), round(width, 1), tall)


def _tallest(figures: Iterable[Figures]) -> Decimal:
    """The largest figure; zero where there is none above it."""
    return max((value for one in figures for value in one[1:] if value is not None), default=ZERO)


def _column(one: Figures, scale: _Scale, drawn: tuple[str, ...]) -> Column:
    left, right = scale.across(one.period.starts_on), scale.across(one.period.ends_on)
    wide = min(max(right - left, 3.0) * (1 - GAP) / len(DRAWN), WIDEST)
    middle = (left + right) / 2
    start = middle - wide * len(DRAWN) / 2
    bars = []
    for place, what in enumerate(drawn):
        value = getattr(one, what)
        if value is not None:
            name = "verified" if what == "counted" and one.verified is not None else what
            bars.append(scale.bar(name, start + place * wide, wide * BAR, value))
    if one.needed is not None and one.needed > ZERO:
        bars.append(scale.bar("needed", start + 2 * wide, wide * BAR, one.needed))
    return Column(one.period.label, round(middle, 1), tuple(bars))
