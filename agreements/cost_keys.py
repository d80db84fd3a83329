"""Who pays how much of a cost that several municipalities share: whole kronor that always add up to it.

A key shares an amount among its members:

| basis | a member's exact share |
|---|---|
| `equal` | amount ÷ members |
| `per_capita` | amount × its inhabitants on the reference date ÷ everybody's |
| `fixed_and_per_capita` | its fixed fee, and of what the fees leave its part per capita |
| `percentages` | amount × its per cent; the members' add up to 100 |
| `usage` | amount × its reported quantity ÷ everybody's |

A member may have a floor and a ceiling (SEK). Who would fall outside pays the bound, and the others share what is left
in their own proportion: of all rates per inhabitant (or whatever the key counts) the one at which the bounded shares
add up.

**Rounding.** Each exact share is cut down to whole kronor; the kronor that are missing then go one by one to the
largest remainders, ties to the lower municipality code. 1 500 000 per capita over the seven of Umeåregionen, where
three are missing:

| member | inhabitants | exact share | cut down | remainder | krona | share |
|---|--:|--:|--:|--:|--:|--:|
| 2284 Örnsköldsvik | 55 382 | 375 804.102 | 375 804 | 0.102 | | 375 804 |
| 2401 Nordmaling | 6 931 | 47 031.495 | 47 031 | 0.495 | + 1 | 47 032 |
| 2403 Bjurholm | 2 315 | 15 708.831 | 15 708 | 0.831 | + 1 | 15 709 |
| 2404 Vindeln | 5 396 | 36 615.488 | 36 615 | 0.488 | | 36 615 |
| 2409 Robertsfors | 6 616 | 44 894.008 | 44 894 | 0.008 | | 44 894 |
| 2460 Vännäs | 9 165 | 62 190.686 | 62 190 | 0.686 | + 1 | 62 191 |
| 2480 Umeå | 135 249 | 917 755.390 | 917 755 | 0.390 | | 917 755 |
| sum | 221 054 | 1 500 000 | 1 499 997 | | 3 | 1 500 000 |

(Each rounded by itself would come to 1 499 999.)

**Members that change.** A period is cut into windows at each day on which one joins or has left; its amount (and a
floor, a ceiling) is shared over the windows by days, by largest remainder and ties to the earlier, and then within
each window. If Örnsköldsvik joins on 2026-07-01, 2026 is 181 days of six members and 184 of seven: 743 836 and
756 164 kronor, of which Bjurholm pays 10 394 and 7 919.

Source: domain.md, "Several municipalities in one agreement"; inhabitants from Statistics Sweden (SCB), May 2026.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from agreements.amounts import in_proportion, largest_remainder
from agreements.periods import Period

Basis = Literal["equal", "per_capita", "fixed_and_per_capita", "percentages", "usage"]
Bound = Literal["", "floor", "ceiling"]

HUNDRED = Fraction(100)
ONE_DAY = timedelta(days=1)


class Key(NamedTuple):
    """How a cost is shared. `fixed` is each member's fee in the whole period, SEK, where the basis has one."""

    basis: Basis
    fixed: int = 0


class Member(NamedTuple):
    """Who shares, by municipality code (or another text that tells members apart and puts them in order).

    `weight` is what the key counts: inhabitants, per cent or a quantity; `equal` counts none. A member belongs from
    `joined_on` through `left_on`, both inclusive; None: from the start, to the end. `floor` and `ceiling` are SEK of a
    whole period.
    """

    code: str
    weight: Decimal | int = 1
    joined_on: date | None = None
    left_on: date | None = None
    floor: int | None = None
    ceiling: int | None = None


class Share(NamedTuple):
    """What a member pays in a window, SEK, and how it came about: its exact share before rounding, what it weighs of
    what everybody weighs, its fixed fee, and the bound that it pays instead, if any."""

    code: str
    amount: int
    exact: Fraction
    weight: Fraction
    of_weight: Fraction
    fixed: Fraction = Fraction(0)
    bound: Bound = ""


