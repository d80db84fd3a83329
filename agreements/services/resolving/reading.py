"""A request for an amendment beside the terms that it would change: who and what it names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.services import documents, registration
from agreements.services.rules.terms import not_a_party
from office.models import Organization
from office.refusals import Refusal

Values = dict[str, Any]
Json = dict[str, Any]


class Reading:
    """One request being read: the terms as everything agreed has them, and the organisations that it names."""

    def __init__(self, agreement: Agreement, values: Values, number: int, refusals: list[Refusal]) -> None:
        self.agreement, self.values, self.number, self.refusals = agreement, values, number, refusals
        self.terms = documents.last(agreement)
        self.named = registration.resolve(_named(values), refusals)
        ids = [one["organization"] for one in self.terms["parties"]]
        rows = Organization.objects.filter(pk__in=ids).select_related("parent")
        #: The parties and all that are named, by their ids and as they are named.
        self.known = self.named | {one.pk: one for one in [*rows, *self.named.values()]}
        self.parties = {one["organization"]: one["party"] for one in self.terms["parties"] if not one["left_on"]}
        #: Who has left, by the organisation: the party that it was, and is again if it joins, and its last day.
        self.left = {
            one["organization"]: (one["party"], one["left_on"]) for one in self.terms["parties"] if one["left_on"]
        }
        self.joining = {
            one.pk: self.left[one.pk][0] if one.pk in self.left else f"{number}:{one.pk}"
            for row in self.rows("join")
            if (one := self.organization(row)) is not None
        }
        self.later = documents.brought_later(agreement, values.get("effective_on"))
        self.leaving = {one.pk for row in self.rows("leave") if (one := self.organization(row)) is not None}

    @property
    def sharing(self) -> list[int]:
        """Those that join and share what is shared: public parties that are not there to be paid."""
        joining = [(self.organization(row), row.get("role")) for row in self.rows("join")]
        return [one.pk for one, role in joining if one is not None and one.public and role not in (None, "recipient")]

    def rows(self, name: str) -> list[Json]:
        """A list of the request; what could not be read of it is empty."""
        return [row or {} for row in self.values.get(name) or []]

    def organization(self, row: Mapping[str, Any]) -> Organization | None:
        """Who a row names."""
        return self.named.get(row.get("organization") or 0)

    def standing(self, named: Any) -> Any:
        """The party that is named, also one that joins; None when it is none."""
        one = self.named.get(named)
        return None if one is None else self.parties.get(one.pk) or self.joining.get(one.pk)

    def party(self, named: Any, path: str) -> Any:
        """The same; a refusal when it is none."""
        found = self.standing(named)
        if found is None and named in self.named:
            self.refusals.append(not_a_party(self.named[named], path, named))
        return found

    def refuse_before_it_began(self, rows: Iterable[tuple[str, Any]], at: str) -> None:
        """Refuse what names a party or commitment that an amendment, agreed already, brings on a later day only."""
        day = max((self.later[row] for row in rows if row in self.later), default=None)
        if day is not None:
            message = _("An agreed amendment brings this from %(day)s: say that day or a later one.") % {"day": day}
            effective = self.values.get("effective_on")
            self.refusals.append(Refusal("amendment.before_it_began", message, at, f">= {day}", effective))


def place_of(pk: int, name: str, key: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Where a request says something about a cost or a commitment (`shared_costs[0]`), or would, in a further row."""
    places = [place for place, row in enumerate(rows) if row.get(key) == pk]
    return f"{name}[{places[0] if places else len(rows)}]"


def _named(values: Values) -> Iterator[tuple[str, Any]]:
    """Every organisation that the request names, with its path."""
    for name, keys in (
        ("join", ("organization",)),
        ("leave", ("organization",)),
        ("commitments", ("recipient",)),
        ("add", ("party", "recipient")),
        ("shared_costs", ("payee",)),
    ):
        for place, row in enumerate(values.get(name) or []):
            yield from ((f"{name}[{place}].{key}", row[key]) for key in keys if row and row.get(key) is not None)
            for at, member in enumerate((row or {}).get("members") or []):
                if member and "organization" in member:
                    yield f"{name}[{place}].members[{at}].organization", member["organization"]
