"""What a commitment promises over its term, as it was agreed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from agreements.amounts import promised_in
from agreements.models import Agreement, Commitment
from agreements.periods import Basis, periods
from agreements.selectors import basis

Promised = tuple[tuple[str, Decimal], ...]


def promised_by(commitment: Commitment, agreement: Agreement) -> Promised:
    """SEK by the label of each period in which something is promised; a termination does not undo what was granted."""
    listed = tuple((row["period"], Decimal(row["amount"])) for row in commitment.amounts)
    return over_term(commitment.amount, listed, agreement.starts_on, agreement.ends_on, basis(agreement))


@lru_cache(maxsize=8192)
def over_term(
    yearly: Decimal | None, listed: Sequence[tuple[str, Decimal]], starts_on: date, ends_on: date, by: Basis
) -> Promised:
    """The same from the terms alone. Many agreements have the same."""
    found = ((period.label, promised_in(yearly, listed, period, period)) for period in periods(starts_on, ends_on, by))
    return tuple((label, amount) for label, amount in found if amount)
