"""What the chosen balance accounts of a ledger stood at before the first day that is handed in and after the last.

An account may hold several projects' money. With objects chosen, what stands on other objects of their dimension is
left out: 2990 opens at -7 of which -7 is P02's (`#OIB`), and moves by -20 on P01 and -50 on P02: of P01 it stands at 0
and then at -20. Rows without such an object are everybody's, and stay. SEK, debit positive as in the books.
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
    """A chosen balance account: what it stood at when the first day began and when the last day ended.

    None where the file has no opening balances at all; where it has, an account that it leaves out stood at zero. None
    too where an account with rows on other objects stood at something and the file does not say what by object.
    """

    number: str
    name: str
    opening: Decimal | None
    closing: Decimal | None


class Standings:
    """Adds rows up per account; whether objects are another's is asked once for each, and which accounts were chosen
    says who asks for the standings."""

    def __init__(self, ledger: Ledger, is_of_another: Callable[[Objects], bool]) -> None:
        self.opening = stood(ledger.opening)
        self.has_opening = bool(self.opening)
        self.moved: dict[str, Decimal] = {}
        self._is_of_another = lru_cache(maxsize=4096)(is_of_another)
        split = {one.account for one in ledger.object_opening if one.year == 0}
        self._undivided = {number for number, amount in self.opening.items() if amount and number not in split}
        self._with_others: set[str] = set()
        for number, amount in stood(one for one in ledger.object_opening if self._is_of_another(one.objects)).items():
            self._add(self.opening, number, ZERO - amount)

    def before(self, row: Row, of_series: bool) -> None:
        """A row earlier in the year than the first day."""
        self._move(self.opening, row, of_series)

    def within(self, row: Row, of_series: bool) -> None:
        """A row of the days; `of_series`: its voucher series was chosen, and with it whatever the row is on."""
        self._move(self.moved, row, of_series)

    def accounts(self) -> list[str]:
        """Every balance account with an opening balance or a row, in order of number."""
        return sorted(number for number in {*self.opening, *self.moved} if number.startswith(BALANCE_ACCOUNTS))

    def of(self, number: str, name: str) -> Standing:
        """What an account stood at."""
        if not self.has_opening or number in self._with_others & self._undivided:
            return Standing(number, name, None, None)
        opening = self.opening.get(number, ZERO)
        return Standing(number, name, opening, opening + self.moved.get(number, ZERO))

    def _move(self, sums: dict[str, Decimal], row: Row, of_series: bool) -> None:
        if not of_series and self._is_of_another(row.objects):
            self._with_others.add(row.account)
        else:
            self._add(sums, row.account, row.amount)

    @staticmethod
    def _add(sums: dict[str, Decimal], number: str, amount: Decimal) -> None:
        sums[number] = sums.get(number, ZERO) + amount
