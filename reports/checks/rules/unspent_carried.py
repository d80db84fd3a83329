"""Money that a verified period did not use goes on to the next where the agreement lets it; it is told, so that it is
not forgotten before the term's end.

Worked example: income 1 000 000 − costs 850 000 = 150 000 kr of 2021 goes on to 2022. At the end of the term it is
added to what later years left, and the consequence `repayment.unspent` says what is to be repaid.
Source: the condition `carry_over`.
"""

from collections.abc import Iterator
from itertools import pairwise

from reports.checks.context import Context, report_evidence
from reports.checks.reporting import report_of
from reports.checks.results import Amount, Finding

LOOKS_AT = "case"
CODES: tuple[str, ...] = ("unspent.carried",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} förbrukade inte allt för {period}: {income} − {costs} = {left}. Det följer med till {next}; vad "
        "som är "
        "kvar vid avtalstidens slut ska återbetalas."
    ),
    "en": (
        "{party} did not spend everything for {period}: {income} − {costs} = {left}. It goes on to {next}; what "
        "is left at "
        "the end of the term is to be repaid."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per verified report of a period that has another after it."""
    case = context.case
    if not (case.facts.conditions.carry_over and case.binds):
        return
    for period, following in pairwise(case.calendar.periods):
        for party in sorted({who for who, label in case.versions if label == period.label}):
            report = report_of(case, case.parties[party], period)
            figures = report.figures if report.state == "approved" else None
            if figures is None or figures.income is None or figures.costs is None or figures.income <= figures.costs:
                continue
            left = figures.income - figures.costs
            yield Finding(
                code=CODES[0],
                severity="info",
                period=period.label,
                party=report.party,
                clause=case.clause("carry_over"),
                expected=figures.costs,
                actual=figures.income,
                difference=left,
                evidence=report_evidence([report]),
                values=(
                    ("party", report.party.name),
                    ("period", period.label),
                    ("income", Amount(figures.income, "SEK")),
                    ("costs", Amount(figures.costs, "SEK")),
                    ("left", Amount(left, "SEK")),
                    ("next", following.label),
                ),
            )
