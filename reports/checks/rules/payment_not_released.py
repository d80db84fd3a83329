"""Money is paid that was not free to be paid: it is withheld until last year's report is approved, or on requisition
and nobody has asked for it.

Paying before its day is the payer's own affair; paying what waits for somebody's move undoes the clause.
Worked example: of 99 999 kr, 59 999 is withheld until the report for 2024 is approved, 30 000 has its day and 10 000 is
on requisition. All of it is paid on 3 February 2025: 69 999 kr too early, until the report is approved and the money is
asked for. Source: the instalment's clause.
"""

from collections.abc import Iterator

from agreements.amounts import ZERO
from finance.instalments import Instalment
from reports.checks.context import Context, payment_evidence
from reports.checks.results import Amount, Finding, Line, Value

LOOKS_AT = "early"
CODES: tuple[str, ...] = ("payment.not_released",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har betalat {paid} för {period}, där {free} fick betalas: {early} för tidigt."
        "[ {withheld} skulle hållas inne tills redovisningen för {before} är godkänd.]"
        "[ {unasked} skulle betalas först när föreningen rekvirerat det.]"
    ),
    "en": (
        "{party} has paid {paid} for {period}, where {free} was free to be paid: {early} too early."
        "[ {withheld} was to be withheld until the report for {before} is approved.]"
        "[ {unasked} was to be paid once the association had asked for it.]"
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per funding line, oldest period first."""
    for line in context.early:
        yield _finding(context, line, [part for part in line.instalments if part.waits_for and part.paid])


def _finding(context: Context, line: Line, waiting: list[Instalment]) -> Finding:
    free = sum((part.payable for part in line.instalments if not part.waits_for), ZERO)
    early = sum((part.paid for part in waiting), ZERO)
    paid = line.counted or ZERO
    unasked = sum((part.paid for part in waiting if part.waits_for == "requisition"), ZERO)
    values: dict[str, Value] = {
        "party": line.party.name,
        "period": line.period.label,
        "paid": Amount(paid, "SEK"),
        "free": Amount(free, "SEK"),
        "early": Amount(early, "SEK"),
        "withheld": Amount(early - unasked, "SEK") if early > unasked else "",
        "before": next((part.report_period for part in waiting if part.waits_for != "requisition"), ""),
        "unasked": Amount(unasked, "SEK") if unasked else "",
    }
    return Finding(
        code=CODES[0],
        severity="warning",
        period=line.period.label,
        party=line.party,
        clause=waiting[0].clause or line.commitment.clause,
        expected=free,
        actual=paid,
        difference=paid - free,
        evidence=payment_evidence(context.case, line.commitment, line.period.label),
        values=tuple(values.items()),
    )
