"""What the chosen balance accounts of a ledger stood at before the first day that is handed in and after the last.

An account may hold several projects' money. With objects chosen, `others` is what of its opening stands on other
objects of their dimension: 2990 opens at -7, all of it P02's (`#OIB`), and moves by -20 on P01 and -50 on P02. It goes
from -7 to -77, and what is P01's from 0 to -20. Rows without such an object are everybody's, and count as one's own.
SEK, debit positive as in the books.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from finance.sie.ledger import Ledger, Objects, Row
from finance.sie.overview import stood
from finance.sie.sums import ZERO

BALANCE_ACCOUNTS = ("1", "2")


class Standing(NamedTuple):
    """A chosen balance account: what it stood at when the first day began and when the last day ended, and how much of
    the opening is on other objects of a chosen dimension.

    None where the file has no opening balances at all; where it has, an account that it leaves out stood at zero.
    `others` is None where the account stood at something, has rows on other objects, and the file does not say what it
    stood at by object.
    """

    number: str
    name: str
    opening: Decimal | None
    closing: Decimal | None
    others: Decimal | None


class Standings:
    """Adds rows up per account; which accounts were chosen, who asks for the standings says."""

    def __init__(self, ledger: Ledger, is_of_another: Callable[[Objects], bool]) -> None:
        self.opening = stood(ledger.opening)
        self.has_opening = bool(self.opening)
        self.moved: dict[str, Decimal] = {}
        self._is_of_another = lru_cache(maxsize=4096)(is_of_another)
        self.others = stood(one for one in ledger.object_opening if self._is_of_another(one.objects))
        split = {one.account for one in ledger.object_opening if one.year == 0}
        self._undivided = {number for number, amount in self.opening.items() if amount and number not in split}
        self._shared: set[str] = set()

    def before(self, row: Row) -> None:
        """A row earlier in the year than the first day."""
        _add(self.opening, row)
        if self._is_of_another(row.objects):
            _add(self.others, row)
            self._shared.add(row.account)

    def within(self, row: Row) -> None:
        """A row of the days."""
        _add(self.moved, row)
        if self._is_of_another(row.objects):
            self._shared.add(row.account)

    def accounts(self) -> list[str]:
        """Every balance account with an opening balance or a row, in order of number."""
        return sorted(number for number in {*self.opening, *self.moved} if number.startswith(BALANCE_ACCOUNTS))

    def of(self, number: str, name: str) -> Standing:
        """What an account stood at."""
        if not self.has_opening:
            return Standing(number, name, None, None, None)
        opening = self.opening.get(number, ZERO)
        unknown = number in self._undivided & self._shared
        others = None if unknown else self.others.get(number, ZERO)
        return Standing(number, name, opening, opening + self.moved.get(number, ZERO), others)


def _add(sums: dict[str, Decimal], row: Row) -> None:
    sums[row.account] = sums.get(row.account, ZERO) + row.amount
