"""Which account an association is paid to."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from finance.models import PayeeAccount
from finance.models.accounts import AccountOutcome

#: How long a confirmed change is pointed out on orders, days.
RECENT_DAYS = 30


def confirmed(payer: int, organization: int, on: date) -> PayeeAccount | None:
    """The account in force on a day: the last confirmed one whose first day has come."""
    rows = PayeeAccount.objects.filter(payer=payer, organization=organization, starts_on__lte=on)
    return rows.filter(review__outcome=AccountOutcome.CONFIRMED).order_by("-review__pk").first()


def pending(payers: Collection[int]) -> QuerySet[PayeeAccount]:
    """Proposals that nobody has confirmed or rejected."""
    return PayeeAccount.objects.filter(payer__in=payers, review__isnull=True).order_by("pk")
