"""What an amendment changes, in sentences: the difference of two documents of terms (`agreements.amending`)."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from agreements import condition_words
from agreements.amended_fields import paths, values
from agreements.amending import Change, Difference, Document, Promised, changed, through
from agreements.amendment_phrases import SENTENCES
from agreements.condition_words import name_of
from office.numbers import NBSP, day, number, trimmed


def sentences(difference: Difference, change: Change, names: Mapping[int, str], language: str) -> list[str]:
    """Everything that differs, one sentence each; `names` are the organisations' by their ids."""
    return list(_said(difference, change, Names(difference.at_last, names), language))


def field(path: str, language: str, names: "Names") -> str:
    """What a field is called at the beginning of a sentence."""
    found = _field(path.split("."), SENTENCES[language], names, language)
    return found[:1].upper() + found[1:]


def _field(way: list[str], said: Mapping[str, str], names: "Names", language: str) -> str:
    match way:
        case ["conditions", name]:
            return name_of(name, language)
        case ["parties", organization]:
            return said["party.field"].format(name=names.by_organization.get(int(organization), organization))
        case ["commitments", pk, name]:
            return f"{names.promise(pk, language)}: {said[f'{name}.field']}"
        case ["shared_costs", pk, "payee"]:
            return f"{names.cost(pk)}: {said['payee']}"
        case ["shared_costs", pk, name]:
            return f"{names.cost(pk)}: {said[f'{name}.field']}"
    return said[f"field.{way[0]}"]


def told(path: str, value: Any, language: str, names: "Names") -> str:
    """What a field's value says: nothing, a condition in words, a day, money, whom it names, or a list of these."""
    said = SENTENCES[language]
    match path.split("."):
        case _ if value in (None, []):
            return said["nothing"]
        case ["conditions", name]:
            return condition_words.told(name, value, language)
        case ["ends_on"]:
            return day(date.fromisoformat(value), language)
        case [_, _, "recipient" | "payee"]:
            return names.by_party.get(value, str(value))
        case [_, _, "amount" | "fixed"]:
            return _sum(value, language)
        case [_, _, "amounts"]:
            return ", ".join(f"{one['period']}: {_sum(one['amount'], language)}" for one in value)
        case [_, _, "components"]:
            return ", ".join(_part(one, language) for one in value)
        case ["parties", _] | [_, _, "basis"]:
            return said[f"value.{value}"]
        case [_, _, "members"]:
            return ", ".join(names.by_organization.get(one["organization"], "") for one in value)
    return str(value)


def _sum(amount: str, language: str) -> str:
    return f"{number(Decimal(amount), language)}{NBSP}{SENTENCES[language]['unit']}"


class Names:
    """What parties, promises and costs of the terms are called; `names` are the organisations' by their ids."""

    def __init__(self, terms: Document, names: Mapping[int, str]) -> None:
        self.by_party = {one["party"]: names[one["organization"]] for one in terms["parties"]}
        self.by_organization = names
        self._commitments = {str(row["id"]): row for row in terms["commitments"]}
        self._costs = {str(cost["id"]): str(cost["name"]) for cost in terms["shared_costs"]}

    def promise(self, pk: str, language: str) -> str:
        """Whose promise of what: "Umeå kommun, funding"."""
        row = self._commitments.get(pk)
        return f"{self.by_party[row['party']]}, {_what(row, language)}" if row else pk

    def cost(self, pk: str) -> str:
        """A shared cost's name."""
        return self._costs.get(pk, pk)


def _said(difference: Difference, change: Change, names: Names, language: str) -> Iterator[str]:
    before, after = difference.before, difference.after
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
        was, now = (
            told(path, terms["conditions"].get(name, {}).get("value"), language, names) for terms in (before, after)
        )
        if was != now:
            yield said["condition"].format(name=field(path, language, names), before=was, after=now)
    known = {one["organization"] for one in before["parties"]}
    for one in change.get("join", []):
        joins = "joins_again" if one["organization"] in known else "joins"
        yield said[joins].format(name=_of(one, names), **days)
    yield from (said["leaves"].format(name=_of(one, names), **days) for one in change.get("leave", []))
    yield from _recipients(before, after, names, language, days)
    yield from _keys(before, after, names, language, days)
    yield from _parts(before, after, change, names, language, days)
    rows = {row["id"]: row for row in difference.at_last["commitments"]}
    for one in changed(difference.without, difference.at_last):
        yield _amount(one, rows[one.commitment], names, language)


