"""What a rule reads: terms that could be read, with the organisations that they name; and what holds for the whole of
them, the term and the parties.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agreements.periods import Period, periods
from agreements.services import cost_sharing
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

    def no_party(self, named: Any, at: str) -> Iterator[Refusal]:
        """A refusal where who is named is not among the parties; none while it is not clear which there are."""
        found = self.organization(named)
        if found is not None and None not in self.party_ids and found.pk not in self.party_ids:
            yield not_a_party(found, at, named)

    def wrong_periods(self, rows: list[Values] | None, at: str) -> Iterator[Refusal]:
        """A refusal where amounts that are listed do not name every period of the term once."""
        labels = [period.label for period in self.periods()]
        listed: list[Any] = [row.get("period") for row in rows or [] if row]
        if labels and listed and None not in listed and sorted(listed) != sorted(labels):
            message = _("The amounts must name each period once: %(periods)s.") % {"periods": ", ".join(labels)}
            yield Refusal("amounts.periods", message, at, labels, listed)

    def periods(self) -> tuple[Period, ...]:
        """The periods of the term; none while the dates cannot be read or stand in the wrong order."""
        start, end = self.values.get("starts_on"), self.values.get("ends_on")
        if start is None or end is None or not start <= end or end.year - start.year > LONGEST_TERM:
            return ()
        basis = (self.values.get("conditions") or {}).get("period_basis", {}).get("value", "calendar_year")
        return periods(start, end, basis)


Rule = Callable[[Terms], Iterator[Refusal]]


def not_a_party(organization: Organization, at: str, named: Any) -> Refusal:
    """Who promises, receives or is paid has to be a party."""
    message = _("%(name)s is not among the parties.") % {"name": organization.name}
    return Refusal("commitment.not_a_party", message, at, "a party", named)


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


def at_commitment(index: int, name: str) -> str:
    """The path of a commitment's field."""
    return f"commitments[{index}].{name}"
