"""The municipality's ledger against what is registered here: every krona to associations must match a payment under an
agreement that binds, or be explained.

An auditor starts from the ledger. `match` takes its rows on the chosen accounts (Kommun-Bas 453: contributions to
associations) and the registered payments, agreements and recipients; it answers each row's match with the reason in
words, what somebody must look at, and the payments that the ledger lacks. `sheet` adds up where every krona stands.
"""

from finance.matching.facts import (
    Agreement,
    Books,
    ByHand,
    Finding,
    Giro,
    LedgerRow,
    Matching,
    Payment,
    PaymentResult,
    Recipient,
    RowResult,
)
from finance.matching.findings import CODES
from finance.matching.match import match
from finance.matching.sentences import sentence, why
from finance.matching.sheet import Sheet, sheet, standing

__all__ = [
    "CODES",
    "Agreement",
    "Books",
    "ByHand",
    "Finding",
    "Giro",
    "LedgerRow",
    "Matching",
    "Payment",
    "PaymentResult",
    "Recipient",
    "RowResult",
    "Sheet",
    "match",
    "sentence",
    "sheet",
    "standing",
    "why",
]
