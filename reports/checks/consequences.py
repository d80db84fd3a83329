"""What follows by the agreement from verified figures: computed, never executed, in whole kronor, half up.

`repayment.co_financing` = shortfall ÷ promised × funding paid for the settlement period, and `repayment.unspent` =
min(funding paid, max(0, income − costs)), income including the funding. The settlement period is the year when the
agreement settles `yearly`, otherwise the term once every period is verified; with `carry_over`, unspent money waits
for the term's end too.

Worked example: 85 000 short of 1 300 000 with 1 500 000 paid: 85 000 ÷ 1 300 000 × 1 500 000 = 98 077.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from agreements.amounts import KRONA, ZERO
from reports.checks.case import Case
from reports.checks.facts import PartyFact
from reports.checks.reporting import report_of
from reports.checks.results import Consequence, Line, Report, TermRow

CO_FINANCING = "repayment.co_financing"
UNSPENT = "repayment.unspent"


def consequences_of(case: Case, lines: Iterable[Line], rows: Iterable[TermRow]) -> Iterator[Consequence]:
    """Every consequence of the agreement at the case's date."""
    if not any(version.approved_on for version in case.facts.versions):
        return
    conditions = case.facts.conditions
    yearly = conditions.settlement == "yearly"
    yield from _yearly_shortfalls(case, lines) if yearly else _term_shortfalls(case, rows)
    for party in sorted({party for party, _ in case.versions}):
        reports = [report_of(case, case.parties[party], period) for period in case.calendar.periods]
        if yearly and not conditions.carry_over:
            for report in reports:
                yield from _unspent(case, [report], report.period.label)
        else:
            yield from _unspent(case, reports, None)


def _yearly_shortfalls(case: Case, lines: Iterable[Line]) -> Iterator[Consequence]:
    """For each verified year that is short and not waived."""
    for line in lines:
        if line.kind == "co_financing" and line.verified and line.status == "short" and line.difference is not None:
            paid = _paid_to(case, line.party, {line.period.label})
            yield from _repayment(case, line.party, line.period.label, -line.difference, line.promised, paid)


def _term_shortfalls(case: Case, rows: Iterable[TermRow]) -> Iterator[Consequence]:
    """For a term whose every period is verified and whose sum was not reached."""
    labels = {period.label for period in case.calendar.periods}
    for row in rows:
        if row.kind == "co_financing" and row.status == "not_met":
            paid = _paid_to(case, row.party, labels)
            yield from _repayment(case, row.party, None, row.remaining, row.promised_term, paid)


def _repayment(
    case: Case, party: PartyFact, period: str | None, short: Decimal, promised: Decimal, paid: Decimal
) -> Iterator[Consequence]:
    amount = (short * paid / promised).quantize(KRONA, ROUND_HALF_UP)
    if amount > 0:
        yield Consequence(CO_FINANCING, period, party, amount, (short, promised, paid), case.clause("settlement"))


def _unspent(case: Case, reports: Sequence[Report], period: str | None) -> Iterator[Consequence]:
    """Unspent money in a year, or in the term: only where every report is verified and gives its income and costs."""
    income = costs = ZERO
    for report in reports:
        figures = report.figures
        if report.state != "approved" or figures is None or figures.income is None or figures.costs is None:
            return
        income += figures.income
        costs += figures.costs
    if income <= costs:
        return
    paid = _paid_to(case, reports[0].party, {report.period.label for report in reports})
    amount = min(paid, income - costs).quantize(KRONA, ROUND_HALF_UP)
    if amount > 0:
        yield Consequence(UNSPENT, period, reports[0].party, amount, (paid, income, costs), case.clause("carry_over"))


def _paid_to(case: Case, party: PartyFact, labels: set[str]) -> Decimal:
    """Net payments to the party for those periods."""
    return sum(
        (
            payment.amount
            for payment in case.facts.payments
            if payment.recipient == party.id and payment.period in labels and payment.paid_on <= case.as_of
        ),
        ZERO,
    )
