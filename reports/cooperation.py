"""What municipalities pay each other: by municipality, and by kind of agreement, area or agreement. SEK.

Made of the funding lines of the checks, so that sums equal theirs to the öre. A line is of the year in which its period
starts. Who pays is the municipality that the payer belongs to; who receives is the recipient that the commitment names,
else the only one that there can be: where several can be meant nobody is said to receive it. A host that pays its own
share pays and receives it. What is worked or given in kind is no part of it.

Worked example: six municipalities share 1 500 000 kr per capita, Umeå is host and pays 1 224 543 kr of it. Umeå pays
1 224 543 and receives 1 500 000; together they pay 1 500 000, which is what the cooperation costs.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import NamedTuple, Protocol

from agreements.amounts import ORE, ZERO
from reports.checks.results import CheckResult, Line
from reports.checks.terms import PartyFact

Key = tuple[str | None, str | None, int | None]
NO_AREAS: Mapping[int, str] = MappingProxyType({})


class About(Protocol):
    """What is needed of an agreement beside its check."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def parties(self) -> tuple[PartyFact, ...]:
        """Its parties."""


class Flow(NamedTuple):
    """Promised, due to date and paid, SEK."""

    promised: Decimal = ZERO
    due: Decimal = ZERO
    paid: Decimal = ZERO

    def plus(self, line: Line) -> "Flow":
        """With a line's figures."""
        figures = (line.promised, line.due_to_date, line.counted)
        return Flow(*(one + (more or ZERO) for one, more in zip(self, figures, strict=True)))


class Member(NamedTuple):
    """What a municipality (or another root organisation) pays and receives, in so many agreements."""

    organization: int
    name: str
    agreements: frozenset[int] = frozenset()
    pays: Flow = Flow()
    receives: Flow = Flow()


class Cost(NamedTuple):
    """What agreements cost those who pay for them: those of a kind, those that came of a study's area (`area`; empty:
    of none, None: not asked by area), or one of them (`agreement`, else None)."""

    kind: str | None
    area: str | None
    agreement: int | None
    title: str
    agreements: frozenset[int] = frozenset()
    payers: frozenset[int] = frozenset()
    pays: Flow = Flow()


def _lines(result: CheckResult, year: int) -> Iterator[Line]:
    for period in result.periods:
        if period.period.starts_on.year == year:
            yield from (line for line in period.lines if line.kind == "funding")


def receiver(line: Line, parties: Iterable[PartyFact]) -> PartyFact | None:
    """Who is paid on a line; None where several can be meant."""
    others = [one for one in parties if one.id != line.party.id]
    named = [one for one in (*others, line.party) if one.id == line.commitment.recipient]
    found = named or [one for one in others if one.role == "recipient"] or others
    return found[0] if len(found) == 1 else None


def root(party: PartyFact) -> tuple[int, str]:
    """The municipality that a party belongs to, or itself."""
    return (
        (party.organization, party.name)
        if party.municipality is None
        else (party.municipality, party.municipality_name)
    )


def members(rows: Iterable[tuple[CheckResult, About]], year: int) -> list[Member]:
    """Public parties that pay or receive money of a year, in the order of their names."""
    found: dict[int, Member] = {}
    for result, about in rows:
        for line in _lines(result, year):
            for party, way in ((line.party, "pays"), (receiver(line, about.parties), "receives")):
                if party and party.public:
                    pk, name = root(party)
                    one = found.get(pk, Member(pk, name))
                    flow = {way: getattr(one, way).plus(line)}
                    found[pk] = one._replace(agreements=one.agreements | {result.agreement}, **flow)
    return sorted(found.values(), key=lambda one: (one.name, one.organization))


def costs(
    rows: Iterable[tuple[CheckResult, About]], year: int, by: str = "kind", areas: Mapping[int, str] = NO_AREAS
) -> list[Cost]:
    """What is paid in a year by `kind` of agreement, by the `area` that agreements came of (`areas`), or for each
    `agreement`."""
    found: dict[Key, Cost] = {}
    for result, about in rows:
        pk = result.agreement
        of_kind = about.kind, None, pk if by == "agreement" else None
        key: Key = (None, areas.get(pk, ""), None) if by == "area" else of_kind
        for line in _lines(result, year):
            one = found.get(key) or Cost(key[0], key[1], key[2], about.title if by == "agreement" else "")
            found[key] = one._replace(
                agreements=one.agreements | {result.agreement},
                payers=one.payers | {root(line.party)[0]},
                pays=one.pays.plus(line),
            )
    return [found[key] for key in sorted(found, key=lambda key: (key[0] or "", key[1] or "", key[2] or 0))]


def per_head(amount: Decimal, inhabitants: int | None) -> Decimal | None:
    """SEK for each inhabitant, to the öre; None where the population is not known."""
    return (amount / inhabitants).quantize(ORE, ROUND_HALF_UP) if inhabitants else None