class Window(NamedTuple):
    """Days with the same members, both ends inclusive, the part of the amount that falls on them, SEK, and who pays
    how much of it, by code."""

    starts_on: date
    ends_on: date
    amount: int
    shares: tuple[Share, ...]

    @property
    def days(self) -> int:
        """Its length."""
        return (self.ends_on - self.starts_on).days + 1


class Trouble(NamedTuple):
    """Why an amount cannot be shared from a day on.

    `members.none`: nobody belongs then; `weights.none`: the key counts nothing for anybody; `percentages.sum`: they
    are not 100; `amounts.missing`: amounts are listed per period, and not this one's (`agreements.sharing`);
    `bounds.above_amount`: fees and floors come to more than the amount; `bounds.below_amount`: the
    ceilings leave some of it unpaid; `bounds.crossed`: a member's floor is above its ceiling. `expected` and `actual`
    are SEK or per cent.
    """

    code: str
    starts_on: date
    expected: Fraction
    actual: Fraction


class CannotShareError(ValueError):
    """The amount cannot be shared by this key; `troubles` says why, window by window."""

    def __init__(self, found: Sequence[Trouble]) -> None:
        super().__init__("; ".join(f"{one.code} from {one.starts_on}" for one in found))
        self.troubles = tuple(found)


class _Part(NamedTuple):
    """A member's terms in one window: fee and bounds as they fall on its days."""

    member: Member
    weight: Fraction
    fixed: Fraction
    floor: int | None
    ceiling: int | None

    def at(self, rate: Fraction) -> Fraction:
        """What it pays when each unit of weight costs the rate."""
        free = self.fixed + self.weight * rate
        if self.floor is not None and free < self.floor:
            return Fraction(self.floor)
        return free if self.ceiling is None or free <= self.ceiling else Fraction(self.ceiling)


class _Cut(NamedTuple):
    """A window before its amount is shared."""

    starts_on: date
    ends_on: date
    amount: int
    parts: tuple[_Part, ...]


def allocate(amount: int, key: Key, members: Iterable[Member], period: Period) -> tuple[Window, ...]:
    """The period's amount, whole SEK, shared window by window. Raises `CannotShareError` with every trouble.

    >>> from agreements.periods import periods
    >>> (year,) = periods(date(2026, 1, 1), date(2026, 12, 31))
    >>> (window,) = allocate(1000, Key("equal"), [Member("2409"), Member("2401"), Member("2404")], year)
    >>> [(share.code, share.amount) for share in window.shares]
    [('2401', 334), ('2404', 333), ('2409', 333)]
    """
    cuts = _cuts(amount, key, tuple(members), period)
    found = [trouble for cut in cuts for trouble in _troubles(key, cut)]
    if found:
        raise CannotShareError(found)
    return tuple(Window(cut.starts_on, cut.ends_on, cut.amount, _shares(cut)) for cut in cuts)


def totals(windows: Iterable[Window]) -> dict[str, int]:
    """What each member pays in all windows together, SEK, by code."""
    found: dict[str, int] = {}
    for window in windows:
        for share in window.shares:
            found[share.code] = found.get(share.code, 0) + share.amount
    return dict(sorted(found.items()))


def _cuts(amount: int, key: Key, members: tuple[Member, ...], period: Period) -> list[_Cut]:
    """The period cut at each change of members, with what falls on each window's days."""
    spans = list(_spans(members, period))
    days = [Decimal((last - first).days + 1) for first, last in spans]
    by_days = {whole: in_proportion(whole, days) for whole in _wholes(amount, members)}
    found = []
    for place, (first, last) in enumerate(spans):
        share_of_days = Fraction(int(days[place]), period.days)
        parts = tuple(
            _Part(
                one,
                Fraction(1) if key.basis == "equal" else Fraction(one.weight),
                key.fixed * share_of_days if key.basis == "fixed_and_per_capita" else Fraction(0),
                None if one.floor is None else by_days[one.floor][place],
                None if one.ceiling is None else by_days[one.ceiling][place],
            )
            for one in sorted(members, key=lambda one: one.code)
            if (one.joined_on or first) <= first and last <= (one.left_on or last)
        )
        found.append(_Cut(first, last, by_days[amount][place], parts))
    return found


