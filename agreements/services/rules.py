"""What an agreement's terms must satisfy before they are saved: every rule, all at once.

Each rule reads what could be read (a missing or unusable value has been refused already and is skipped) and yields
refusals with the path that was sent.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements import sharing
from agreements.conditions import CATEGORIES
from agreements.cost_keys import CannotShareError
from agreements.models.terms import CommitmentKind, ComponentKind
from agreements.periods import Period, periods
from agreements.services import cost_sharing
from office import numbers
from office.language import current_language
from office.models import Organization
from office.refusals import Refusal

Values = dict[str, Any]
LONGEST_TERM = 50  # years: a term beyond that is a slip of the pen


@dataclass(frozen=True)
class Terms:
    """Readable terms with the organisations they name, by the reference that was sent, and the inhabitants that their
    cost keys count."""

    values: Values
    organizations: dict[int | str, Organization] = field(default_factory=dict)
    inhabitants: cost_sharing.Known = field(default_factory=dict)

    @property
    def parties(self) -> list[Values]:
        return [party or {} for party in self.values.get("parties") or []]

    @property
    def commitments(self) -> list[Values]:
        return [commitment or {} for commitment in self.values.get("commitments") or []]

    @property
    def shared_costs(self) -> list[Values]:
        return [cost or {} for cost in self.values.get("shared_costs") or []]

    def members(self, place: int) -> tuple[list[Values], list[Refusal]]:
        """The members of a shared cost as its key counts them, and what is wrong with them."""
        among = [one for one in map(self.organization, (row.get("organization") for row in self.parties)) if one]
        at = f"shared_costs[{place}]"
        return cost_sharing.members(self.shared_costs[place], at, among, self.organizations, self.inhabitants)

    def organization(self, named: Any) -> Organization | None:
        return self.organizations.get(named)

    @property
    def party_ids(self) -> list[int | None]:
        found = [self.organization(party.get("organization")) for party in self.parties]
        return [organization.pk if organization else None for organization in found]

    def periods(self) -> tuple[Period, ...]:
        """The periods of the term; none while the dates cannot be read or stand in the wrong order."""
        start, end = self.values.get("starts_on"), self.values.get("ends_on")
        if start is None or end is None or not start <= end or end.year - start.year > LONGEST_TERM:
            return ()
        basis = (self.values.get("conditions") or {}).get("period_basis", {}).get("value", "calendar_year")
        return periods(start, end, basis)


Rule = Callable[[Terms], Iterator[Refusal]]


def term(terms: Terms) -> Iterator[Refusal]:
    """The term ends on or after its first day and lasts 50 years at most."""
    start, end = terms.values.get("starts_on"), terms.values.get("ends_on")
    if start is None or end is None:
        return
    if end < start:
        message = _("The agreement ends on %(end)s, before it starts on %(start)s.") % {"end": end, "start": start}
        yield Refusal("term.ends_before_start", message, "ends_on", f">= {start}", str(end))
    elif end.year - start.year > LONGEST_TERM:
        message = _("A term of more than %(years)s years is not likely.") % {"years": LONGEST_TERM}
        yield Refusal("term.too_long", message, "ends_on", f"<= {start.year + LONGEST_TERM}", str(end))


def parties(terms: Terms) -> Iterator[Refusal]:
    """Each organisation stands once among the parties, and one of them is public."""
    seen = Counter[int]()
    for index, pk in enumerate(terms.party_ids):
        if pk is None:
            continue
        seen[pk] += 1
        if seen[pk] == 2:
            message = _("The same organisation stands among the parties twice.")
            named = terms.parties[index].get("organization")
            yield Refusal("parties.duplicate", message, f"parties[{index}].organization", "once", named)
    found = [terms.organization(party.get("organization")) for party in terms.parties]
    if "parties" in terms.values and None not in found and not any(one.public for one in found if one):
        message = _("One party must be public: a municipality, a board, a region or a state authority.")
        yield Refusal("parties.no_public", message, "parties", "a public party", None)


def _at(index: int, name: str) -> str:
    return f"commitments[{index}].{name}"


def commitment_parties(terms: Terms) -> Iterator[Refusal]:
    """Who promises, and who receives, is a party."""
    if "parties" not in terms.values or None in terms.party_ids:
        return  # which parties there are is not clear yet
    for index, commitment in enumerate(terms.commitments):
        for name in ("party", "recipient"):
            organization = terms.organization(commitment.get(name))
            if organization is not None and organization.pk not in terms.party_ids:
                message = _("%(name)s is not among the parties.") % {"name": organization.name}
                yield Refusal("commitment.not_a_party", message, _at(index, name), "a party", commitment[name])


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
                yield Refusal("commitment.field_not_for_kind", message, _at(index, name), owner, kind)
        yield from _amount_fields(index, commitment)


def _amount_fields(index: int, commitment: Values) -> Iterator[Refusal]:
    """`amount` with per year, `amounts` with per period, `quantity`, `unit` and `name` for an activity."""
    kind, per = commitment.get("kind"), commitment.get("per")
    if kind is None or per is None:
        return
    if per == "period":
        needed, barred = ["amounts"], ["amount", "quantity"]
    elif kind == "activity":
        needed, barred = ["quantity"], ["amount", "amounts"]
    else:
        needed, barred = ([] if _all_stated(commitment) else ["amount"]), ["amounts"]
    needed += ["unit", "name"] if kind == "activity" else []
    for name in needed:
        if commitment.get(name) in (None, "", []):
            message = _("%(kind)s per %(per)s needs %(field)s.")
            message %= {"kind": CommitmentKind(kind).label, "per": per, "field": name}
            yield Refusal("required", message, _at(index, name), name, None)
    for name in barred:
        if commitment.get(name) is not None and not (name in _ONLY and kind != _ONLY[name]):
            message = _("%(field)s does not go with per %(per)s.") % {"field": name, "per": per}
            yield Refusal("commitment.field_not_for_per", message, _at(index, name), needed[0], name)


def _all_stated(commitment: Values) -> bool:
    """Whether every component says how much it is: then the commitment is their sum and may leave out its amount."""
    rows = commitment.get("components") or []
    return bool(rows) and all(row and ("amount" in row or "hours" in row) for row in rows)


def amounts(terms: Terms) -> Iterator[Refusal]:
    """A list of amounts names every period of the term once."""
    labels = [period.label for period in terms.periods()]
    for index, commitment in enumerate(terms.commitments):
        listed = [row.get("period") for row in commitment.get("amounts") or [] if row]
        if not labels or not listed or None in listed:
            continue
        if sorted(listed) != sorted(labels):
            message = _("The amounts must name each period once: %(periods)s.") % {"periods": ", ".join(labels)}
            yield Refusal("amounts.periods", message, _at(index, "amounts"), labels, listed)


def components(terms: Terms) -> Iterator[Refusal]:
    """Components stand once by kind, sum to the amount at most, and are parts of a yearly amount."""
    for index, commitment in enumerate(terms.commitments):
        rows = [row for row in commitment.get("components") or [] if row]
        if not rows:
            continue
        if commitment.get("per") == "period":
            message = _("Components are parts of a yearly amount; with amounts by period leave them out.")
            yield Refusal("components.need_yearly_amount", message, _at(index, "components"), "per year", "per period")
        for kind, times in Counter(row["kind"] for row in rows if "kind" in row).items():
            if times > 1:
                message = _("%(kind)s stands among the components %(times)s times.")
                message %= {"kind": ComponentKind(kind).label, "times": times}
                yield Refusal("components.duplicate", message, _at(index, "components"), 1, times)
        for at, row in enumerate(commitment.get("components") or []):
            yield from _component_fields(_at(index, f"components[{at}]"), row or {}, terms)
        total = sum((row["amount"] for row in rows if "amount" in row), Decimal(0))
        amount = commitment.get("amount")
        if amount is not None and total > amount:
            message = _("The components sum to %(sum)s, which is %(over)s more than the %(amount)s promised.")
            sums = {"sum": total, "over": total - amount, "amount": amount}
            values = {name: numbers.kronor(one, current_language()) for name, one in sums.items()}
            yield Refusal(
                "components.above_total", message % values, _at(index, "components"), f"<= {amount}", str(total)
            )


def _component_fields(at: str, row: Values, terms: Terms) -> Iterator[Refusal]:
    """A component says kronor or, of volunteer time, hours of a category; hours need a rate to be worth anything."""
    if "hours" not in row:
        if "amount" not in row:
            message = _("Say how much: an amount in kronor or, of volunteer time, hours.")
            yield Refusal("required", message, f"{at}.amount", "amount or hours", None)
        if "category" in row:
            message = _("A category goes with hours only.")
            yield Refusal("component.category_without_hours", message, f"{at}.category", "hours", row["category"])
        return
    if "amount" in row:
        message = _("Hours or an amount, not both: what the hours are worth follows from the rate.")
        yield Refusal("component.hours_and_amount", message, f"{at}.hours", "hours or amount", "both")
    if row.get("kind", ComponentKind.VOLUNTEER_TIME) != ComponentKind.VOLUNTEER_TIME:
        message = _("Only volunteer time is promised in hours.")
        yield Refusal("component.hours_not_for_kind", message, f"{at}.hours", "volunteer_time", row["kind"])
    if "category" not in row:
        message = _("Say whose hours they are: the rate differs by category.")
        yield Refusal("required", message, f"{at}.category", list(CATEGORIES), None)
    if "volunteer_rate" not in (terms.values.get("conditions") or {}):
        message = _("Hours are worth nothing without a rate: add the condition volunteer_rate.")
        yield Refusal("component.hours_without_rate", message, f"{at}.hours", "conditions.volunteer_rate", None)


def _instalments(terms: Terms) -> Iterator[tuple[str, list[Values]]]:
    """Every list of instalments with its path."""
    for name, rows in (("commitments", terms.commitments), ("shared_costs", terms.shared_costs)):
        for index, row in enumerate(rows):
            yield f"{name}[{index}].instalments", row.get("instalments") or []


def instalments(terms: Terms) -> Iterator[Refusal]:
    """Shares sum to 1."""
    for at, rows in _instalments(terms):
        shares = [row["share"] for row in rows if row and "share" in row]
        if rows and len(shares) == len(rows) and sum(shares) != 1:
            message = _("The shares of the instalments sum to %(sum)s; they must sum to 1.") % {"sum": sum(shares)}
            yield Refusal("instalments.shares_sum", message, at, "1", str(sum(shares)))


def instalment_days(terms: Terms) -> Iterator[Refusal]:
    """An instalment has a day or is on requisition; days are counted from something that it waits for."""
    for listed, rows in _instalments(terms):
        for place, row in enumerate(rows):
            at = f"{listed}[{place}]"
            if not row or not {"due", "on_requisition", "after_report", "within_days"} <= row.keys():
                continue
            if (row["due"] is None) != row["on_requisition"]:
                message = _("An instalment is due on a day of the year or is on requisition: say one of the two.")
                given = ["due", "on_requisition"] if row["due"] else None
                yield Refusal("instalment.day_or_requisition", message, at, "due or on_requisition", given)
            elif row["within_days"] and not (row["on_requisition"] or row["after_report"]):
                message = _("Days are counted from a requisition or from the approval of a report; this has neither.")
                yield Refusal("instalment.days_from_nothing", message, f"{at}.within_days", 0, row["within_days"])


def shared_costs(terms: Terms) -> Iterator[Refusal]:
    """A cost has a name of its own, a payee among the parties, and a key that can share each period's amount."""
    names: set[str] = set()
    for place, cost in enumerate(terms.shared_costs):
        at = f"shared_costs[{place}]"
        found = [*cost_sharing.fields(cost, at), *_cost_parties(terms, cost, at), *_cost_periods(terms, cost, at)]
        name = cost.get("name", "").casefold()
        if name and name in names:
            message = _("Another shared cost has this name.")
            found.append(Refusal("shared_cost.duplicate", message, f"{at}.name", "once", cost["name"]))
        names.add(name)
        members, wrong = terms.members(place)
        found += wrong
        readable = "basis" in cost and len(members) == len(cost.get("members") or members)
        if not found and readable:
            try:
                spans = zip(terms.periods(), terms.periods(), strict=True)
                sharing.shares([cost_sharing.state(cost, members)], spans)
            except CannotShareError as error:
                found += cost_sharing.trouble_refusals(error, at)
        yield from found


