"""The books' figures for a period: per account, and what a grant's liability stood at before and after it. SEK.

Income and liability are said with the sign that a reader expects: a credit of 1 400 000 on account 3987 is income of
1 400 000. BAS: 3xxx is income, 4xxx–7xxx costs, 8xxx financial (income where its sum is a credit); 8999, to which
closing the books carries the result, is neither.

Shared costs, on rows without an object, count by the allocation key, each account rounded to the öre, half up: rent of
120 000 on account 5010 with the key 0.25 is 30 000. Shared income is shown and counts for nothing: nobody can say that
it was this agreement's.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from finance.reconciliation.books import Book, Entry, Liability, Means
from finance.reconciliation.coverage import Coverage
from finance.sie.overview import RESULT
from finance.sie.sums import PROFIT_AND_LOSS

ZERO = Decimal(0)
ORE = Decimal("0.01")


class AccountSum(NamedTuple):
    """An account's own rows and its shared ones, and what of both counts; positive as `kind`, `income` or `cost`."""

    account: str
    name: str
    kind: str
    own: Decimal
    shared: Decimal
    counted: Decimal


def counting(entries: Iterable[Entry], coverage: Coverage) -> list[Entry]:
    """The entries of the period's days, each from the ledger that answers for its day."""
    return [entry for entry in entries if (book := coverage.book_on(entry.day)) and book.ledger == entry.ledger]


def per_account(entries: Iterable[Entry], key: Decimal | None) -> tuple[AccountSum, ...]:
    """Each account of the profit and loss statement, in order of number."""
    names: dict[str, str] = {}
    own: defaultdict[str, Decimal] = defaultdict(Decimal)
    shared: defaultdict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        if entry.account.startswith(PROFIT_AND_LOSS) and entry.account != RESULT:
            (shared if entry.shared else own)[entry.account] += entry.amount
            names[entry.account] = entry.name
    return tuple(_account(number, names[number], own[number], shared[number], key) for number in sorted(names))


def _account(number: str, name: str, own: Decimal, shared: Decimal, key: Decimal | None) -> AccountSum:
    income = number.startswith("3") or (number.startswith("8") and own + shared < ZERO)
    if income:
        return AccountSum(number, name, "income", ZERO - own, ZERO - shared, ZERO - own)
    part = ZERO if key is None else (shared * key).quantize(ORE, ROUND_HALF_UP)
    return AccountSum(number, name, "cost", own, shared, own + part)


def liability_before(day: date, book: Book, entries: Iterable[Entry], means: Means, *, whole: bool = False) -> Decimal:
    """What was received and not used at the end of the day before, by the book that holds the day: its opening
    balances and its rows up to then. Of the accounts as a whole (`whole`), or without what is on other objects."""
    stood = sum((_opening(one, whole) or ZERO for one in book.liabilities if means.is_liability(one.account)), ZERO)
    for entry in entries:
        if entry.ledger == book.ledger and entry.day < day and means.is_liability(entry.account):
            stood += entry.amount if whole or not entry.foreign else ZERO
    return ZERO - stood


def _opening(liability: Liability, whole: bool) -> Decimal | None:
    if whole or liability.opening is None or liability.others is None:
        return liability.opening if whole else None
    return liability.opening - liability.others


def opening_known(book: Book, entries: Iterable[Entry], means: Means, *, whole: bool = False) -> bool:
    """Whether each liability account of the book has its opening balance: its file had some, and the account was
    handed in as such, not only rows of it that name an object."""
    known = {one.account for one in book.liabilities if _opening(one, whole) is not None}
    unknown = {one.account for one in book.liabilities} - known
    moved = {entry.account for entry in entries if entry.ledger == book.ledger}
    return not any(means.is_liability(account) for account in unknown | (moved - known))
