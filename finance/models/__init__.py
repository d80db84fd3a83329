"""Money: what was asked for, what was paid, and what of it is state aid."""

from finance.models.appropriations import Appropriation
from finance.models.ledger_imports import (
    LedgerExplanation,
    LedgerFinding,
    LedgerImport,
    LedgerImportRow,
    LedgerMatch,
    LedgerWithdrawal,
)
from finance.models.payments import Payment, PaymentQuerySet
from finance.models.requisitions import Requisition, RequisitionQuerySet
from finance.models.state_aid import StateAidAssessment, StateAidDeclaration, UndertakingLink

__all__ = [
    "Appropriation",
    "LedgerExplanation",
    "LedgerFinding",
    "LedgerImport",
    "LedgerImportRow",
    "LedgerMatch",
    "LedgerWithdrawal",
    "Payment",
    "PaymentQuerySet",
    "Requisition",
    "RequisitionQuerySet",
    "StateAidAssessment",
    "StateAidDeclaration",
    "UndertakingLink",
]
