"""What a ledger holds, so that a treasurer can choose from it: accounts, objects and voucher series with their sums.

SEK, debit positive as in the books. Worked example, sie_4.SE of the samples: 20 vouchers with 76 rows; on the profit
and loss accounts 40 210.07, a loss, of which 45 265.32 is on rows without an object.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from finance.sie.ledger import Balance, Ledger
from finance.sie.sums import PROFIT_AND_LOSS, ZERO

#: "Årets resultat" of the BAS chart: what closing the books carries the year's result to, so neither income nor cost.
RESULT = "8999"


class Part(NamedTuple):
    """Some rows of a ledger: how many, and what they are of its income (3xxx), costs (4xxx–7xxx) and financial items
    (8xxx without the year's result), each with the books' sign.
    """

    rows: int
    income: Decimal
    costs: Decimal
    financial: Decimal


class AccountIn(NamedTuple):
    """An account with the sum of its rows; what the file says it stood at, of a balance account, None where nothing."""

    number: str
    name: str
    rows: int
    amount: Decimal
    opening: Decimal | None
    closing: Decimal | None


class ObjectIn(NamedTuple):
    """An object with its rows and their sum on the profit and loss accounts."""

    dimension: str
    dimension_name: str
    number: str
    name: str
    rows: int
    amount: Decimal


class SeriesIn(NamedTuple):
    """A voucher series."""

    series: str
    vouchers: int
    rows: int


class Overview(NamedTuple):
    """The whole ledger in figures. `result_booked`: the year's result is booked, as when the books are closed."""

    vouchers: int
    whole: Part
    without_object: Part
    accounts: tuple[AccountIn, ...]
    objects: tuple[ObjectIn, ...]
    series: tuple[SeriesIn, ...]
    result_booked: bool


class Tally:
    """Adds rows up to a `Part`."""

    def __init__(self) -> None:
        self.rows = 0
        self.sums = defaultdict[str, Decimal](Decimal)

    def add(self, account: str, amount: Decimal) -> None:
        """One row more; balance accounts and the year's result are counted and not summed."""
        self.rows += 1
        if account.startswith(PROFIT_AND_LOSS) and account != RESULT:
            self.sums[account[0]] += amount

    def part(self) -> Part:
        """What was added."""
        costs = sum((self.sums[first] for first in "4567"), ZERO)
        return Part(self.rows, self.sums["3"], costs, self.sums["8"])


def overview(ledger: Ledger) -> Overview:
    """Look through every row once."""
    whole, alone = Tally(), Tally()
    accounts, series = defaultdict[str, list[Decimal]](list), Counter[str]()
    objects = defaultdict[tuple[str, str], list[Decimal]](list)
    for voucher in ledger.vouchers:
        series[voucher.series] += len(voucher.rows)
        for row in voucher.rows:
            whole.add(row.account, row.amount)
            accounts[row.account].append(row.amount)
            if not row.objects:
                alone.add(row.account, row.amount)
            for pair in set(row.objects):
                objects[pair].append(row.amount if row.account.startswith(PROFIT_AND_LOSS) else ZERO)
    return Overview(
        vouchers=len(ledger.vouchers),
        whole=whole.part(),
        without_object=alone.part(),
        accounts=_accounts(ledger, accounts),
        objects=_objects(ledger, objects),
        series=_series(ledger, series),
        result_booked=RESULT in accounts,
    )


def stood(balances: Iterable[Balance]) -> dict[str, Decimal]:
    """The balances of the file's own year by account."""
    found: dict[str, Decimal] = {}
    for one in balances:
        if one.year == 0:
            found[one.account] = found.get(one.account, ZERO) + one.amount
    return found


def _accounts(ledger: Ledger, amounts: dict[str, list[Decimal]]) -> tuple[AccountIn, ...]:
    """Those with a row or a balance."""
    names = {account.number: account.name for account in ledger.accounts}
    opening, closing = stood(ledger.opening), stood(ledger.closing)
    return tuple(
        AccountIn(
            number,
            names.get(number, ""),
            len(amounts.get(number, ())),
            sum(amounts.get(number, ()), ZERO),
            opening.get(number),
            closing.get(number),
        )
        for number in sorted({*amounts, *opening, *closing})
    )


def _objects(ledger: Ledger, amounts: dict[tuple[str, str], list[Decimal]]) -> tuple[ObjectIn, ...]:
    """Those with a row, declared or not."""
    dimensions = {one.number: one.name for one in ledger.dimensions}
    names = {(one.dimension, one.number): one.name for one in ledger.objects}
    return tuple(
        ObjectIn(pair[0], dimensions.get(pair[0], ""), pair[1], names.get(pair, ""), len(found), sum(found, ZERO))
        for pair, found in sorted(amounts.items())
    )


def _series(ledger: Ledger, rows: Counter[str]) -> tuple[SeriesIn, ...]:
    vouchers = Counter(voucher.series for voucher in ledger.vouchers)
    return tuple(SeriesIn(series, vouchers[series], rows[series]) for series in sorted(vouchers))
