"""What a report says, what the one before it said, and what was paid: all that the rules may know."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from finance.valuation import HoursRow
from reports.checks.facts import FigureFact
from reports.checks.results import Value

ZERO = Decimal(0)


class Content(NamedTuple):
    """A report of one period as it was handed in: figures in SEK, rows of hours, and the narrative."""

    period: str
    figures: tuple[FigureFact, ...] = ()
    hours: tuple[HoursRow, ...] = ()
    narrative: str = ""

    def totals(self) -> dict[str, Decimal]:
        """Kronor by kind and source (`own_cash:fees`), and the hours of all rows (`hours`)."""
        found: dict[str, Decimal] = {}
        for one in self.figures:
            name = f"{one.kind}:{one.source}" if one.source else one.kind
            found[name] = found.get(name, ZERO) + one.amount
        if self.hours:
            found["hours"] = sum((row.hours for row in self.hours), ZERO)
        return found


class Reported(NamedTuple):
    """A report, the same organisation's report of the period before (None: there is none), and the funding that it was
    paid for the period, SEK.
    """

    this: Content
    last: Content | None = None
    paid: Decimal = ZERO


class Question(NamedTuple):
    """Something to ask about; `values` fill the rule's sentence, `path` is where in the report it is."""

    code: str
    path: str
    expected: Decimal | None
    actual: Decimal | None
    values: tuple[tuple[str, Value], ...]


def words(name: str) -> tuple[str, str]:
    """A total's name as a kind and a source."""
    kind, _colon, source = name.partition(":")
    return kind, source


def both(reported: Reported) -> Iterator[tuple[str, Decimal, Decimal]]:
    """The totals that both reports have: name, this period's, the last one's."""
    if reported.last is not None:
        before = reported.last.totals()
        for name, amount in sorted(reported.this.totals().items()):
            if name in before:
                yield name, amount, before[name]
