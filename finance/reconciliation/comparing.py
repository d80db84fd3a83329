"""Where the books and other papers differ, and the vouchers behind it.

Each difference is ledger − said elsewhere. Nothing is compared with what nobody has said, nor the report, which is of
the whole period, with books that lack days of it: payments have a day each, so those of the days covered are compared.

Worked example: 1 500 000 kr is paid in 2020 and the books have 1 500 000 received: no difference. The report says
310 000 in own cash and the books have 110 000 on 3890 and 195 000 on 3993: 305 000, a difference of −5 000.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from finance.reconciliation.books import Entry, Means, Reported
from finance.reconciliation.figures import Figures
from finance.reconciliation.sums import ZERO

#: What a difference may be about, and whether it is more than something to know.
CODES = {
    "books.days_missing": "warning",
    "books.preliminary": "info",
    "books.opening_unknown": "warning",
    "books.opening": "warning",
    "books.grants": "warning",
    "books.own_cash": "warning",
    "books.income": "warning",
    "books.costs": "warning",
    "books.shared_costs": "warning",
}


class Difference(NamedTuple):
    """What stands elsewhere (`expected`) and in the books (`actual`), SEK; None of what is no comparison.

    `books.opening` is a year that opens with another debt than the one before left, `books.shared_costs` costs
    without an object where no key says what part of them counts.
    """

    code: str
    expected: Decimal | None = None
    actual: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """Ledger − said elsewhere."""
        return None if self.expected is None or self.actual is None else self.actual - self.expected


def differences(found: Figures, said: Reported) -> tuple[Difference, ...]:
    """Everything that an auditor would ask about, in the order of `CODES`."""
    return tuple(_differences(found, said))


def _differences(found: Figures, said: Reported) -> Iterator[Difference]:
    if found.missing:
        yield Difference("books.days_missing")
    if not found.covered:
        return
    if found.preliminary:
        yield Difference("books.preliminary")
    if not found.openings_known:
        yield Difference("books.opening_unknown")
    for jump in found.jumps:
        yield Difference("books.opening", jump.left, jump.taken)
    compared = [("books.grants", said.paid, found.grants.received)]
    if not found.missing:
        compared += [
            ("books.own_cash", said.own_cash, found.own_cash),
            ("books.income", said.income, found.income),
            ("books.costs", said.costs, found.costs),
        ]
    for code, expected, actual in compared:
        if expected is not None and expected != actual:
            yield Difference(code, expected, actual)
    if found.shared_costs != ZERO and not found.keyed:
        yield Difference("books.shared_costs", None, found.shared_costs)


def behind(code: str, found: Figures, counted: Iterable[Entry], means: Means) -> list[Entry]:
    """The entries of the period that the books' figure of a difference comes from."""
    kinds = {account.account: account.kind for account in found.accounts}
    return [entry for entry in counted if _is_behind(code, entry, kinds.get(entry.account, ""), means)]


def _is_behind(code: str, entry: Entry, kind: str, means: Means) -> bool:
    if code in ("books.opening", "books.opening_unknown"):
        return means.is_grant(entry.account) or means.is_liability(entry.account)
    if code == "books.grants":
        return not entry.foreign and (means.is_grant(entry.account) or means.is_liability(entry.account))
    if code == "books.own_cash":
        return means.is_own_cash(entry.account)
    if code == "books.shared_costs":
        return kind == "cost" and entry.shared
    return kind == {"books.income": "income", "books.costs": "cost"}.get(code)
