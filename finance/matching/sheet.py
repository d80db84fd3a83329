"""The sum sheet: where every krona of the chosen accounts stands, and the same from the side of the payments.

Worked example of `match`: the ledger's 1 790 000.00 = 1 750 000.00 matched + 40 000.00 explained + 0.00 unexplained.
The registered 1 750 000.00 = 1 750 000.00 in the ledger + 0.00 elsewhere + 0.00 missing: what stands on accounts or
days that another import of the ledger has is `elsewhere`. A payment of 30 December that the ledger has on
2 January belongs to the days before: it is `outside`. The matched rows sum to `in_ledger` + `outside`.
"""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finance.matching.facts import PaymentResult, RowResult

ZERO = Decimal("0.00")
MATCHED, EXPLAINED, UNEXPLAINED = "matched", "explained", "unexplained"
STANDINGS = (MATCHED, EXPLAINED, UNEXPLAINED)


class Sheet(NamedTuple):
    """SEK to the öre. `ledger` = `matched` + `explained` + `unexplained`; `registered` = `in_ledger` +
    `elsewhere` + `missing`; the rows that are a payment sum to `in_ledger` + `outside`.
    """

    ledger: Decimal
    matched: Decimal
    explained: Decimal
    unexplained: Decimal
    registered: Decimal
    in_ledger: Decimal
    missing: Decimal
    outside: Decimal
    elsewhere: Decimal


def standing(result: RowResult, explained: bool) -> str:
    """Where a row stands: matched with nothing to look at, explained by hand, or neither."""
    if result.settled:
        return MATCHED
    return EXPLAINED if explained else UNEXPLAINED


def sheet(
    rows: Iterable[RowResult],
    payments: Iterable[PaymentResult],
    explained: Collection[int],
    starts_on: date,
    ends_on: date,
) -> Sheet:
    """The sums of a matching, given the ids of the rows that are explained by hand."""
    sums = dict.fromkeys(STANDINGS, ZERO)
    for result in rows:
        sums[standing(result, result.row.id in explained)] += result.row.amount
    registered = in_ledger = missing = outside = elsewhere = ZERO
    for one in payments:
        if starts_on <= one.payment.paid_on <= ends_on:
            registered += one.payment.amount
            away = one.payment.amount - one.found if one.elsewhere else ZERO
            missing += one.missing
            elsewhere += away
            in_ledger += one.payment.amount - one.missing - away
        else:
            outside += one.found
    stands = [sums[name] for name in STANDINGS]
    return Sheet._make((sum(stands, ZERO), *stands, registered, in_ledger, missing, outside, elsewhere))
