"""Of each promise: who makes it to whom, what its kind may say, its amounts, and that nothing is promised twice."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from agreements.models.terms import CommitmentKind
from agreements.services.rules.terms import Terms, Values, at_commitment
from office.refusals import Refusal


def commitment_parties(terms: Terms) -> Iterator[Refusal]:
    """Who promises, and who receives, is a party."""
    if "parties" not in terms.values:
        return
    for index, commitment in enumerate(terms.commitments):
        for name in ("party", "recipient"):
            yield from terms.no_party(commitment.get(name), at_commitment(index, name))


#: Which fields a kind of commitment may have besides party, kind, per, amount(s), clause and name.
_ONLY = {
    "components": "co_financing",
    "instalments": "funding",
    "recipient": "funding",
    "quantity": "activity",
    "unit": "activity",
}


def commitment_fields(terms: Terms) -> Iterator[Refusal]:
    """Components belong to own contributions, instalments and recipient to funding, quantity and unit to activities."""
    for index, commitment in enumerate(terms.commitments):
        kind = commitment.get("kind")
        for name, owner in _ONLY.items():
            if kind and kind != owner and commitment.get(name):
                message = _("%(field)s goes with %(owner)s only.") % {
                    "field": name,
                    "owner": CommitmentKind(owner).label,
                }
                yield Refusal("commitment.field_not_for_kind", message, at_commitment(index, name), owner, kind)
        yield from _amount_fields(index, commitment)


def _amount_fields(index: int, commitment: Values) -> Iterator[Refusal]:
    """`amount` with per year, `amounts` with per period, `quantity`, `unit` and `name` for an activity."""
    kind, per = commitment.get("kind"), commitment.get("per")
    if kind is None or per is None:
        return
    if per == "period":
        said, barred = "amounts", ["amount", "quantity"]
    elif kind == "activity":
        said, barred = "quantity", ["amount", "amounts"]
    else:
        said, barred = "amount", ["amounts"]
    needed = [] if said == "amount" and _all_stated(commitment) else [said]
    needed += ["unit", "name"] if kind == "activity" else []
    for name in needed:
        if commitment.get(name) in (None, "", []):
            message = _("%(kind)s per %(per)s needs %(field)s.")
            message %= {"kind": CommitmentKind(kind).label, "per": per, "field": name}
            yield Refusal("required", message, at_commitment(index, name), name, None)
    for name in barred:
        if commitment.get(name) is not None and not (name in _ONLY and kind != _ONLY[name]):
            message = _("%(field)s does not go with per %(per)s.") % {"field": name, "per": per}
            yield Refusal("commitment.field_not_for_per", message, at_commitment(index, name), said, name)


def _all_stated(commitment: Values) -> bool:
    """Whether every component says how much it is: then the commitment is their sum and may leave out its amount."""
    rows = commitment.get("components") or []
    return bool(rows) and all(row and ("amount" in row or "hours" in row) for row in rows)


def amounts(terms: Terms) -> Iterator[Refusal]:
    """A list of amounts names every period of the term once."""
    for index, commitment in enumerate(terms.commitments):
        yield from terms.wrong_periods(commitment.get("amounts"), at_commitment(index, "amounts"))


def once_per_party(terms: Terms) -> Iterator[Refusal]:
    """One own contribution per party (its components count toward one obligation), one promise in kind, and one of
    each activity by name; in kind stands in the own contribution or beside it, so that nothing is counted twice."""
    seen: set[tuple[Any, ...]] = set()
    with_in_kind: set[int] = set()
    for index, commitment in enumerate(terms.commitments):
        organization, kind = terms.organization(commitment.get("party")), commitment.get("kind")
        if organization is None or kind in (None, "funding"):
            continue
        key = (organization.pk, kind, (commitment.get("name") or "").casefold() if kind == "activity" else "")
        if key in seen:
            message = _("%(name)s has a commitment of this kind already.") % {"name": organization.name}
            yield Refusal("commitment.duplicate", message, f"commitments[{index}]", 1, 2)
        seen.add(key)
        parts = [row.get("kind") for row in commitment.get("components") or [] if row]
        takes_in_kind = kind == "in_kind" or (kind == "co_financing" and (not parts or "in_kind" in parts))
        if takes_in_kind and organization.pk in with_in_kind:
            message = _("What comes in kind would count twice: name it in the own contribution or beside it, not both.")
            yield Refusal("commitment.in_kind_twice", message, f"commitments[{index}]", 1, 2)
        with_in_kind |= {organization.pk} if takes_in_kind else set()


def indexation(terms: Terms) -> Iterator[Refusal]:
    """An index clause names kinds of promises that have a yearly amount: those listed by period follow no index. A
    draft may have the clause before it has promises."""
    if terms.commitments:
        yearly = {row.get("kind") for row in terms.commitments if row.get("per") == "year"}
        yield from following_nothing(terms.values.get("conditions") or {}, yearly)


def following_nothing(conditions: Values, yearly: set[Any]) -> Iterator[Refusal]:
    """Each kind that an index clause names, if it has one, and that is not among the yearly ones."""
    clause = conditions.get("indexation")
    for kind in clause["value"]["applies_to"] if clause else ():
        if kind not in yearly:
            message = _("No commitment of this kind has a yearly amount: %(kind)s follows no index.")
            told = message % {"kind": CommitmentKind(kind).label}
            yield Refusal("indexation.nothing", told, "conditions.indexation", "a yearly amount", kind)
