"""What a yearly amount has become by its clause on indexation, SEK, and the formula that says why.

The clause names a series, a base month, the share of the amount that follows the index, and a floor and a cap on the
change in per cent. A month counts as published from its own day of publication; where the month that is needed was not
published by `as_of`, the newest published month stands in for it and the amount is provisional. The rule is the
agreement's own clause (domain.md: Region Uppsala - Barnombudet, 974 000 SEK, indexed yearly).

Worked example: 1 000 000 × (30 % + 70 % × 345.67 ÷ 312.34) = 1 074 697 (1 074 697.45); capped at 5 %: 1 050 000.

Floor and cap limit the whole change since the base month, unless the clause says `yearly`: then each year's change by
itself, and what a year was cut by does not come back later. 1 000 000, the whole of it indexed, at most 3 % up and
none down, index 100.00 in the base month:

| year | index  | change  | amount, limits on the total | amount, limits on each year       |
|------|--------|---------|-----------------------------|-----------------------------------|
| 1    | 105.00 | +5.00 % | 1 030 000 (5 %, at most 3)  | 1 030 000 (at most 3 %)           |
| 2    | 106.05 | +1.00 % | 1 030 000 (6.05 %)          | 1 040 300 (1 030 000 × 1.01)      |
| 3    | 102.00 | -3.82 % | 1 020 000 (2 %)             | 1 040 300 (at least 0 %)          |

The amount is rounded once, half up, to whole kronor, as decisions, instalments and invoices are; a change of nothing
leaves the amount as agreed, öre and all. Fractions are exact until then.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_date

from finance.rounding import half_up
from office.numbers import LOCALES, trimmed

KRONA = Decimal(1)
HUNDREDTH = Decimal("0.01")


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


class IndexValue(NamedTuple):
    """An index for a month, above zero, known from `published_on` on, and who says so."""

    month: Month
    value: Decimal
    published_on: date
    source: str


class Series(NamedTuple):
    """An index series by its name, months in order. Of a month's values the last that was published counts: a revised
    index stands beside the first, and what was corrected behind what was wrong.
    """

    name: str
    values: tuple[IndexValue, ...]

    def __hash__(self) -> int:
        """The name is enough to tell series apart quickly; equality still compares every value."""
        return hash(self.name)


class IndexClause(NamedTuple):
    """How an amount follows a series.

    A period takes the index of `month` in the calendar year in which it starts, `years_back` years earlier: a clause
    on "October of the year before" is month 10, `years_back` 1, and a period from 2024-07-01 takes October 2023.
    `share` is 0 to 1; floor and cap are per cent of change (None: no limit; the cap holds where they cross).
    """

    series: str
    base: Month
    month: int
    share: Decimal
    floor: Decimal | None = None
    cap: Decimal | None = None
    yearly: bool = False
    years_back: int = 0


class Step(NamedTuple):
    """A change from one index to the next, `change` in per cent, exact before and to hundredths after the limits;
    `limit` is the floor or cap that cut it. `needed` is the month asked for, `taken.month` the one that was there.
    """

    needed: Month
    start: IndexValue
    taken: IndexValue
    uncut: Decimal
    change: Decimal
    limit: Decimal | None


class Indexed(NamedTuple):
    """A year's amount, SEK, and its steps: one, or one a year where the limits are yearly; none before the base month.

    The amount is unknown (None) while the base month itself is not published. `missing` names the months that were
    needed and not published, `newest` the one that stood in for the last of them.
    """

    base_amount: Decimal
    amount: Decimal | None
    clause: IndexClause
    base: IndexValue | None
    steps: tuple[Step, ...]
    missing: tuple[Month, ...]
    newest: IndexValue | None

    @property
    def provisional(self) -> bool:
        """Whether the amount will change when what is missing is published."""
        return bool(self.missing)


def indexed(amount: Decimal, clause: IndexClause, series: Series, year: int, as_of: date) -> Indexed:
    """The amount of a period that starts in the year, by what was published on the day `as_of`."""
    known = _known(series, as_of)
    base = known.get(clause.base)
    if base is None:
        return Indexed(amount, None, clause, None, (), (clause.base,), None)
    steps, missing = [], []
    start, factor, unlimited = base, Fraction(1), Fraction(1)
    for needed in _months(clause, year):
        taken = known.get(needed) or known[max(month for month in known if clause.base <= month < needed)]
        reached = _follow(clause.share, base, taken)
        step, kept = _step(clause, needed, start, taken, reached / unlimited)
        steps.append(step)
        factor *= kept
        if taken.month != needed:
            missing.append(needed)
        start, unlimited = taken, reached
    newest = start if missing else None
    return Indexed(amount, _rounded(amount, factor), clause, base, tuple(steps), tuple(missing), newest)


@lru_cache(maxsize=256)
def _known(series: Series, as_of: date) -> Mapping[Month, IndexValue]:
    """What was published by then; every agreement that follows the series asks the same."""
    return {value.month: value for value in series.values if value.published_on <= as_of}


def _months(clause: IndexClause, year: int) -> Iterator[Month]:
    """The months to measure in, after the base month: the last one, or each year's where the limits are yearly."""
    last = Month(year - clause.years_back, clause.month)
    first = clause.base.year if clause.yearly else last.year
    for measured in range(first, last.year + 1):
        if Month(measured, clause.month) > clause.base:
            yield Month(measured, clause.month)


