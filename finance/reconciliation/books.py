"""What a reconciliation reads: the books as they were handed in, how they are to be read, and what was said elsewhere.

Amounts are SEK, debit positive as in the books; dates are inclusive.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Entry(NamedTuple):
    """A row of a voucher on one account. `shared`: it names no object of the kind that was chosen (such as a project),
    so it concerns all that the association does. `foreign`: it names another such object, so the account has it and the
    agreement does not: balance accounts alone have such rows here. `rows`: it is the sum of so many rows that no figure
    tells apart (`coverage.edges`); such a one has no voucher or line, and the day of its first."""

    ledger: int
    voucher: str
    day: date
    account: str
    name: str
    amount: Decimal
    shared: bool
    line: int
    foreign: bool = False
    rows: int = 1


class Liability(NamedTuple):
    """What a balance account stood at when the book's first day began: grants received and not yet used are a debt,
    so a credit, so negative; and how much of it is on other objects than those chosen. None: the file does not say, and
    it counts as nothing."""

    account: str
    opening: Decimal | None
    others: Decimal | None = Decimal(0)


class Book(NamedTuple):
    """What was handed in of a ledger: its days, and whether its year is closed. Of two for the same days, the later
    received answers."""

    ledger: int
    starts_on: date
    ends_on: date
    received_on: date
    closed: bool
    liabilities: tuple[Liability, ...] = ()


class Means(NamedTuple):
    """How the books are to be read: accounts by how their numbers begin, and the allocation key.

    `grants` are the municipality's grants, `public` other public money (no own cash), `liabilities` where grants that
    were received and not used stand; `key` is the share of the shared costs that this agreement bears, 0 to 1 (None:
    none was agreed, and shared costs stay apart).
    """

    grants: tuple[str, ...] = ("3987",)
    public: tuple[str, ...] = ("398",)
    liabilities: tuple[str, ...] = ("2",)
    key: Decimal | None = None

    def is_grant(self, account: str) -> bool:
        """Whether the account has the municipality's grants: 3987."""
        return account.startswith(self.grants)

    def is_own_cash(self, account: str) -> bool:
        """Income that is neither the municipality's grants nor other public money: 3890 and 3993, not 3985."""
        return account.startswith("3") and not account.startswith((*self.grants, *self.public))

    def is_liability(self, account: str) -> bool:
        """Whether unused grants stand on the balance account: 2890."""
        return account.startswith(self.liabilities)


class Reported(NamedTuple):
    """What payments and the annual report say of the same days, SEK; None where nothing is said.

    `paid` is net and by day of payment; `own_cash` is without public money.
    """

    paid: Decimal | None = None
    own_cash: Decimal | None = None
    income: Decimal | None = None
    costs: Decimal | None = None
