"""An agreement's terms as a document (`agreements.amending`): read from its rows, and written back to them.

The rows say what is agreed, whenever it takes effect: a step or a state of a cost carries its own day. What was in
force on a day is asked of `TermsVersion`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from agreements.amending import Difference, Document, applied, in_order
from agreements.cost_keys import CannotShareError
from agreements.models import Agreement, Amendment, Commitment, Party, SharedCost, TermsVersion
from agreements.models.amendments import AmendmentState

Json = dict[str, Any]
#: What a commitment keeps of itself in a document beside its money and its parties.
PLAIN = ("kind", "name", "unit", "amounts", "steps", "components", "instalments", "clause", "shares", "former")


class Dated(NamedTuple):
    """The terms from the effective day of an amendment on (`date.min`: before any)."""

    on: date
    terms: Document


def document_of(agreement: Agreement) -> Document:
    """The terms as the rows have them."""
    return {
        "title": agreement.title,
        "starts_on": str(agreement.starts_on),
        "ends_on": str(agreement.ends_on),
        "last_day": str(agreement.last_day) if agreement.last_day else None,
        "conditions": agreement.conditions,
        "parties": [
            {"party": row.pk, "organization": row.organization_id, "role": row.role, "left_on": None}
            for row in agreement.parties.all()
        ],
        "commitments": [_commitment(row) for row in agreement.commitments.all()],
        "shared_costs": [_cost(row) for row in agreement.shared_costs.all()],
    }


def _commitment(row: Commitment) -> Json:
    kept = {name: getattr(row, name) for name in PLAIN}
    ids = {"id": row.pk, "party": row.party_id, "recipient": row.recipient_id, "shared_cost": row.shared_cost_id}
    return kept | ids | {"amount": None if row.amount is None else str(row.amount)}


def _cost(row: SharedCost) -> Json:
    kept = {name: getattr(row, name) for name in ("basis", "amounts", "members")}
    money = {name: None if (said := getattr(row, name)) is None else str(said) for name in ("amount", "fixed")}
    on = str(row.reference_date) if row.reference_date else None
    state = {"from": None, **kept, **money, "reference_date": on}
    words = {name: getattr(row, name) for name in ("name", "instalments", "clause")}
    return {"id": row.pk, "payee": row.payee_id, **words, "history": row.history or [state]}


def original(agreement: Agreement) -> Document:
    """The terms before any amendment."""
    first = agreement.versions.filter(amendment=None).first()
    return first.terms if first else document_of(agreement)


def agreed(agreement: Agreement, known_at: datetime | None = None) -> list[Amendment]:
    """The amendments that everybody has agreed to (by a moment), in the order in which they take effect."""
    rows = agreement.amendments.filter(state=AmendmentState.AGREED)
    if known_at:
        rows = rows.filter(pk__in=agreement.versions.filter(recorded_at__lte=known_at).values("amendment"))
    return sorted(rows, key=lambda row: (row.effective_on, row.number))


def next_number(agreement: Agreement) -> int:
    """The number of the agreement's next amendment, a renewal too."""
    return agreement.amendments.count() + 1


def brought_later(agreement: Agreement, day: date | None) -> dict[tuple[str, int], date]:
    """What an agreed amendment brings only after a day, each with its day: `("party", id)`, `("commitment", id)`."""
    rows = [row for row in agreed(agreement) if day is not None and row.effective_on > day]
    return {one: row.effective_on for row in rows for one in row.made}


def with_change(agreement: Agreement, change: Json, known_at: datetime | None = None) -> tuple[Document, Document]:
    """The terms on the change's effective date, before and after it. Raises `cost_keys.CannotShareError`."""
    terms = original(agreement)
    for other in _with(agreement, change, known_at):
        before, terms = terms, _next(terms, other)
        if other["number"] == change["number"]:
            return before, terms
    raise AssertionError("the change is one of them")


def difference(agreement: Agreement, change: Json, known_at: datetime | None = None) -> Difference:
    """What a change makes of all that is agreed (by a moment). Raises `cost_keys.CannotShareError`."""
    others = [row.change for row in agreed(agreement, known_at) if row.number != change["number"]]
    without = at_last = before = after = original(agreement)
    for other in in_order([*others, change]):
        if other is change:
            before, at_last = at_last, _next(at_last, other)
            after = at_last
        else:
            without, at_last = _next(without, other), _next(at_last, other)
    return Difference(before, after, without, at_last)


def as_proposed(amendment: Amendment) -> Difference:
    """What an amendment was to change, by what had been agreed to when it was proposed: the same whatever came of it,
    and of others, later."""
    return difference(amendment.agreement, {**amendment.change, "created": {}}, amendment.recorded_at)


def as_decided(amendment: Amendment) -> Difference:
    """The same of one that is agreed, by what had been agreed to by then; of one that is open, by what is agreed now,
    unless that has made it impossible; otherwise as it was proposed."""
    agreement, state = amendment.agreement, amendment.state
    if state == AmendmentState.AGREED:
        version = agreement.versions.filter(amendment=amendment)[0]
        return difference(agreement, amendment.change, version.recorded_at)
    if state == AmendmentState.PROPOSED:
        try:
            return difference(agreement, amendment.change)
        except CannotShareError:
            pass
    return as_proposed(amendment)


