"""What came in on claims and was written off, for one and for many."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from agreements.models import Party
from finance import claim_balance
from finance.claim_balance import Balance, Entry, Taken
from finance.models import ClaimPayment, ConsequenceDecision, Payment, WriteOff
from office.rows import decimal, fetch

ZERO = Decimal("0.00")
Entries = defaultdict[int, list[Entry]]


def chains_of(claims: Collection[int]) -> dict[int, list[Taken]]:
    """For each claim the decisions that take each other's place on the same consequence, oldest first, with what came
    in and what was let go of: three queries however many claims there are.
    """
    under = ConsequenceDecision.objects.filter(pk__in=claims).order_by().values("agreement")
    rows = fetch(
        ConsequenceDecision.objects.filter(agreement__in=under)
        .order_by("pk")
        .values_list("pk", "replaces_id", "decided_on", "amount", "due_on")
    )
    ids = [row[0] for row in rows]
    repaid, written_off = _entries(ClaimPayment, "paid_on", ids), _entries(WriteOff, "decided_on", ids)
    found: dict[int, list[Taken]] = {}
    for pk, replaces, on, amount, due_on in rows:
        chain = found[pk] = found.get(replaces, [])
        chain.append(Taken(pk, on, decimal(amount), due_on, repaid[pk], written_off[pk]))
    return found


def _entries(model: type[ClaimPayment] | type[WriteOff], day: str, claims: Collection[int]) -> Entries:
    found: Entries = defaultdict(list)
    rows = model._default_manager.filter(claim__pk__in=claims).order_by("pk")
    for claim, on, amount in fetch(rows.values_list("claim_id", day, "amount")):
        found[claim].append(Entry(on, decimal(amount)))
    return found


def chain_of(claim: ConsequenceDecision) -> list[Taken]:
    """The decisions on one claim's consequence."""
    return chains_of([claim.pk])[claim.pk]


def up_to(claim: ConsequenceDecision) -> list[int]:
    """The ids of a claim and of the decisions that it has taken the place of."""
    return [one.id for one in chain_of(claim) if one.id <= claim.pk]


def left_of(payment: ClaimPayment) -> Decimal:
    """What of a repayment no correction has taken back, SEK."""
    taken = payment.corrections.aggregate(total=Sum("amount"))["total"] or ZERO
    return (payment.amount + taken).quantize(ZERO)


def standing(claim: ConsequenceDecision, as_of: date) -> Balance:
    """How one claim stands on a day."""
    return claim_balance.standing(chain_of(claim), claim.pk, as_of)


def money_of(period: str, against: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The periods whose money a claim is of: a late report's are those of the instalments that it takes from; none is
    named for the whole term.
    """
    return frozenset(one["period"] for one in against) or frozenset({period} - {""})


def claimable(
    payer: Party, party: int, money: Collection[str], day: date, replaced: ConsequenceDecision | None
) -> Decimal:
    """The most that a payer can claim of a party (its id), SEK: what it had paid to it by a day less what it claims
    already (by other decisions than one that is to be replaced), for the periods whose money it is as over the whole
    term. A shortfall and unspent money may each be all that was paid.
    """
    paid = Payment.objects.filter(commitment__party=payer, recipient=party, paid_on__lte=day)
    claims = ConsequenceDecision.objects.claims().in_force().filter(agreement=payer.agreement_id, party=party)
    claims = claims.filter(organization=payer.organization_id)
    claims = claims.exclude(pk=replaced.pk) if replaced else claims
    claimed = [
        (money_of(period, against), amount)
        for period, against, amount in claims.values_list("period", "against", "amount")
    ]
    left = [_sum(paid) - sum((amount for _, amount in claimed), ZERO)]
    for span in money:
        taken = sum((amount for periods, amount in claimed if span in periods), ZERO)
        left.append(_sum(paid.filter(period=span)) - taken)
    return min(left)


def _sum(rows: QuerySet[Any]) -> Decimal:
    return Decimal(rows.aggregate(total=Sum("amount"))["total"] or ZERO).quantize(ZERO)
