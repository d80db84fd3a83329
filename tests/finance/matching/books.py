"""Short ways to write both sides of the books: all of it invented."""

from datetime import date
from decimal import Decimal
from typing import Any

from finance.matching import Agreement, Books, ByHand, LedgerRow, Payment, Recipient

VAN, LINDEN = Recipient(1, "802000-0009", "Vän i Umeå"), Recipient(2, "802000-0025", "Exempelföreningen Linden")
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
BINDS = Agreement(10, "KS-2024/1", (1,), FIRST, LAST, date(2024, 12, 16))
OTHER = Agreement(20, "KS-2024/2", (2,), FIRST, LAST, date(2024, 12, 16))


def day(text: str) -> date:
    """ "02-03" is 3 February 2025."""
    return date.fromisoformat(text if len(text) > 5 else f"2025-{text}")


def row(id: int, on: str, amount: str, number: str = VAN.number, **more: Any) -> LedgerRow:
    return LedgerRow(id, day(on), "4530", Decimal(amount), number, **more)


def paid(id: int, on: str, amount: str, recipient: int = 1, corrects: int | None = None) -> Payment:
    return Payment(id, 10 * recipient, recipient, Decimal(amount), day(on), corrects)


def books(rows: list[LedgerRow], payments: list[Payment], by_hand: tuple[ByHand, ...] = (), **more: Any) -> Books:
    both: dict[str, Any] = {"agreements": (BINDS, OTHER), "recipients": (VAN, LINDEN)}
    return Books(FIRST, LAST, tuple(rows), tuple(payments), by_hand=by_hand, **(both | more))
