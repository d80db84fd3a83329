"""What a commitment promises in a period, from the database: the rule is `finance.promises`."""

from collections.abc import Iterator
from decimal import Decimal

from agreements.models import Agreement, Commitment
from agreements.periods import Period, periods
from agreements.selectors import basis
from finance.index_clauses import clauses_of
from finance.models import Appropriation
from finance.promises import Act, Clauses, Pledge, Promise, in_force, promise
from office.clock import today

AS_AGREED = Clauses()
#: An act's columns, in its order.
COLUMNS = ("pk", "commitment_id", "period", "state", "amount", "share", "decided_on", "body", "paragraph")


def promised(agreement: Agreement, commitment: Commitment, period: Period) -> Promise | None:
    """What a commitment to funding promises for a period as it stands today (None: nothing)."""
    clauses = clauses_of(agreement.conditions) or AS_AGREED
    listed = tuple((row["period"], Decimal(row["amount"])) for row in commitment.amounts)
    pledge = Pledge(
        commitment.pk, commitment.party_id, commitment.kind, commitment.recipient_id, commitment.amount, listed
    )
    whole = {one.label: one for one in periods(agreement.starts_on, agreement.ends_on, basis(agreement))}
    held = in_force(_acts(commitment, period), today()).get((commitment.pk, period.label)) if clauses.budget else None
    return promise(pledge, period, whole[period.label], clauses, held, today())


def _acts(commitment: Commitment, period: Period) -> Iterator[Act]:
    """What the council has done about the period."""
    rows = Appropriation.objects.filter(commitment=commitment, period=period.label)
    return (Act._make(row) for row in rows.values_list(*COLUMNS))
