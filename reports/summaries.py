"""Figures for auditors: many agreements' checks added up by municipality, association, year, kind or status.

Money is SEK, hours are hours; activities are left out, since their units differ. Every line belongs to exactly one
group, so that groups add up to the total to the öre, and a line's figures are those of its own check whatever else is
summed. Only the number of agreements may overlap: an agreement of three years is counted once in each year and once
in the total.

Worked example: a municipality pays 1 500 000 kr to one association and 650 000 kr to another. By municipality that is
one group with funding paid 2 150 000 kr and two agreements; by association two groups, which add up to it.

Co-financing, in-kind and volunteer figures belong to the host municipality, else the first funder's (the API's
`summaries`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, Protocol

from agreements.amounts import ORE, ZERO
from reports.checks.facts import PartyFact
from reports.checks.results import CheckResult, Line

GroupBy = Literal["municipality", "association", "year", "kind", "status"]
GROUP_BYS: tuple[GroupBy, ...] = ("municipality", "association", "year", "kind", "status")

Key = tuple[str | int | None, str]
SEVERAL: Key = (None, "")  # no single organisation can be named


class About(Protocol):
    """What a summary needs to know about an agreement beside its check; `AgreementFacts` is one."""

    @property
    def kind(self) -> str:
        """The agreement's kind."""

    @property
    def parties(self) -> tuple[PartyFact, ...]:
        """Its parties."""


Row = tuple[CheckResult, About]


@dataclass(frozen=True, slots=True)
class Funding:
    """Promised, due to date and paid, SEK."""

    promised: Decimal = ZERO
    due: Decimal = ZERO
    paid: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Reported:
    """Co-financing or in-kind, SEK. `promised_to_date`, `delivered`, `counted` and `difference` are over the lines
    handed in and known; `unknown` is the number of lines that cannot be judged.
    """

    promised: Decimal = ZERO
    promised_to_date: Decimal = ZERO
    delivered: Decimal = ZERO
    counted: Decimal = ZERO
    difference: Decimal = ZERO
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Hours reported, and what they counted for in SEK, over the lines handed in and known."""

    hours: Decimal = ZERO
    counted: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Group:
    """One group's figures. Each of `keys` is an id, a label or a word of the code (None: several) with its name."""

    keys: tuple[Key, ...]
    agreements: int
    funding: Funding
    co_financing: Reported
    volunteer: Volunteer
    in_kind: Reported

    @property
    def name(self) -> str:
        """What people call the group: the names of its keys."""
        return ", ".join(name for _, name in self.keys)


@dataclass(frozen=True, slots=True)
class Summary:
    """The groups in the order of their names, and all of them together."""

    group_by: tuple[GroupBy, ...]
    groups: tuple[Group, ...]
    total: Group


@dataclass(slots=True)
class _Bag:
    """The lines gathered for a group, and the agreements that they come from."""

    lines: list[Line] = field(default_factory=list)
    agreements: set[int] = field(default_factory=set)


def summarise(rows: Iterable[Row], *group_by: GroupBy) -> Summary:
    """Add up the checks by one thing, or by several together (municipality and year)."""
    keys_of = [KEYS[one] for one in group_by]
    bags: dict[tuple[Key, ...], _Bag] = {}
    everything = _Bag()
    for result, about in rows:
        everything.agreements.add(result.agreement)
        for period in result.periods:
            for line in period.lines:
                bag = bags.setdefault(tuple(key_of(line, result, about) for key_of in keys_of), _Bag())
                bag.lines.append(line)
                bag.agreements.add(result.agreement)
                everything.lines.append(line)
    order = sorted(bags, key=lambda keys: [(key is None, name, str(key)) for key, name in keys])
    return Summary(group_by, tuple(_group(keys, bags[keys]) for keys in order), _group((), everything))


def as_json(summary: Summary) -> dict[str, Any]:
    """The summary with money and hours as strings with two decimals."""
    return {
        "group_by": list(summary.group_by),
        "groups": [{"group": _keys_json(summary.group_by, group), **_group_json(group)} for group in summary.groups],
        "total": _group_json(summary.total),
    }


def _by_year(line: Line, _: CheckResult, __: About) -> Key:
    return line.period.label, line.period.label


def _by_kind(_: Line, __: CheckResult, about: About) -> Key:
    return about.kind, about.kind