def _follow(share: Decimal, base: IndexValue, taken: IndexValue) -> Fraction:
    """What one krona of the base has become without limits: its fixed part and the part that follows the index."""
    part = Fraction(share)
    return 1 - part + part * Fraction(taken.value) / Fraction(base.value)


def _step(
    clause: IndexClause, needed: Month, start: IndexValue, taken: IndexValue, ratio: Fraction
) -> tuple[Step, Fraction]:
    """The step and its factor, both within the clause's floor and cap."""
    uncut = change = (ratio - 1) * 100
    limit = None
    if clause.floor is not None and change < clause.floor:
        change, limit = Fraction(clause.floor), clause.floor
    if clause.cap is not None and change > clause.cap:
        change, limit = Fraction(clause.cap), clause.cap
    step = Step(needed, start, taken, half_up(uncut, HUNDREDTH), half_up(change, HUNDREDTH), limit)
    return step, 1 + change / 100


def _rounded(amount: Decimal, factor: Fraction) -> Decimal:
    return amount if factor == 1 else half_up(Fraction(amount) * factor, KRONA)


SENTENCES = {
    "sv": {
        "index": "{amount} × ({fixed} % + {share} % × {index} ÷ {base})",
        "cut": "{amount} × ({fixed} % + {share} % × {index} ÷ {base}) ändras med {uncut} %, {limited}: {changes}",
        "at_least": "minst {limit} %",
        "at_most": "högst {limit} %",
        "change": "(100 % {sign} {change} %)",
        "provisional": "Preliminärt: index för {missing} är inte publicerat; {newest} ({index}) används så länge.",
        "unknown": "Kan inte räknas ut: index för basmånaden {missing} är inte publicerat.",
    },
    "en": {
        "index": "{amount} × ({fixed}% + {share}% × {index} ÷ {base})",
        "cut": "{amount} × ({fixed}% + {share}% × {index} ÷ {base}) changes by {uncut}%, {limited}: {changes}",
        "at_least": "at least {limit}%",
        "at_most": "at most {limit}%",
        "change": "(100% {sign} {change}%)",
        "provisional": "Provisional: the index for {missing} is not published; {newest} ({index}) is used until it is.",
        "unknown": "Cannot be worked out: the index for the base month, {missing}, is not published.",
    },
}


def formula(found: Indexed, language: str) -> str:
    """The amount in numbers, and what is provisional about it, as the language writes them:
    "1 000 000 × (30 % + 70 % × 345,67 ÷ 312,34) = 1 074 697".

    Where limits are yearly, each year's change is a factor: "1 000 000 × (100 % + 3 %) × (100 % + 1 %) = 1 040 300".
    """
    said = SENTENCES[language]
    if found.amount is None or found.base is None:
        return said["unknown"].format(missing=_month(found.clause.base, language))
    text = f"{_worked(found, found.base, language)} = {trimmed(found.amount, language)}"
    if found.newest is None:
        return text
    missing = ", ".join(_month(month, language) for month in found.missing)
    newest, index = _month(found.newest.month, language), trimmed(found.newest.value, language)
    return f"{text}. {said['provisional'].format(missing=missing, newest=newest, index=index)}"


def _worked(found: Indexed, base: IndexValue, language: str) -> str:
    """What stands before the equals sign."""
    said, amount = SENTENCES[language], trimmed(found.base_amount, language)
    changes = " × ".join([amount, *(_change(step, language) for step in found.steps)])
    if not found.steps or found.clause.yearly:
        return changes
    (step,) = found.steps
    phrase = "index" if step.limit is None else "cut"
    return said[phrase].format(
        amount=amount,
        fixed=trimmed(100 - found.clause.share * 100, language),
        share=trimmed(found.clause.share * 100, language),
        index=trimmed(step.taken.value, language),
        base=trimmed(base.value, language),
        uncut=trimmed(step.uncut, language),
        limited=_limited(step, language),
        changes=changes,
    )


def _limited(step: Step, language: str) -> str:
    """Which limit held, in words."""
    if step.limit is None:
        return ""
    phrase = "at_least" if step.limit > step.uncut else "at_most"
    return SENTENCES[language][phrase].format(limit=trimmed(step.limit, language))


def _change(step: Step, language: str) -> str:
    sign, change = ("−" if step.change < 0 else "+"), trimmed(abs(step.change), language)
    return SENTENCES[language]["change"].format(sign=sign, change=change)


def _month(month: Month, language: str) -> str:
    return format_date(date(month.year, month.month, 1), "MMMM y", locale=LOCALES[language])
