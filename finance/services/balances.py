"""How much of what is agreed is paid and ordered: a row per commitment and period that the database keeps in bounds.

Every act that pays, orders, cancels or corrects moves the row in its own transaction. What would bind more than is
agreed now breaks the row's constraint, whatever a service had counted. Where what is agreed has been lowered below what
is bound already (an early end, a reduced year), nothing more can be bound until it is below again.
"""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F, Sum, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from agreements.models import Commitment
from finance.models import Balance, Payment
from office.refusals import conflict

ORE = 100


def ore(amount: Decimal) -> int:
    """SEK as whole öre."""
    return int(amount * ORE)


def sek(amount: int) -> Decimal:
    """Whole öre as SEK."""
    return (Decimal(amount) / ORE).quantize(Decimal("0.01"))


def balance(commitment: Commitment, period: str, agreed: Decimal) -> Balance:
    """The row as it is; made from the payments where there is none yet."""
    found = Balance.objects.filter(commitment=commitment, period=period).first()
    if found is None:
        rows = Payment.objects.filter(commitment=commitment, period=period)
        paid = ore(Decimal(rows.aggregate(total=Sum("amount"))["total"] or 0).quantize(Decimal("0.01")))
        said = {"paid": paid, "agreed": max(ore(agreed), paid)}
        found = Balance.objects.get_or_create(commitment=commitment, period=period, defaults=said)[0]
    return found


def bind(
    commitment: Commitment, period: str, agreed: Decimal, *, paid: Decimal = Decimal(0), ordered: Decimal = Decimal(0)
) -> None:
    """Pay or order more: refused (409) by the database where it would exceed what is agreed now."""
    row = Balance.objects.filter(pk=balance(commitment, period, agreed).pk)
    try:
        with transaction.atomic():
            row.update(paid=F("paid") + ore(paid), ordered=F("ordered") + ore(ordered), agreed=ore(agreed))
    except IntegrityError as error:
        message = _("What is paid and ordered would exceed what is agreed for %(period)s.") % {"period": period}
        raise conflict("payment.above_agreed", message, path="amount") from error


def release(
    commitment: Commitment, period: str, agreed: Decimal, *, paid: Decimal = Decimal(0), ordered: Decimal = Decimal(0)
) -> None:
    """Take back or turn an order into a payment: never binds more than before, so it is never refused."""
    row = Balance.objects.filter(pk=balance(commitment, period, agreed).pk)
    bound = F("paid") + ore(paid) + F("ordered") + ore(ordered)
    row.update(
        paid=F("paid") + ore(paid),
        ordered=F("ordered") + ore(ordered),
        agreed=Greatest(Value(ore(agreed)), bound),
    )
