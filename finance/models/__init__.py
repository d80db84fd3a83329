"""Money: what was paid, and what of it is state aid."""

from finance.models.payments import Payment, PaymentQuerySet
from finance.models.state_aid import StateAidAssessment, StateAidDeclaration, UndertakingLink

__all__ = ["Payment", "PaymentQuerySet", "StateAidAssessment", "StateAidDeclaration", "UndertakingLink"]
