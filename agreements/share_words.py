"""How a member's share of a common cost came about, in a sentence with its numbers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from office.numbers import trimmed

WORDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "equal": "{of} kr i lika delar mellan {of_weight} = {exact}",
        "per_capita": "{of} kr × {weight} ÷ {of_weight} invånare = {exact}",
        "fixed_and_per_capita": "avgift {fixed} kr + invånardel ({weight} av {of_weight} invånare) = {exact}",
        "percentages": "{of} kr × {weight} % = {exact}",
        "usage": "{of} kr × {weight} ÷ {of_weight} av nyttjandet = {exact}",
        "floor": "{exact} kr, som är det lägsta enligt avtalet",
        "ceiling": "{exact} kr, som är det högsta enligt avtalet",
        "rounded": ", avrundat {amount} kr",
        "days": "{starts_on} – {ends_on}: ",
        "cut": ", varav {kept_days} av {days} dagar: {amount} kr",
        "source": " (invånare {on}: {source})",
    },
    "en": {
        "equal": "SEK {of} in equal parts among {of_weight} = {exact}",
        "per_capita": "SEK {of} × {weight} ÷ {of_weight} inhabitants = {exact}",
        "fixed_and_per_capita": "fee of SEK {fixed} + part per capita ({weight} of {of_weight} inhabitants) = {exact}",
        "percentages": "SEK {of} × {weight} % = {exact}",
        "usage": "SEK {of} × {weight} ÷ {of_weight} of the usage = {exact}",
        "floor": "SEK {exact}, the least under the agreement",
        "ceiling": "SEK {exact}, the most under the agreement",
        "rounded": ", rounded SEK {amount}",
        "days": "{starts_on} – {ends_on}: ",
        "cut": ", of which {kept_days} of {days} days: SEK {amount}",
        "source": " (inhabitants on {on}: {source})",
    },
}

NUMBERS = ("of", "amount", "exact", "weight", "of_weight", "fixed")


def formula(windows: Sequence[Mapping[str, Any]], language: str) -> str:
    """The share of a period in words: window by window, each with its days where there are several.

    `windows` are as a share keeps them (`agreements.sharing`), each with the `basis` of the key that held then, its
    reference date (`on`) and the figure's `source`. Of one that an early end has cut, how its `whole` came about is
    said first.

    >>> formula([{"starts_on": "2027-01-01", "ends_on": "2027-12-31", "of": 1000, "amount": 333, "exact": "333.3333",
    ...           "weight": "1", "of_weight": "3", "fixed": "0", "bound": "", "basis": "equal", "on": None,
    ...           "source": ""}], "en")
    'SEK 1,000 in equal parts among 3 = 333.3333, rounded SEK 333'
    """
    said = WORDS[language]
    parts = []
    for window in windows:
        cut = window.get("whole")
        one = {**window, **cut} if cut else window
        numbers = {name: trimmed(Decimal(one[name]), language, "#,##0.####") for name in NUMBERS}
        text = said["days"].format(**one) if len(windows) > 1 else ""
        text += said[one["bound"] or one["basis"]].format(**numbers)
        if Decimal(one["exact"]) != one["amount"]:
            text += said["rounded"].format(**numbers)
        if cut:
            left = trimmed(Decimal(window["amount"]), language, "#,##0.####")
            text += said["cut"].format(**{**cut, "amount": left})
        parts.append(text + (said["source"].format(**one) if one["on"] else ""))
    return "; ".join(parts)
