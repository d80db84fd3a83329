"""What an import takes and gives. Money is SEK to the öre, dates are inclusive."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finance.imports.problems import Problem


class Choice(NamedTuple):
    """What of a ledger is wanted: rows on accounts that begin so (none named: every row), dated in a span of days.

    `number` is the municipality's, NNNNNN-NNNN; `names_a_person` says whether a text holds a personal identity number;
    without `texts` every row's text is left out.
    """

    accounts: tuple[str, ...]
    starts_on: date
    ends_on: date
    number: str
    names_a_person: Callable[[str], bool]
    texts: bool = True

    def wants_account(self, account: str) -> bool:
        """Whether the account is chosen: "453" chooses 4530–4539."""
        return not self.accounts or account.startswith(self.accounts)


class Imported(NamedTuple):
    """A row that was chosen. Of a row that names a person only day, account, amount and voucher are kept."""

    line: int
    day: date
    account: str
    amount: Decimal
    number: str
    name: str
    giro: str
    text: str
    voucher: str
    person: bool


class LeftOut(NamedTuple):
    """How many rows were not taken: on accounts that were not chosen, and of other days."""

    accounts: int
    days: int


class Reading(NamedTuple):
    """The chosen rows in the file's order, or problems: with any problem there are no rows. `unread` are the names of
    columns that nothing was read from."""

    rows: tuple[Imported, ...]
    left_out: LeftOut
    unread: tuple[str, ...]
    problems: tuple[Problem, ...]


NOTHING = LeftOut(0, 0)


def refused(problems: tuple[Problem, ...]) -> Reading:
    """No rows, and why."""
    return Reading((), NOTHING, (), problems)
