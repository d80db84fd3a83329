"""The facts as they stood at `as_of`, grouped once per agreement so that no later step scans every row again.

Event time: a payment counts from `paid_on`, a report version from `received_on`, a waiver from `decided_on` until its
last day, a termination from the day it was decided.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter

from agreements.periods import Period, cut, periods
from reports.checks.facts import AgreementFacts, CommitmentFact, PartyFact, VersionFact, WaiverFact
from reports.checks.results import Report

by_id = attrgetter("id")


@dataclass(frozen=True, slots=True)
class Case:
    """One agreement at one date. `whole` are its periods as agreed, `periods` what a termination has left of them."""

    facts: AgreementFacts
    as_of: date
    parties: dict[int, PartyFact]
    commitments: list[CommitmentFact]
    whole: tuple[Period, ...]
    periods: tuple[Period, ...]
    paid: dict[tuple[int, str], Decimal]
    versions: dict[tuple[int, str], list[VersionFact]]
    waivers: dict[tuple[int, str, str, str], WaiverFact]
    waiting: tuple[PartyFact, ...]
    refused: tuple[PartyFact, ...]
    reports: dict[tuple[int, str], Report] = field(default_factory=dict)

    @property
    def binds(self) -> bool:
        """Whether every public party has said yes and every other has signed."""
        return not (self.waiting or self.refused)

    @property
    def terminated(self) -> bool:
        """Whether its end before time has been decided."""
        decided_on = self.facts.terminated_on
        return decided_on is not None and decided_on <= self.as_of

    def clause(self, condition: str) -> str:
        """The clause that a condition stands in, or an empty text."""
        return self.facts.conditions.clause(condition)

    def recipients(self, commitment: CommitmentFact) -> list[PartyFact]:
        """Who receives a funding commitment: the party it names, otherwise every recipient that is not public."""
        if commitment.recipient is not None:
            return [self.parties[commitment.recipient]]
        return [party for party in self.facts.parties if party.role == "recipient" and not party.public]


def case_at(facts: AgreementFacts, as_of: date) -> Case:
    """Group what had happened by `as_of`."""
    whole = periods(facts.starts_on, facts.ends_on, facts.conditions.period_basis)
    over = facts.terminated_on is not None and facts.terminated_on <= as_of and facts.last_day is not None
    waiting, refused = _not_agreed(facts, as_of)
    return Case(
        facts=facts,
        as_of=as_of,
        parties={party.id: party for party in facts.parties},
        commitments=sorted(facts.commitments, key=by_id),
        whole=whole,
        periods=cut(whole, facts.last_day) if over and facts.last_day is not None else whole,
        paid=_paid(facts, as_of),
        versions=_received(facts, as_of),
        waivers=_in_force(facts, as_of),
        waiting=waiting,
        refused=refused,
    )


def _not_agreed(facts: AgreementFacts, as_of: date) -> tuple[tuple[PartyFact, ...], tuple[PartyFact, ...]]:
    """The parties that the agreement waits for, and those that have said no."""
    waiting, refused = [], []
    for party in facts.parties:
        consent = party.consent
        if consent is None or consent.on > as_of:
            waiting.append(party)
        elif not consent.given:
            refused.append(party)
    return tuple(sorted(waiting, key=by_id)), tuple(sorted(refused, key=by_id))


def _paid(facts: AgreementFacts, as_of: date) -> dict[tuple[int, str], Decimal]:
    """Net payments per commitment and period; where the commitment names its recipient, only payments to that party."""
    recipients = {commitment.id: commitment.recipient for commitment in facts.commitments}
    paid: dict[tuple[int, str], Decimal] = {}
    for payment in facts.payments:
        if payment.paid_on <= as_of and recipients.get(payment.commitment) in (None, payment.recipient):
            key = (payment.commitment, payment.period)
            paid[key] = paid[key] + payment.amount if key in paid else payment.amount
    return paid


def _received(facts: AgreementFacts, as_of: date) -> dict[tuple[int, str], list[VersionFact]]:
    """The report versions received, per party and period, oldest first."""
    received: dict[tuple[int, str], list[VersionFact]] = {}
    for version in facts.versions:
        if version.received_on <= as_of:
            received.setdefault((version.party, version.period), []).append(version)
    for versions in received.values():
        if len(versions) > 1:
            versions.sort(key=lambda version: (version.received_on, version.number, version.report))
    return received


def _in_force(facts: AgreementFacts, as_of: date) -> dict[tuple[int, str, str, str], WaiverFact]:
    """The waivers in force, per party, kind, period and what they cover; of several the earliest decided stands."""
    in_force: dict[tuple[int, str, str, str], WaiverFact] = {}
    for waiver in sorted(facts.waivers, key=lambda waiver: (waiver.decided_on, waiver.id)):
        if waiver.decided_on <= as_of and (waiver.until is None or as_of <= waiver.until):
            in_force.setdefault((waiver.party, waiver.kind, waiver.period, waiver.covers), waiver)
    return in_force
