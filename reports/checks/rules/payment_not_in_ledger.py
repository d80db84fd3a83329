"""A payment that is registered here is not on the chosen accounts of the municipality's ledger, or not all of it.

Worked example: 750 000.00 is registered as paid on 31 January 2025, and the ledger of 2025 has no such row.
Source: the municipality's ledger, imported.
"""

from collections.abc import Iterator

from finance.matching.sentences import FINDINGS
from reports.checks.context import Context
from reports.checks.ledger import findings_of
from reports.checks.results import Finding

LOOKS_AT = "ledger"
CODES: tuple[str, ...] = ("payment.not_in_ledger",)
SENTENCES: dict[str, str] = FINDINGS[CODES[0]]


def find(context: Context) -> Iterator[Finding]:
    """One per payment that the ledger lacks, oldest first."""
    return findings_of(context, CODES[0])
