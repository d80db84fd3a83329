"""Which rows of a ledger an association hands in for an agreement: those on an object, on an account or in a voucher
series that it chose. Nothing else of the ledger is seen by anybody, except how large a part the chosen rows are.

Of sie_4.SE of the samples, object "Nord" of dimension 1 has rows that sum to -5 055.25 on the profit and loss accounts.
SEK, debit positive as in the books; dates are the vouchers', inclusive.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from finance.sie.ledger import Ledger, Objects, Row, Voucher
from finance.sie.overview import Part, Tally
from finance.sie.standing import Standing, Standings
from finance.sie.sums import ZERO


class Choice(NamedTuple):
    """(dimension, object) pairs, account ranges (first and last, both included) and voucher series: a row that fits any
    of them is chosen.
    """

    objects: frozenset[tuple[str, str]]
    accounts: tuple[tuple[str, str], ...]
    series: frozenset[str]

    def is_apart(self, objects: Objects) -> bool:
        """Whether a row with these objects may concern more than was chosen: it names none of a chosen dimension (of
        any, where no object was chosen). With project P01 chosen, rent on a cost centre alone is apart; P02's is not.
        """
        dimensions = {dimension for dimension, _number in self.objects}
        return not any(dimension in dimensions for dimension, _ in objects) if dimensions else not objects

    def is_of_another(self, objects: Objects) -> bool:
        """Whether a row with these objects is somebody else's: it names objects of a chosen dimension, and none of
        those chosen. With project P01 chosen, the debt on P02 of the same account is P02's.
        """
        return bool(self.objects) and not self.is_apart(objects) and self.objects.isdisjoint(objects)

    def takes_account(self, account: str) -> bool:
        """Whether an account lies in a range: 4010 and 4999 in 4000–4999, 400 and 40000 not."""
        return any(len(first) == len(account) and first <= account <= last for first, last in self.accounts)


class Taken(NamedTuple):
    """A chosen row with its voucher. `objects` are the chosen ones alone: the others (a customer, an employee) stay in
    the ledger. `without_object`: the row names no object of a chosen dimension, so it may concern more than the
    agreement.
    """

    voucher: Voucher
    row: Row
    objects: Objects
    without_object: bool


class AccountPart(NamedTuple):
    """An account with the chosen rows on it; of `amount`, `without_object` is on rows that name no object."""

    number: str
    name: str
    rows: int
    amount: Decimal
    without_object: Decimal


class Selection(NamedTuple):
    """What is handed in, and what share of the ledger's days it is."""

    rows: tuple[Taken, ...]
    accounts: tuple[AccountPart, ...]
    balances: tuple[Standing, ...]
    chosen: Part
    chosen_without_object: Part
    ledger: Part
    ledger_without_object: Part


def select(ledger: Ledger, choice: Choice, starts_on: date, ends_on: date) -> Selection:
    """The chosen rows of the vouchers dated in the range, in the file's order."""
    found = _Found(ledger, choice, starts_on)
    for voucher in ledger.vouchers:
        if voucher.date < starts_on:
            found.before(voucher)
        elif voucher.date <= ends_on:
            found.take(voucher)
    return found.selection()


class _Found:
    """Looks at every row once; an account is compared with the ranges once."""

    def __init__(self, ledger: Ledger, choice: Choice, starts_on: date) -> None:
        self.choice = choice
        self.names = {account.number: account.name for account in ledger.accounts}
        self.begins_on = next(year.starts_on for year in ledger.years if year.offset == 0)
        self.standings = Standings(ledger, choice.is_of_another)
        self.rows: list[Taken] = []
        self.moved: dict[str, Decimal] = {}
        self.whole, self.whole_alone, self.chosen, self.chosen_alone = (Tally() for _ in range(4))
        self._taken: dict[str, bool] = {}
        self._is_apart = lru_cache(maxsize=4096)(choice.is_apart)

    def before(self, voucher: Voucher) -> None:
        """Earlier in the year: what moves the balances before the first day."""
        if voucher.date >= self.begins_on:
            for row in voucher.rows:
                self.standings.before(row)

    def take(self, voucher: Voucher) -> None:
        """Within the days."""
        of_series = voucher.series in self.choice.series
        for row in voucher.rows:
            alone = not row.objects
            self.whole.add(row.account, row.amount)
            if alone:
                self.whole_alone.add(row.account, row.amount)
            objects = tuple(pair for pair in row.objects if pair in self.choice.objects)
            if not (of_series or objects or self._takes(row.account)):
                continue
            self.chosen.add(row.account, row.amount)
            apart = self._is_apart(row.objects)
            if apart:
                self.chosen_alone.add(row.account, row.amount)
            self.rows.append(Taken(voucher, row, objects, apart))
            self.moved[row.account] = self.moved.get(row.account, ZERO) + row.amount
            self.standings.within(row)

    def selection(self) -> Selection:
        """What was found."""
        return Selection(
            tuple(self.rows),
            self._accounts(),
            self._balances(),
            self.chosen.part(),
            self.chosen_alone.part(),
            self.whole.part(),
            self.whole_alone.part(),
        )

    def _takes(self, account: str) -> bool:
        if account not in self._taken:
            self._taken[account] = self.choice.takes_account(account)
        return self._taken[account]

    def _accounts(self) -> tuple[AccountPart, ...]:
        rows: dict[str, int] = {}
        alone: dict[str, Decimal] = {}
        for taken in self.rows:
            number = taken.row.account
            rows[number] = rows.get(number, 0) + 1
            alone[number] = alone.get(number, ZERO) + (taken.row.amount if taken.without_object else ZERO)
        return tuple(
            AccountPart(number, self.names.get(number, ""), rows[number], self.moved[number], alone[number])
            for number in sorted(rows)
        )

    def _balances(self) -> tuple[Standing, ...]:
        """Of accounts chosen as such: all their rows are handed in, so that the figures go together."""
        chosen = filter(self._takes, self.standings.accounts())
        return tuple(self.standings.of(number, self.names.get(number, "")) for number in chosen)
