"""Money: what was paid."""

from finance.models.payments import Payment, PaymentQuerySet

__all__ = ["Payment", "PaymentQuerySet"]
