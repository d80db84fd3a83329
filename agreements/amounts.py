"""How large a promise is: the yearly amount in a period, and its instalments. Amounts are SEK (or an activity's own
unit).

The rules are the commitment check's "Periods" and "Instalments": a period that holds a full year gets one yearly
amount; any other gets the sum over its calendar years of days ÷ days in that year, to the öre, half up.

Worked example: 1 000 000 a year in a period 2020-07-01 to 2020-12-31 is 1 000 000 × 184 ÷ 366 = 502 732.24.
"""

import calendar
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeVar

from agreements.periods import ONE_DAY, Period

ORE = Decimal("0.01")
KRONA = Decimal(1)
ZERO = Decimal(0)
HALF = Fraction(1, 2)
Held = TypeVar("Held")


class Part(NamedTuple):
    """What a member of a shared cost pays for some days of a period, both ends inclusive, whole SEK; `before` is what
    the members that come before it pay for the same days."""

    starts_on: date
    ends_on: date
    amount: int
    before: int = 0


def for_period(yearly: Decimal, period: Period) -> Decimal:
    """The yearly amount's share in the period."""
    return yearly if period.holds_full_year else _by_days(yearly, period)


def held_in(first: Held, steps: Iterable[tuple[date, Held]], period: Period) -> list[tuple[int, Held]]:
    """What holds in a period of something that is another from later days on (`steps`, oldest first): each with how
    many of the period's days it holds."""
    found, held, begins = [], first, period.starts_on
    over = period.ends_on + ONE_DAY
    for day, then in (*steps, (over, first)):
        until = min(max(day, period.starts_on), over)
        if until > begins:
            found.append(((until - begins).days, held))
            begins = until
        held = then
    return found


def yearly_in(yearly: Decimal | None, steps: Sequence[tuple[date, Decimal | None]], period: Period) -> Decimal | None:
    """The yearly amount that holds in a period when it was changed from later days on (`steps`, oldest first; None:
    nothing any more); a period within which it changes gets the days' share of each, to the öre, half up.

    Worked example: 1 000 000 a year, from 2026-07-01 on 1 200 000: 2026 gets (1 000 000 × 181 + 1 200 000 × 184) ÷ 365
    = 1 100 821.92, and every year after 1 200 000.
    """
    held = held_in(yearly, steps, period)
    if len({amount for _days, amount in held}) == 1:
        return held[0][1]
    whole = sum((Fraction(amount or 0) * days for days, amount in held), Fraction(0)) / period.days
    return (Decimal(whole.numerator) / Decimal(whole.denominator)).quantize(ORE, ROUND_HALF_UP)


def kept_share(amount: Decimal, kept: Period, whole: Period) -> Decimal:
    """What is left of an amount listed for the whole period when termination keeps only part of its days.

    >>> kept_share(Decimal(366000), cut, whole)  # 91 of 366 days
    Decimal('91000.00')
    """
    if kept.days == whole.days:
        return amount
    return (amount * kept.days / whole.days).quantize(ORE, ROUND_HALF_UP)


def kept_parts(parts: Iterable[Part], kept: Period) -> Decimal:
    """What is left of a share when an early end keeps only some of its period's days: of each part its days' share, in
    whole SEK, and nothing of those that come later.

    All members' together are the whole part's days' share, half up: each pays up to where the next begins.

    Worked example: one that joined on 2026-07-01 pays 184 kr for the 184 days of 2026 that follow. An end on 2026-09-30
    keeps 92 of them: 92 kr (and not 273 ÷ 365 of 184).
    """
    return Decimal(
        sum(kept_part(part, kept.ends_on) for part in parts if kept.starts_on <= part.starts_on <= kept.ends_on)
    )


def kept_part(part: Part, last_day: date) -> int:
    """The same of one part, of its days through the last one: whole SEK."""
    share = days_kept(part.starts_on, part.ends_on, last_day)
    upto, before = (int(amount * share + HALF) for amount in (part.before + part.amount, part.before))
    return upto - before


def days_kept(starts_on: date, ends_on: date, last_day: date) -> Fraction:
    """Which share of the days is left through a last day, which is none before the first."""
    return Fraction((min(ends_on, last_day) - starts_on).days + 1, (ends_on - starts_on).days + 1)


def promised_in(
    yearly: Decimal | None,
    listed: Iterable[tuple[str, Decimal]],
    period: Period,
    whole: Period,
    parts: Sequence[Part] = (),
) -> Decimal | None:
    """What is promised in the period (None: nothing), `whole` being the period before any termination.

    An amount listed for the period's label is shared by days when the period is cut, by its `parts` where it is a share
    of a cost; a yearly amount follows the days that are left.
    """
    for label, amount in listed:
        if label == period.label:
            cut_share = parts and period.days != whole.days
            return kept_parts(parts, period) if cut_share else kept_share(amount, period, whole)
    return None if yearly is None else for_period(yearly, period)


@lru_cache(maxsize=4096)
def instalments(total: Decimal, shares: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """The total in whole kronor per share, half up, the last taking the rest; never more than what is left. The shares
    come in the order in which they fall due.

    Worked example: 99 999 by 0.6, 0.3, 0.1 is 59 999 (59 999.4), 30 000 (29 999.7) and the rest, 10 000.
    """
    parts: list[Decimal] = []
    left = total
    for share in shares[:-1]:
        part = min((total * share).quantize(KRONA, ROUND_HALF_UP), left.quantize(KRONA, ROUND_DOWN))
        parts.append(part)
        left -= part
    return (*parts, left)


def in_proportion(total: int, weights: Sequence[Decimal | float]) -> list[int]:
    """A whole number shared in proportion to the weights (none negative, at least one above zero), so that the shares
    add up to it: by the largest remainder, ties to the first.

    >>> in_proportion(98077, [Decimal(500000), Decimal(1000000)])  # 32 692.33 and 65 384.67
    [32692, 65385]
    """
    exact = [Fraction(weight) for weight in weights]
    unit = Fraction(total) / sum(exact)
    return largest_remainder(total, [weight * unit for weight in exact])


def largest_remainder(total: int, exact: Sequence[Fraction]) -> list[int]:
    """Exact shares (none negative, adding up to the total) as whole numbers that add up to it: each is cut down, and
    what is missing then goes one by one to the largest remainders, ties to the first.

    >>> largest_remainder(10, [Fraction(10, 3)] * 3)
    [4, 3, 3]
    """
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares


@lru_cache(maxsize=65536)
def _by_days(yearly: Decimal, period: Period) -> Decimal:
    """Yearly × days ÷ days in the year, rounded once. Days are summed per length of year first, so that no division is
    rounded where the sum comes out even."""
    days = {365: 0, 366: 0}
    for year in range(period.starts_on.year, period.ends_on.year + 1):
        first = max(period.starts_on, date(year, 1, 1))
        last = min(period.ends_on, date(year, 12, 31))
        days[366 if calendar.isleap(year) else 365] += (last - first).days + 1
    exact = yearly * days[365] / 365 + yearly * days[366] / 366
    return exact.quantize(ORE, ROUND_HALF_UP)
