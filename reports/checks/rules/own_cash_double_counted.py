"""The same krona of own cash is counted under two agreements: the finding stands on both, each naming the other.

Worked example: fees of 25 000.00 kr for 2020 under this agreement, and fees of 25 000.00 kr for 2020 under BUN-2020/7.
Two sums that happen to be equal look the same, so it is a question to ask, and no figure is changed. Source: a
contribution counts toward one agreement only, 2 CFR 200.306 (domain.md); `reports/checks/elsewhere.py` says what is the
same. Of the other agreement no more is told than its reference, its funder and the period.
"""

from collections.abc import Iterator

from reports.checks.context import Context, report_evidence
from reports.checks.elsewhere import funder_of
from reports.checks.results import Amount, Finding, Word

LOOKS_AT = "shared_cash"
CODES: tuple[str, ...] = ("own_cash.double_counted",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har för {period} redovisat {amount} i egna medel ({source}) här, och lika mycket ur samma källa i "
        "{reference} ({funder}) för {other_period}: samma krona räknas bara i en överenskommelse."
    ),
    "en": (
        "{party} reported {amount} of own cash ({source}) for {period} here, and as much from the same source under "
        "{reference} ({funder}) for {other_period}: one krona counts toward one agreement only."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per source, period and other agreement's report."""
    for ours, theirs, source, amount in context.shared_cash:
        yield Finding(
            code=CODES[0],
            severity="warning",
            period=ours.report.period.label,
            party=ours.report.party,
            clause="",
            expected=None,
            actual=amount,
            difference=None,
            evidence=report_evidence([ours.report, theirs.report]),
            values=(
                ("party", ours.report.party.name),
                ("period", ours.report.period.label),
                ("amount", Amount(amount, "SEK")),
                ("source", Word("source_other" if source == "other" else source)),
                ("reference", theirs.agreement.reference),
                ("funder", funder_of(theirs.agreement)),
                ("other_period", theirs.report.period.label),
            ),
        )
