"""What an amendment makes of commitments that are there, and those that it adds."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from agreements.services import registration
from agreements.services.resolving import parts
from agreements.services.resolving.reading import Json, Reading, Values
from agreements.services.resolving.term import wrong_periods
from agreements.services.rules import FURTHER
from agreements.services.rules.parts import components
from agreements.services.rules.payable import instalment_days, instalments
from agreements.services.rules.promises import commitment_fields, commitment_parties
from agreements.services.rules.terms import Terms
from office.bodies import plain
from office.refusals import Refusal

#: What registration asks of a commitment that an amendment adds too.
RULES_OF_ADDED = (
    commitment_parties,
    commitment_fields,
    components,
    instalments,
    instalment_days,
)


def changed(reading: Reading) -> Iterator[Json]:
    """New amounts and recipients of commitments that are there."""
    rows = {row["id"]: row for row in reading.terms["commitments"]}
    for place, said in enumerate(reading.rows("commitments")):
        at, row = f"commitments[{place}]", rows.get(said.get("commitment"))
        if row is None:
            if "commitment" in said:
                message = _("The agreement has no commitment %(id)s.") % {"id": said["commitment"]}
                reading.refusals.append(
                    Refusal("commitment.unknown", message, f"{at}.commitment", sorted(rows), said["commitment"])
                )
            continue
        if row["shared_cost"] is not None:
            message = _("It is a share of a common cost: change the cost.")
            reading.refusals.append(Refusal("amendment.share", message, f"{at}.commitment", "shared_costs", row["id"]))
            continue
        if row["party"] not in {*reading.parties.values(), *reading.joining.values()}:
            message = _("It is the promise of a party that has left.")
            reading.refusals.append(
                Refusal("commitment.party_left", message, f"{at}.commitment", "a party's commitment", row["id"])
            )
        reading.refusals += _of_leaving(reading, row["party"], f"{at}.commitment", row["id"])
        began = [("commitment", row["id"]), ("party", row["party"])]
        reading.refuse_before_it_began(began, f"{at}.commitment")
        yield _commitment(reading, row, said, at)


def _of_leaving(reading: Reading, party: Any, at: str, named: Any) -> Iterator[Refusal]:
    """A refusal of what would be promised for who leaves by the same amendment."""
    if party in {reading.parties.get(pk) for pk in reading.leaving - {reading.agreement.owner_id}} - {None}:
        message = _("It is the promise of a party that leaves: what it has promised ends.")
        yield Refusal("commitment.party_left", message, at, "a party that stays", named)


def _commitment(reading: Reading, row: Json, said: Values, at: str) -> Json:
    yearly = not row["amounts"]
    change: Json = {"commitment": row["id"]}
    reading.refusals += wrong_periods(reading, said.get("amounts"), at)
    for name, fits in (("amount", yearly), ("amounts", not yearly)):
        if name in said and not fits:
            message = _("This commitment is per %(per)s: %(field)s does not go with it.")
            told = {"per": "year" if yearly else "period", "field": name}
            reading.refusals.append(
                Refusal("commitment.field_not_for_per", message % told, f"{at}.{name}", told["per"], name)
            )
        elif name in said:
            change[name] = plain(said[name])
    if "components" in said:
        change |= parts.changed(reading, row, said, at)
    elif "amount" in change:
        reading.refusals += parts.staying(reading, row, said, at)
    if "recipient" in said:
        party = reading.party(said["recipient"], f"{at}.recipient")
        if row["kind"] != "funding":
            message = _("%(field)s goes with %(owner)s only.") % {"field": "recipient", "owner": "funding"}
            reading.refusals.append(
                Refusal("commitment.field_not_for_kind", message, f"{at}.recipient", "funding", row["kind"])
            )
        change["recipient"] = party
    return change


def added(reading: Reading) -> Iterator[Json]:
    """Further commitments, by the rules of registration; a yearly one holds from the effective date on."""
    rows = reading.rows("add")
    if not rows:
        return
    values = {
        "starts_on": reading.agreement.starts_on,
        "ends_on": reading.values.get("ends_on") or reading.agreement.ends_on,
        "conditions": parts.conditions(reading),
        "parties": [{"organization": pk} for pk in [*reading.parties, *reading.joining]],
        "commitments": rows,
    }
    terms = Terms(values, reading.known)
    for check in (*RULES_OF_ADDED, *FURTHER):
        reading.refusals += [replace(one, path=one.path.replace("commitments[", "add[", 1)) for one in check(terms)]
    for place, row in enumerate(rows):
        reading.refusals += wrong_periods(reading, row.get("amounts"), f"add[{place}]")
        party = reading.standing(row.get("party"))
        reading.refusals += _of_leaving(reading, party, f"add[{place}].party", row.get("party"))
        if party is not None and "kind" in row:
            yield _added(reading, row, party, f"{reading.number}:add:{place}")


def _added(reading: Reading, row: Values, party: Any, key: str) -> Json:
    amount, components = registration.amount_of(row), parts.kept(row.get("components"))
    step: Json = {"from": str(reading.values.get("effective_on")), "amount": None if amount is None else str(amount)}
    step["components"] = components or None
    kept: Json = {"id": key, "party": party, "recipient": reading.standing(row.get("recipient"))}
    kept |= {name: row.get(name, "") for name in ("kind", "name", "unit", "clause")}
    kept |= {"former": [], "amount": None, "amounts": plain(row.get("amounts") or [])}
    kept |= {"steps": [step] if amount is not None or components else [], "shared_cost": None, "shares": []}
    kept |= {"components": [], "instalments": plain(row.get("instalments") or [])}
    return kept
