"""What came in on claims and was written off, for one and for many."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Sum

from agreements.models import Party
from finance.claim_balance import Balance, Entry, balance
from finance.models import ClaimPayment, ConsequenceDecision, Payment, WriteOff
from office.rows import decimal, fetch

ZERO = Decimal("0.00")


class Entries(NamedTuple):
    """A claim's repayments and write-offs."""

    repaid: list[Entry]
    written_off: list[Entry]


def entries_of(claims: Collection[int]) -> defaultdict[int, Entries]:
    """The entries by claim, in two queries however many claims there are."""
    found: defaultdict[int, Entries] = defaultdict(lambda: Entries([], []))
    repaid = ClaimPayment.objects.filter(claim__pk__in=claims).order_by("pk")
    for claim, on, amount in fetch(repaid.values_list("claim_id", "paid_on", "amount")):
        found[claim].repaid.append(Entry(on, decimal(amount)))
    let_go = WriteOff.objects.filter(claim__pk__in=claims).order_by("pk")
    for claim, on, amount in fetch(let_go.values_list("claim_id", "decided_on", "amount")):
        found[claim].written_off.append(Entry(on, decimal(amount)))
    return found


def balance_of(amount: Decimal, due_on: date, entries: Entries, as_of: date) -> Balance:
    """How a claim stands on a day."""
    return balance(amount, due_on, entries.repaid, entries.written_off, as_of)


def left_of(payment: ClaimPayment) -> Decimal:
    """What of a repayment no correction has taken back, SEK."""
    taken = payment.corrections.aggregate(total=Sum("amount"))["total"] or ZERO
    return (payment.amount + taken).quantize(ZERO)


def standing(claim: ConsequenceDecision, as_of: date) -> Balance:
    """How one claim stands on a day."""
    return balance_of(claim.amount, claim.due_on or claim.decided_on, entries_of([claim.pk])[claim.pk], as_of)


def claimable(payer: Party, party: int, period: str, day: date) -> Decimal:
    """The most that a payer can claim of a party (its id), SEK: what it had paid to it by a day less what it claims
    already, for the period as over the whole term. A shortfall and unspent money may each be all that was paid.
    """
    paid = Payment.objects.filter(commitment__party=payer, recipient=party, paid_on__lte=day)
    claims = ConsequenceDecision.objects.claims().filter(agreement=payer.agreement_id, party=party)
    claimed = claims.filter(organization=payer.organization_id)
    spans = [Q(), Q(period=period)] if period else [Q()]
    return min(_sum(paid.filter(span)) - _sum(claimed.filter(span)) for span in spans)


def _sum(rows: QuerySet[Any]) -> Decimal:
    return Decimal(rows.aggregate(total=Sum("amount"))["total"] or ZERO).quantize(ZERO)
