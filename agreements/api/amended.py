"""An amended agreement's record: the terms that are in force on the day asked about."""

from collections.abc import Iterable, Mapping
from typing import Any

from agreements.amending import Document, through
from office.api.shapes import Json
from office.models import Organization


def called(found: Iterable[Document]) -> dict[int, Organization]:
    """The organisations that are parties by some terms, by id: one query."""
    ids = {one["organization"] for terms in found for one in terms["parties"]}
    return Organization.objects.in_bulk(ids) if ids else {}


def in_force(terms: Document, named: Mapping[int, Organization]) -> Json:
    """What a record says of its terms, in place of what its rows say."""
    organizations = {one["party"]: one["organization"] for one in terms["parties"]}
    standing = [one for one in terms["parties"] if not one["left_on"]]
    return {
        "title": terms["title"],
        "ends_on": str(through(terms)),
        "parties": [_party(one, named[one["organization"]]) for one in standing],
        "commitments": [_commitment(row, organizations) for row in terms["commitments"]],
        "shared_costs": [_cost(row, organizations) for row in terms["shared_costs"]],
        "conditions": terms["conditions"],
    }


def _party(one: Mapping[str, Any], organization: Organization) -> Json:
    known = {"name": organization.name, "number": organization.number, "kind": organization.kind, "left_on": None}
    return {"organization": organization.pk, "role": one["role"], **known}


def _commitment(row: Mapping[str, Any], organizations: Mapping[Any, int]) -> Json:
    """As `CommitmentShape` shows it."""
    amount, activity = row["amount"], row["kind"] == "activity"
    return {
        "id": row["id"],
        "party": organizations[row["party"]],
        "recipient": organizations.get(row["recipient"]),
        "kind": row["kind"],
        "name": row["name"],
        "per": "period" if row["amounts"] else "year",
        "amount": None if activity else amount,
        "amounts": row["amounts"],
        "quantity": amount if activity else None,
        "unit": row["unit"],
        "components": [_part(one) for one in row["components"]],
        "instalments": row["instalments"],
        "clause": row["clause"],
        "shared_cost": row["shared_cost"],
        "steps": [_step(one) for one in row["steps"]],
    }


def _step(one: Mapping[str, Any]) -> Json:
    parts = one["components"]
    return {name: one[name] for name in ("from", "amount")} | {"components": parts and [_part(part) for part in parts]}


def _part(one: Mapping[str, Any]) -> Json:
    return {name: one.get(name) for name in ("kind", "amount", "hours", "category", "counting")}


def _cost(row: Mapping[str, Any], organizations: Mapping[Any, int]) -> Json:
    state = row["history"][-1]
    names = ("basis", "amount", "amounts", "fixed", "reference_date", "members")
    return {
        "id": row["id"],
        "name": row["name"],
        "payee": organizations[row["payee"]],
        **{name: state[name] for name in names},
        "instalments": row["instalments"],
        "clause": row["clause"],
    }
