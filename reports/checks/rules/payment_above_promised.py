"""More is paid for a period than is promised for it: an early end has shortened or removed a period already paid for.

Whether the surplus goes back or is set off is for people to decide; without this nobody would see it, since a period
that is gone has no line. Worked example: 365 000 kr is paid for 2021, and the agreement ends on 30 June 2021:
365 000 × 181 ÷ 365 = 181 000 is promised, so 184 000 kr is too much. Source: the funding commitment's clause.
"""

from collections.abc import Iterator
from decimal import Decimal

from agreements.amounts import ZERO
from reports.checks.case import Case
from reports.checks.context import Context, payment_evidence
from reports.checks.facts import CommitmentFact
from reports.checks.results import Amount, Finding

LOOKS_AT = "case"
CODES: tuple[str, ...] = ("payment.above_promised",)
SENTENCES: dict[str, str] = {
    "sv": "{party} har betalat {paid} för {period}, där {promised} är utlovat: {surplus} för mycket.",
    "en": "{party} has paid {paid} for {period}, where {promised} is promised: {surplus} too much.",
}


def find(context: Context) -> Iterator[Finding]:
    """One per funding commitment and period with a surplus, oldest period first."""
    case = context.case
    if not case.binds:
        return
    above = [(key, paid) for key, paid in case.paid.items() if paid > context.funding.get(key, ZERO)]
    if not above:
        return
    commitments = {commitment.id: commitment for commitment in case.commitments if commitment.kind == "funding"}
    for label, number, paid in sorted((label, number, paid) for (number, label), paid in above):
        if number in commitments:
            promised = context.funding.get((number, label), ZERO)
            yield _finding(case, commitments[number], label, promised, paid)


def _finding(case: Case, commitment: CommitmentFact, label: str, promised: Decimal, paid: Decimal) -> Finding:
    party = case.parties[commitment.party]
    return Finding(
        code=CODES[0],
        severity="warning",
        period=label,
        party=party,
        clause=commitment.clause,
        expected=promised,
        actual=paid,
        difference=paid - promised,
        evidence=payment_evidence(case, commitment, label),
        values=(
            ("party", party.name),
            ("period", label),
            ("paid", Amount(paid, "SEK")),
            ("promised", Amount(promised, "SEK")),
            ("surplus", Amount(paid - promised, "SEK")),
        ),
    )
