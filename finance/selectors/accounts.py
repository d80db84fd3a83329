"""Which account an association is paid to."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import QuerySet

from finance.matching import Giro
from finance.models import PayeeAccount
from finance.models.accounts import AccountOutcome

#: How long a confirmed change is pointed out on orders, days.
RECENT_DAYS = 30


def confirmed(payer: int, organization: int, on: date) -> PayeeAccount | None:
    """The account in force on a day: the last confirmed one whose first day has come."""
    rows = PayeeAccount.objects.filter(payer=payer, organization=organization, starts_on__lte=on)
    return rows.filter(review__outcome=AccountOutcome.CONFIRMED).order_by("-review__pk").first()


def giros_of(payers: Collection[int], organizations: Collection[int]) -> defaultdict[int, list[Giro]]:
    """By organisation: the accounts that these payers have confirmed, each while it was in force for its payer.

    One that was confirmed later has replaced it from its own first day on.
    """
    rows = PayeeAccount.objects.filter(
        payer__in=payers, organization__in=organizations, review__outcome=AccountOutcome.CONFIRMED
    ).order_by("-review__pk")
    later: dict[tuple[int, int], date] = {}
    found: defaultdict[int, list[Giro]] = defaultdict(list)
    fields = ("payer_id", "organization_id", "number", "starts_on")
    for payer, organization, number, starts_on in rows.values_list(*fields):
        replaced_on = later.get((payer, organization))
        if replaced_on is None or starts_on < replaced_on:
            ends_on = None if replaced_on is None else replaced_on - timedelta(days=1)
            found[organization].append(Giro(number, starts_on, ends_on))
            later[payer, organization] = starts_on
    return found


def pending(payers: Collection[int]) -> QuerySet[PayeeAccount]:
    """Proposals that nobody has confirmed or rejected."""
    return PayeeAccount.objects.filter(payer__in=payers, review__isnull=True).order_by("pk")
