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
from finance.promises import Promise
from reports.checks.facts import (
    AgreementFacts,
    DecisionFact,
    OrderFact,
    PaymentFact,
    RequisitionFact,
    VersionFact,
    WaiverFact,
)
from reports.checks.promised import Former, promised
from reports.checks.results import Report
from reports.checks.terms import CommitmentFact, ConditionFacts, PartyFact

by_id = attrgetter("id")
Reductions = dict[tuple[int, str], dict[int, Decimal]]
PAID_AS_EVER: Former = {}


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
    commitment and period and by number; `ordered` is what is ordered and not yet paid, and `former` the commitments as
    they were in periods in which somebody else was paid, by commitment and period.
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
    former: Former

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
        return self.conditions_of(period).due_rule(self.is_last(period))

    def conditions_of(self, period: Period) -> ConditionFacts:
        """The conditions that a period is judged by. What is about the whole term is asked of the facts: how it is
        settled, what is carried over, notice and how the agreement binds."""
        return self.facts.for_period(period).conditions

    def clause(self, condition: str, period: Period | None = None) -> str:
        """The clause that a condition (of a period) stands in, or an empty text."""
        return (self.facts if period is None else self.facts.for_period(period)).conditions.clause(condition)

    def in_period(self, commitment: CommitmentFact, period: Period) -> CommitmentFact:
        """The commitment with whom it is paid to in a period."""
        return self.former.get((commitment.id, period.label), commitment) if self.former else commitment

    def recipients(self, commitment: CommitmentFact, period: Period) -> list[PartyFact]:
        """Who receives a funding commitment in a period: the party it names, otherwise every recipient that is not
        public."""
        named = self.in_period(commitment, period).recipient
        return self.receivers_in(period) if named is None else [self.parties[named]]

    def receivers_in(self, period: Period) -> list[PartyFact]:
        """The recipients that are not public, in a period."""
        return receivers(self.facts.for_period(period).parties) if self.facts.stood else self.receivers


def case_at(facts: AgreementFacts, as_of: date) -> Case:
    """Group what had happened by `as_of`."""
    facts = facts.at(as_of) if facts.amended else facts
    parties = facts.parties
    commitments = sorted(facts.commitments, key=by_id)
    conditions = facts.conditions
    last_day = _last_day(facts.ended_early(as_of), facts.shortened_to)
    waiting, refused = _not_agreed(parties, as_of)
    dates = calendar(facts.starts_on, facts.ends_on, conditions.period_basis, last_day)
    former = _former(facts, dates) if facts.stood else PAID_AS_EVER
    return Case(
        facts,
        as_of,
        not (waiting or refused) or _binds(conditions.binds_by, waiting, refused, parties),
        facts.everybody,
        commitments,
        dates,
        _paid(facts.payments, commitments, former, as_of),
        _received(facts.versions, as_of),
        _in_force(facts.waivers, as_of),
        waiting,
        refused,
        receivers(parties),
        [commitment for commitment in commitments if commitment.kind == "in_kind"],
        {},
        promised(facts, list(zip(dates.periods, dates.whole, strict=False)), former, as_of),
        _asked(facts.requisitions, as_of) if facts.requisitions else {},
        reductions(facts.decisions, as_of) if facts.decisions else {},
        _ordered(facts.orders, as_of) if facts.orders else {},
        former,
    )


def receivers(parties: Iterable[PartyFact]) -> list[PartyFact]:
    """The recipients that are not public."""
    return [party for party in parties if party.role == "recipient" and not party.public]


def _former(facts: AgreementFacts, dates: Calendar) -> Former:
    """The commitments that were paid to somebody else in some periods, as they were in these. What is paid for such a
    period to who is named now counts too."""
    found: dict[tuple[int, str], CommitmentFact] = {}
    for period in dates.periods:
        named = {row.id: row.recipient for row in facts.for_period(period).commitments}
        for row in facts.commitments:
            was = named.get(row.id, row.recipient)
            if was != row.recipient:
                now = () if row.recipient is None else (row.recipient,)
                found[row.id, period.label] = row._replace(recipient=was, former=(*row.former, *now))
    return found


def _last_day(terminated: date | None, shortened: date | None) -> date | None:
    """When a term that does not run to its end is over: the earlier day."""
    return min(terminated, shortened) if terminated and shortened else terminated or shortened


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
    payments: Iterable[PaymentFact], commitments: Iterable[CommitmentFact], former: Former, as_of: date
) -> dict[tuple[int, str], Decimal]:
    """Net payments per commitment and period; where the commitment names its recipient, only payments to that party."""
    named = {commitment.id: commitment for commitment in commitments}
    paid: dict[tuple[int, str], Decimal] = {}
    for _, commitment, period, recipient, amount, paid_on in payments:
        key = commitment, period
        promise = former.get(key) or named.get(commitment)
        if paid_on <= as_of and (promise is None or promise.goes_to(recipient)):
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
