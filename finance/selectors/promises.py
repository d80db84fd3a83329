"""What a commitment promises in a period, from the database: the rule is `finance.promises`."""

from decimal import Decimal

from agreements.models import Agreement, Commitment
from agreements.periods import Period, periods
from agreements.selectors import basis
from finance.index_clauses import clauses_of
from finance.promises import Act, Clauses, Pledge, Promise, in_force, promise
from office.clock import today

AS_AGREED = Clauses()


def promised(agreement: Agreement, commitment: Commitment, period: Period) -> Promise | None:
    """What a commitment to funding promises for a period as it stands today (None: nothing)."""
    clauses = clauses_of(agreement.conditions) or AS_AGREED
    listed = tuple((row["period"], Decimal(row["amount"])) for row in commitment.amounts)
    pledge = Pledge(
        commitment.pk, commitment.party_id, commitment.kind, commitment.recipient_id, commitment.amount, listed
    )
    whole = {one.label: one for one in periods(agreement.starts_on, agreement.ends_on, basis(agreement))}
    acts: tuple[Act, ...] = ()
    held = in_force(acts, today()).get((commitment.pk, period.label))
    return promise(pledge, period, whole[period.label], clauses, held, today())
