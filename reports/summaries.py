"""Figures for auditors: many agreements' checks added up by municipality, association, year, kind or status.

Money is SEK, hours are hours; activities are left out, since their units differ. Every line belongs to exactly one
group, so that groups add up to the total to the öre, and a line's figures are those of its own check whatever else is
summed. What is given beside money (`support`) is a figure of its own. Only the number of agreements may overlap: an
agreement of three years is counted once in each year and once in the total.

Worked example: a municipality pays 1 500 000 kr to one association and 650 000 kr to another. By municipality that is
one group with funding paid 2 150 000 kr and two agreements; by association two groups, which add up to it.

Co-financing, in-kind and volunteer figures belong to the host municipality, else the first funder's (the API's
`summaries`).
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal, NamedTuple, Protocol

from agreements.amounts import ORE, ZERO
from reports.checks.results import CheckResult, Line, SupportPart
from reports.checks.terms import PartyFact

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
Figure = Line | SupportPart


class Funding(NamedTuple):
    """Promised, due to date and paid, SEK."""

    promised: Decimal = ZERO
    due: Decimal = ZERO
    paid: Decimal = ZERO


class Reported(NamedTuple):
    """Co-financing or in-kind, SEK. `promised_to_date`, `delivered`, `counted` and `difference` are over the lines
    handed in and known; `unknown` is the number of lines that cannot be judged.
    """

    promised: Decimal = ZERO
    promised_to_date: Decimal = ZERO
    delivered: Decimal = ZERO
    counted: Decimal = ZERO
    difference: Decimal = ZERO
    unknown: int = 0


class Volunteer(NamedTuple):
    """Hours reported, and what they counted for in SEK, over the lines handed in and known."""

    hours: Decimal = ZERO
    counted: Decimal = ZERO


class Group(NamedTuple):
    """One group's figures. Each of `keys` is an id, a label or a word of the code (None: several) with its name."""

    keys: tuple[Key, ...]
    agreements: int
    funding: Funding
    co_financing: Reported
    volunteer: Volunteer
    in_kind: Reported
    support: Decimal = ZERO

    @property
    def name(self) -> str:
        """What people call the group: the names of its keys."""
        return ", ".join(name for _, name in self.keys)


class Summary(NamedTuple):
    """The groups in the order of their names, and all of them together."""

    group_by: tuple[GroupBy, ...]
    groups: tuple[Group, ...]
    total: Group


class _Bag:
    """A group's sums while they grow: SEK and hours, each under the name that the result gives it."""

    __slots__ = ("agreements", "co_financing", "due", "funding", "hours", "in_kind", "paid", "support", "volunteer")

    def __init__(self) -> None:
        self.agreements: set[int] = set()
        self.support = self.funding = self.due = self.paid = self.hours = self.volunteer = ZERO
        self.co_financing = _Reports()
        self.in_kind = _Reports()

    def add(self, line: Line) -> None:
        """Add a line's figures; activities have none that could be added."""
        kind = line.commitment.kind
        if kind == "funding":
            self.funding += line.promised or ZERO
            self.due += line.due_to_date or ZERO
            self.paid += line.counted or ZERO
        elif kind == "in_kind":
            self.in_kind.add(line)
        elif kind == "co_financing" and self.co_financing.add(line):
            for part in line.components:
                if part.kind == "volunteer_time":
                    self.hours += part.hours or ZERO
                    self.volunteer += part.counted or ZERO


class _Reports:
    """The sums of lines that a report shows."""

    __slots__ = ("counted", "delivered", "difference", "promised", "to_date", "unknown")

    def __init__(self) -> None:
        self.promised = self.to_date = self.delivered = self.counted = self.difference = ZERO
        self.unknown = 0

    def add(self, line: Line) -> bool:
        """Add a line's figures and say whether it had any: what is unknown or not handed in stays out of the sums."""
        promised, delivered, counted, difference = line.promised, line.delivered, line.counted, line.difference
        self.promised += promised or ZERO
        if promised is None or delivered is None or counted is None or difference is None:
            self.unknown += line.status == "unknown"
            return False
        self.to_date += promised
        self.delivered += delivered
        self.counted += counted
        self.difference += difference
        return True


def summarise(rows: Iterable[Row], *group_by: GroupBy) -> Summary:
    """Add up the checks by one thing, or by several together (municipality and year)."""
    keys_of = [KEYS[one] for one in group_by]
    bags: dict[tuple[Key, ...], _Bag] = {}
    agreements = set()
    for result, about in rows:
        number = result.agreement
        agreements.add(number)
        for period in result.periods:
            for line in period.lines:
                keys = tuple([key_of(line, result, about) for key_of in keys_of])
                bag = bags.get(keys)
                if bag is None:
                    bag = bags[keys] = _Bag()
                bag.agreements.add(number)
                bag.add(line)
        for part in result.support:
            keys = tuple([key_of(part, result, about) for key_of in keys_of])
            bag = bags.setdefault(keys, _Bag())
            bag.agreements.add(number)
            bag.support += part.value
    order = sorted(bags, key=lambda keys: [(key is None, name, str(key)) for key, name in keys])
    groups = tuple(_group(keys, bags[keys]) for keys in order)
    return Summary(group_by, groups, _total(groups, len(agreements)))