def _wholes(amount: int, members: Iterable[Member]) -> set[int]:
    """Every amount that is shared over the windows."""
    bounds = {bound for one in members for bound in (one.floor, one.ceiling) if bound is not None}
    return {amount, *bounds}


def _spans(members: Iterable[Member], period: Period) -> Iterator[tuple[date, date]]:
    """First and last day of each window."""
    starts = {period.starts_on}
    for one in members:
        starts |= {day for day in (one.joined_on, one.left_on and one.left_on + ONE_DAY) if day}
    within = sorted(day for day in starts if period.starts_on <= day <= period.ends_on)
    yield from zip(within, [*(day - ONE_DAY for day in within[1:]), period.ends_on], strict=True)


def _troubles(key: Key, cut: _Cut) -> Iterator[Trouble]:
    """Why the window's amount cannot be shared."""

    def trouble(code: str, expected: Fraction | int, actual: Fraction | int) -> Trouble:
        return Trouble(code, cut.starts_on, Fraction(expected), Fraction(actual))

    weight = sum((part.weight for part in cut.parts), Fraction(0))
    if not cut.parts:
        yield trouble("members.none", 1, 0)
        return
    if key.basis == "percentages" and weight != HUNDRED:
        yield trouble("percentages.sum", HUNDRED, weight)
    if not weight:
        yield trouble("weights.none", 1, 0)
    crossed = [part for part in cut.parts if part.ceiling is not None and (part.floor or 0) > part.ceiling]
    for part in crossed:
        yield trouble("bounds.crossed", part.ceiling or 0, part.floor or 0)
    if crossed or not weight:
        return
    least = sum(part.at(Fraction(0)) for part in cut.parts)
    if least > cut.amount:
        yield trouble("bounds.above_amount", cut.amount, least)
    most = _most(cut.parts)
    if most is not None and most < cut.amount:
        yield trouble("bounds.below_amount", cut.amount, most)


def _most(parts: Iterable[_Part]) -> Fraction | None:
    """What the members pay at most; None: there is no limit."""
    total = Fraction(0)
    for part in parts:
        if part.weight and part.ceiling is None:
            return None
        total += Fraction(part.ceiling or 0) if part.weight else part.at(Fraction(0))
    return total


def _shares(cut: _Cut) -> tuple[Share, ...]:
    """The window's amount in whole kronor."""
    rate = _rate(cut)
    exact = [part.at(rate) for part in cut.parts]
    weight = sum((part.weight for part in cut.parts), Fraction(0))
    rounded = largest_remainder(cut.amount, exact)
    return tuple(
        Share(part.member.code, amount, one, part.weight, weight, part.fixed, _bound(part, rate))
        for part, amount, one in zip(cut.parts, rounded, exact, strict=True)
    )


def _bound(part: _Part, rate: Fraction) -> Bound:
    free = part.fixed + part.weight * rate
    return "" if free == part.at(rate) else "floor" if free < part.at(rate) else "ceiling"


def _rate(cut: _Cut) -> Fraction:
    """What a unit of weight costs, so that the bounded shares add up to the amount.

    Between the rates at which somebody meets a bound the sum is a straight line: the answer lies on one of them.
    """

    def total(rate: Fraction) -> Fraction:
        return sum((part.at(rate) for part in cut.parts), Fraction(0))

    corners = {Fraction(0)}
    for part in (part for part in cut.parts if part.weight):
        bounds = [bound for bound in (part.floor, part.ceiling) if bound is not None]
        corners |= {(bound - part.fixed) / part.weight for bound in bounds}
    low = max(rate for rate in corners if rate >= 0 and total(rate) <= cut.amount)
    slope = _slope(cut.parts, low)
    return low + (cut.amount - total(low)) / slope if slope else low


def _slope(parts: Iterable[_Part], rate: Fraction) -> Fraction:
    """By how much all shares grow when the rate does, just above it."""
    return sum(
        (
            part.weight
            for part in parts
            if (part.floor is None or part.fixed + part.weight * rate >= part.floor)
            and (part.ceiling is None or part.fixed + part.weight * rate < part.ceiling)
        ),
        Fraction(0),
    )
