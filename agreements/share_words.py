"""How a member's share of a common cost came about, in a sentence with its numbers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from office.numbers import trimmed

WORDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "equal": "{left} kr i lika delar mellan {left_weight} = {exact}",
        "per_capita": "{left} kr × {weight} ÷ {left_weight} invånare = {exact}",
        "fixed_and_per_capita": "avgift {fixed} kr + {left} kr × {weight} ÷ {left_weight} invånare = {exact}",
        "percentages": "{left} kr × {weight} % = {exact}",
        "percentages_left": "{left} kr × {weight} ÷ {left_weight} % = {exact}",
        "usage": "{left} kr × {weight} ÷ {left_weight} av nyttjandet = {exact}",
        "floor": "{exact} kr, som är det lägsta enligt avtalet",
        "ceiling": "{exact} kr, som är det högsta enligt avtalet",
        "rounded": ", i hela kronor {amount} kr",
        "days": "{starts_on} – {ends_on}: ",
        "cut": ", varav {kept_days} av {days} dagar: {amount} kr",
        "source": " (invånare {on}: {source})",
    },
    "en": {
        "equal": "SEK {left} in equal parts among {left_weight} = {exact}",
        "per_capita": "SEK {left} × {weight} ÷ {left_weight} inhabitants = {exact}",
        "fixed_and_per_capita": "fee of SEK {fixed} + SEK {left} × {weight} ÷ {left_weight} inhabitants = {exact}",
        "percentages": "SEK {left} × {weight}% = {exact}",
        "percentages_left": "SEK {left} × {weight} ÷ {left_weight}% = {exact}",
        "usage": "SEK {left} × {weight} ÷ {left_weight} of the usage = {exact}",
        "floor": "SEK {exact}, the least under the agreement",
        "ceiling": "SEK {exact}, the most under the agreement",
        "rounded": ", as whole SEK {amount}",
        "days": "{starts_on} – {ends_on}: ",
        "cut": ", of which {kept_days} of {days} days: SEK {amount}",
        "source": " (inhabitants on {on}: {source})",
    },
}

NUMBERS = ("amount", "exact", "weight", "left_weight", "fixed")


def formula(windows: Sequence[Mapping[str, Any]], language: str) -> str:
    """The share of a period in words: window by window, each with its days where there are several.

    `windows` are as a share keeps them (`agreements.sharing`), each with the `basis` of the key that held then, its
    reference date (`on`), the figure's `source`, and what of it those share whom no bound holds: all but what others
    pay at a bound (`bounded`) and their own fees (`fees`), by their weights (`left_weight`). Of one that an early end
    has cut, how its `whole` came about is said first.

    >>> formula([{"starts_on": "2027-01-01", "ends_on": "2027-12-31", "of": 1000, "amount": 267, "exact": "266.6667",
    ...           "weight": "2", "of_weight": "5", "fixed": "0", "bound": "", "basis": "usage", "on": None,
    ...           "source": "", "bounded": "600", "fees": "0", "left_weight": "3"}], "en")
    'SEK (1,000 − 600) × 2 ÷ 3 of the usage = 266.6667, rounded SEK 267'
    """
    said = WORDS[language]
    parts = []
    for window in windows:
        cut = window.get("whole")
        one = {**window, **cut} if cut else window
        numbers = {name: _number(one[name], language) for name in NUMBERS} | {"left": _left(one, language)}
        text = said["days"].format(**one) if len(windows) > 1 else ""
        text += said[one["bound"] or _key(one)].format(**numbers)
        if Decimal(one["exact"]) != one["amount"]:
            text += said["rounded"].format(**numbers)
        if cut:
            text += said["cut"].format(**{**cut, "amount": _number(window["amount"], language)})
        parts.append(text + (said["source"].format(**one) if one["on"] else ""))
    return "; ".join(parts)


def _number(value: Any, language: str) -> str:
    return trimmed(Decimal(value), language, "#,##0.####")


def _key(one: Mapping[str, Any]) -> str:
    """Percentages are of the whole, unless a bound leaves some of it to the others' percentages."""
    return "percentages_left" if one["basis"] == "percentages" and Decimal(one["bounded"]) else str(one["basis"])


def _left(one: Mapping[str, Any], language: str) -> str:
    """What is shared in proportion: the whole, or "(1 000 − 600)"."""
    taken = [_number(one[name], language) for name in ("bounded", "fees") if Decimal(one[name])]
    whole = _number(one["of"], language)
    return f"({' − '.join([whole, *taken])})" if taken else whole
