"""What an amendment changes, in sentences: the difference of two documents of terms (`agreements.amending`)."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from agreements import condition_words
from agreements.amending import Change, Document, Promised, changed, paths, through, values
from agreements.condition_words import name_of
from office.numbers import NBSP, day, number

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "title": "Avtalet får namnet {after} (förut {before}).",
        "longer": "Avtalet förlängs till och med {after} (förut {before}).",
        "shorter": "Avtalet förkortas till och med {after} (förut {before}).",
        "condition": "{name}: {after} (förut {before}).",
        "joins": "{name} blir part från och med {day}.",
        "joins_again": "{name} blir part igen från och med {day}.",
        "leaves": "{name} lämnar avtalet; {last} är sista dagen.",
        "amount": "{party}, {what}, {period}: {after} (förut {before}).",
        "recipient": "{what} från {party} betalas till {after} från och med {day} (förut {before}).",
        "key": "{what} delas från och med {day} {after} (förut {before}).",
        "equal": "i lika delar",
        "per_capita": "efter invånare {on}",
        "fixed_and_per_capita": "med {fixed}\u00a0kr var och resten efter invånare {on}",
        "percentages": "efter egna procentsatser",
        "usage": "efter nyttjande",
        "parts": "{party}, {what}, från och med {day}: {after} (förut {before}).",
        "volunteer_time": "ideell tid",
        "own_cash": "egna medel",
        "hours": "timmar",
        "nothing": "inget",
        "field.title": "avtalets namn",
        "field.ends_on": "avtalets sista dag",
        "every": "varje mottagare",
        "unit": "kr",
        "funding": "finansiering",
        "co_financing": "egen insats",
        "in_kind": "naturainsats",
        "activity": "verksamhet",
    },
    "en": {
        "title": "The agreement gets the name {after} (before: {before}).",
        "longer": "The agreement is extended to {after}, inclusive (before: {before}).",
        "shorter": "The agreement is shortened to {after}, inclusive (before: {before}).",
        "condition": "{name}: {after} (before: {before}).",
        "joins": "{name} becomes a party from {day}.",
        "joins_again": "{name} becomes a party again from {day}.",
        "leaves": "{name} leaves the agreement; {last} is the last day.",
        "amount": "{party}, {what}, {period}: {after} (before: {before}).",
        "recipient": "{what} from {party} is paid to {after} from {day} (before: {before}).",
        "key": "{what} is shared {after} from {day} (before: {before}).",
        "equal": "in equal parts",
        "per_capita": "by inhabitants on {on}",
        "fixed_and_per_capita": "with {fixed}\u00a0kr each and the rest by inhabitants on {on}",
        "percentages": "by percentages of its own",
        "usage": "by usage",
        "parts": "{party}, {what}, from {day}: {after} (before: {before}).",
        "volunteer_time": "volunteer time",
        "own_cash": "own cash",
        "hours": "hours",
        "nothing": "nothing",
        "field.title": "the agreement's name",
        "field.ends_on": "the agreement's last day",
        "every": "every recipient",
        "unit": "kr",
        "funding": "funding",
        "co_financing": "own contribution",
        "in_kind": "in kind",
        "activity": "activity",
    },
}


def sentences(before: Document, after: Document, change: Change, names: Mapping[int, str], language: str) -> list[str]:
    """Everything that differs, one sentence each; `names` are the organisations' by their ids."""
    return list(_said(before, after, change, _Names(after, names), language))


def field(path: str, language: str) -> str:
    """What a field is called at the beginning of a sentence; one that has no words of its own by its path."""
    kind, _dot, name = path.partition(".")
    found = name_of(name, language) if kind == "conditions" else SENTENCES[language].get(f"field.{path}")
    return found[:1].upper() + found[1:] if found else path


def told(path: str, value: Any, language: str) -> str:
    """What a field's value says: nothing, a condition in words, a day, or as it is."""
    if value is None:
        return SENTENCES[language]["nothing"]
    kind, _dot, name = path.partition(".")
    if kind == "conditions":
        return condition_words.told(name, value, language)
    return day(date.fromisoformat(value), language) if path == "ends_on" else str(value)


class _Names:
    """What parties are called."""

    def __init__(self, terms: Document, names: Mapping[int, str]) -> None:
        self.by_party = {one["party"]: names[one["organization"]] for one in terms["parties"]}
        self.by_organization = names


