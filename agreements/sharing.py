"""What each member pays of a shared cost in each period, from the cost as its row keeps it.

A cost that was amended has a history: what it was from which day on. A period is then cut at those days; each part gets
its days' share of the amount that held on them, by largest remainder, and is shared by the key and the members of then.
Of several changes from one day on the last holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, cast

from agreements.amounts import (
    KRONA,
    Part,
    days_kept,
    for_period,
    in_proportion,
    kept_part,
    kept_share,
    largest_remainder,
)
from agreements.cost_keys import Basis, CannotShareError, Key, Member, Trouble, Window, allocate
from agreements.periods import Period

Json = Mapping[str, Any]
Held = tuple[Json, Period]
ONE_DAY = timedelta(days=1)


def shares(history: Sequence[Json], spans: Iterable[tuple[Period, Period]]) -> dict[int, list[dict[str, Any]]]:
    """Each member's share of each period, by organisation: `{"period", "amount", "windows"}`, amounts in whole SEK.

    `history` are the cost's states, oldest first, each with the day `from` which it holds (the first has None):
    `basis`, `amount` a year or `amounts` per period, `fixed`, `members` (see `SharedCost`). `spans` are the periods,
    each with the whole one before the term was shortened. Raises `CannotShareError`.
    """
    found: dict[int, list[dict[str, Any]]] = {one["organization"]: [] for state in history for one in state["members"]}
    for period, whole in spans:
        told = _windows(history, period, whole)
        for organization, rows in found.items():
            windows = [window for member, window in told if member == organization]
            if windows:
                amount = sum(window["amount"] for window in windows)
                rows.append({"period": period.label, "amount": f"{amount}.00", "windows": windows})
    return found


def parts_of(kept: Iterable[Json]) -> tuple[Part, ...]:
    """A member's shares, as `shares` tells them, by their days."""
    return tuple(_part(one) for share in kept for one in share["windows"])


def _part(window: Json) -> Part:
    return Part(_day(window["starts_on"]), _day(window["ends_on"]), window["amount"], window.get("before", 0))


def left_to_share(members: Iterable[Iterable[Json]]) -> dict[str, dict[str, str]]:
    """By a window's first day, over every member's shares of one cost: what others pay at a bound (`bounded`), and of
    those whom no bound holds the fees and what the key counts of them (`fees`, `left_weight`)."""
    found: dict[str, dict[str, Fraction]] = {}
    for window in (window for shares in members for share in shares for window in share["windows"]):
        left = found.setdefault(window["starts_on"], dict.fromkeys(("bounded", "fees", "left_weight"), Fraction(0)))
        if window["bound"]:
            left["bounded"] += Fraction(window["exact"])
        else:
            left["fees"] += Fraction(window["fixed"])
            left["left_weight"] += Fraction(window["weight"])
    return {day: {name: decimal(number) for name, number in left.items()} for day, left in found.items()}


def through(shares: Iterable[Json], last_day: date) -> list[dict[str, Any]]:
    """What an early end leaves of a member's shares, as `shares` tells them: of the window that it cuts each member's
    days, in whole kronor that add up (`agreements.amounts.kept_part`).

    Such a window also says of what it is left: `whole`, with its `ends_on`, numbers, `days` and `kept_days`.
    """
    found = []
    for share in shares:
        windows = [_through(one, last_day) for one in share["windows"] if _day(one["starts_on"]) <= last_day]
        if windows:
            amount = sum(window["amount"] for window in windows)
            found.append({**share, "amount": f"{amount}.00", "windows": windows})
    return found


