"""An association's handed-in ledger rows beside what was paid and reported for a period, every difference with its
vouchers. SEK; the books' amounts are debit positive, what is answered is said as income, cost and liability.

`reconcile` puts it together from `coverage` (which file answers for which day) and `sums` (accounts, liability,
shared costs); `sentence` writes a difference. Source: check.md, "What was delivered"; domain.md, "The ledger: SIE 4".
"""

from finance.reconciliation.books import Book, Entry, Liability, Means, Reported
from finance.reconciliation.reconciling import Difference, Grants, Reconciliation, reconcile
from finance.reconciliation.sentences import sentence

__all__ = [
    "Book",
    "Difference",
    "Entry",
    "Grants",
    "Liability",
    "Means",
    "Reconciliation",
    "Reported",
    "reconcile",
    "sentence",
]