def _said(before: Document, after: Document, change: Change, names: _Names, language: str) -> Iterator[str]:
    said, on = SENTENCES[language], date.fromisoformat(change["effective_on"])
    days = {"day": day(on, language), "last": day(date.fromordinal(on.toordinal() - 1), language)}
    if "title" in change:
        yield said["title"].format(before=before["title"], after=after["title"])
    if "ends_on" in change:
        old, new = (through(terms) for terms in (before, after))
        kind = "longer" if new > old else "shorter"
        yield said[kind].format(before=day(old, language), after=day(new, language))
    for name in change.get("conditions", {}):
        path = f"conditions.{name}"
        was, now = (told(path, terms["conditions"].get(name, {}).get("value"), language) for terms in (before, after))
        if was != now:
            yield said["condition"].format(name=field(path, language), before=was, after=now)
    known = {one["organization"] for one in before["parties"]}
    for one in change.get("join", []):
        joins = "joins_again" if one["organization"] in known else "joins"
        yield said[joins].format(name=_of(one, names), **days)
    yield from (said["leaves"].format(name=_of(one, names), **days) for one in change.get("leave", []))
    yield from _recipients(before, after, names, language, days)
    yield from _keys(before, after, language, days)
    yield from _parts(before, after, change, names, language, days)
    rows = {row["id"]: row for row in after["commitments"]}
    for one in changed(before, after):
        yield _amount(one, rows[one.commitment], names, language)


def _of(one: Mapping[str, Any], names: _Names) -> str:
    return names.by_organization[one["organization"]]


def _recipients(
    before: Document, after: Document, names: _Names, language: str, days: Mapping[str, str]
) -> Iterator[str]:
    said = SENTENCES[language]
    old = {row["id"]: row["recipient"] for row in before["commitments"]}
    for row in after["commitments"]:
        if row["id"] in old and old[row["id"]] != row["recipient"]:
            was, now = (
                said["every"] if pk is None else names.by_party[pk] for pk in (old[row["id"]], row["recipient"])
            )
            what = _what(row, language)
            told = {"what": what[:1].upper() + what[1:], "party": names.by_party[row["party"]]}
            yield said["recipient"].format(**told, before=was, after=now, day=days["day"])


def _keys(before: Document, after: Document, language: str, days: Mapping[str, str]) -> Iterator[str]:
    """By which key a cost is shared, where that is another."""
    old = {cost["id"]: cost["history"][-1] for cost in before["shared_costs"]}
    for cost in after["shared_costs"]:
        was, now = (_key(state, language) for state in (old[cost["id"]], cost["history"][-1]))
        if was != now:
            yield SENTENCES[language]["key"].format(what=cost["name"], before=was, after=now, day=days["day"])


def _key(state: Mapping[str, Any], language: str) -> str:
    on = state["reference_date"] and day(date.fromisoformat(state["reference_date"]), language)
    fixed = state["fixed"] and number(Decimal(state["fixed"]), language)
    return SENTENCES[language][state["basis"]].format(on=on, fixed=fixed)


def _parts(
    before: Document, after: Document, change: Change, names: _Names, language: str, days: Mapping[str, str]
) -> Iterator[str]:
    """What an own contribution is made of, where that is something else."""
    said, rows = SENTENCES[language], {row["id"]: row for row in after["commitments"]}
    old, new = values(before, change), values(after, change)
    for path in (path for path in paths(change) if path[0] == "commitments" and path[2] == "components"):
        key, row = ".".join(map(str, path)), rows[path[1]]
        if old[key] != new[key]:
            was, now = (", ".join(_part(one, language) for one in parts[key]) for parts in (old, new))
            told = {"party": names.by_party[row["party"]], "what": _what(row, language), "day": days["day"]}
            yield said["parts"].format(**told, before=was or said["nothing"], after=now or said["nothing"])


def _part(one: Mapping[str, Any], language: str) -> str:
    said, hours = SENTENCES[language], one.get("hours")
    much, unit = (one["amount"], said["unit"]) if hours is None else (hours, said["hours"])
    return f"{said[one['kind']]} {number(Decimal(much), language)}{NBSP}{unit}"


def _amount(one: Promised, row: Mapping[str, Any], names: _Names, language: str) -> str:
    said = SENTENCES[language]
    unit = row["unit"] or said["unit"]
    was, now = (
        said["nothing"] if value is None else f"{number(value, language)}{NBSP}{unit}"
        for value in (one.before, one.after)
    )
    told = {"party": names.by_party[row["party"]], "what": _what(row, language), "period": one.period}
    return said["amount"].format(**told, before=was, after=now)


def _what(row: Mapping[str, Any], language: str) -> str:
    return str(row["name"]) or SENTENCES[language][row["kind"]]
