"""What a ledger is made of. Amounts are SEK with at most two decimals, debit positive; dates are inclusive."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

Objects = tuple[tuple[str, str], ...]
"""(dimension, object) pairs as the file writes them: `{1 "Nord" 6 "0001"}` is (("1", "Nord"), ("6", "0001"))."""


class Year(NamedTuple):
    """A financial year, which need not be a calendar year: 0 is the file's own, -1 the one before (`#RAR`)."""

    offset: int
    starts_on: date
    ends_on: date


class Account(NamedTuple):
    """An account of the chart; `type` is T, S, K or I (asset, debt, cost, income), empty where the file is silent."""

    number: str
    name: str
    type: str


class Dimension(NamedTuple):
    """What objects can be: 1 is cost centres, 6 projects; `parent` is the dimension that it divides, or empty."""

    number: str
    name: str
    parent: str


class LedgerObject(NamedTuple):
    """A cost centre, project …, of a dimension. Real ledgers book on objects that they never declare."""

    dimension: str
    number: str
    name: str


class Balance(NamedTuple):
    """What an account, or the part of it that an object has, stood at in the year with that index."""

    year: int
    account: str
    objects: Objects
    amount: Decimal
    line: int


class Row(NamedTuple):
    """One amount on one account (`#TRANS`, or an `#RTRANS` that no `#TRANS` repeats); `date` is None where unsaid."""

    account: str
    objects: Objects
    amount: Decimal
    date: date | None
    text: str
    line: int
    quantity: Decimal | None


class Voucher(NamedTuple):
    """Rows that sum to zero. Neither series nor number need be unique: some programs number nothing."""

    series: str
    number: str
    date: date
    text: str
    line: int
    rows: tuple[Row, ...]


class Ledger(NamedTuple):
    """A whole file. `number` is NNNNNN-NNNN, or empty where the file names none; `sha256` tells files apart.

    `opening`, `closing` and `results` are of whole accounts; the same money stands again, by object, in
    `object_opening` and `object_closing`.
    """

    sha256: str
    program: str
    generated_on: date | None
    company: str
    number: str
    years: tuple[Year, ...]
    accounts: tuple[Account, ...]
    dimensions: tuple[Dimension, ...]
    objects: tuple[LedgerObject, ...]
    vouchers: tuple[Voucher, ...]
    opening: tuple[Balance, ...]
    closing: tuple[Balance, ...]
    object_opening: tuple[Balance, ...]
    object_closing: tuple[Balance, ...]
    results: tuple[Balance, ...]
