"""An association's handed-in ledger rows beside what was paid and reported for a period. SEK; the books' amounts are
debit positive, what is answered is said as income, cost and liability.

`figures` reads the books (`coverage`: which file answers for which day; `sums`: accounts, liability, shared costs),
`differences` compares and `behind` finds the vouchers of a difference; the check's `books_*` rules write it. `keeping`
is the figures as they are kept. Source: check.md, "What was delivered"; domain.md, "The ledger: SIE 4".
"""

from finance.reconciliation.books import Book, Entry, Liability, Means, Reported
from finance.reconciliation.comparing import CODES, Difference, behind, differences
from finance.reconciliation.coverage import Span
from finance.reconciliation.figures import Figures, Grants, Jump, figures
from finance.reconciliation.sums import AccountSum

__all__ = [
    "CODES",
    "AccountSum",
    "Book",
    "Difference",
    "Entry",
    "Figures",
    "Grants",
    "Jump",
    "Liability",
    "Means",
    "Reported",
    "Span",
    "behind",
    "differences",
    "figures",
]
