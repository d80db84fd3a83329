"""Money was paid on a day on which no agreement that everybody had agreed to was binding.

Worked example: 750 000.00 is booked on 31 January 2025 under an agreement that the last party signed on 10 February.
Source: each party has to decide (Local Government Act); municipal audit reports: payments are not matched to decisions.
"""

from collections.abc import Iterator

from finance.matching.sentences import FINDINGS
from reports.checks.context import Context
from reports.checks.ledger import findings_of
from reports.checks.results import Finding

LOOKS_AT = "ledger"
CODES: tuple[str, ...] = ("payment.without_decision",)
SENTENCES: dict[str, str] = FINDINGS[CODES[0]]


def find(context: Context) -> Iterator[Finding]:
    """One per row that stands so, oldest first."""
    return findings_of(context, CODES[0])
