"""What the matching may know, and what it answers. Money is SEK to the öre, debit positive; dates are inclusive."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

Value = str | int | Decimal | date


class LedgerRow(NamedTuple):
    """A row on a chosen account of the municipality's ledger; what the ledger does not say is empty.

    `number` is NNNNNN-NNNN, `giro` a bankgiro or plusgiro in digits alone, `voucher` names the voucher.
    """

    id: int
    day: date
    account: str
    amount: Decimal
    number: str = ""
    name: str = ""
    giro: str = ""
    text: str = ""
    voucher: str = ""


class Giro(NamedTuple):
    """A bankgiro or plusgiro, in digits alone, that was in force from a day through another (None: until replaced)."""

    number: str
    starts_on: date
    ends_on: date | None = None


class Recipient(NamedTuple):
    """An organisation that is paid under some agreement. `number` is its legal person's, which sections of one share;
    `giros` are its accounts that two people have confirmed.
    """

    id: int
    number: str
    name: str
    giros: tuple[Giro, ...] = ()

    def giros_on(self, day: date) -> tuple[str, ...]:
        """Its accounts in force on the day; none where nobody had confirmed one."""
        begun = (one for one in self.giros if one.starts_on <= day)
        return tuple(sorted({one.number for one in begun if one.ends_on is None or day <= one.ends_on}))


class Payment(NamedTuple):
    """A payment that is registered here; a correction is negative and names what it `corrects`."""

    id: int
    agreement: int
    recipient: int
    amount: Decimal
    paid_on: date
    corrects: int | None = None


class Agreement(NamedTuple):
    """Whose money it is for which days. `binds_from` is the day of the last decision or signature that it needed; None
    when it lacks one.
    """

    id: int
    reference: str
    recipients: tuple[int, ...]
    starts_on: date
    ends_on: date
    binds_from: date | None

    def binds(self, day: date) -> bool:
        """Whether everybody had agreed by that day. Money may well be paid after the term: the last instalment is."""
        return self.binds_from is not None and self.binds_from <= day


class ByHand(NamedTuple):
    """An officer's word on a row: it is that payment, or (None) no payment under an agreement here."""

    row: int
    payment: int | None


class Books(NamedTuple):
    """Both sides for the days asked about. Payments a few days outside them may be given: booked late, they match.

    `elsewhere` are payments that stand whole in another import, on accounts or days that are not here, and so are no
    row's here; `later` those that a newer import has on accounts and days that are here too.
    """

    starts_on: date
    ends_on: date
    rows: tuple[LedgerRow, ...]
    payments: tuple[Payment, ...]
    agreements: tuple[Agreement, ...]
    recipients: tuple[Recipient, ...]
    by_hand: tuple[ByHand, ...] = ()
    elsewhere: frozenset[int] = frozenset()
    later: frozenset[int] = frozenset()


class Finding(NamedTuple):
    """Something that somebody must look at: a row of the ledger or a payment (0: none), and the agreement if any;
    `on` is the row's or the payment's day."""

    code: str
    row: int
    payment: int
    agreement: int
    on: date
    values: tuple[tuple[str, Value], ...]


class RowResult(NamedTuple):
    """What a row was matched with and how (a code of `sentences.HOW`; empty: with nothing).

    `rows` are the other rows of the same match. It is settled when it has a match and no finding.
    """

    row: LedgerRow
    how: str
    payments: tuple[int, ...]
    rows: tuple[int, ...]
    findings: tuple[Finding, ...]

    @property
    def settled(self) -> bool:
        """Matched with nothing to look at. What was said by hand is an explanation, not a match."""
        return bool(self.how) and self.how != "by_hand" and not self.findings


class PaymentResult(NamedTuple):
    """How much of a payment stands in the ledger. `cancelled`: its corrections took all of it back here; `elsewhere`:
    another import of the ledger has it.
    """

    payment: Payment
    found: Decimal
    rows: tuple[int, ...]
    cancelled: bool
    elsewhere: bool = False

    @property
    def missing(self) -> Decimal:
        """What of it the ledger does not have, SEK."""
        return Decimal(0) if self.cancelled or self.elsewhere else self.payment.amount - self.found


class Matching(NamedTuple):
    """Every row by day and voucher, every payment by day, and what the registered payments lack in the ledger."""

    rows: tuple[RowResult, ...]
    payments: tuple[PaymentResult, ...]
    missing: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: those of the rows, then the payments that the ledger lacks."""
        return (*(finding for result in self.rows for finding in result.findings), *self.missing)
