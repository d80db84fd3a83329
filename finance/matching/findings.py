"""What somebody must look at, row by row and payment by payment.

| code | worked example |
|---|---|
| `payment.unregistered` | 40 000.00 to 802000-0025 on 2025-03-03, and no such payment is registered here |
| `payment.without_decision` | paid on 2025-01-31 under an agreement that the last party signed on 2025-02-10 |
| `payee.mismatch` | 750 000.00 to 802000-0025, and the only payment of that sum that week is to 802000-0009 |
| `payment.duplicate` | 750 000.00 to 802000-0009 on 2025-02-03 and again on 2025-02-10, with one payment registered |
| `payment.not_in_ledger` | 750 000.00 is registered as paid on 2025-01-31, and the ledger has no such row |
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from finance.matching.facts import Agreement, Books, Finding, LedgerRow, PaymentResult, Value
from finance.matching.recipients import Directory, Payee

CODES = (
    "payee.mismatch",
    "payment.duplicate",
    "payment.not_in_ledger",
    "payment.unregistered",
    "payment.without_decision",
)
TWICE_WITHIN = 31
"""Days within which the same amount to the same payee looks like one payment made twice; instalments lie further
apart."""


class Findings:
    """Says what is to be looked at, of what the matching came to."""

    def __init__(
        self,
        books: Books,
        directory: Directory,
        rows: Mapping[int, LedgerRow],
        how: Mapping[int, str],
        payments: Mapping[int, tuple[int, ...]],
    ) -> None:
        self.books, self.directory, self.rows, self.how, self.to_payments = books, directory, rows, how, payments
        self.agreements = {one.id: one for one in books.agreements}
        self.payments = {one.id: one for one in books.payments}
        self._of_recipient: defaultdict[int, list[Agreement]] = defaultdict(list)
        for agreement in sorted(books.agreements, key=lambda one: one.id):
            for recipient in agreement.recipients:
                self._of_recipient[recipient].append(agreement)
        self._paid: defaultdict[tuple[Payee, Decimal], list[tuple[date, int]]] = defaultdict(list)
        for row in rows.values():  # by day
            if payments.get(row.id):
                self._paid[directory.payee(row), row.amount].append((row.day, row.id))

    def of(self, row: LedgerRow) -> tuple[Finding, ...]:
        """A row's findings; what an officer has said of it by hand is no longer asked."""
        how = self.how.get(row.id, "")
        if how == "by_hand":
            return ()
        found = self._of_matched(row, how) if how else self._of_unmatched(row)
        return (*found, *self._of_account(row))

    def _of_matched(self, row: LedgerRow, how: str) -> list[Finding]:
        found = []
        numbers = self.to_payments[row.id]
        for number in numbers:
            agreement = self.agreements[self.payments[number].agreement]
            if row.amount > 0 and not agreement.binds(row.day):
                found.append(self._without_decision(row, number, agreement))
        if how == "other_recipient":
            payment = self.payments[numbers[0]]
            told = {"called": self._called(row), "recipient": self.directory.by_id[payment.recipient].name}
            found.append(
                self._finding("payee.mismatch", row, payment.id, payment.agreement, payment=payment.id, **told)
            )
        return found

    def _of_unmatched(self, row: LedgerRow) -> list[Finding]:
        payee = self.directory.payee(row)
        if twin := self._twin(row, payee):
            number = self.to_payments[twin.id][0]
            told: dict[str, Value] = {"called": self._called(row), "payment": number, "twin": twin.day}
            return [self._finding("payment.duplicate", row, number, self.payments[number].agreement, **told)]
        agreement = self._candidate(payee, row.day)
        reference = agreement.reference if agreement else ""
        about = agreement.id if agreement else 0
        found = [self._finding("payment.unregistered", row, 0, about, called=self._called(row), reference=reference)]
        if payee.named and row.amount > 0 and not (agreement and agreement.binds(row.day)):
            found.append(self._without_decision(row, 0, agreement))
        return found

    def _of_account(self, row: LedgerRow) -> list[Finding]:
        """The ledger paid to another bankgiro or plusgiro than those of the recipient in force that day."""
        known = self.directory.by_id.get(self.directory.payee(row).recipient)
        giros = known.giros_on(row.day) if known and row.giro else ()
        if known is None or not giros or row.giro in giros:
            return []
        number = next(iter(self.to_payments.get(row.id, ())), 0)
        agreement = self.payments[number].agreement if number else 0
        told = {"giro": row.giro, "recipient": known.name, "giros": ", ".join(giros)}
        return [self._finding("payee.mismatch", row, number, agreement, **told)]

    def _without_decision(self, row: LedgerRow, payment: int, agreement: Agreement | None) -> Finding:
        told: dict[str, Value] = {"called": self._called(row)}
        if agreement:
            told["reference"] = agreement.reference
            if agreement.binds_from:
                told["binds_from"] = agreement.binds_from
        return self._finding("payment.without_decision", row, payment, agreement.id if agreement else 0, **told)

    def _twin(self, row: LedgerRow, payee: Payee) -> LedgerRow | None:
        """The nearest matched row of the same amount to the same payee, if it is near enough."""
        if not payee.named or row.amount <= 0:
            return None
        paid = self._paid.get((payee, row.amount), [])
        place = bisect(paid, (row.day, 0))
        near = [(abs(day - row.day), day, number) for day, number in paid[max(place - 1, 0) : place + 1]]
        apart, _day, number = min(near, default=(timedelta.max, row.day, 0))
        return self.rows[number] if apart <= timedelta(TWICE_WITHIN) else None

    def _candidate(self, payee: Payee, day: date) -> Agreement | None:
        """The agreement that the payee's money most likely belongs to: one that binds, whose term holds the day."""
        parts = sorted(self.directory.parts(payee))
        found = [one for recipient in parts for one in self._of_recipient.get(recipient, ())]
        return min(found, key=lambda one: (not one.binds(day), _outside(one, day), one.id), default=None)

    def _called(self, row: LedgerRow) -> str:
        """Whom the row pays, in the words of the ledger, or of the register where the ledger has none."""
        payee = self.directory.payee(row)
        known = self.directory.by_id.get(payee.recipient)
        return row.name or (known.name if known else payee.called)

    def missing(self, payments: Iterable[PaymentResult]) -> tuple[Finding, ...]:
        """Payments of these days that the ledger lacks, wholly or in part."""
        found = []
        for one in payments:
            payment = one.payment
            if self.books.starts_on <= payment.paid_on <= self.books.ends_on and one.missing:
                recipient = self.directory.by_id[payment.recipient].name
                reference = self.agreements[payment.agreement].reference
                values: dict[str, Value] = {
                    "payment": payment.id, "amount": payment.amount, "missing": one.missing, "day": payment.paid_on,
                    "recipient": recipient, "reference": reference,
                }  # fmt: skip
                code = "payment.not_in_ledger"
                found.append(
                    Finding(code, 0, payment.id, payment.agreement, payment.paid_on, tuple(sorted(values.items())))
                )
        return tuple(found)

    def _finding(self, code: str, row: LedgerRow, payment_id: int, agreement: int, **values: Value) -> Finding:
        told: dict[str, Value] = {"amount": row.amount, "day": row.day, "voucher": row.voucher, **values}
        return Finding(code, row.id, payment_id, agreement, row.day, tuple(sorted(told.items())))


def _outside(agreement: Agreement, day: date) -> int:
    """How many days outside the term a day lies."""
    return max((agreement.starts_on - day).days, (day - agreement.ends_on).days, 0)