def _of(one: Mapping[str, Any], names: Names) -> str:
    return names.by_organization[one["organization"]]


def _recipients(
    before: Document, after: Document, names: Names, language: str, days: Mapping[str, str]
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


def _keys(before: Document, after: Document, names: Names, language: str, days: Mapping[str, str]) -> Iterator[str]:
    """What is shared, by which key, and how each member shares, where that is another."""
    old = {cost["id"]: cost["history"][-1] for cost in before["shared_costs"]}
    for cost in after["shared_costs"]:
        what, was, now = cost["name"], old[cost["id"]], cost["history"][-1]
        keys = [_key(state, language) for state in (was, now)]
        if keys[0] != keys[1]:
            yield SENTENCES[language]["key"].format(what=what, before=keys[0], after=keys[1], day=days["day"])
        yield from _shared(what, was, now, language, days)
        yield from _members(what, was, now, names, language, days)


def _shared(what: str, was: Change, now: Change, language: str, days: Mapping[str, str]) -> Iterator[str]:
    """How much is shared: a year, or in each period."""
    said = SENTENCES[language]
    if was["amount"] != now["amount"]:
        told = (
            said["by_period"] if one is None else said["a_year"].format(sum=_sum(one, language))
            for one in (was["amount"], now["amount"])
        )
        yield said["cost"].format(what=what, day=days["day"], **dict(zip(("before", "after"), told, strict=True)))
    old = {one["period"]: one["amount"] for one in was["amounts"]}
    for one in now["amounts"]:
        if old.get(one["period"]) != one["amount"]:
            before = _sum(old[one["period"]], language) if one["period"] in old else said["nothing"]
            after = _sum(one["amount"], language)
            yield said["cost_in"].format(what=what, period=one["period"], before=before, after=after)


def _members(
    what: str, was: Change, now: Change, names: Names, language: str, days: Mapping[str, str]
) -> Iterator[str]:
    """What each member weighs by a key that counts no inhabitants, and its floor and ceiling."""
    said = SENTENCES[language]
    weighed = {"percentages": "percent", "usage": "quantity"}
    before, after = (
        {
            (one["organization"], name): value
            for one in state["members"]
            for name, value in {
                **({weighed[state["basis"]]: one["weight"]} if state["basis"] in weighed else {}),
                "floor": one["floor"],
                "ceiling": one["ceiling"],
            }.items()
            if value is not None
        }
        for state in (was, now)
    )
    for organization, name in dict.fromkeys([*before, *after]):
        old, new = (found.get((organization, name)) for found in (before, after))
        if old != new:
            told = (_weighs(name, one, language) for one in (old, new))
            yield said["member"].format(
                name=names.by_organization[organization],
                what=what,
                field=said[name],
                day=days["day"],
                **dict(zip(("before", "after"), told, strict=True)),
            )


def _weighs(name: str, value: str | None, language: str) -> str:
    if value is None:
        return SENTENCES[language]["nothing"]
    if name in ("floor", "ceiling"):
        return _sum(value, language)
    return f"{trimmed(Decimal(value), language)}{NBSP}%" if name == "percent" else trimmed(Decimal(value), language)


def _key(state: Mapping[str, Any], language: str) -> str:
    on = state["reference_date"] and day(date.fromisoformat(state["reference_date"]), language)
    fixed = state["fixed"] and number(Decimal(state["fixed"]), language)
    return SENTENCES[language][state["basis"]].format(on=on, fixed=fixed)


def _parts(
    before: Document, after: Document, change: Change, names: Names, language: str, days: Mapping[str, str]
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
    known = {row["id"] for row in before["commitments"]}
    for row in after["commitments"]:
        parts = [part for step in row["steps"] for part in step["components"] or ()]
        if row["id"] not in known and parts:
            told = {"party": names.by_party[row["party"]], "what": _what(row, language), "day": days["day"]}
            now = ", ".join(_part(one, language) for one in parts)
            yield said["parts"].format(**told, before=said["nothing"], after=now)


def _part(one: Mapping[str, Any], language: str) -> str:
    said, hours = SENTENCES[language], one.get("hours")
    much, unit = (one["amount"], said["unit"]) if hours is None else (hours, said["hours"])
    return f"{said[one['kind']]} {number(Decimal(much), language)}{NBSP}{unit}"


def _amount(one: Promised, row: Mapping[str, Any], names: Names, language: str) -> str:
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
