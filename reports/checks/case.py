"""The facts as they stood at `as_of`, grouped once per agreement so that no later step scans every row again.

Event time: a payment counts from `paid_on`, a report version from `received_on`, a waiver from `decided_on` until its
last day, a termination and an appropriation from the day it was decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from agreements.amounts import ZERO
from agreements.consensus import outcome
from agreements.due_dates import DueRule
from agreements.periods import Basis, Period, cut, periods
from finance.promises import Pledge, Promise, promises
from reports.checks.facts import (
    AgreementFacts,
    DecisionFact,
    OrderFact,
    PaymentFact,
    RequisitionFact,
    VersionFact,
    WaiverFact,
)
from reports.checks.results import Report
from reports.checks.terms import CommitmentFact, PartyFact

by_id = attrgetter("id")
AS_AGREED: Mapping[tuple[int, str], Promise] = {}
Reductions = dict[tuple[int, str], dict[int, Decimal]]


class Calendar(NamedTuple):
    """What follows from the dates of an agreement alone, so that agreements with the same dates share it.

    `whole` are the periods as agreed, `periods` what a termination has left of them, `days` their days.
    """

    whole: tuple[Period, ...]
    periods: tuple[Period, ...]
    days: int


@lru_cache(maxsize=8192)
def calendar(starts_on: date, ends_on: date, basis: Basis, last_day: date | None) -> Calendar:
    """The calendar of a term, ended on its last day where one is given."""
    whole = periods(starts_on, ends_on, basis)
    left = whole if last_day is None else cut(whole, last_day)
    return Calendar(whole, left, sum([period.days for period in left]))


@dataclass(slots=True)
class Case:
    """One agreement at one date: the check's own notes, which leave it only as results.

    `parties` are all that there ever are, since what is told of a day may be about who joins later; `receivers` are the
    recipients that are not public, `in_kind` the promises of in-kind contributions, `promises` the amounts that a
    clause has had a say in, by commitment and period, and `asked` the days on which instalments were asked for, by
    commitment and period and by number; `ordered` is what is ordered and not yet paid.
    """

    facts: AgreementFacts
    as_of: date
    binds: bool
    parties: dict[int, PartyFact]
    commitments: list[CommitmentFact]
    calendar: Calendar
    paid: dict[tuple[int, str], Decimal]
    versions: dict[tuple[int, str], list[VersionFact]]
    waivers: dict[tuple[int, str, str, str], WaiverFact]
    waiting: tuple[PartyFact, ...]
    refused: tuple[PartyFact, ...]
    receivers: list[PartyFact]
    in_kind: list[CommitmentFact]
    reports: dict[tuple[int, str], Report]
    promises: Mapping[tuple[int, str], Promise]
    asked: dict[tuple[int, str], dict[int, date]]
    reduced: Reductions
    ordered: dict[tuple[int, str], Decimal]

    @property
    def terminated(self) -> bool:
        """Whether its end before time has been decided."""
        decided_on = self.facts.terminated_on
        return decided_on is not None and decided_on <= self.as_of

    def is_last(self, period: Period) -> bool:
        """Whether it is the last period of the term as it stands: its report is the final one."""
        return period.label == self.calendar.periods[-1].label

    def due_rule(self, period: Period) -> DueRule:
        """When the period's report is due by the agreement."""
        return self.facts.conditions.due_rule(self.is_last(period))

    def clause(self, condition: str) -> str:
        """The clause that a condition stands in, or an empty text."""
        return self.facts.conditions.clause(condition)

    def recipients(self, commitment: CommitmentFact) -> list[PartyFact]:
        """Who receives a funding commitment: the party it names, otherwise every recipient that is not public."""
        return self.receivers if commitment.recipient is None else [self.parties[commitment.recipient]]


def case_at(facts: AgreementFacts, as_of: date) -> Case:
    """Group what had happened by `as_of`."""
    facts = facts.at(as_of) if facts.amended else facts
    parties = facts.parties
    commitments = sorted(facts.commitments, key=by_id)
    conditions = facts.conditions
    over = facts.terminated_on is not None and facts.terminated_on <= as_of
    last_day = _last_day(facts.last_day if over else None, facts.shortened_to)
    waiting, refused = _not_agreed(parties, as_of)
    dates = calendar(facts.starts_on, facts.ends_on, conditions.period_basis, last_day)
    return Case(
        facts,
        as_of,
        not (waiting or refused) or _binds(conditions.binds_by, waiting, refused, parties),
        facts.everybody,
        commitments,
        dates,
        _paid(facts.payments, commitments, as_of),
        _received(facts.versions, as_of),
        _in_force(facts.waivers, as_of),
        waiting,
        refused,
        [party for party in parties if party.role == "recipient" and not party.public],
        [commitment for commitment in commitments if commitment.kind == "in_kind"],
        {},
        _promises(facts, dates, as_of),
        _asked(facts.requisitions, as_of) if facts.requisitions else {},
        reductions(facts.decisions, as_of) if facts.decisions else {},
        _ordered(facts.orders, as_of) if facts.orders else {},
    )


def _last_day(terminated: date | None, shortened: date | None) -> date | None:
    """When a term that does not run to its end is over: the earlier day."""
    return min(terminated, shortened) if terminated and shortened else terminated or shortened


