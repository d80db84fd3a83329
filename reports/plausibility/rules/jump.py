"""A figure, or the hours, are more than half as much again as last period's, or less than half of them.

Worked example: fees of 110 000 after 40 000 are 175 % more; 4 500 h after 9 001 h are 50.01 % less; exactly 50 % is not
asked about. From or to nothing is a jump too. The limit is our own.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reports.checks.results import Amount, Value, Word
from reports.plausibility.facts import ZERO, Question, Reported, both, words

CODE = "plausibility.jump"
MOST = Decimal("0.5")
SENTENCES: dict[str, str] = {
    "sv": (
        "{kind}[ ({source})]: {now} för {period} mot {before} för {last}[, {more} mer][, {less} mindre]. Vad beror det "
        "på?"
    ),
    "en": (
        "{kind}[ ({source})]: {now} for {period} against {before} for {last}[, {more} more][, {less} less]. What "
        "explains it?"
    ),
}


def ask(reported: Reported) -> Iterator[Question]:
    """One for each figure that both reports have."""
    for name, now, before in both(reported):
        if abs(now - before) > MOST * before:
            path = "volunteer_hours" if name == "hours" else "figures"
            yield Question(CODE, path, before, now, _values(reported, name, now, before))


def _values(reported: Reported, name: str, now: Decimal, before: Decimal) -> tuple[tuple[str, Value], ...]:
    kind, source = words(name)
    unit = "h" if name == "hours" else "SEK"
    return (
        ("kind", Word("volunteer_time" if name == "hours" else kind)),
        ("source", Word("source_other" if source == "other" else source)),
        ("now", Amount(now, unit)),
        ("before", Amount(before, unit)),
        ("period", reported.this.period),
        ("last", reported.last.period if reported.last else ""),
        *_change(now, before),
    )


def _change(now: Decimal, before: Decimal) -> tuple[tuple[str, Value], tuple[str, Value]]:
    """How many per cent more, or less; neither where it is from nothing."""
    if before == ZERO:
        return ("more", ""), ("less", "")
    change = ((now - before) / before * 100).quantize(Decimal(1), ROUND_HALF_UP)
    told = Amount(abs(change), "%")
    return (("more", told), ("less", "")) if change > ZERO else (("more", ""), ("less", told))
