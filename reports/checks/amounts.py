"""How a clause came to a promised amount: in a sentence for a lay reader, and as figures for the API.

Worked example: "The amount follows an index: 974,000 × (0% + 100% × 346.44 ÷ 336.97) = 1,001,373." Where the council
has lowered the year: "Kommunfullmäktige lowered it from 1,500,000 kr to 1,350,000 kr (§ 180, 30 November 2020)."
"""

from decimal import Decimal
from typing import Any

from agreements.amounts import ORE
from agreements.periods import Period
from finance.indexation import Indexed, Step, formula
from finance.promises import REDUCED, Act, Promise
from office.numbers import number
from reports.checks.results import Amount, Line, Value
from reports.checks.wording import fill

Json = dict[str, Any]

SENTENCES: dict[str, dict[str, str]] = {
    "sv": {
        "index": "Beloppet följer ett index: {formula}.",
        "base": "Beloppet följer ett index som räknas från {base}, och är därför som avtalat.",
        "unknown": "Avtalat är {agreed} i basmånadens penningvärde. {formula}",
        "days": "På periodens {days} dagar faller {before}.",
        "preliminary": (
            "{body} har ännu bara anslagit det preliminärt ({paragraph}, {decided_on})[, med {amount}]"
            "[, med {percent} %]."
        ),
        "decided": "{body} har anslagit hela beloppet ({paragraph}, {decided_on}).",
        "reduced": "{body} har sänkt det från {before} till {left} ({paragraph}, {decided_on}).",
        "kept": "Efter det förtida slutet blir det i samma proportion {amount}.",
        "both": (
            "{body} har sänkt finansieringen från {before} till {left} ({paragraph}, {decided_on}), och enligt avtalet "
            "sänks den egna insatsen i samma proportion: {own} × {left_number} ÷ {before_number} = {amount}."
        ),
    },
    "en": {
        "index": "The amount follows an index: {formula}.",
        "base": "The amount follows an index counted from {base}, and is therefore as agreed.",
        "unknown": "Agreed is {agreed} in the money of the base month. {formula}",
        "days": "On the {days} days of the period falls {before}.",
        "preliminary": (
            "{body} has only preliminarily appropriated it ({paragraph}, {decided_on})[, with {amount}]"
            "[, with {percent}%]."
        ),
        "decided": "{body} has appropriated it in full ({paragraph}, {decided_on}).",
        "reduced": "{body} lowered it from {before} to {left} ({paragraph}, {decided_on}).",
        "kept": "After the early end it comes, in the same proportion, to {amount}.",
        "both": (
            "{body} lowered the funding from {before} to {left} ({paragraph}, {decided_on}), and by the agreement the "
            "own contribution is lowered in the same proportion: {own} × {left_number} ÷ {before_number} = {amount}."
        ),
    },
}


def explain_amount(line: Line, language: str) -> str:
    """How the line's amount came about; empty where it stands as agreed."""
    promise = line.promise
    if promise is None:
        return ""
    said = []
    if promise.indexed is not None:
        said = _index(promise, promise.indexed, line.period, language)
    said += [_say(phrase, values, language) for phrase, values in _appropriated(line, promise, language)]
    return " ".join(said)


def _index(promise: Promise, found: Indexed, period: Period, language: str) -> list[str]:
    """The formula and, where the period is not a whole year, its part of it."""
    text = formula(found, language)
    if found.amount is None:
        return [_say("unknown", {"agreed": Amount(found.base_amount, "SEK"), "formula": text}, language)]
    said = [_say("index", {"formula": text.rstrip(".")}, language)]
    if not found.steps:
        said = [_say("base", {"base": str(found.clause.base)}, language)]
    if not period.holds_full_year:
        said.append(_say("days", {"days": period.days, "before": Amount(promise.before, "SEK")}, language))
    return said


def _appropriated(line: Line, promise: Promise, language: str) -> list[tuple[str, dict[str, Value]]]:
    """What the council has done, as phrases and their values."""
    left, before = promise.funding
    found: list[tuple[str, dict[str, Value]]] = []
    for act in promise.acts:
        values: dict[str, Value] = {
            "body": act.body,
            "paragraph": act.paragraph,
            "decided_on": act.decided_on,
            "amount": "" if act.amount is None else Amount(act.amount, "SEK"),
            "percent": "" if act.share is None else number(act.share * 100, language),
            "before": Amount(before, "SEK"),
            "left": Amount(left, "SEK"),
        }
        if line.kind == "funding":
            in_full = act.state == REDUCED and not promise.lowered
            found.append(("decided" if in_full else act.state, values))
    if promise.lowered:
        amounts: dict[str, Value] = {"amount": Amount(promise.amount, "SEK")}
        if line.kind == "funding":
            found += [("kept", amounts)] if promise.amount != left else []
        else:
            sums = {"own": promise.before, "left_number": left, "before_number": before}
            found.append(("both", values | amounts | {name: number(one, language) for name, one in sums.items()}))
    return found


def _say(phrase: str, values: dict[str, Value], language: str) -> str:
    return fill(SENTENCES[language][phrase], values, language)


def basis(promise: Promise) -> Json:
    """The steps behind the amount as JSON, without words: SEK with two decimals, months as YYYY-MM."""
    left, before = promise.funding
    return {
        "agreed": _decimal(promise.agreed),
        "before_appropriation": None if promise.unknown else _decimal(promise.before),
        "provisional": promise.provisional,
        "index": None if promise.indexed is None else _index_json(promise.indexed),
        "appropriations": [_act(act) for act in promise.acts],
        "funding": {"before": _decimal(before), "left": _decimal(left)} if promise.lowered else None,
    }


def _index_json(found: Indexed) -> Json:
    return {
        "series": found.clause.series,
        "base": str(found.clause.base),
        "base_index": None if found.base is None else str(found.base.value),
        "yearly_amount": None if found.amount is None else _decimal(found.amount),
        "steps": [_step(step) for step in found.steps],
        "missing": [str(month) for month in found.missing],
    }


def _step(step: Step) -> Json:
    """`month` is the one that the clause asks for, `taken` the one that was published."""
    return {
        "month": str(step.needed),
        "taken": str(step.taken.month),
        "index": str(step.taken.value),
        "source": step.taken.source,
        "uncut": str(step.uncut),
        "change": str(step.change),
        "limit": None if step.limit is None else str(step.limit),
    }


def _act(act: Act) -> Json:
    return {
        "id": act.id,
        "state": act.state,
        "amount": None if act.amount is None else _decimal(act.amount),
        "share": None if act.share is None else f"{act.share.normalize():f}",
        "body": act.body,
        "paragraph": act.paragraph,
        "decided_on": act.decided_on.isoformat(),
    }


def _decimal(value: Decimal) -> str:
    return str(value.quantize(ORE))
