"""The same amount to the same recipient stands in the ledger twice within 31 days, and one payment is registered.

Worked example: 750 000.00 to 802000-0009 on 3 February 2025 and again on 10 February, with one payment registered.
Source: the municipality's ledger, imported.
"""

from collections.abc import Iterator

from finance.matching.sentences import FINDINGS
from reports.checks.context import Context
from reports.checks.ledger import findings_of
from reports.checks.results import Finding

LOOKS_AT = "ledger"
CODES: tuple[str, ...] = ("payment.duplicate",)
SENTENCES: dict[str, str] = FINDINGS[CODES[0]]


def find(context: Context) -> Iterator[Finding]:
    """One per row that stands so, oldest first."""
    return findings_of(context, CODES[0])
