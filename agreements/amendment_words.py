"""What an amendment changes, in sentences: the difference of two documents of terms (`agreements.amending`)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from agreements.amending import Change, Document, Promised, changed, paths
from office.numbers import day, trimmed

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "title": "Avtalet får namnet {after} (förut {before}).",
        "longer": "Avtalet förlängs till och med {after} (förut {before}).",
        "shorter": "Avtalet förkortas till och med {after} (förut {before}).",
        "condition": "Villkoret {name} blir {after} (förut {before}).",
        "joins": "{name} blir part från och med {day}.",
        "leaves": "{name} lämnar avtalet; {last} är sista dagen.",
        "amount": "{party}, {what}, {period}: {after} (förut {before}).",
        "recipient": "{what} från {party} betalas till {after} från och med {day} (förut {before}).",
        "nothing": "inget",
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
        "condition": "The condition {name} becomes {after} (before: {before}).",
        "joins": "{name} becomes a party from {day}.",
        "leaves": "{name} leaves the agreement; {last} is the last day.",
        "amount": "{party}, {what}, {period}: {after} (before: {before}).",
        "recipient": "{what} from {party} is paid to {after} from {day} (before: {before}).",
        "nothing": "nothing",
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
        old, new = (date.fromisoformat(terms["last_day"] or terms["ends_on"]) for terms in (before, after))
        kind = "longer" if new > old else "shorter"
        yield said[kind].format(before=day(old, language), after=day(new, language))
    for path in paths(change):
        if path[0] == "conditions":
            values = [terms["conditions"].get(path[1], {}).get("value") for terms in (before, after)]
            old_text, new_text = (said["nothing"] if value is None else str(value) for value in values)
            yield said["condition"].format(name=path[1], before=old_text, after=new_text)
    yield from (said["joins"].format(name=_of(one, names), **days) for one in change.get("join", []))
    yield from (said["leaves"].format(name=_of(one, names), **days) for one in change.get("leave", []))
    yield from _recipients(before, after, names, language, days)
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


def _amount(one: Promised, row: Mapping[str, Any], names: _Names, language: str) -> str:
    said = SENTENCES[language]
    unit = row["unit"] or said["unit"]
    was, now = (
        said["nothing"] if value is None else f"{trimmed(value, language)} {unit}" for value in (one.before, one.after)
    )
    told = {"party": names.by_party[row["party"]], "what": _what(row, language), "period": one.period}
    return said["amount"].format(**told, before=was, after=now)


def _what(row: Mapping[str, Any], language: str) -> str:
    return str(row["name"]) or SENTENCES[language][row["kind"]]
