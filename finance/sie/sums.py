"""What a reconciliation asks of a ledger's rows. SEK, debit positive: income is negative, so a negative sum of the
profit and loss accounts is a surplus. Dates are the vouchers', inclusive.

Worked example, sie_4.SE of the samples: the profit and loss accounts of 2011 sum to 40 210.07, a loss. Of that
45 265.32 is on rows without an object and -5 055.25 on object "Nord" of dimension 1.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from finance.sie.ledger import Ledger, Row

ZERO = Decimal(0)
PROFIT_AND_LOSS = ("3", "4", "5", "6", "7", "8")


def rows_between(ledger: Ledger, starts_on: date, ends_on: date) -> Iterator[Row]:
    """The rows of the vouchers dated in the range: a row's own date, where it has one, does not decide.

    transaktioner_ovnbolag.se has 671 rows in 2011.
    """
    for voucher in ledger.vouchers:
        if starts_on <= voucher.date <= ends_on:
            yield from voucher.rows


def on_profit_and_loss(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows on BAS accounts 3–8: income, costs and financial items; the others are assets and debts."""
    return (row for row in rows if row.account.startswith(PROFIT_AND_LOSS))


def total(rows: Iterable[Row]) -> Decimal:
    """The rows' sum.

    `total(on_profit_and_loss(rows))` of norstedts_4E.se is -1 094 488.11 for its year, 2009-07-01 to 2010-06-30.
    """
    return sum((row.amount for row in rows), ZERO)


def per_account(rows: Iterable[Row]) -> dict[str, Decimal]:
    """The sum on each account that has a row, by account number."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        sums[row.account] = sums.get(row.account, ZERO) + row.amount
    return dict(sorted(sums.items()))


def per_object(rows: Iterable[Row]) -> dict[tuple[str, str], Decimal]:
    """The sum on each (dimension, object) that a row names; a row with two objects is in both, so these do not add up.

    On the profit and loss accounts of transaktioner_ovnbolag.se, ("6", "0001") has -85 800.00.
    """
    sums: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        for pair in set(row.objects):
            sums[pair] = sums.get(pair, ZERO) + row.amount
    return dict(sorted(sums.items()))


def with_object(rows: Iterable[Row], dimension: str, number: str) -> Iterator[Row]:
    """The rows on one object: a grant's project is `with_object(rows, "6", "P01")`."""
    return (row for row in rows if (dimension, number) in row.objects)


def without_object(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows on no object of any dimension, which a reconciliation shows apart.

    On the profit and loss accounts of BL0001_typ4.SE they sum to -228 813.37 of -223 703.47.
    """
    return (row for row in rows if not row.objects)
