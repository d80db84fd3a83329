"""The finding rules, one per file. Each looks at the context and yields findings; none raises for what a user did.

A rule is a module with `CODES`, `SENTENCES` (one per language, `[…]` being left out when a value in it is empty),
`find` and `LOOKS_AT`, the part of the context that its findings are about: where that is empty, as it mostly is, the
rule is not asked.
"""

from collections.abc import Iterator
from typing import Protocol

from reports.checks.context import Context
from reports.checks.results import Finding
from reports.checks.rules import (
    amount_provisional,
    amount_unknown,
    appropriation_preliminary,
    appropriation_reduced,
    books_differ,
    books_incomplete,
    books_opening,
    books_shared_costs,
    claim_differs,
    claim_overdue,
    claim_overpaid,
    component_floor_unmet,
    component_not_promised,
    interim_late,
    legal_not_assessed,
    not_binding,
    own_cash_double_counted,
    own_cash_public,
    paper_awaited,
    payee_mismatch,
    payment_above_promised,
    payment_duplicate,
    payment_late,
    payment_not_in_ledger,
    payment_not_released,
    payment_unregistered,
    payment_without_decision,
    report_late,
    report_returned,
    short,
    shortened,
    state_aid_above_ceiling,
    state_aid_no_ceiling,
    state_aid_not_assessed,
    state_aid_sgei_compensated,
    state_aid_warning,
    support_not_valued,
    terminated,
    unspent_carried,
    volunteer_rate_missing,
    volunteer_share_capped,
    volunteer_time_double_counted,
    volunteer_time_impossible,
    volunteer_time_not_counted,
)


class Rule(Protocol):
    """What every rule's module offers."""

    LOOKS_AT: str
    CODES: tuple[str, ...]
    SENTENCES: dict[str, str]

    def find(self, context: Context, /) -> Iterator[Finding]:
        """What it finds."""


RULES: tuple[Rule, ...] = (
    not_binding,
    terminated,
    shortened,
    legal_not_assessed,
    amount_unknown,
    amount_provisional,
    appropriation_preliminary,
    appropriation_reduced,
    volunteer_rate_missing,
    report_late,
    interim_late,
    payment_late,
    payment_not_released,
    payment_above_promised,
    short,
    component_floor_unmet,
    component_not_promised,
    own_cash_public,
    volunteer_share_capped,
    volunteer_time_not_counted,
    volunteer_time_impossible,
    volunteer_time_double_counted,
    own_cash_double_counted,
    report_returned,
    paper_awaited,
    unspent_carried,
    books_incomplete,
    books_opening,
    books_differ,
    books_shared_costs,
    state_aid_above_ceiling,
    state_aid_warning,
    state_aid_no_ceiling,
    state_aid_not_assessed,
    state_aid_sgei_compensated,
    payment_without_decision,
    payee_mismatch,
    payment_duplicate,
    payment_unregistered,
    payment_not_in_ledger,
    claim_overdue,
    claim_overpaid,
    claim_differs,
    support_not_valued,
)

SENTENCES: dict[str, dict[str, str]] = {code: rule.SENTENCES for rule in RULES for code in rule.CODES}
