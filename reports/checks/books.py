"""The books that were handed in beside what was paid and reported: the reading that held on the day asked about.

A reading counts from the day on which it was made, while its days are the period's own: an early end that cuts a period
asks for a new one. Payments count by their day, within the days that the books cover; the report is the one that
counts, its own cash without public money.

Worked example: the books have 305 000 kr in own cash in 2020, the report 310 000: a difference of −5 000.
"""

from decimal import Decimal
from typing import NamedTuple

from agreements.amounts import ZERO
from agreements.periods import Period
from finance.reconciliation import Difference, Figures, Reported, differences
from reports.checks.case import Case
from reports.checks.facts import BooksFact
from reports.checks.reporting import report_of
from reports.checks.results import Evidence, Report
from reports.checks.terms import PartyFact


class Booked(NamedTuple):
    """A difference in a party's books for a period, with the report that it is compared with."""

    party: PartyFact
    period: Period
    figures: Figures
    report: Report
    difference: Difference

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The hand-ins that answered."""
        return tuple(("ledger_hand_in", ledger, None) for ledger in self.figures.ledgers)


def books_of(case: Case) -> dict[tuple[int, str], BooksFact]:
    """The reading that holds, by party and period."""
    periods = {period.label: period for period in case.calendar.periods}
    found: dict[tuple[int, str], BooksFact] = {}
    for fact in case.facts.books:
        period = periods.get(fact.period)
        days = (fact.starts_on, fact.ends_on)
        if period and fact.reconciled_on <= case.as_of and days == (period.starts_on, period.ends_on):
            found[fact.party, fact.period] = fact
    return found


def own_cash_of(case: Case, party: PartyFact, period: Period) -> Decimal | None:
    """Own cash by the books, to stand beside what was reported; None without books for all of the period."""
    fact = books_of(case).get((party.id, period.label))
    return fact.figures.own_cash if fact and not fact.figures.missing else None


def booked(case: Case) -> list[Booked]:
    """Every difference, oldest period first."""
    if not case.facts.books or not case.binds:
        return []
    held = books_of(case)
    found = []
    for period in case.calendar.periods:
        for (number, label), fact in held.items():
            if label == period.label:
                party = case.parties[number]
                report = report_of(case, party, period)
                said = said_elsewhere(case, party, report, fact.figures)
                found += [Booked(party, period, fact.figures, report, one) for one in differences(fact.figures, said)]
    return found


def said_elsewhere(case: Case, party: PartyFact, report: Report, figures: Figures) -> Reported:
    """What payments and the report say of the days that the books cover."""
    paid = sum(
        (
            payment.amount
            for payment in case.facts.payments
            if payment.recipient == party.id
            and payment.paid_on <= case.as_of
            and any(span.starts_on <= payment.paid_on <= span.ends_on for span in figures.covered)
        ),
        ZERO,
    )
    given = report.figures
    if given is None:
        return Reported(paid)
    return Reported(paid, given.own_cash, given.income, given.costs)
