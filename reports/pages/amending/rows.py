"""The fields of the form and what stands around them: a row per promise, cost, member and party."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from agreements.amending import Document
from agreements.models.terms import ComponentKind
from office.models import Organization
from office.pages.forms import Field
from reports.pages.amending.words import MEMBER, changeable, standing
from reports.pages.registering.conditions import labels_of as clause_labels
from reports.pages.registering.typed import whole
from reports.pages.registering.words import Words, rows_of, text
from reports.words import KINDS

Fields = Mapping[str, Field]
Names = Mapping[str, str]
Row = dict[str, Any]


def labels_of(words: Words) -> dict[str, str]:
    """What each field is called, by its name."""
    labels = {
        "effective_on": _("It holds from and including"),
        "reason": _("Why"),
        "document": _("Document"),
        "title": _("Name"),
        "ends_on": _("Through (the last day)"),
    }
    for at, row in _placed(words, "commitments"):
        labels |= {f"{at}.amount": _("A year from then on"), f"{at}.recipient": _("Who is paid")}
        labels |= _year_labels(at, row)
        for part, _one in _placed(row, "components", at):
            labels |= {f"{part}.amount": _("Amount a year, kr"), f"{part}.hours": _("or hours a year")}
    for at, row in _placed(words, "add"):
        labels |= {
            f"{at}.kind": _("Kind of promise"),
            f"{at}.party": _("Who promises"),
            f"{at}.recipient": _("Who receives"),
            f"{at}.amount": _("A year, kr; of an activity how many"),
            f"{at}.unit": _("Of what (language cafés, visits)"),
            f"{at}.name": _("Name"),
        }
        labels |= {f"{part}.amount": _("Amount a year, kr") for part, _one in _placed(row, "components", at)}
    for at, row in _placed(words, "shared_costs"):
        labels |= {
            f"{at}.amount": _("Amount a year, kr"),
            f"{at}.basis": _("Shared by"),
            f"{at}.fixed": _("Each member's fee a year, kr"),
            f"{at}.reference_date": _("Inhabitants as of"),
            f"{at}.payee": _("Who is paid"),
            f"{at}.members": _("Members"),
        }
        labels |= _year_labels(at, row)
        own = {
            "percent": _("Per cent"),
            "quantity": _("Quantity"),
            "floor": _("At least, kr"),
            "ceiling": _("At most, kr"),
        }
        for member, _one in _placed(row, "members", at):
            labels |= {f"{member}.{name}": own[name] for name in MEMBER}
    labels |= {f"{at}.leaves": _("Leaves the agreement") for at, _row in _placed(words, "parties")}
    for at, _row in _placed(words, "join"):
        labels |= {f"{at}.organization": _("Organisation"), f"{at}.role": _("Role")}
    return labels | clause_labels()


def _placed(words: Words, name: str, within: str = "") -> Iterator[tuple[str, Words]]:
    """The rows of a list, each with where it stands."""
    at = f"{within}.{name}" if within else name
    return ((f"{at}[{place}]", row) for place, row in enumerate(rows_of(words, name)))


def _year_labels(at: str, row: Words) -> dict[str, str]:
    return {f"{year}.amount": text(one, "period") for year, one in _placed(row, "years", at)}


def rows_shown(words: Words, terms: Document, fields: Fields) -> Row:
    """The lists of the page as its template shows them, by their names there."""
    names = _names(words, terms)
    return {
        "promises": [_promise(at, row, terms, fields, names) for at, row in _placed(words, "commitments")],
        "added": [_added(at, row, fields) for at, row in _placed(words, "add")],
        "adding": any(_begun(one) for one in fields.values() if one.name.startswith("add[")),
        "costs": [_cost(at, row, terms, fields, names) for at, row in _placed(words, "shared_costs")],
        "leaving": [
            (names.get(text(row, "organization"), ""), text(row, "organization"), fields[f"{at}.leaves"])
            for at, row in _placed(words, "parties")
        ],
        "joining": [
            (fields[f"{at}.organization"], fields[f"{at}.role"]) for at, _row in _placed(words, "join")
        ],
    }  # fmt: skip


def _begun(field: Field) -> bool:
    return bool(field.value or field.wrong)


def _names(words: Words, terms: Document) -> dict[str, str]:
    """What the organisations of the page are called, by their ids as text."""
    ids = {one["organization"] for one in terms["parties"]}
    members = [one for row in rows_of(words, "shared_costs") for one in rows_of(row, "members")]
    ids |= {pk for one in members if isinstance(pk := whole(text(one, "organization")), int)}
    return {str(pk): name for pk, name in Organization.objects.filter(pk__in=ids).values_list("pk", "name")}


def _years(at: str, row: Words, fields: Fields) -> list[tuple[str, Field]]:
    return [(text(one, "period"), fields[f"{year}.amount"]) for year, one in _placed(row, "years", at)]


def _promise(at: str, row: Words, terms: Document, fields: Fields, names: Names) -> Row:
    """A promise that is there."""
    parties = {one["party"]: str(one["organization"]) for one in terms["parties"]}
    known = {str(one["id"]): one for one in changeable(terms)}
    promised = known.get(text(row, "commitment"), {})
    kind = str(promised.get("kind", ""))
    called = str(promised.get("name") or KINDS.get(kind, kind))
    return {
        "at": at,
        "id": text(row, "commitment"),
        "kind": kind,
        "unit": promised.get("unit") or "kr",
        "what": f"{called}, {names.get(parties.get(promised.get('party'), ''), '')}",
        "amount": None if "years" in row else fields[f"{at}.amount"],
        "years": _years(at, row, fields),
        "parts": [
            (text(one, "kind"), ComponentKind(text(one, "kind")).label, text(one, "category"), text(one, "counting"),
             fields[f"{part}.amount"], fields[f"{part}.hours"])
            for part, one in _parts(at, row)
        ],
        "recipient": fields[f"{at}.recipient"] if kind == "funding" else None,
        "recipients": _paid(parties.get(promised.get("recipient"), ""), terms, names),
    }  # fmt: skip


def _paid(now: str, terms: Document, names: Names) -> list[tuple[str, str]]:
    """Who can be paid: whoever stands there, and who is paid now, also if it has left; of none, every recipient."""
    ids = dict.fromkeys([*([now] if now else []), *map(str, standing(terms))])
    return [*([] if now else [("", _("Every recipient"))]), *((pk, names.get(pk, pk)) for pk in ids)]


def _parts(at: str, row: Words) -> Iterator[tuple[str, Words]]:
    """The parts of an own contribution that are of a kind that there is."""
    return (
        (part, one) for part, one in _placed(row, "components", at) if text(one, "kind") in ComponentKind.values
    )  # fmt: skip


def _added(at: str, row: Words, fields: Fields) -> Row:
    """A further promise."""
    names = ("kind", "party", "recipient", "amount", "unit", "name")
    return {
        "at": at,
        "fields": {name: fields[f"{at}.{name}"] for name in names},
        "parts": [
            (text(one, "kind"), ComponentKind(text(one, "kind")).label, fields[f"{part}.amount"])
            for part, one in _parts(at, row)
        ],
    }


def _cost(at: str, row: Words, terms: Document, fields: Fields, names: Names) -> Row:
    """A shared cost."""
    known = {str(one["id"]): one for one in terms["shared_costs"]}
    return {
        "at": at,
        "id": text(row, "shared_cost"),
        "what": known.get(text(row, "shared_cost"), {}).get("name", ""),
        "amount": None if "years" in row else fields[f"{at}.amount"],
        "years": _years(at, row, fields),
        **{name: fields[f"{at}.{name}"] for name in ("basis", "fixed", "reference_date", "payee", "members")},
        "recipients": _paid(text(row, "payee"), terms, names),
        "unfolded": any(one.wrong for path, one in fields.items() if path.startswith(f"{at}.members")),
        "rows": [
            (text(one, "organization"), names.get(text(one, "organization"), ""),
             [fields[f"{member}.{name}"] for name in MEMBER])
            for member, one in _placed(row, "members", at)
        ],
    }  # fmt: skip
