"""What is agreed and what is paid."""

from decimal import Decimal

from django.db.models import Sum

from agreements.models import Agreement, Commitment
from agreements.periods import Period
from finance.models import ConsequenceDecision, Outcome, Payment
from finance.selectors.promises import promised

ZERO = Decimal("0.00")


def agreed(agreement: Agreement, commitment: Commitment, period: Period) -> Decimal:
    """What a commitment to funding promises for a period, SEK, as it stands today: by its clauses, and with the period
    as a termination has left it. While an index is missing it is the amount in the base month's money: that much was
    agreed in any case, and the payer need not wait for a file. What decisions on late reports keep back is not to be
    paid.
    """
    found = promised(agreement, commitment, period)
    return ZERO if found is None else found.amount - kept_back(commitment, period.label)


def kept_back(commitment: Commitment, period: str) -> Decimal:
    """What of a commitment's instalments for a period decisions keep back, SEK."""
    decided = ConsequenceDecision.objects.in_force().filter(agreement=commitment.agreement_id, outcome=Outcome.REDUCE)
    parts = [part for against in decided.values_list("against", flat=True) for part in against]
    mine = [part for part in parts if (part["commitment"], part["period"]) == (commitment.pk, period)]
    return sum((Decimal(part["amount"]) for part in mine), ZERO)


def paid(commitment: Commitment, period: str) -> Decimal:
    """Net payments on a commitment for a period, SEK, corrections taken off."""
    found = Payment.objects.filter(commitment=commitment, period=period).aggregate(total=Sum("amount"))["total"]
    return (found or ZERO).quantize(ZERO)


def left_of(payment: Payment) -> Decimal:
    """What of a payment no correction has taken back, SEK."""
    taken = payment.corrections.aggregate(total=Sum("amount"))["total"] or ZERO
    return (payment.amount + taken).quantize(ZERO)
