"""The reconciliation of one association's books with an agreement's payments and annual report for a period.

Municipal grants are accrued: of what was received, the books show as income what belongs to the year, and what is left
is a debt. So received = income + closing liability − opening liability.

Worked example: 1 500 000 kr is paid in 2020. Account 3987 has 1 400 000 in income; account 2890, unused grants, stood
at 0 on 1 January and at 100 000 on 31 December: 1 400 000 + 100 000 − 0 = 1 500 000, no difference. The report says
310 000 in own cash and the books have 110 000 on 3890 and 195 000 on 3993: 305 000, a difference of −5 000.

Each difference is ledger − said elsewhere. Nothing is compared with what nobody has said. Source: domain.md, "The
ledger: SIE 4" (3987 municipal grants, 3985 state grants, 3993 donations); which accounts is the association's choice.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from finance.reconciliation.books import Book, Entry, Means, Reported
from finance.reconciliation.coverage import ONE_DAY, Coverage, Span, coverage
from finance.reconciliation.sums import ZERO, AccountSum, counting, liability_before, per_account


class Grants(NamedTuple):
    """The municipality's grants in the books: income of the period, unused before and after it, received in it."""

    income: Decimal
    opening: Decimal
    closing: Decimal

    @property
    def received(self) -> Decimal:
        """What came in, by accrual."""
        return self.income + self.closing - self.opening


class Difference(NamedTuple):
    """Where the books and another paper differ, SEK, with the entries behind the books' figure; or, of a code without
    amounts, what a reader must know. `spans` are days that no ledger covers.

    Codes: `ledger.grants`, `ledger.own_cash`, `ledger.income`, `ledger.costs`, `ledger.shared_costs` (costs without an
    object and no key), `ledger.opening` (a year opens with another liability than the one before closed with),
    `ledger.days_missing`, `ledger.preliminary`.
    """

    code: str
    expected: Decimal | None
    actual: Decimal | None
    entries: tuple[Entry, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """Ledger − said elsewhere."""
        return None if self.expected is None or self.actual is None else self.actual - self.expected


class Reconciliation(NamedTuple):
    """The period's figures by the books and where they differ. `preliminary`: a year that it rests on is not closed."""

    accounts: tuple[AccountSum, ...]
    income: Decimal
    costs: Decimal
    shared_income: Decimal
    shared_costs: Decimal
    grants: Grants
    own_cash: Decimal
    coverage: Coverage
    preliminary: bool
    differences: tuple[Difference, ...]


def reconcile(
    period: Span, books: Iterable[Book], entries: Iterable[Entry], means: Means, said: Reported
) -> Reconciliation:
    """The books of the period beside what was said of it elsewhere; the order of books and entries changes nothing."""
    every = sorted(entries)
    days = coverage(period, books)
    accounts = per_account(counting(every, days), means.key)
    found = Reconciliation(
        accounts,
        _sum(accounts, "income", "counted"),
        _sum(accounts, "cost", "counted"),
        _sum(accounts, "income", "shared"),
        _sum(accounts, "cost", "shared"),
        _grants(accounts, days, every, means),
        sum((one.counted for one in accounts if _is_own_cash(one.account, means)), ZERO),
        days,
        not all(book.closed for _, book in days.covered),
        (),
    )
    return found._replace(differences=tuple(_differences(found, every, means, said)))


def _sum(accounts: Iterable[AccountSum], kind: str, column: str) -> Decimal:
    return sum((getattr(one, column) for one in accounts if one.kind == kind), ZERO)


def _is_own_cash(account: str, means: Means) -> bool:
    """Income accounts that are neither the municipality's grants nor other public money."""
    return account.startswith("3") and not account.startswith((*means.grants, *means.public))


def _grants(accounts: Iterable[AccountSum], days: Coverage, entries: Sequence[Entry], means: Means) -> Grants:
    income = sum((one.counted for one in accounts if one.account.startswith(means.grants)), ZERO)
    if not days.covered:
        return Grants(income, ZERO, ZERO)
    (first, opened), (last, closed) = days.covered[0], days.covered[-1]
    opening = liability_before(first.starts_on, opened, entries)
    return Grants(income, opening, liability_before(last.ends_on + ONE_DAY, closed, entries))


def _differences(found: Reconciliation, every: Sequence[Entry], means: Means, said: Reported) -> Iterator[Difference]:
    if found.coverage.missing:
        yield Difference("ledger.days_missing", None, None, spans=found.coverage.missing)
    if not found.coverage.covered:
        return
    entries = counting(every, found.coverage)
    if found.preliminary:
        yield Difference("ledger.preliminary", None, None)
    yield from _openings(found.coverage, every, means)
    compared: list[tuple[str, Decimal | None, Decimal, Callable[[Entry], bool]]] = [
        ("ledger.grants", said.paid, found.grants.received, _behind_grants(found.coverage, means)),
        ("ledger.own_cash", said.own_cash, found.own_cash, lambda one: _is_own_cash(one.account, means)),
        ("ledger.income", said.income, found.income, lambda one: one.account in _of(found, "income")),
        ("ledger.costs", said.costs, found.costs, lambda one: one.account in _of(found, "cost")),
    ]
    for code, expected, actual, behind in compared:
        if expected is not None and expected != actual:
            yield Difference(code, expected, actual, tuple(one for one in entries if behind(one)))
    if found.shared_costs and means.key is None:
        shared = tuple(one for one in entries if one.shared and one.account in _of(found, "cost"))
        yield Difference("ledger.shared_costs", None, found.shared_costs, shared)


def _openings(days: Coverage, every: Sequence[Entry], means: Means) -> Iterator[Difference]:
    """Where one ledger takes over from another, the second begins with the debt that the first leaves."""
    for (before, ended), (after, begun) in pairwise(days.covered):
        if before.ends_on + ONE_DAY == after.starts_on:
            left = liability_before(after.starts_on, ended, every)
            taken = liability_before(after.starts_on, begun, every)
            if left != taken:
                behind = _behind_grants(days, means)
                rows = tuple(one for one in every if one.ledger in (ended.ledger, begun.ledger) and behind(one))
                yield Difference("ledger.opening", left, taken, rows)


def _behind_grants(days: Coverage, means: Means) -> Callable[[Entry], bool]:
    accounts = {one.account for _, book in days.covered for one in book.liabilities}
    return lambda entry: entry.account in accounts or entry.account.startswith(means.grants)


def _of(found: Reconciliation, kind: str) -> frozenset[str]:
    return frozenset(one.account for one in found.accounts if one.kind == kind)
