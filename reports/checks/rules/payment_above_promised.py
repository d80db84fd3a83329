"""More is paid for a period than is to be paid for it: an early end has shortened or removed a period already paid for,
or a decision on a late report came when the money had left.

Whether the surplus goes back or is set off is for people to decide; without this nobody would see it, since a period
that is gone has no line. Worked example: 365 000 kr is paid for 2021, and the agreement ends on 30 June 2021:
365 000 × 181 ÷ 365 = 181 000 is promised, so 184 000 kr is too much. Of 1 500 000 that was paid, 375 000 is to be kept
back by a later decision: 375 000 kr too much. Source: the funding commitment's clause.
"""

from collections.abc import Iterator
from decimal import Decimal

from agreements.amounts import ZERO
from reports.checks.context import Context, payment_evidence
from reports.checks.results import Amount, Finding
from reports.checks.terms import CommitmentFact

LOOKS_AT = "case"
CODES: tuple[str, ...] = ("payment.above_promised",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har betalat {paid} för {period}, där {promised} är utlovat[ och {reduced} ska hållas inne enligt "
        "beslut]: {surplus} för mycket."
    ),
    "en": (
        "{party} has paid {paid} for {period}, where {promised} is promised[ and {reduced} is to be kept back by "
        "decision]: {surplus} too much."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per funding commitment and period with a surplus, oldest period first."""
    case = context.case
    if not case.binds:
        return
    above = [(key, paid) for key, paid in case.paid.items() if paid > _payable(context, *key)]
    if not above:
        return
    commitments = {commitment.id: commitment for commitment in case.commitments if commitment.kind == "funding"}
    for label, number, paid in sorted((label, number, paid) for (number, label), paid in above):
        if number in commitments:
            yield _finding(context, commitments[number], label, paid)


def _payable(context: Context, number: int, label: str) -> Decimal:
    """What is to be paid: what is promised less what decisions keep back."""
    return max(context.funding.get((number, label), ZERO) - _reduced(context, number, label), ZERO)


def _reduced(context: Context, number: int, label: str) -> Decimal:
    return sum(context.case.reduced.get((number, label), {}).values(), ZERO)


def _finding(context: Context, commitment: CommitmentFact, label: str, paid: Decimal) -> Finding:
    case, reduced = context.case, _reduced(context, commitment.id, label)
    payable = _payable(context, commitment.id, label)
    party = case.parties[commitment.party]
    return Finding(
        code=CODES[0],
        severity="warning",
        period=label,
        party=party,
        clause=commitment.clause,
        expected=payable,
        actual=paid,
        difference=paid - payable,
        evidence=payment_evidence(case, commitment, label),
        values=(
            ("party", party.name),
            ("period", label),
            ("paid", Amount(paid, "SEK")),
            ("promised", Amount(context.funding.get((commitment.id, label), ZERO), "SEK")),
            ("reduced", Amount(reduced, "SEK") if reduced else ""),
            ("surplus", Amount(paid - payable, "SEK")),
        ),
    )
