"""An undertaking's de minimis aid over the three years that end on a day, EUR, against the ceilings in force.

What an officer has assessed as `de_minimis` or `sgei` counts, and what the recipient declares; each kind has a ceiling
of its own, and the two may stand beside each other (`cumulation`). Aid counts by the day that it was granted, not paid:
granted on D it counts from D through the day before D + 3 years, both inclusive (29 February through 28 February). Sums
are exact and rounded once, to cents, half up.

Worked example: 3 × 1 500 000 SEK at 11.00 are 409 090.91 EUR (each is 136 363.64, but rounding waits for the sum):
109 090.91 above the ceiling of 300 000, and 54.55 % of the one of 750 000.

Source: Regulations (EU) 2023/2831 and 2023/2832, Article 3; which ceiling holds when is data.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from finance.rounding import half_up
from finance.state_aid.assessing import declared, not_assessed, standing, taken_back
from finance.state_aid.facts import COUNTED, Assessment, Book, Ceiling, Unassessed, ceiling_on
from finance.state_aid.groups import group_of

CENT = Decimal("0.01")
SHARE = Decimal("0.0001")
WARNING_FROM = Decimal("0.8")
WINDOW_YEARS = 3
ONE_DAY = timedelta(days=1)


class Aid(NamedTuple):
    """Aid within the window: an `assessment` or a `declaration`, its EUR, and the last day on which it counts.
    Of support that was taken back (`taken_back_on`) nothing counts any longer.
    """

    type: str
    id: int
    agreement: int | None
    recipient: int
    giver: str
    kind: str
    amount: Decimal
    rate: Decimal
    granted_on: date
    last_day: date
    taken_back_on: date | None = None

    @property
    def exact(self) -> Fraction:
        """EUR, not rounded."""
        return Fraction(self.amount) / Fraction(self.rate)

    @property
    def eur(self) -> Decimal:
        """EUR to the cent, for showing; sums are taken of what is exact."""
        return half_up(self.exact, CENT)


class Leaving(NamedTuple):
    """From this day on `amount` EUR no longer counts; `remaining` of the sum still does if nothing more is granted."""

    on: date
    amount: Decimal
    remaining: Decimal


class Standing(NamedTuple):
    """The sum toward one kind's ceiling, EUR. `status` is `within`, `warning` (from 80 %), `above`, or `unknown` where
    no ceiling is known for the day; `headroom` is below zero above the ceiling. `taken_back` is what was assessed and
    is not in the sum, since the support was taken back.
    """

    kind: str
    ceiling: Ceiling | None
    total: Decimal
    headroom: Decimal | None
    share: Decimal | None
    status: str
    aid: tuple[Aid, ...]
    leaving: tuple[Leaving, ...]
    taken_back: tuple[Aid, ...] = ()


class Position(NamedTuple):
    """A group's aid on a day: the sums, what is promised without an assessment, and the declarations that may be a
    grant which stands here already (same recipient, day and giver's name): they count until somebody has looked.
    """

    on: date
    group: frozenset[int]
    standings: tuple[Standing, ...]
    unassessed: tuple[Unassessed, ...]
    perhaps_twice: tuple[int, ...]


def position(book: Book, organization: int, on: date) -> Position:
    """Where the organisation and its group stand at the end of the day."""
    group = group_of(organization, book.links, on)
    aid = [one for one in _aid(book, group, on) if counts(one.granted_on, on)]
    gone = [one for one in _assessed(taken_back(book.assessments, on), group, on) if counts(one.granted_on, on)]
    stands = standing(book.assessments, on)
    there = [one for one in book.promised if one.recipient in group and one.in_force(on)]
    granted = [one for one in there if counts(one.granted_on, on)]
    open_ones = (one.standing(on) for one in not_assessed(granted, stands))
    return Position(
        on,
        group,
        tuple(_standing(book, kind, on, *(_of(kind, rows) for rows in (aid, gone))) for kind in COUNTED),
        tuple(one for one in open_ones if one.amount),
        _perhaps_twice(aid),
    )


def last_day(granted_on: date) -> date:
    """The last day on which aid granted on a day counts."""
    return years_later(granted_on, WINDOW_YEARS) - ONE_DAY


def counts(granted_on: date, on: date) -> bool:
    """Whether aid granted on one day counts on another."""
    return granted_on <= on <= last_day(granted_on)


def years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _assessed(assessments: Iterable[Assessment], group: frozenset[int], on: date) -> list[Aid]:
    """What officers have assessed as de minimis aid to the group."""
    return [
        Aid(
            "assessment", one.id, one.agreement, one.recipient, one.giver, one.kind, one.amount, one.rate,
            one.granted_on, last_day(one.granted_on), one.taken_back(on),
        )
        for one in assessments
        if one.recipient in group and one.kind in COUNTED and one.rate
    ]  # fmt: skip


def _aid(book: Book, group: frozenset[int], on: date) -> Iterable[Aid]:
    """The group's aid of all years as it was assessed and declared by the day, in order of the grants."""
    found = _assessed(standing(book.assessments, on), group, on)
    found += [
        Aid(
            "declaration", said.id, None, said.recipient, said.giver, said.kind, said.amount, said.rate,
            said.granted_on, last_day(said.granted_on),
        )
        for said in declared(book.declarations, on)
        if said.recipient in group
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.granted_on, one.type, one.id))


def _of(kind: str, aid: Iterable[Aid]) -> tuple[Aid, ...]:
    return tuple(one for one in aid if one.kind == kind)


def _standing(book: Book, kind: str, on: date, aid: tuple[Aid, ...], gone: tuple[Aid, ...]) -> Standing:
    ceiling = ceiling_on(book.ceilings, kind, on)
    total = _sum(aid)
    left = tuple(_leaving(aid))
    if ceiling is None:
        return Standing(kind, None, total, None, None, "unknown", aid, left, gone)
    share = half_up(Fraction(total) / Fraction(ceiling.amount), SHARE)
    status = _status(total, ceiling.amount)
    return Standing(kind, ceiling, total, ceiling.amount - total, share, status, aid, left, gone)


def _status(total: Decimal, ceiling: Decimal) -> str:
    """Judged by the cents that are shown. Exactly the ceiling is not above it."""
    if total > ceiling:
        return "above"
    return "warning" if total >= WARNING_FROM * ceiling else "within"


def _sum(aid: Iterable[Aid]) -> Decimal:
    return half_up(sum((one.exact for one in aid), Fraction(0)), CENT)


def _leaving(aid: Sequence[Aid]) -> Iterable[Leaving]:
    """By day, what leaves the window."""
    for last in sorted({one.last_day for one in aid}):
        leaves = _sum(one for one in aid if one.last_day == last)
        yield Leaving(last + ONE_DAY, leaves, _sum(one for one in aid if one.last_day > last))


def _perhaps_twice(aid: Iterable[Aid]) -> tuple[int, ...]:
    found = list(aid)
    here = {(one.recipient, one.granted_on, one.giver.casefold()) for one in found if one.type == "assessment"}
    return tuple(
        one.id
        for one in found
        if one.type == "declaration" and (one.recipient, one.granted_on, one.giver.casefold()) in here
    )