def _by_status(_: Line, result: CheckResult, __: About) -> Key:
    return result.status, result.status


def _by_association(line: Line, _: CheckResult, about: About) -> Key:
    """Who the line is about: who receives the funding, or who promised the rest; several if nobody can be singled
    out.
    """
    if line.kind != "funding" and not line.party.public:
        return line.party.organization, line.party.name
    named = [party for party in about.parties if party.id == line.commitment.recipient]
    others = [party for party in about.parties if not party.public and party.id != line.party.id]
    recipients = [party for party in others if party.role == "recipient"]
    for candidates in (named if line.kind == "funding" else [], others, recipients):
        organizations = {party.organization: party.name for party in candidates}
        if len(organizations) == 1:
            return next(iter(organizations.items()))
    return SEVERAL


def _by_municipality(line: Line, _: CheckResult, about: About) -> Key:
    """Funding under who pays, everything else under the host, else the first funder."""
    return _municipality(line.party if line.kind == "funding" else _home(about))


def _home(about: About) -> PartyFact | None:
    parties = sorted((party for party in about.parties if party.public), key=lambda party: party.id)
    for role in ("host", "funder"):
        for party in parties:
            if party.role == role:
                return party
    return None


def _municipality(party: PartyFact | None) -> Key:
    """The municipality that a public party belongs to; a party that is nobody's board is its own."""
    if party is None or not party.public:
        return SEVERAL
    if party.municipality is None:
        return party.organization, party.name
    return party.municipality, party.municipality_name


KEYS: dict[str, Callable[[Line, CheckResult, About], Key]] = {
    "municipality": _by_municipality,
    "association": _by_association,
    "year": _by_year,
    "kind": _by_kind,
    "status": _by_status,
}


def _group(keys: tuple[Key, ...], bag: _Bag) -> Group:
    by_kind: dict[str, list[Line]] = {"funding": [], "co_financing": [], "in_kind": [], "activity": []}
    for line in bag.lines:
        by_kind[line.kind].append(line)
    return Group(
        keys=keys,
        agreements=len(bag.agreements),
        funding=_funding(by_kind["funding"]),
        co_financing=_reported(by_kind["co_financing"]),
        volunteer=_volunteer(by_kind["co_financing"]),
        in_kind=_reported(by_kind["in_kind"]),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), ZERO)


def _funding(lines: Sequence[Line]) -> Funding:
    return Funding(
        promised=_sum(line.promised for line in lines),
        due=_sum(line.due_to_date for line in lines),
        paid=_sum(line.counted for line in lines),
    )


def _reported(lines: Sequence[Line]) -> Reported:
    return Reported(
        promised=_sum(line.promised for line in lines),
        promised_to_date=_sum(line.promised for line in lines if line.handed_in),
        delivered=_sum(line.delivered for line in lines),
        counted=_sum(line.counted for line in lines),
        difference=_sum(line.difference for line in lines),
        unknown=sum(line.status == "unknown" for line in lines),
    )


def _volunteer(lines: Sequence[Line]) -> Volunteer:
    """Unknown lines stay out, since hours without a value would be weighed against nothing."""
    parts = [part for line in lines if line.handed_in for part in line.components if part.kind == "volunteer_time"]
    return Volunteer(hours=_sum(part.hours for part in parts), counted=_sum(part.counted for part in parts))


def _keys_json(group_by: Sequence[GroupBy], group: Group) -> dict[str, Any]:
    return {by: {"key": key, "name": name} for by, (key, name) in zip(group_by, group.keys, strict=True)}


def _group_json(group: Group) -> dict[str, Any]:
    return {
        "agreements": group.agreements,
        "funding": _amounts(group.funding, ("promised", "due", "paid")),
        "co_financing": _reported_json(group.co_financing),
        "volunteer": _amounts(group.volunteer, ("hours", "counted")),
        "in_kind": _reported_json(group.in_kind),
    }


def _reported_json(reported: Reported) -> dict[str, Any]:
    names = ("promised", "promised_to_date", "delivered", "counted", "difference")
    return {**_amounts(reported, names), "unknown": reported.unknown}


def _amounts(measures: Funding | Reported | Volunteer, names: Iterable[str]) -> dict[str, str]:
    return {name: str(getattr(measures, name).quantize(ORE)) for name in names}