def _cost_parties(terms: Terms, cost: Values, at: str) -> Iterator[Refusal]:
    payee = terms.organization(cost.get("payee"))
    if payee is not None and None not in terms.party_ids and payee.pk not in terms.party_ids:
        message = _("%(name)s is not among the parties.") % {"name": payee.name}
        yield Refusal("commitment.not_a_party", message, f"{at}.payee", "a party", cost["payee"])


def _cost_periods(terms: Terms, cost: Values, at: str) -> Iterator[Refusal]:
    labels = [period.label for period in terms.periods()]
    listed = [row.get("period") for row in cost.get("amounts") or [] if row]
    if labels and listed and None not in listed and sorted(listed) != sorted(labels):
        message = _("The amounts must name each period once: %(periods)s.") % {"periods": ", ".join(labels)}
        yield Refusal("amounts.periods", message, f"{at}.amounts", labels, listed)


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


#: Further rules, filled by the apps that own the data: finance knows what promised hours are worth.
FURTHER: list[Rule] = []
RULES: tuple[Rule, ...] = (
    term,
    parties,
    commitment_parties,
    commitment_fields,
    amounts,
    components,
    instalments,
    instalment_days,
    once_per_party,
    indexation,
    shared_costs,
)


def refusals(terms: Terms) -> list[Refusal]:
    """Everything that is wrong with the terms."""
    return [refusal for rule in (*RULES, *FURTHER) for refusal in rule(terms)]
