"""Register an agreement and revise its draft."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from stdnum.se import orgnr

from agreements import sharing
from agreements.bodies import AgreementBody
from agreements.models import Agreement, Commitment, Party, SharedCost
from agreements.models.agreement import State
from agreements.periods import Period
from agreements.services import cost_sharing
from agreements.services.lifecycle import locked
from agreements.services.rules import refusals as wrong_in
from agreements.services.rules.terms import Terms
from agreements.services.standing import officers_only, require_state, without_own
from office.access import acting
from office.bodies import plain
from office.models import Organization, User
from office.refusals import Refusal, Refused, conflict, forbidden, refuse_if
from office.services import organizations, revisions, trail

Values = dict[str, Any]
Spans = tuple[Period, ...]
#: How volunteer time, own cash and in kind count unless the agreement says otherwise (domain.md).
COUNTING = {"volunteer_time": "cap", "own_cash": "plan", "in_kind": "plan"}


def _named(values: Values) -> list[tuple[str, Any]]:
    """Every organisation that the terms name, with its path."""
    found = [
        (f"parties[{i}].organization", (row or {}).get("organization"))
        for i, row in enumerate(values.get("parties") or [])
    ]
    for i, row in enumerate(values.get("commitments") or []):
        found += [(f"commitments[{i}].{name}", (row or {}).get(name)) for name in ("party", "recipient")]
    for i, row in enumerate(values.get("shared_costs") or []):
        found.append((f"shared_costs[{i}].payee", (row or {}).get("payee")))
        for j, member in enumerate((row or {}).get("members") or []):
            found.append((f"shared_costs[{i}].members[{j}].organization", (member or {}).get("organization")))
    return [(path, named) for path, named in found if named is not None]


def _normal(named: int | str) -> int | str:
    return orgnr.format(named) if isinstance(named, str) and orgnr.is_valid(named) else named


def resolve(named: Iterable[tuple[str, int | str]], refusals: list[Refusal]) -> dict[int | str, Organization]:
    """Organisations by the reference that was sent, in one query; unknown ones are refused by path."""
    pairs = list(named)
    wanted = {_normal(reference) for _path, reference in pairs}
    known: dict[int | str, Organization] = {}
    ids, numbers = {w for w in wanted if isinstance(w, int)}, {w for w in wanted if isinstance(w, str)}
    by_id, by_number = Organization.objects.filter(pk__in=ids), Organization.objects.filter(number__in=numbers - {""})
    for organization in (by_id | by_number).select_related("parent"):
        known |= {organization.pk: organization, organization.number or organization.pk: organization}
    found: dict[int | str, Organization] = {}
    for path, reference in pairs:
        if known_one := known.get(_normal(reference)):
            found[reference] = known_one
        elif isinstance(reference, str) and (wrong := organizations.number_refusals(reference, path)):
            refusals += wrong
        else:
            message = _("%(reference)s is not registered here. Register the organisation first.")
            refusals.append(
                Refusal(
                    "organization.unknown",
                    message % {"reference": reference},
                    path,
                    "a registered organisation",
                    reference,
                )
            )
    return found


def _terms(values: Values, refusals: list[Refusal]) -> Terms:
    organizations = resolve(_named(values), refusals)
    costs = [cost or {} for cost in values.get("shared_costs") or []]
    terms = Terms(values, organizations, cost_sharing.populations(costs, organizations.values()))
    unreadable = {refusal.path for refusal in refusals}
    refusals += [one for one in wrong_in(terms) if not _told_already(one, unreadable)]
    return terms


def _told_already(refusal: Refusal, unreadable: set[str]) -> bool:
    """What came but could not be read is not missing as well: neither itself nor what would have stood in for it."""
    if refusal.code == "component.hours_without_rate":
        return any(path.startswith("conditions") for path in unreadable)
    if refusal.code == "component.category_without_hours":
        return f"{refusal.path.removesuffix('category')}hours" in unreadable
    if refusal.code not in ("required", "shared_cost.amount_or_amounts"):
        return False
    instead: tuple[str, ...] = ()
    if refusal.path.endswith(".amount"):
        beside = refusal.path.removesuffix("amount")
        instead = (f"{beside}hours", f"{beside}components[", f"{beside}amounts")
    return any(path == refusal.path or path.startswith(instead) for path in unreadable)


def register(values: Values, by: User, refusals: list[Refusal]) -> Agreement:
    """Register a draft with its parties, commitments and conditions; its owner is the officer's own public party.

    `values` are what could be read of the body, `refusals` what is wrong with the rest. Raises `Refused` with all of
    it; nothing is saved then.
    """
    mine = acting(by)
    if not mine.officer:
        raise forbidden("agreement.officers_only", _("Only a municipal officer registers agreements."))
    refusals = list(refusals)
    terms = _terms(values, refusals)
    without_own(terms.party_ids, by)
    found = [terms.organization(party.get("organization")) for party in terms.parties]
    owner = next((one for one in found if one and one.public and one.pk in mine.officer), None)
    if owner is None and "parties" in values and None not in found:
        message = _("Your own organisation must be one of the public parties.")
        refusals.append(Refusal("parties.yours_missing", message, "parties", "an organisation you act for", None))
    _refuse_taken(values, owner, 0, refusals)
    if refusals or owner is None:
        raise Refused(*refusals)
    with transaction.atomic():
        agreement = Agreement(**_columns(terms), owner=owner, recorded_by=by)
        _save(agreement)
        _write_terms(agreement, terms)
        _record("agreement.registered", agreement, by, terms)
    return agreement


def revise(agreement: Agreement, changes: Values, by: User, refusals: list[Refusal], expected: str | None) -> Agreement:
    """Change a draft. Lists (parties, commitments, conditions) are replaced whole; what is left out stays."""
    try:
        with transaction.atomic():
            agreement = locked(agreement)
            officers_only(agreement, by)
            revisions.require(agreement, expected)
            require_state(agreement, State.DRAFT)
            terms = _revised(agreement, changes, by, refusals)
            revisions.advance(Agreement, agreement, **_columns(terms))
            agreement.commitments.all().delete()
            agreement.shared_costs.all().delete()
            agreement.parties.all().delete()
            _write_terms(agreement, terms)
            _record("agreement.revised", agreement, by, terms)
    except IntegrityError as error:
        raise _taken_meanwhile() from error
    return agreement


def _revised(agreement: Agreement, changes: Values, by: User, refusals: list[Refusal]) -> Terms:
    """The whole terms with the changes, or `Refused` with everything that is wrong with them."""
    refusals = list(refusals)
    terms = _terms(as_values(agreement) | changes, refusals)
    without_own(terms.party_ids, by)
    if not any(pk in acting(by).officer for pk in terms.party_ids) and None not in terms.party_ids:
        message = _("Your own organisation must stay one of the public parties.")
        refusals.append(Refusal("parties.yours_missing", message, "parties", "an organisation you act for", None))
    elif agreement.owner_id not in terms.party_ids and None not in terms.party_ids:
        message = _("%(owner)s owns the reference and stays a party.") % {"owner": agreement.owner.name}
        refusals.append(Refusal("parties.owner_missing", message, "parties", agreement.owner_id, None))
    _refuse_taken(terms.values, agreement.owner, agreement.pk, refusals)
    refuse_if(refusals)
    return terms


def _refuse_taken(values: Values, owner: Organization | None, but: int, refusals: list[Refusal]) -> None:
    reference = values.get("reference")
    if owner and reference and Agreement.objects.filter(owner=owner, reference=reference).exclude(pk=but).exists():
        message = _("%(owner)s has an agreement with the reference %(reference)s already.")
        refusals.append(
            Refusal(
                "reference.taken", message % {"owner": owner.name, "reference": reference}, "reference", None, reference
            )
        )


def _taken_meanwhile() -> Exception:
    return conflict(
        "reference.taken", _("Somebody registered the same reference at the same moment."), path="reference"
    )


def _save(agreement: Agreement) -> None:
    try:
        with transaction.atomic():
            agreement.save()
    except IntegrityError as error:
        raise _taken_meanwhile() from error


def _columns(terms: Terms) -> Values:
    columns = {name: terms.values[name] for name in ("reference", "title", "kind", "purpose", "starts_on", "ends_on")}
    words = f"{columns['reference']} {columns['title']}".casefold()
    return columns | {"conditions": plain(terms.values.get("conditions") or {}), "search_text": words}


def _write_terms(agreement: Agreement, terms: Terms) -> None:
    parties = {}
    for row in terms.parties:
        organization = terms.organizations[row["organization"]]
        party = Party.objects.create(agreement=agreement, organization=organization, role=row["role"])
        parties[organization.pk] = party
    for row in terms.commitments:
        recipient = terms.organization(row.get("recipient"))
        Commitment.objects.create(
            agreement=agreement,
            party=parties[terms.organizations[row["party"]].pk],
            recipient=parties[recipient.pk] if recipient else None,
            kind=row["kind"],
            name=row.get("name", ""),
            unit=row.get("unit", ""),
            amount=amount_of(row),
            amounts=plain(row.get("amounts") or []),
            components=[plain({"counting": COUNTING[part["kind"]], **part}) for part in row.get("components") or []],
            instalments=plain(row.get("instalments") or []),
            clause=row.get("clause", ""),
        )
    for place, row in enumerate(terms.shared_costs):
        payee = parties[terms.organizations[row["payee"]].pk]
        _write_cost(agreement, row, parties, payee, terms.members(place)[0], terms.periods())


def _write_cost(
    agreement: Agreement, row: Values, parties: dict[int, Party], payee: Party, members: list[Values], spans: Spans
) -> None:
    """The cost, and each member's share of it as a commitment to pay the host."""
    cost = SharedCost.objects.create(
        agreement=agreement,
        payee=payee,
        members=members,
        amounts=plain(row.get("amounts") or []),
        instalments=plain(row.get("instalments") or []),
        clause=row.get("clause", ""),
        **{name: row.get(name) for name in ("name", "basis", "amount", "fixed", "reference_date")},
    )
    for organization, shares in sharing.shares(
        [cost_sharing.state(row, members)], zip(spans, spans, strict=True)
    ).items():
        Commitment.objects.create(
            agreement=agreement,
            party=parties[organization],
            recipient=payee,
            kind="funding",
            name=cost.name,
            amounts=[{name: share[name] for name in ("period", "amount")} for share in shares],
            instalments=cost.instalments,
            clause=cost.clause,
            shared_cost=cost,
            shares=shares,
        )


