"""What an amendment changes, as it is typed: the terms that everything agreed has left, in fields.

Only what somebody typed otherwise than it stood is part of the change. The page remembers by a moment what stood there
(`known_at`), so that what others have agreed on meanwhile is not taken for a wish to have it back.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from agreements.amended_fields import values
from agreements.amending import Document, spans, through
from agreements.models import Agreement
from agreements.services import documents
from office.models import Organization
from reports.pages.registering.conditions import clause_words
from reports.pages.registering.parties import named
from reports.pages.registering.promises import PARTS, part_words
from reports.pages.registering.typed import amount_words
from reports.pages.registering.words import Words, flat, nested, rows_of, text

#: What a member weighs by a key that counts no inhabitants, and its bounds.
MEMBER = ("percent", "quantity", "floor", "ceiling")
#: By so many years a term is shown longer: of a slip of the pen, such as 2204, no row for each year.
MOST_YEARS = 50
#: How the term is cut into periods stands: payments and reports carry their names.
FIXED = "period_basis"


def terms_of(agreement: Agreement, known_at: datetime | None = None) -> Document:
    """The terms when everything that is agreed (by a moment) has taken effect."""
    return documents.last(agreement, known_at=known_at)


def standing(terms: Document) -> list[int]:
    """The ids of the organisations that have not left."""
    return [one["organization"] for one in terms["parties"] if not one["left_on"]]


def changeable(terms: Document) -> list[Mapping[str, Any]]:
    """The promises that an amendment changes by themselves: not shares of a cost, nor those of who has left."""
    there = {one["party"] for one in terms["parties"] if not one["left_on"]}
    return [row for row in terms["commitments"] if row["shared_cost"] is None and row["party"] in there]


def conditions_of(terms: Document) -> dict[str, Any]:
    """The conditions that an amendment can change."""
    return {name: said for name, said in terms["conditions"].items() if name != FIXED}


def words_of(terms: Document) -> Words:
    """The terms as they are typed."""
    organizations = {one["party"]: one["organization"] for one in terms["parties"]}
    return {
        "title": terms["title"],
        "ends_on": str(through(terms)),
        "commitments": [_promise(row, terms, organizations) for row in changeable(terms)],
        "shared_costs": [_cost(cost, organizations) for cost in terms["shared_costs"]],
        "parties": [{"organization": str(pk), "leaves": ""} for pk in standing(terms)],
        "join": [{"organization": "", "role": ""}],
        "add": [new_promise()],
        "conditions": clause_words(conditions_of(terms)),
    }


def new_promise() -> Words:
    """A further promise that says nothing yet."""
    parts = [{"kind": kind.value, "amount": ""} for kind in PARTS]
    return {**dict.fromkeys(("kind", "party", "recipient", "amount", "unit", "name"), ""), "components": parts}


def _promise(row: Mapping[str, Any], terms: Document, organizations: Mapping[Any, int]) -> Words:
    recipient = organizations.get(row["recipient"])
    words: Words = {"commitment": str(row["id"]), "recipient": "" if recipient is None else str(recipient)}
    if row["amounts"]:
        return words | {"years": _years(row["amounts"])}
    name = f"commitments.{row['id']}"
    said = values(terms, {"commitments": [{"commitment": row["id"], "amount": None, "components": None}]})
    words["amount"] = amount_words(said[f"{name}.amount"])
    if parts := said[f"{name}.components"]:
        kinds = {one["kind"]: one for one in parts}
        words["components"] = [part_words(kind.value, kinds.get(kind.value, {})) for kind in PARTS]
    return words


def _years(amounts: Iterable[Mapping[str, Any]]) -> list[Words]:
    return [{"period": one["period"], "amount": amount_words(one["amount"])} for one in amounts]


def _cost(cost: Mapping[str, Any], organizations: Mapping[Any, int]) -> Words:
    state = cost["history"][-1]
    words: Words = {
        "shared_cost": str(cost["id"]),
        "basis": state["basis"],
        "fixed": amount_words(state["fixed"]),
        "reference_date": state["reference_date"] or "",
        "payee": str(organizations[cost["payee"]]),
        "members": [_member(one, state["basis"]) for one in state["members"]],
    }
    if state["amounts"]:
        return words | {"years": _years(state["amounts"])}
    return words | {"amount": amount_words(state["amount"])}


def _member(one: Mapping[str, Any], basis: str) -> Words:
    weighs = {"percentages": "percent", "usage": "quantity"}.get(basis)
    return {
        "organization": str(one["organization"]),
        "percent": "",
        "quantity": "",
        **({weighs: amount_words(one["weight"])} if weighs else {}),
        **{name: amount_words(one[name]) for name in ("floor", "ceiling")},
    }


def with_rows(words: Words, terms: Document) -> Words:
    """The words with a row for all that they speak of: each year of the term as it is typed, each member that joins."""
    labels, joining = _labels(words, terms), _sharing(words)
    return {
        **words,
        "commitments": [_with_years(row, labels) for row in rows_of(words, "commitments")],
        "shared_costs": [_with_members(_with_years(row, labels), joining) for row in rows_of(words, "shared_costs")],
    }


def _sharing(words: Words) -> list[Organization]:
    """Who is named as joining and would share what is shared: a public party that is not there to be paid."""
    rows = [(named(said), text(row, "role")) for row in rows_of(words, "join") if (said := text(row, "organization"))]
    return [one for one, role in rows if one is not None and one.public and role != "recipient"]


def _labels(words: Words, terms: Document) -> list[str]:
    """The periods of the term through the day that is typed, where that makes it longer."""
    try:
        end = date.fromisoformat(text(words, "ends_on"))
    except ValueError:
        end = through(terms)
    longer = (
        {"ends_on": str(end)} if terms["ends_on"] < str(end) and end.year - through(terms).year <= MOST_YEARS else {}
    )
    return [whole.label for _left, whole in spans({**terms, **longer})]


def _with_years(row: Words, labels: Iterable[str]) -> Words:
    if "years" not in row:
        return row
    typed = {text(one, "period"): text(one, "amount") for one in rows_of(row, "years")}
    return {**row, "years": [{"period": label, "amount": typed.get(label, "")} for label in labels]}


def _with_members(row: Words, joining: Iterable[Organization]) -> Words:
    there = rows_of(row, "members")
    known = {text(one, "organization") for one in there}
    empty = dict.fromkeys(MEMBER, "")
    new = [{"organization": str(one.pk), **empty} for one in joining if str(one.pk) not in known]
    return {**row, "members": [*there, *new]}


def caught_up(typed: Words, then: Words, now: Words) -> Words:
    """What was typed, upon what holds now: a field that nobody touched says what it says now."""
    before = dict(flat(then))
    mine = {name: said for name, said in flat(typed) if before.get(name, "") != said}
    return nested({**dict(flat(now)), **mine})