def _total(groups: Sequence[Group], agreements: int) -> Group:
    """All groups together: every line is in one of them, while an agreement may be in several."""
    return Group(
        (),
        agreements,
        Funding(*_columns(group.funding for group in groups)),
        Reported(*_columns(group.co_financing for group in groups)),
        Volunteer(*_columns(group.volunteer for group in groups)),
        Reported(*_columns(group.in_kind for group in groups)),
        sum((group.support for group in groups), ZERO),
    )


def _columns(rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """The sum of every column."""
    return [sum(column) for column in zip(*rows, strict=True)]


def as_json(summary: Summary) -> dict[str, Any]:
    """The summary with money and hours as strings with two decimals."""
    return {
        "group_by": list(summary.group_by),
        "groups": [{"group": _keys_json(summary.group_by, group), **_group_json(group)} for group in summary.groups],
        "total": _group_json(summary.total),
    }


def _by_year(line: Figure, _: CheckResult, __: About) -> Key:
    return line.period.label, line.period.label


def _by_kind(_: Figure, __: CheckResult, about: About) -> Key:
    return about.kind, about.kind


def _by_status(_: Figure, result: CheckResult, __: About) -> Key:
    return result.status, result.status


def _by_association(line: Figure, _: CheckResult, about: About) -> Key:
    """Who the line is about: who receives the funding, or who promised the rest; several if nobody can be singled
    out.
    """
    if line.kind != "funding" and not line.party.public:
        return line.party.organization, line.party.name
    recipient = None if isinstance(line, SupportPart) else line.commitment.recipient
    named = [party for party in about.parties if party.id == recipient]
    others = [party for party in about.parties if not party.public and party.id != line.party.id]
    recipients = [party for party in others if party.role == "recipient"]
    for candidates in (named if line.kind == "funding" else [], others, recipients):
        organizations = {party.organization: party.name for party in candidates}
        if len(organizations) == 1:
            return next(iter(organizations.items()))
    return SEVERAL


def _by_municipality(line: Figure, _: CheckResult, about: About) -> Key:
    """Funding and support under who gives it, everything else under the host, else the first funder."""
    if isinstance(line, SupportPart):
        return _municipality(line.giver)
    return _municipality(line.party if line.commitment.kind == "funding" else _home(about))


def _home(about: About) -> PartyFact | None:
    for role in ("host", "funder"):
        found = [party for party in about.parties if party.role == role and party.public]
        if found:
            return min(found, key=attrgetter("id"))
    return None


def _municipality(party: PartyFact | None) -> Key:
    """The municipality that a public party belongs to; a party that is nobody's board is its own."""
    if party is None or not party.public:
        return SEVERAL
    if party.municipality is None:
        return party.organization, party.name
    return party.municipality, party.municipality_name


KEYS: dict[str, Callable[[Figure, CheckResult, About], Key]] = {
    "municipality": _by_municipality,
    "association": _by_association,
    "year": _by_year,
    "kind": _by_kind,
    "status": _by_status,
}


def _group(keys: tuple[Key, ...], bag: _Bag) -> Group:
    return Group(
        keys=keys,
        agreements=len(bag.agreements),
        funding=Funding(bag.funding, bag.due, bag.paid),
        co_financing=_reported(bag.co_financing),
        volunteer=Volunteer(bag.hours, bag.volunteer),
        in_kind=_reported(bag.in_kind),
        support=bag.support,
    )


def _reported(sums: _Reports) -> Reported:
    return Reported(sums.promised, sums.to_date, sums.delivered, sums.counted, sums.difference, sums.unknown)


def _keys_json(group_by: Sequence[GroupBy], group: Group) -> dict[str, Any]:
    return {by: {"key": key, "name": name} for by, (key, name) in zip(group_by, group.keys, strict=True)}


def _group_json(group: Group) -> dict[str, Any]:
    return {
        "agreements": group.agreements,
        "funding": _amounts(group.funding, ("promised", "due", "paid")),
        "co_financing": _reported_json(group.co_financing),
        "volunteer": _amounts(group.volunteer, ("hours", "counted")),
        "in_kind": _reported_json(group.in_kind),
        "municipal_support": str(group.support.quantize(ORE)),
    }


def _reported_json(reported: Reported) -> dict[str, Any]:
    names = ("promised", "promised_to_date", "delivered", "counted", "difference")
    return {**_amounts(reported, names), "unknown": reported.unknown}


def _amounts(measures: Funding | Reported | Volunteer, names: Iterable[str]) -> dict[str, str]:
    return {name: str(getattr(measures, name).quantize(ORE)) for name in names}
