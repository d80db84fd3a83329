"""What follows by the agreement: computed, never executed, in whole kronor, half up (`finance/repayment.py`).

- `repayment.co_financing`: a verified shortfall ÷ promised × funding paid for the settlement period.
- `repayment.unspent`: the lower of the funding paid and income − costs as verified, income including the funding.
- `late.reduction`: the late ladder's percentage of the next payment (`lateness.py`).

What several have paid is shared between them (`payers.py`): each consequence is of one payer's money.

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
from reports.checks.facts import Against
from reports.checks.lateness import Lateness, claimable, lateness_of, next_payment
from reports.checks.payers import Money, by_payer, paid_by, payers_of, shares
from reports.checks.reporting import report_of
from reports.checks.results import Consequence, Line, Report, TermRow
from reports.checks.terms import PartyFact

CO_FINANCING = "repayment.co_financing"
UNSPENT = "repayment.unspent"
LATE = "late.reduction"


def consequences_of(case: Case, lines: Sequence[Line], rows: Iterable[TermRow]) -> Iterator[Consequence]:
    """Every consequence of the agreement at the case's date."""
    conditions = case.facts.conditions
    yield from _reductions(case, lines)
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
            paid = paid_by(case, line.party, {line.period.label})
            yield from _repayment(case, line.party, line.period.label, -line.difference, line.promised, paid)


def _term_shortfalls(case: Case, rows: Iterable[TermRow]) -> Iterator[Consequence]:
    """For a term whose every period is verified and whose sum was not reached."""
    labels = {period.label for period in case.calendar.periods}
    for row in rows:
        if row.kind == "co_financing" and row.status == "not_met":
            paid = paid_by(case, row.party, labels)
            yield from _repayment(case, row.party, None, row.remaining, row.promised_term, paid)


def _repayment(
    case: Case, party: PartyFact, period: str | None, short: Decimal, promised: Decimal, money: Money
) -> Iterator[Consequence]:
    paid = sum(money.values(), ZERO)
    values = (("short", short), ("promised", promised), ("paid", paid))
    for payer, amount, own in shares(case, for_shortfall(short, promised, paid), money):
        clause = case.clause("settlement")
        yield Consequence(CO_FINANCING, period, party, payer, amount, clause, (*values, *own), claimable=amount)


def _unspent(case: Case, reports: Sequence[Report], period: str | None) -> Iterator[Consequence]:
    """Unspent money in a year, or in the term: only where every report is verified and gives its income and costs."""
    income = costs = ZERO
    for report in reports:
        figures = report.figures
        if report.state != "approved" or figures is None or figures.income is None or figures.costs is None:
            return
        income += figures.income
        costs += figures.costs
    money = paid_by(case, reports[0].party, {report.period.label for report in reports})
    paid = sum(money.values(), ZERO)
    carried = case.facts.conditions.carry_over and period is None
    values = (
        ("paid", paid), ("income", income), ("costs", costs), ("left", income - costs),
        ("carried", "carried" if carried else ""),
    )  # fmt: skip
    for payer, amount, own in shares(case, for_unspent(income, costs, paid), money):
        clause, party = case.clause("carry_over"), reports[0].party
        yield Consequence(UNSPENT, period, party, payer, amount, clause, (*values, *own), claimable=amount)


def _reductions(case: Case, lines: Sequence[Line]) -> Iterator[Consequence]:
    """For each report that is late by its period's ladder and has a payment after it that can be less."""
    for period in case.calendar.periods:
        ladder = case.conditions_of(period).late_ladder
        if ladder is None:
            continue
        for party in _reporters(case, period, lines):
            late = lateness_of(case, ladder, party, period, lines)
            if late is not None:
                against = next_payment(case, party, period, late.due_on, lines)
                for one in _reduction(case, ladder, party, period, late, against):
                    yield _claimable(case, one, lines)


def _reporters(case: Case, period: Period, lines: Iterable[Line]) -> list[PartyFact]:
    """Who promised something of its own for the period, or receives its funding."""
    found: set[int] = set()
    for line in lines:
        if line.period.label == period.label:
            own = line.kind != "funding"
            found |= {line.party.id} if own else {party.id for party in case.recipients(line.commitment, period)}
    return [case.parties[pk] for pk in sorted(found)]


def _reduction(
    case: Case, ladder: Ladder, party: PartyFact, period: Period, late: Lateness, against: tuple[Against, ...]
) -> Iterator[Consequence]:
    percent, payment = percent_at(ladder, late.days), sum((one.amount for one in against), ZERO)
    if not percent or not against:
        return
    grows = late.came_on is None and percent < ladder.steps[-1].percent
    values = (
        ("percent", percent), ("payment", payment), ("pay_on", against[0].due_on), ("due_on", late.due_on),
        ("came_on", late.came_on or ""), ("days", late.days), ("as_of", case.as_of), ("counts", ladder.counts),
        ("grows", "grows" if grows else ""),
    )  # fmt: skip
    payers, money = payers_of(case), by_payer(case, ((one.commitment, one.amount) for one in against))
    for payer, amount, own in shares(case, kept_back(percent, payment), money):
        mine = [one for one in against if payers[one.commitment] == payer.id]
        clause = case.clause("late_ladder", period)
        yield Consequence(LATE, period.label, party, payer, amount, clause, (*values, *own), _shared(amount, mine))


def _claimable(case: Case, one: Consequence, lines: Sequence[Line]) -> Consequence:
    """With what can only be claimed back, whatever has been decided on it."""
    about = (one.code, one.period, one.party.id, one.payer.id)
    decisions = case.facts.decisions
    others = [other for other in decisions if (other.code, other.period, other.party, other.payer) != about]
    return one._replace(claimable=claimable(case, one.against, others, lines))


def _shared(amount: Decimal, against: Iterable[Against]) -> tuple[Against, ...]:
    """The reduction on each of the instalments, the oldest commitment's first and never more than the instalment."""
    shares, left = [], amount
    for one in against:
        taken = min(left, one.amount)
        left -= taken
        shares.append(one._replace(amount=taken))
    return tuple(share for share in shares if share.amount > ZERO)
