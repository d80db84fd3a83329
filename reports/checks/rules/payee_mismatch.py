"""By the ledger the money went to somebody else than the payment says, or to an account that is not the recipient's.

Worked example: the ledger has 750 000.00 to 802000-0025, and the only payment of that sum that week is to 802000-0009.
Source: audit reports: payees' bank details were changed without a trace or a second pair of eyes.
"""

from collections.abc import Iterator

from finance.matching.sentences import FINDINGS
from reports.checks.context import Context
from reports.checks.ledger import findings_of
from reports.checks.results import Finding

LOOKS_AT = "ledger"
CODES: tuple[str, ...] = ("payee.mismatch",)
SENTENCES: dict[str, str] = FINDINGS[CODES[0]]


def find(context: Context) -> Iterator[Finding]:
    """One per row that stands so, oldest first."""
    return findings_of(context, CODES[0])
