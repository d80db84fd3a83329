"""Who joins by an amendment, and who leaves."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from agreements.models.shared_costs import BY_INHABITANTS, Basis
from agreements.services import cost_sharing
from agreements.services.resolving.reading import Json, Reading, place_of
from office.models import Organization
from office.refusals import Refusal


def joining(reading: Reading) -> Iterator[Json]:
    """Who joins, or joins again, in which role, and what each of the costs that it will share counts of it."""
    seen: set[int] = set()
    effective = str(reading.values.get("effective_on"))
    for place, row in enumerate(reading.rows("join")):
        one, at = reading.organization(row), f"join[{place}]"
        if one is None or "role" not in row:
            continue
        if one.pk in reading.parties or one.pk in seen:
            message = _("%(name)s is a party already: it stands in an agreement once.") % {"name": one.name}
            reading.refusals.append(
                Refusal("parties.duplicate", message, f"{at}.organization", "an organisation that is no party", one.pk)
            )
        elif one.pk in reading.left and effective <= (last := reading.left[one.pk][1]):
            message = _("%(name)s is a party through %(day)s: it joins again from a later day.")
            told = message % {"name": one.name, "day": last}
            reading.refusals.append(Refusal("amendment.before_it_left", told, "effective_on", f"> {last}", effective))
        seen.add(one.pk)
        shares = dict(_shares(reading, one, at)) if one.pk in reading.sharing else {}
        yield {"party": reading.joining[one.pk], "organization": one.pk, "role": row["role"], "shares": shares}


def _shares(reading: Reading, one: Organization, at: str) -> Iterator[tuple[str, Json]]:
    """The joining member as each cost's key counts it, unless the amendment lists the cost's members itself."""
    listed = {row.get("shared_cost") for row in reading.rows("shared_costs") if row.get("members") or row.get("basis")}
    for cost in reading.terms["shared_costs"]:
        if cost["id"] in listed:
            continue
        state = cost["history"][-1]
        values = {"basis": state["basis"], "reference_date": cost_sharing.as_day(state["reference_date"])}
        if state["basis"] not in {*BY_INHABITANTS, "equal"}:
            message = _("%(cost)s is shared by %(basis)s: list its members with the one that joins.")
            told = {"cost": cost["name"], "basis": str(Basis(state["basis"]).label).lower()}
            where = place_of(cost["id"], "shared_costs", "shared_cost", reading.rows("shared_costs"))
            reading.refusals.append(
                Refusal("amendment.members_needed", message % told, f"{where}.members", "members", None)
            )
            continue
        known = cost_sharing.populations([values], [one])
        members, wrong = cost_sharing.members(
            {**values, "members": [{"organization": one.pk}]}, at, [one], {one.pk: one}, known
        )
        alone = [refusal for refusal in wrong if refusal.code != "shared_cost.too_few"]
        reading.refusals += [replace(refusal, path=f"{at}.organization") for refusal in alone]
        if members:
            yield str(cost["id"]), members[0]


def leaving(reading: Reading) -> Iterator[Json]:
    """Who leaves: a party, but not the owner of the reference, nor one that is paid by those who stay."""
    payees = {cost["payee"] for cost in reading.terms["shared_costs"]}
    replaced = {row.get("shared_cost") for row in reading.rows("shared_costs") if row.get("payee")}
    payees -= {cost["payee"] for cost in reading.terms["shared_costs"] if cost["id"] in replaced}
    for place, row in enumerate(reading.rows("leave")):
        one, at = reading.organization(row), f"leave[{place}].organization"
        if one is None:
            continue
        party = reading.parties.get(one.pk)
        if party is None:
            message = _("%(named)s is no party to this agreement.") % {"named": one.name}
            reading.refusals.append(Refusal("party.unknown", message, at, sorted(reading.parties), one.pk))
        elif one.pk == reading.agreement.owner_id:
            message = _("%(owner)s owns the reference and stays a party.") % {"owner": one.name}
            reading.refusals.append(Refusal("parties.owner_missing", message, at, one.pk, None))
        elif party in payees:
            message = _("%(name)s is paid for a shared cost: name another payee first.") % {"name": one.name}
            reading.refusals.append(Refusal("amendment.payee_leaves", message, at, "another payee", one.pk))
        else:
            reading.refuse_before_it_began([("party", party)], at)
            yield {"party": party, "organization": one.pk}
