"""What is agreed and what is paid."""

from decimal import Decimal

from django.db.models import Sum

from agreements.amounts import promised_in
from agreements.models import Agreement, Commitment
from agreements.periods import Period, periods
from agreements.selectors import basis
from finance.models import Payment

ZERO = Decimal("0.00")


def agreed(agreement: Agreement, commitment: Commitment, period: Period) -> Decimal:
    """What a commitment promises for a period, SEK (the period may have been cut by a termination)."""
    listed = [(row["period"], Decimal(row["amount"])) for row in commitment.amounts]
    whole = {one.label: one for one in periods(agreement.starts_on, agreement.ends_on, basis(agreement))}
    return promised_in(commitment.amount, listed, period, whole[period.label]) or ZERO


def paid(commitment: Commitment, period: str) -> Decimal:
    """Net payments on a commitment for a period, SEK, corrections taken off."""
    found = Payment.objects.filter(commitment=commitment, period=period).aggregate(total=Sum("amount"))["total"]
    return (found or ZERO).quantize(ZERO)


def left_of(payment: Payment) -> Decimal:
    """What of a payment no correction has taken back, SEK."""
    taken = payment.corrections.aggregate(total=Sum("amount"))["total"] or ZERO
    return (payment.amount + taken).quantize(ZERO)