def last(agreement: Agreement, change: Json | None = None, known_at: datetime | None = None) -> Document:
    """The terms when everything that is agreed (by a moment) has taken effect, and the change with it."""
    return dated(agreement, change, known_at)[-1].terms


def dated(agreement: Agreement, change: Json | None = None, known_at: datetime | None = None) -> list[Dated]:
    """The terms as they were at first, then from each day on which something that is agreed, or the change, takes
    effect; they are never the same object."""
    found = [Dated(date.min, original(agreement))]
    for other in _with(agreement, change, known_at):
        found.append(Dated(date.fromisoformat(str(other["effective_on"])), _next(found[-1].terms, other)))
    return found


def _with(agreement: Agreement, change: Json | None, known_at: datetime | None) -> list[Any]:
    """All that is agreed, and a further change, in the order in which they take effect."""
    rows = (row.change for row in agreed(agreement, known_at))
    return in_order([*rows, *([change] if change else [])])


def _next(terms: Document, change: Any) -> Document:
    """The terms after a change; what it made before has its ids."""
    return named(applied(terms, change), change.get("created", {}))


def write(agreement: Agreement, amendment: Amendment, agreed_on: date) -> None:
    """Make the rows say what the amendment, just agreed, has changed; keep what the terms are from which day on.

    What it made is left on it as `created`, to be saved with its state.
    """
    if not agreement.versions.exists():
        TermsVersion.objects.create(agreement=agreement, terms=document_of(agreement))
    rows = {row.number: row for row in [*agreed(agreement), amendment]}
    ids = {key: pk for row in rows.values() for key, pk in row.created.items()}
    made = _parties(agreement, amendment)
    terms, from_on, reached = original(agreement), date.min, False
    for change in in_order(row.change for row in rows.values()):
        row = rows[change["number"]]
        terms = named(applied(terms, change), ids | made)
        from_on = max(from_on, row.effective_on, row.agreed_on or agreed_on)
        reached = reached or row is amendment
        if reached:
            made |= _new_commitments(agreement, terms)
            terms = named(terms, made)
            TermsVersion.objects.create(
                agreement=agreement, amendment=row, effective_on=row.effective_on, from_on=from_on, terms=terms
            )
    amendment.created = made
    _keep(agreement, terms)


def _parties(agreement: Agreement, amendment: Amendment) -> Json:
    """The rows of those that join, by the amendment's keys for them; who joins again has one."""
    return {
        one["party"]: Party.objects.create(
            agreement=agreement, organization_id=one["organization"], role=one["role"], joined_by=amendment
        ).pk
        for one in amendment.changes.get("join", [])
        if isinstance(one["party"], str)
    }


def named(terms: Document, ids: Mapping[str, int]) -> Document:
    """With the ids of the rows in place of an amendment's keys."""
    for party in terms["parties"]:
        party["party"] = ids.get(party["party"], party["party"])
    for row in terms["commitments"]:
        for name in ("id", "party", "recipient"):
            row[name] = ids.get(row[name], row[name])
    for cost in terms["shared_costs"]:
        cost["payee"] = ids.get(cost["payee"], cost["payee"])
    return terms


def _new_commitments(agreement: Agreement, terms: Document) -> Json:
    """A row for each commitment that has none yet, by the key that it has in the terms."""
    made = {}
    for row in terms["commitments"]:
        if isinstance(row["id"], str):
            said = {name: row[name] for name in (*PLAIN, "amount")}
            ids = {"party_id": row["party"], "recipient_id": row["recipient"], "shared_cost_id": row["shared_cost"]}
            made[row["id"]] = Commitment.objects.create(agreement=agreement, **said, **ids).pk
    return made


def _keep(agreement: Agreement, terms: Document) -> None:
    """The rows as the terms have them at last."""
    for one in terms["parties"]:
        Party.objects.filter(pk=one["party"]).update(left_on=one["left_on"], role=one["role"])
    for row in terms["commitments"]:
        said = {name: row[name] for name in ("amounts", "steps", "former", "shares")}
        Commitment.objects.filter(pk=row["id"]).update(recipient=row["recipient"], **said)
    for cost in terms["shared_costs"]:
        names = ("basis", "amount", "amounts", "fixed", "members", "reference_date")
        state = {name: cost["history"][-1][name] for name in names}
        SharedCost.objects.filter(pk=cost["id"]).update(payee=cost["payee"], history=cost["history"], **state)
    agreement.title, agreement.conditions = terms["title"], terms["conditions"]
    agreement.ends_on = date.fromisoformat(terms["ends_on"])
    agreement.last_day = date.fromisoformat(terms["last_day"]) if terms["last_day"] else None


def changed_columns(agreement: Agreement) -> Json:
    """The agreement's own columns that an amendment can have changed, as `write` left them on the object."""
    names = ("title", "conditions", "ends_on", "last_day")
    words = f"{agreement.reference} {agreement.title}".casefold()
    return {name: getattr(agreement, name) for name in names} | {"search_text": words}


def asked(agreement: Agreement, amendment: Amendment) -> list[int]:
    """Whose answer an amendment needs: every party that has not left when it takes effect, and those that join."""
    there = [row for row in agreement.parties.all() if row.left_on is None or row.left_on >= amendment.effective_on]
    joining = [one.organization_id for one in amendment.joining.all()]
    return [row.organization_id for row in there] + joining
