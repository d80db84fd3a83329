"""Match the municipality's ledger with the payments that are registered here.

In this order, each step on what the earlier ones left: what an officer said by hand; a row and a payment of the same
amount to the same recipient at most seven days apart; the same with a payment's corrections taken off; the rows of a
voucher together; the payments of a day together; the same to a legal person, where a row does not say which of its
sections it pays; rows that take each other back; a row that names nobody, when it and
one payment are each other's only choice; and a row to somebody else, likewise, which is a finding.

Worked example: the ledger has 750 000.00 to 802000-0009 on 2025-02-03, 650 000.00 and 350 000.00 in voucher B 12, and
40 000.00 to 802000-0025. Registered are 750 000.00 paid on 2025-01-31 (three days apart: matched) and 1 000 000.00
(B 12 together: matched). 40 000.00 is `payment.unregistered`. The ledger's 1 790 000.00 = 1 750 000.00 matched + 0
explained + 40 000.00 unexplained; an officer who says that it is a purchase brings the last to 0.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from finance.matching import pairing
from finance.matching.facts import Books, LedgerRow, Matching, Payment, PaymentResult, RowResult
from finance.matching.findings import Findings
from finance.matching.pairing import Pair, Unit
from finance.matching.recipients import Directory

ZERO = Decimal("0.00")


def match(books: Books) -> Matching:
    """Match both sides; the order of rows and payments changes nothing, and the time grows with their number."""
    table = _Table(books)
    table.take_what_was_said()
    table.pair_all()
    return table.result()


class _Table:
    """Rows and payments that are left, and the matches made so far."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.rows = {row.id: row for row in sorted(books.rows, key=_place)}
        self.payments = {one.id: one for one in sorted(books.payments, key=lambda one: (one.paid_on, one.id))}
        self.directory = Directory(books.recipients)
        self.left = dict(self.rows)
        self.unpaid = {number: one for number, one in self.payments.items() if number not in books.elsewhere}
        self.how: dict[int, str] = {}
        self.to_payments: dict[int, tuple[int, ...]] = {}
        self.beside: dict[int, tuple[int, ...]] = {}
        self.found: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
        self.rows_of: defaultdict[int, list[int]] = defaultdict(list)

    def take_what_was_said(self) -> None:
        """The officer's word stands: several rows may be said to be parts of one payment."""
        for row, number in sorted({one.row: one.payment for one in self.books.by_hand}.items()):
            if row in self.left and (number is None or number in self.payments):
                self.how[row] = "by_hand"
                amount = self.left.pop(row).amount
                if number is not None:
                    self.to_payments[row] = (number,)
                    self.unpaid.pop(number, None)
                    self.found[number] += amount
                    self.rows_of[number].append(row)

    def pair_all(self) -> None:
        """Every step, the strictest first."""
        steps = (
            ("exact", self._singles, pairing.of_payments),
            ("corrected", self._singles, pairing.of_corrected),
            ("voucher", self._vouchers, pairing.of_payments),
            ("voucher_corrected", self._vouchers, pairing.of_corrected),
            ("together", self._singles, pairing.of_days),
            ("voucher_together", self._vouchers, pairing.of_days),
        )
        for how, rows, payments in steps:
            self._take(how, pairing.nearest(rows(), payments(self.unpaid.values())))
        for how, rows in (("exact", self._singles), ("voucher", self._vouchers)):
            self._take(how, pairing.nearest(rows(), self._to_legal_persons()))
        for taken, back in pairing.reversals(self.left.values(), self.directory.payee):
            self._note("reversed", (taken, back), ())
        for how, called in (("nobody_named", False), ("other_recipient", True)):
            for units in (self._singles, self._vouchers):
                asked = [unit for unit in units() if unit.whose.named == called]
                self._take(how, pairing.only_ones(asked, pairing.of_payments(self.unpaid.values())))

    def _to_legal_persons(self) -> list[Unit]:
        """What is left of the payments to parts of a legal person of which there are several."""
        left = pairing.of_payments(self.unpaid.values())
        found = [unit._replace(whose=self.directory.legal_person(unit.whose)) for unit in left]
        return [unit for unit in found if not unit.whose.recipient]

    def _singles(self) -> list[Unit]:
        return pairing.of_rows(self.left.values(), self.directory.payee)

    def _vouchers(self) -> list[Unit]:
        return pairing.of_vouchers(self.left.values(), self.directory.payee)

    def _take(self, how: str, pairs: Iterable[Pair]) -> None:
        for rows, payments in pairs:
            self._note(how, rows.ids, payments.ids)

    def _note(self, how: str, rows: tuple[int, ...], payments: tuple[int, ...]) -> None:
        for row in rows:
            del self.left[row]
            self.how[row] = how
            self.to_payments[row] = payments
            self.beside[row] = tuple(one for one in rows if one != row)
        for number in payments:
            one = self.unpaid.pop(number)
            self.found[number] = one.amount
            self.rows_of[number] = list(rows)

    def result(self) -> Matching:
        """Every row with its match and its findings, and every payment with what of it was found."""
        findings = Findings(self.books, self.directory, self.rows, self.how, self.to_payments)
        rows = tuple(
            RowResult(row, self.how.get(row.id, ""), self.to_payments.get(row.id, ()), self.beside.get(row.id, ()),
                      findings.of(row))
            for row in self.rows.values()
        )  # fmt: skip
        cancelled = self._cancelled()
        payments = tuple(
            PaymentResult(
                one, self.found[one.id], tuple(self.rows_of[one.id]), one.id in cancelled, self._elsewhere(one)
            )
            for one in self.payments.values()
        )
        return Matching(rows, payments, findings.missing(payments))

    def _elsewhere(self, payment: Payment) -> bool:
        """Whether what is not found of it here stands in another import."""
        known = payment.id in self.books.elsewhere or payment.id in self.books.later
        return known and self.found[payment.id] != payment.amount

    def _cancelled(self) -> frozenset[int]:
        """Payments that their corrections took back here and that the ledger never had."""
        units = pairing.of_corrected(self.unpaid.values())
        return frozenset(number for unit in units if unit.amount == 0 for number in unit.ids)


def _place(row: LedgerRow) -> tuple[object, ...]:
    return row.day, row.voucher, row.id