def amount_of(row: Values) -> Decimal | None:
    """The yearly amount: as stated, else the sum of components that are all in kronor. With hours among them it is
    left open, since what they are worth follows the rate of each period; so it is where a part could not be read."""
    stated: Decimal | None = row.get("quantity") if row["kind"] == "activity" else row.get("amount")
    parts = row.get("components") or []
    if stated is not None or not parts or not all(part and "amount" in part for part in parts):
        return stated
    return sum((part["amount"] for part in parts), Decimal(0))


def as_values(agreement: Agreement) -> Values:
    """A saved draft as the values that its body was read to, for revising a part of it."""
    names = {party.pk: party.organization_id for party in agreement.parties.all()}
    raw = {
        **{name: getattr(agreement, name) for name in ("reference", "title", "kind", "purpose", "conditions")},
        "starts_on": str(agreement.starts_on),
        "ends_on": str(agreement.ends_on),
        "parties": [{"organization": row.organization_id, "role": row.role} for row in agreement.parties.all()],
        "commitments": [_commitment_raw(row, names) for row in agreement.commitments.all() if not row.shared_cost_id],
        "shared_costs": [_cost_raw(row, names) for row in agreement.shared_costs.all()],
    }
    return AgreementBody().read(raw)[0]


def _commitment_raw(row: Commitment, names: dict[int, int]) -> Values:
    raw: Values = {name: getattr(row, name) for name in ("kind", "name", "unit", "clause", "components", "instalments")}
    raw |= {"party": names[row.party_id], "recipient": names[row.recipient_id] if row.recipient_id else None}
    if row.amount is None and row.components:
        return raw | {"per": "year"}
    if row.amount is None:
        return raw | {"per": "period", "amounts": row.amounts}
    return raw | {"per": "year", "quantity" if row.kind == "activity" else "amount": str(row.amount)}


def _cost_raw(row: SharedCost, names: dict[int, int]) -> Values:
    """A saved cost as its body was; its members are listed also where they had been left out."""
    weighed = {"percentages": "percent", "usage": "quantity"}.get(row.basis)
    members = [
        {
            **{name: one[name] for name in ("organization", "floor", "ceiling")},
            **({weighed: one["weight"]} if weighed else {}),
        }
        for one in row.members
    ]
    raw: Values = {name: getattr(row, name) for name in ("name", "basis", "instalments", "clause")}
    raw |= {"payee": names[row.payee_id], "members": members}
    raw |= {"amounts": row.amounts} if row.amounts else {"amount": str(row.amount)}
    raw |= {"fixed": str(row.fixed)} if row.fixed is not None else {}
    return raw | ({"reference_date": str(row.reference_date)} if row.reference_date else {})


def _record(kind: str, agreement: Agreement, by: User, terms: Terms) -> None:
    public = [one.pk for one in terms.organizations.values() if one.public]
    data = {"reference": agreement.reference, "title": agreement.title, "terms": plain(terms.values)}
    trail.record(kind, by=by, subject=agreement, concerns=public, data=data, draft=True)
