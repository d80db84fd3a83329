"""The books' figures for a period, whatever anybody else says of it.

Municipal grants are accrued: of what was received, the books show as income what belongs to the year, and what is left
is a debt. So received = income + closing liability − opening liability, each ledger by its own rows: what the debt
changed by on days that no ledger has, or where the next opens with another than the last left, nobody has received.

Worked example: account 3987 has 1 400 000 in income in 2020; account 2890, unused grants, stood at 0 on 1 January and
at 100 000 on 31 December: 1 400 000 + 100 000 − 0 = 1 500 000 came in.

Source: domain.md, "The ledger: SIE 4" (3987 municipal grants, 3985 state grants, 3993 donations); which accounts the
debt is on is the association's to say.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from finance.reconciliation.books import Book, Entry, Means
from finance.reconciliation.coverage import ONE_DAY, Coverage, Span, coverage
from finance.reconciliation.sums import ZERO, AccountSum, counting, liability_before, opening_known, per_account


class Grants(NamedTuple):
    """The municipality's grants in the books: income of the period, unused before and after it; `between` is what the
    debt grew by from where a ledger ends to where the next begins, on days without books too.
    """

    income: Decimal
    opening: Decimal
    closing: Decimal
    between: Decimal = ZERO

    @property
    def received(self) -> Decimal:
        """What came in, by accrual: by the rows that there are."""
        return self.income + self.closing - self.opening - self.between


class Jump(NamedTuple):
    """Where one ledger takes over from another: the debt that the first leaves, and the one that the second opens with
    on that day."""

    day: date
    left: Decimal
    taken: Decimal


class Figures(NamedTuple):
    """A period by the books. `shared_costs` is what the rows without an object cost in all, `keyed` whether a key says
    what part of it counts; `ledgers` are those that answered, `jumps` where the debt does not go over whole;
    `openings_known` is False where a liability's opening balance is not in a book; `preliminary`: a year it rests on
    is not closed.
    """

    income: Decimal
    costs: Decimal
    shared_income: Decimal
    shared_costs: Decimal
    keyed: bool
    grants: Grants
    own_cash: Decimal
    covered: tuple[Span, ...]
    missing: tuple[Span, ...]
    ledgers: tuple[int, ...]
    jumps: tuple[Jump, ...]
    openings_known: bool
    preliminary: bool
    accounts: tuple[AccountSum, ...]


def figures(period: Span, books: Iterable[Book], entries: Iterable[Entry], means: Means) -> Figures:
    """What the books say of the period; the order of books and entries changes nothing."""
    days = coverage(period, books)
    every = sorted(entries)
    accounts = per_account(counting(every, days), means.key)
    used = [book for _, book in days.covered]
    return Figures(
        _sum(accounts, "income", "counted"),
        _sum(accounts, "cost", "counted"),
        _sum(accounts, "income", "shared"),
        _sum(accounts, "cost", "shared"),
        means.key is not None,
        _grants(accounts, days, every, means),
        sum((one.counted for one in accounts if means.is_own_cash(one.account)), ZERO),
        tuple(span for span, _ in days.covered),
        days.missing,
        tuple(sorted({book.ledger for book in used})),
        tuple(_jumps(days, every, means)),
        all(opening_known(book, every, means) for book in used),
        not all(book.closed for book in used),
        accounts,
    )


def _sum(accounts: Iterable[AccountSum], kind: str, column: str) -> Decimal:
    return sum((getattr(one, column) for one in accounts if one.kind == kind), ZERO)


def _grants(accounts: Iterable[AccountSum], days: Coverage, entries: Sequence[Entry], means: Means) -> Grants:
    income = sum((one.counted for one in accounts if means.is_grant(one.account)), ZERO)
    if not days.covered:
        return Grants(income, ZERO, ZERO)
    stood = [
        (
            liability_before(span.starts_on, book, entries, means),
            liability_before(span.ends_on + ONE_DAY, book, entries, means),
        )
        for span, book in days.covered
    ]
    between = sum((taken - left for (_, left), (taken, _) in pairwise(stood)), ZERO)
    return Grants(income, stood[0][0], stood[-1][1], between)


def _jumps(days: Coverage, entries: Sequence[Entry], means: Means) -> Iterator[Jump]:
    """Of the accounts as a whole: what a year closes with the next opens with, whosever it is."""
    for (before, ended), (after, begun) in pairwise(days.covered):
        both = all(opening_known(book, entries, means, whole=True) for book in (ended, begun))
        if both and before.ends_on + ONE_DAY == after.starts_on:
            left = liability_before(after.starts_on, ended, entries, means, whole=True)
            taken = liability_before(after.starts_on, begun, entries, means, whole=True)
            if left != taken:
                yield Jump(after.starts_on, left, taken)
