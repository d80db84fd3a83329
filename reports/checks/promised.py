"""The amounts that an agreement's clauses have had a say in, each period by the clauses of its last day.

Worked example: in 2020 a reduced year lowers both sides, and by an amendment from 2021 on the funding alone: with
1 350 000 of 1 500 000 appropriated in both years the own contribution of 1 300 000 is 1 170 000 in 2020 and whole in
2021.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from agreements.periods import Period
from finance.promises import Pledge, Promise, promises
from reports.checks.facts import AgreementFacts
from reports.checks.terms import CommitmentFact

Promises = Mapping[tuple[int, str], Promise]
Former = Mapping[tuple[int, str], CommitmentFact]
AS_AGREED: Promises = {}


def promised(facts: AgreementFacts, spans: Sequence[tuple[Period, Period]], former: Former, as_of: date) -> Promises:
    """By commitment and period. `spans` are the periods, each with the whole one before any early end; `former` are the
    commitments as they were in periods in which somebody else was paid.
    """
    if not facts.stood:
        clauses = facts.conditions.amounts
        if clauses is None:
            return AS_AGREED
        return promises(_pledges(facts.commitments), spans, clauses, facts.appropriations, as_of)
    found: dict[tuple[int, str], Promise] = {}
    for span in spans:
        clauses = facts.for_period(span[0]).conditions.amounts
        if clauses is not None:
            rows = [former.get((row.id, span[0].label), row) for row in facts.commitments]
            found |= promises(_pledges(rows), [span], clauses, facts.appropriations, as_of)
    return found


def _pledges(rows: Iterable[CommitmentFact]) -> list[Pledge]:
    return [
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
