"""What an amendment makes of a shared cost: how much, by which key, among whom, and who is paid."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements.services import cost_sharing
from agreements.services.resolving.reading import Json, Reading, Values
from agreements.services.resolving.term import wrong_periods
from office.bodies import plain
from office.refusals import Refusal


def changed(reading: Reading) -> Iterator[Json]:
    """New amounts, keys, members and payees of shared costs."""
    costs = {cost["id"]: cost for cost in reading.terms["shared_costs"]}
    for place, said in enumerate(reading.rows("shared_costs")):
        at, cost = f"shared_costs[{place}]", costs.get(said.get("shared_cost"))
        if cost is None:
            if "shared_cost" in said:
                message = _("The agreement has no shared cost %(id)s.") % {"id": said["shared_cost"]}
                reading.refusals.append(
                    Refusal("shared_cost.unknown", message, f"{at}.shared_cost", sorted(costs), said["shared_cost"])
                )
            continue
        yield _cost(reading, cost, said, at)


def _cost(reading: Reading, cost: Json, said: Values, at: str) -> Json:
    """The new state's fields. A new key needs all that it counts; the amount alone keeps the members as they are, and
    amounts of some periods those of the others."""
    before = cost["history"][-1]
    reading.refusals += wrong_periods(reading, said.get("amounts"), at)
    if said.get("amounts"):
        said = {**said, "amounts": _by_period(before["amounts"], said["amounts"])}
    change: Json = {"shared_cost": cost["id"]}
    merged = _merged(reading, before, said)
    reading.refusals += list(cost_sharing.fields(merged, at))
    change |= {name: plain(said[name]) for name in ("amount", "amounts", "basis", "fixed") if name in said}
    if "amount" in said:
        change["amounts"] = []
    if said.get("amounts"):
        change["amount"] = None
    if said.keys() & {"basis", "members", "reference_date"}:
        reading.refuse_before_it_began([("party", pk) for pk in reading.parties.values()], at)
        members, wrong = _members(reading, merged, at)
        reading.refusals += wrong if "members" in said else [replace(one, path=f"{at}.members") for one in wrong]
        change |= {"members": members, "reference_date": plain(merged.get("reference_date"))}
        change |= {"fixed": plain(merged.get("fixed"))} if "basis" in said else {}
    if "payee" in said:
        change["payee"] = reading.party(said["payee"], f"{at}.payee")
    return change


def _by_period(before: list[Json], said: list[Values]) -> list[Values]:
    """The amounts that were listed, with those that are said now in their place; what could not be read stays to be
    refused."""
    now = {row["period"]: row for row in said if row and "period" in row}
    kept = [now.pop(row["period"], {**row, "amount": Decimal(row["amount"])}) for row in before]
    return [*kept, *(row for row in said if not row or row.get("period") in {*now, None})]


def _merged(reading: Reading, before: Json, said: Values) -> Values:
    """The cost as a body would say it after the change."""
    money = {name: Decimal(before[name]) for name in ("amount", "fixed") if before[name] is not None}
    merged: Values = {"basis": before["basis"], **money}
    if before["amounts"]:
        merged["amounts"] = [{**row, "amount": Decimal(row["amount"])} for row in before["amounts"]]
    if before["reference_date"]:
        merged["reference_date"] = cost_sharing.as_day(before["reference_date"])
    if "amount" in said:
        merged.pop("amounts", None)
    if said.get("amounts"):
        merged.pop("amount", None)
    basis = said.get("basis", before["basis"])
    for name in ("fixed", "reference_date"):
        if basis != before["basis"] and basis not in cost_sharing.ONLY[name]:
            merged.pop(name, None)
    if basis == before["basis"] or basis not in cost_sharing.WEIGHED_BY:
        merged["members"] = _as_said(reading, before, basis)
    return merged | {name: value for name, value in said.items() if name not in ("shared_cost", "payee")}


def _as_said(reading: Reading, state: Json, basis: Any) -> list[Values]:
    """A state's members as a body would list them by a key: without those that leave, and with those that join where
    the key looks up itself what it counts of them. A floor and a ceiling stay with their member."""
    weighed = cost_sharing.WEIGHED_BY.get(basis)
    stay = [one for one in state["members"] if one["organization"] not in reading.leaving]
    bounds = ("floor", "ceiling")
    return [
        {
            "organization": one["organization"],
            **({weighed: Decimal(one["weight"])} if weighed else {}),
            **{name: Decimal(one[name]) for name in bounds if one[name] is not None},
        }
        for one in stay
    ] + [{"organization": pk} for pk in reading.sharing if not weighed]


def _members(reading: Reading, merged: Values, at: str) -> tuple[list[Json], list[Refusal]]:
    among = [reading.known[pk] for pk in [*reading.parties, *reading.joining] if pk not in reading.leaving]
    known = cost_sharing.populations([merged], among)
    return cost_sharing.members(merged, at, among, reading.known, known)
