"""What a public party gives beside money, period by period: shown beside the funding, never counted as money paid
nor as the association's own financing.

A row counts from the day it was valued, until another that was valued by then replaces it; of its days those within the
periods of the term. Where the agreement says that premises are included, every period that is over needs premises to
have been valued for each recipient: free use of municipal premises that nobody values is a classic finding.

Worked example: 120 m² at 1 200 kr per year over 2024 and 2025 is 144 000 kr in each.
"""

from collections.abc import Iterable

from agreements.periods import Period
from finance.support import parts
from reports.checks.case import Case
from reports.checks.facts import SupportFact
from reports.checks.results import SupportPart
from reports.checks.terms import PartyFact


def support_of(case: Case) -> tuple[SupportPart, ...]:
    """Every row's part in every period that it touches, in the order of the rows."""
    if not case.binds or not case.facts.support:
        return ()
    periods = case.calendar.periods
    spans = [(period.starts_on, period.ends_on) for period in periods]
    return tuple(
        SupportPart(
            row.id, case.parties[row.giver], case.parties[row.recipient], period, row.kind, row.what, worth, row.given
        )
        for row in _standing(case)
        for period, worth in zip(periods, parts(row.given, spans), strict=True)
        if row.given.starts_on <= period.ends_on and period.starts_on <= row.given.ends_on
    )


def not_valued(case: Case, given: Iterable[SupportPart]) -> list[tuple[PartyFact, Period]]:
    """The recipients and periods that are over without a valuation of the premises that the agreement includes."""
    if not case.binds:
        return []
    valued = {(part.party.id, part.period.label) for part in given if part.what_kind == "premises"}
    return [
        (party, period)
        for period in case.calendar.periods
        if period.ends_on < case.as_of and case.conditions_of(period).premises_included
        for party in case.receivers_in(period)
        if (party.id, period.label) not in valued
    ]


def _standing(case: Case) -> list[SupportFact]:
    """The rows that count; a quantity of 0 takes back what it replaces."""
    made = [row for row in case.facts.support if row.valued_on <= case.as_of]
    replaced = {row.replaces for row in made}
    return sorted((row for row in made if row.id not in replaced and row.given.quantity), key=lambda row: row.id)
