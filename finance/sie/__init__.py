"""Ledgers as Swedish bookkeeping programs export them: SIE type 4E, from bytes to vouchers, or to every problem.

`read` takes a file's bytes and gives a `Ledger`, or `problems` that each name a line, a code and a sentence; nothing
in between, so that half a ledger is never saved. `sums` answers what a reconciliation asks of a ledger. Amounts are
SEK, debit positive and credit negative; dates are inclusive.

Source: SIE-Gruppen, "SIE filformat", utgåva 4B and 4C.

>>> reading = read(content)  # sie_4.SE of the samples
>>> reading.ledger.number, len(reading.ledger.vouchers), reading.problems
('555555-5555', 20, ())
"""

from finance.sie.encodings import fingerprint
from finance.sie.ledger import Account, Balance, Dimension, Ledger, LedgerObject, Row, Voucher, Year
from finance.sie.problems import Problem
from finance.sie.reading import Reading, no_ledger, read

__all__ = [
    "Account",
    "Balance",
    "Dimension",
    "Ledger",
    "LedgerObject",
    "Problem",
    "Reading",
    "Row",
    "Voucher",
    "Year",
    "fingerprint",
    "no_ledger",
    "read",
]
