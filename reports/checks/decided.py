"""What had been decided on the consequences by `as_of`, beside what is computed now.

A decision stands until one that names it takes its place; what it rests on may change, when a report is corrected or a
waiver decided. So each decision tells what the check computes for it now: nothing (0) where the consequence has gone,
and nothing known while the reports behind it are not all approved. A late reduction needs no approved report.

Worked example: 90 000 kr was claimed for 2021 when 45 000 of 300 000 was short, and 50 000 was repaid. A correction
approved later is 30 000 short: 60 000 is computed now, and the claim still stands at 90 000. Reconsidered to 60 000,
10 000 is left of it.
"""

from decimal import Decimal

from agreements.amounts import ZERO
from finance.claim_balance import Taken, standing
from reports.checks.case import Case, in_force
from reports.checks.consequences import LATE
from reports.checks.facts import DecisionFact
from reports.checks.reporting import report_of
from reports.checks.results import Consequence, Decided

#: A consequence: its code, its period, whose it is and whose money it is.
Key = tuple[str, str | None, int, int]


def decided_on(case: Case, found: tuple[Consequence, ...]) -> tuple[tuple[Consequence, ...], tuple[Decided, ...]]:
    """The consequences with what was decided on each, and every decision in force, oldest first."""
    amounts: dict[Key, Decimal] = {_key(one): one.amount for one in found}
    decided: dict[Key, Decided] = {}
    for fact in in_force(case.facts.decisions, case.as_of):
        key = fact.code, fact.period, fact.party, fact.payer
        decided[key] = _standing(case, fact, amounts.get(key, ZERO if _verified(case, fact) else None))
    return tuple(one._replace(decided=decided.get(_key(one))) for one in found), tuple(decided.values())


def _standing(case: Case, fact: DecisionFact, now: Decimal | None) -> Decided:
    """A decision with those before it: what came in on their claims counts for it."""
    by_id, chain = {one.id: one for one in case.facts.decisions}, [fact]
    while chain[0].replaces is not None:
        chain.insert(0, by_id[chain[0].replaces])
    earlier = chain[-2] if len(chain) > 1 else None
    claim = next((one for one in reversed(chain) if one.due_on is not None), None)
    if claim is None:
        return Decided(fact, None, now, None, earlier)
    taken = [Taken(one.id, one.decided_on, one.amount, one.due_on, one.repaid, one.written_off) for one in chain]
    stands = standing(taken, claim.id, case.as_of)
    if stands.state == "replaced":
        return Decided(fact, None, now, None, earlier)
    return Decided(fact, stands, now, claim, earlier)


def _key(one: Consequence) -> Key:
    return one.code, one.period, one.party.id, one.payer.id


def _verified(case: Case, fact: DecisionFact) -> bool:
    """Whether the reports behind a consequence are approved as they stand."""
    if fact.code == LATE:
        return True
    periods = [one for one in case.calendar.periods if fact.period in (None, one.label)]
    return all(report_of(case, case.parties[fact.party], one).state == "approved" for one in periods)
