"""The books that an association handed in say another figure than payments or the annual report.

Worked example: 305 000 kr in own cash in the books, 310 000 in the report: −5 000. Grants are what came in by accrual,
income + closing − opening liability of each ledger, beside what was paid in the same days. A difference may have good
reasons, such as income on no object, which is told: it is for people to ask. Source: check.md, "What was delivered";
the vouchers are in the agreement's reconciliation.
"""

from collections.abc import Iterator

from finance.reconciliation import Figures
from reports.checks.context import Context, report_evidence
from reports.checks.results import Amount, Finding, Word

LOOKS_AT = "books"
CODES: tuple[str, ...] = ("books.grants", "books.own_cash", "books.income", "books.costs")
WHAT = {"books.grants": "municipal_grants", "books.income": "income", "books.costs": "costs"}
SENTENCES: dict[str, str] = {
    "sv": (
        "{party}, {what} {period}: {booked} enligt bokföringen[ ({income} bokfört, skulden för oförbrukade bidrag "
        "{opening} före och {closing} efter)], {said} enligt {where}: {difference} i skillnad."
        "[ Skulden ändras med {between} från en bokföring till nästa, utan rader som visar det; det räknas inte.]"
        "[ Intäkter på {shared} saknar objekt; de räknas inte.]"
    ),
    "en": (
        "{party}, {what} in {period}: {booked} by the books[ ({income} booked, the liability for unused grants "
        "{opening} before and {closing} after)], {said} by {where}: a difference of {difference}."
        "[ The liability changes by {between} from one ledger to the next, without rows that show it; that does not "
        "count.]"
        "[ Income of {shared} has no object; it does not count.]"
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per figure that differs."""
    for party, period, figures, report, one in context.books:
        if one.code not in CODES or one.expected is None or one.actual is None:
            continue
        grants = one.code == "books.grants"
        behind = figures.grants
        yield Finding(
            code=one.code,
            severity="warning",
            period=period.label,
            party=party,
            clause="",
            expected=one.expected,
            actual=one.actual,
            difference=one.difference,
            evidence=(
                *(("ledger_hand_in", ledger, None) for ledger in figures.ledgers),
                *(() if grants else report_evidence([report])),
            ),
            values=(
                ("party", party.name),
                ("what", Word(WHAT.get(one.code, "own_cash"))),
                ("period", period.label),
                ("booked", Amount(one.actual, "SEK")),
                ("said", Amount(one.expected, "SEK")),
                ("where", Word("payments" if grants else "report")),
                ("difference", Amount(one.actual - one.expected, "SEK")),
                ("income", Amount(behind.income, "SEK") if grants else ""),
                ("opening", Amount(behind.opening, "SEK") if grants else ""),
                ("closing", Amount(behind.closing, "SEK") if grants else ""),
                ("between", Amount(behind.between, "SEK") if grants and behind.between else ""),
                ("shared", Amount(figures.shared_income, "SEK") if _takes_income(one.code, figures) else ""),
            ),
        )


def _takes_income(code: str, figures: Figures) -> bool:
    """Whether income on rows without an object could have been a part of the figure."""
    return code != "books.costs" and bool(figures.shared_income)