def _through(window: Json, last_day: date) -> dict[str, Any]:
    first, last = _day(window["starts_on"]), _day(window["ends_on"])
    if last <= last_day:
        return dict(window)
    share = days_kept(first, last, last_day)
    whole = {name: window[name] for name in ("ends_on", "of", "amount", "exact", "fixed")}
    days = {"days": (last - first).days + 1, "kept_days": (last_day - first).days + 1}
    return {
        **window,
        "ends_on": str(last_day),
        "of": kept_part(Part(first, last, window["of"]), last_day),
        "amount": kept_part(_part(window), last_day),
        **{name: decimal(Fraction(window[name]) * share) for name in ("exact", "fixed")},
        "whole": whole | days,
    }


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _windows(history: Sequence[Json], period: Period, whole: Period) -> list[tuple[int, dict[str, Any]]]:
    """The period's windows, each with the organisation whose share it is."""
    parts = _parts(history, period)
    days = [Decimal(part.days) for _state, part in parts]
    exact = [Fraction(_amount(state, period, whole)) * part.days / period.days for state, part in parts]
    amounts = largest_remainder(int(sum(exact) + Fraction(1, 2)), exact)
    found = []
    for place, (state, part) in enumerate(parts):
        organizations = {one["code"]: one["organization"] for one in state["members"]}
        members = [
            Member(
                one["code"],
                Decimal(one["weight"]),
                floor=_of_days(one["floor"], period, days, place),
                ceiling=_of_days(one["ceiling"], period, days, place),
            )
            for one in state["members"]
        ]
        fee = _of_days(state["fixed"], period, days, place) or 0
        for window in allocate(amounts[place], Key(cast(Basis, str(state["basis"])), fee), members, part):
            found += [(organizations[share.code], _told(window, share.code)) for share in window.shares]
    return found


def _parts(history: Sequence[Json], period: Period) -> list[Held]:
    """The period cut at the days on which the cost was changed, each part with what holds on it."""
    held = {_first(state, period): state for state in history if _first(state, period) <= period.ends_on}
    ends = [*(day - ONE_DAY for day in list(held)[1:]), period.ends_on]
    return [
        (state, replace(period, starts_on=first, ends_on=last))
        for (first, state), last in zip(held.items(), ends, strict=True)
    ]


def _first(state: Json, period: Period) -> date:
    """The first day of the period, or after it, on which the state holds."""
    return max(_day(state["from"]), period.starts_on) if state["from"] else period.starts_on


def _amount(state: Json, period: Period, whole: Period) -> int:
    """What is shared in the period, whole SEK: of an amount listed for the whole one its days' part, half up."""
    listed = {row["period"]: Decimal(row["amount"]) for row in state["amounts"]}
    if listed and period.label not in listed:
        raise CannotShareError([Trouble("amounts.missing", period.starts_on, Fraction(1), Fraction(0))])
    if listed:
        return int(kept_share(listed[period.label], period, whole).quantize(KRONA, ROUND_HALF_UP))
    return _kronor(Decimal(state["amount"]), period)


def _kronor(yearly: Decimal, period: Period) -> int:
    """The yearly amount's share in the period, whole SEK, half up."""
    return int(for_period(yearly, period).quantize(KRONA, ROUND_HALF_UP))


def _of_days(yearly: str | None, period: Period, days: Sequence[Decimal], place: int) -> int | None:
    """What of a fee or a bound falls on one of the period's parts."""
    return None if yearly is None else in_proportion(_kronor(Decimal(yearly), period), days)[place]


def _told(window: Window, member: str) -> dict[str, Any]:
    """A member's share of a window as it is kept."""
    place = [one.code for one in window.shares].index(member)
    share, before = window.shares[place], sum(one.amount for one in window.shares[:place])
    numbers = {"weight": share.weight, "of_weight": share.of_weight, "exact": share.exact, "fixed": share.fixed}
    return {
        "starts_on": str(window.starts_on),
        "ends_on": str(window.ends_on),
        "of": window.amount,
        "amount": share.amount,
        **{name: decimal(number) for name, number in numbers.items()},
        "bound": share.bound,
        "before": before,
    }


def decimal(number: Fraction) -> str:
    """With four decimals at most: enough to see which remainder was larger.

    >>> decimal(Fraction(1, 3))
    '0.3333'
    """
    rounded = (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return f"{rounded.normalize():f}"