def _promises(facts: AgreementFacts, dates: Calendar, as_of: date) -> Mapping[tuple[int, str], Promise]:
    """The amounts that the agreement's clauses have had a say in."""
    clauses = facts.conditions.amounts
    if clauses is None:
        return AS_AGREED
    rows = facts.commitments
    pledges = [
        Pledge(
            row.id,
            row.party,
            row.kind,
            row.recipient,
            row.amount,
            row.amounts,
            tuple(step[:2] for step in row.steps),
            row.parts,
        )
        for row in rows
    ]
    spans = zip(dates.periods, dates.whole, strict=False)
    return promises(pledges, spans, clauses, facts.appropriations, as_of)


def in_force(decisions: Iterable[DecisionFact], day: date) -> list[DecisionFact]:
    """The decisions by a day that none by that day has taken the place of, oldest first."""
    taken = sorted((one for one in decisions if one.decided_on <= day), key=lambda one: (one.decided_on, one.id))
    replaced = {one.replaces for one in taken}
    return [one for one in taken if one.id not in replaced]


def reductions(decisions: Iterable[DecisionFact], day: date) -> Reductions:
    """What decisions in force on a day keep back of instalments, SEK, per commitment and period, by number."""
    found: Reductions = {}
    for decision in in_force(decisions, day):
        for one in decision.against if decision.outcome == "reduce" else ():
            kept = found.setdefault((one.commitment, one.period), {})
            kept[one.number] = kept.get(one.number, ZERO) + one.amount
    return found


def _binds(rule: str, waiting: Iterable[PartyFact], refused: Iterable[PartyFact], parties: Iterable[PartyFact]) -> bool:
    """Whether it binds although somebody has not agreed: where the agreement names such a rule."""
    answers = dict.fromkeys([party.id for party in waiting]) | {party.id: False for party in refused}
    public = [answers.get(party.id, True) for party in parties if party.public]
    others = [answers.get(party.id, True) for party in parties if not party.public]
    return outcome(rule, public, others) == "binds"


def _not_agreed(parties: Iterable[PartyFact], as_of: date) -> tuple[tuple[PartyFact, ...], tuple[PartyFact, ...]]:
    """The parties that the agreement waits for, and those that have said no."""
    waiting, refused = [], []
    for party in parties:
        consent = party.consent
        if consent is None or consent.on > as_of:
            waiting.append(party)
        elif not consent.given:
            refused.append(party)
    return tuple(sorted(waiting, key=by_id)), tuple(sorted(refused, key=by_id))


def _paid(
    payments: Iterable[PaymentFact], commitments: Iterable[CommitmentFact], as_of: date
) -> dict[tuple[int, str], Decimal]:
    """Net payments per commitment and period; where the commitment names its recipient, only payments to that party."""
    named = {commitment.id: commitment for commitment in commitments}
    paid: dict[tuple[int, str], Decimal] = {}
    for _, commitment, period, recipient, amount, paid_on in payments:
        if paid_on <= as_of and (commitment not in named or named[commitment].goes_to(recipient)):
            key = commitment, period
            paid[key] = paid[key] + amount if key in paid else amount
    return paid


def _asked(requisitions: Iterable[RequisitionFact], as_of: date) -> dict[tuple[int, str], dict[int, date]]:
    """When instalments were asked for; of one that was asked for twice the first day stands."""
    asked: dict[tuple[int, str], dict[int, date]] = {}
    for one in requisitions:
        if one.stands(as_of):
            days = asked.setdefault((one.commitment, one.period), {})
            days[one.instalment] = min(one.requested_on, days.get(one.instalment, one.requested_on))
    return asked


def _ordered(orders: Iterable[OrderFact], as_of: date) -> dict[tuple[int, str], Decimal]:
    """What is ordered and neither paid nor cancelled, per commitment and period."""
    ordered: dict[tuple[int, str], Decimal] = {}
    for _, commitment, period, amount, ordered_on, ended_on in orders:
        if ordered_on <= as_of and (ended_on is None or ended_on > as_of):
            key = commitment, period
            ordered[key] = ordered.get(key, ZERO) + amount
    return ordered


def _received(versions: Iterable[VersionFact], as_of: date) -> dict[tuple[int, str], list[VersionFact]]:
    """The report versions received, per party and period, oldest first."""
    received: dict[tuple[int, str], list[VersionFact]] = {}
    for version in versions:
        if version.received_on <= as_of:
            received.setdefault((version.party, version.period), []).append(version)
    for found in received.values():
        if len(found) > 1:
            found.sort(key=lambda version: (version.received_on, version.number, version.report))
    return received


def _in_force(waivers: tuple[WaiverFact, ...], as_of: date) -> dict[tuple[int, str, str, str], WaiverFact]:
    """The waivers in force, per party, kind, period and what they cover; of several the earliest decided stands."""
    in_force: dict[tuple[int, str, str, str], WaiverFact] = {}
    for waiver in sorted(waivers, key=lambda waiver: (waiver.decided_on, waiver.id)) if waivers else ():
        if waiver.decided_on <= as_of and (waiver.until is None or as_of <= waiver.until):
            in_force.setdefault((waiver.party, waiver.kind, waiver.period, waiver.covers), waiver)
    return in_force
