"""Money: what was asked for, ordered, paid and claimed back, what of it is state aid, and the ledgers."""

from finance.models.accounts import PayeeAccount, PayeeAccountQuerySet, PayeeAccountReview
from finance.models.appropriations import Appropriation
from finance.models.claims import ChangeGround, ClaimPayment, ConsequenceDecision, Outcome, WriteOff
from finance.models.index_quotes import IndexQuote
from finance.models.ledger_imports import (
    LedgerExplanation,
    LedgerFinding,
    LedgerImport,
    LedgerImportRow,
    LedgerMatch,
    LedgerWithdrawal,
)
from finance.models.ledgers import (
    Ledger,
    LedgerChoice,
    LedgerHandIn,
    LedgerOverview,
    LedgerQuerySet,
    LedgerRow,
    LedgerUploadLink,
)
from finance.models.orders import (
    Balance,
    PaymentFile,
    PaymentFileQuerySet,
    PaymentOrder,
    PaymentOrderAct,
    PaymentOrderQuerySet,
)
from finance.models.payments import Payment, PaymentQuerySet
from finance.models.reconciliations import LedgerReading, Reconciliation
from finance.models.requisitions import Requisition, RequisitionQuerySet, RequisitionWithdrawal
from finance.models.state_aid import StateAidAssessment, StateAidDeclaration, UndertakingLink
from finance.models.support import MunicipalSupport

__all__ = [
    "Appropriation",
    "Balance",
    "ChangeGround",
    "ClaimPayment",
    "ConsequenceDecision",
    "IndexQuote",
    "Ledger",
    "LedgerChoice",
    "LedgerExplanation",
    "LedgerFinding",
    "LedgerHandIn",
    "LedgerImport",
    "LedgerImportRow",
    "LedgerMatch",
    "LedgerOverview",
    "LedgerQuerySet",
    "LedgerReading",
    "LedgerRow",
    "LedgerUploadLink",
    "LedgerWithdrawal",
    "MunicipalSupport",
    "Outcome",
    "PayeeAccount",
    "PayeeAccountQuerySet",
    "PayeeAccountReview",
    "Payment",
    "PaymentFile",
    "PaymentFileQuerySet",
    "PaymentOrder",
    "PaymentOrderAct",
    "PaymentOrderQuerySet",
    "PaymentQuerySet",
    "Reconciliation",
    "Requisition",
    "RequisitionQuerySet",
    "RequisitionWithdrawal",
    "StateAidAssessment",
    "StateAidDeclaration",
    "UndertakingLink",
    "WriteOff",
]
