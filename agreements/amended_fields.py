"""Which fields of the terms a change sets, by their paths, and what they are in a document of terms."""

from typing import Any

from agreements.amending import Change, Document, through

Path = tuple[Any, ...]
#: Where a change sets fields of rows: the list, what names the row, and the fields.
SETS = (
    ("commitments", "commitment", ("amount", "amounts", "components", "recipient")),
    ("shared_costs", "shared_cost", ("amount", "amounts", "basis", "fixed", "members", "payee")),
)


def paths(change: Change) -> list[Path]:
    """Every field that the change sets."""
    found: list[Path] = [(name,) for name in ("title", "ends_on") if name in change]
    found += [("conditions", name) for name in change.get("conditions", {})]
    moving = [*change.get("join", []), *change.get("leave", [])]
    found += [("parties", one["organization"]) for one in moving]
    for kind, key, names in SETS:
        found += [(kind, one[key], name) for one in change.get(kind, []) for name in names if name in one]
    return found


def _read(terms: Document, path: Path) -> Any:
    """What a field is in the terms."""
    match path:
        case ("ends_on",):
            return str(through(terms))
        case ("conditions", name):
            return terms["conditions"].get(name, {}).get("value")
        case ("parties", organization):
            return _standing(terms, organization)
        case ("commitments", pk, name):
            return _of_commitment(terms, pk, name)
        case ("shared_costs", pk, name):
            return _of_cost(terms, pk, name)
    return terms[path[0]]


def _standing(terms: Document, organization: int) -> Any:
    for one in terms["parties"]:
        if one["organization"] == organization and one["left_on"] is None:
            return one["role"]
    return None


def _of_commitment(terms: Document, pk: int, name: str) -> Any:
    row = next(row for row in terms["commitments"] if row["id"] == pk)
    if name in ("amount", "components"):
        found = [step[name] for step in row["steps"] if name == "amount" or step[name] is not None]
        return found[-1] if found else row[name]
    return row[name]


def _of_cost(terms: Document, pk: int, name: str) -> Any:
    cost = next(cost for cost in terms["shared_costs"] if cost["id"] == pk)
    return cost["payee"] if name == "payee" else cost["history"][-1][name]


def values(terms: Document, change: Change) -> dict[str, Any]:
    """What the fields that a change sets are in the terms, by path (`commitments.5.amount`)."""
    return {".".join(map(str, path)): _read(terms, path) for path in paths(change)}
