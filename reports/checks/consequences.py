"""What follows by the agreement: computed, never executed, in whole kronor, half up (`finance/repayment.py`).

- `repayment.co_financing`: a verified shortfall ÷ promised × funding paid for the settlement period.
- `repayment.unspent`: the lower of the funding paid and income − costs as verified, income including the funding.
- `late.reduction`: the late ladder's percentage of the next payment (`lateness.py`).

The settlement period is the year when the agreement settles `yearly`, otherwise the term once every period is verified.
With `carry_over` what is unspent goes on to the next period, and only what is left when the term is verified to its end
is repaid; where the agreement says that it does not, each year's is repaid whatever settles the rest. Each is a
proposal: only a decision makes somebody owe it.

Worked example: 85 000 short of 1 300 000 with 1 500 000 paid: 85 000 ÷ 1 300 000 × 1 500 000 = 98 077.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from agreements.amounts import ZERO
from agreements.periods import Period
from finance.repayment import Ladder, for_shortfall, for_unspent, kept_back, percent_at
from reports.checks.case import Case
from reports.checks.facts import Against, PartyFact
from reports.checks.lateness import Lateness, lateness_of, next_payment
from reports.checks.reporting import report_of
from reports.checks.results import Consequence, Line, Report, TermRow

CO_FINANCING = "repayment.co_financing"
UNSPENT = "repayment.unspent"
LATE = "late.reduction"


def consequences_of(case: Case, lines: Sequence[Line], rows: Iterable[TermRow]) -> Iterator[Consequence]:
    """Every consequence of the agreement at the case's date."""
    conditions = case.facts.conditions
    if conditions.late_ladder is not None:
        yield from _reductions(case, conditions.late_ladder, lines)
    if not (case.calendar.periods and any(version.approved_on for version in case.facts.versions)):
        return
    yearly = conditions.settlement == "yearly"
    by_period = not conditions.carry_over and (yearly or conditions.carry_over is False)
    yield from _yearly_shortfalls(case, lines) if yearly else _term_shortfalls(case, rows)
    for party in sorted({party for party, _ in case.versions}):
        reports = [report_of(case, case.parties[party], period) for period in case.calendar.periods]
        if by_period:
            for report in reports:
                yield from _unspent(case, [report], report.period.label)
        else:
            yield from _unspent(case, reports, None)


def _yearly_shortfalls(case: Case, lines: Iterable[Line]) -> Iterator[Consequence]:
    """For each verified year that is short and not waived."""
    for line in lines:
        short = line.kind == "co_financing" and line.verified and line.status == "short"
        if short and line.difference is not None and line.promised:
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
    amount = for_shortfall(short, promised, paid)
    if amount > ZERO:
        values = (("short", short), ("promised", promised), ("paid", paid))
        yield Consequence(CO_FINANCING, period, party, amount, case.clause("settlement"), values)


def _unspent(case: Case, reports: Sequence[Report], period: str | None) -> Iterator[Consequence]:
    """Unspent money in a year, or in the term: only where every report is verified and gives its income and costs."""
    income = costs = ZERO
    for report in reports:
        figures = report.figures
        if report.state != "approved" or figures is None or figures.income is None or figures.costs is None:
            return
        income += figures.income
        costs += figures.costs
    paid = _paid_to(case, reports[0].party, {report.period.label for report in reports})
    amount = for_unspent(income, costs, paid)
    if amount > ZERO:
        carried = case.facts.conditions.carry_over and period is None
        values = (
            ("paid", paid), ("income", income), ("costs", costs), ("left", income - costs),
            ("carried", "carried" if carried else ""),
        )  # fmt: skip
        yield Consequence(UNSPENT, period, reports[0].party, amount, case.clause("carry_over"), values)


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


def _reductions(case: Case, ladder: Ladder, lines: Sequence[Line]) -> Iterator[Consequence]:
    """For each report that is late by the ladder and has a payment after it that can be less."""
    for period in case.calendar.periods:
        for party in _reporters(case, period, lines):
            late = lateness_of(case, ladder, party, period, lines)
            if late is not None:
                against = next_payment(case, party, period, late.due_on, lines)
                yield from _reduction(case, ladder, party, period.label, late, against)


def _reporters(case: Case, period: Period, lines: Iterable[Line]) -> list[PartyFact]:
    """Who promised something of its own for the period, or receives its funding."""
    found: set[int] = set()
    for line in lines:
        if line.period.label == period.label:
            own = line.kind != "funding"
            found |= {line.party.id} if own else {party.id for party in case.recipients(line.commitment)}
    return [case.parties[pk] for pk in sorted(found)]


def _reduction(
    case: Case, ladder: Ladder, party: PartyFact, period: str, late: Lateness, against: tuple[Against, ...]
) -> Iterator[Consequence]:
    percent, payment = percent_at(ladder, late.days), sum((one.amount for one in against), ZERO)
    amount = kept_back(percent, payment)
    if amount > ZERO:
        grows = late.came_on is None and percent < ladder.steps[-1].percent
        values = (
            ("percent", percent), ("payment", payment), ("pay_on", against[0].due_on), ("due_on", late.due_on),
            ("came_on", late.came_on or ""), ("days", late.days), ("as_of", case.as_of), ("counts", ladder.counts),
            ("grows", "grows" if grows else ""),
        )  # fmt: skip
        yield Consequence(LATE, period, party, amount, case.clause("late_ladder"), values, _shared(amount, against))


def _shared(amount: Decimal, against: tuple[Against, ...]) -> tuple[Against, ...]:
    """The reduction on each of the instalments, the oldest commitment's first and never more than the instalment."""
    shares, left = [], amount
    for one in against:
        taken = min(left, one.amount)
        left -= taken
        shares.append(one._replace(amount=taken))
    return tuple(share for share in shares if share.amount > ZERO)
