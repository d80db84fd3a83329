"""A payment to an association stands in the municipality's ledger and not here; its agreement is the likely one.

Worked example: the ledger has 40 000.00 to 802000-0025 on 3 March 2025, and no such payment is registered within seven
days. Source: municipal audit reports: payments are not matched to decisions.
"""

from collections.abc import Iterator

from finance.matching.sentences import FINDINGS
from reports.checks.context import Context
from reports.checks.ledger import findings_of
from reports.checks.results import Finding

LOOKS_AT = "ledger"
CODES: tuple[str, ...] = ("payment.unregistered",)
SENTENCES: dict[str, str] = FINDINGS[CODES[0]]


def find(context: Context) -> Iterator[Finding]:
    """One per row that stands so, oldest first."""
    return findings_of(context, CODES[0])
