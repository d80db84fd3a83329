"""What was handed in of an association's books for an agreement, as the pure reconciliation reads it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import orjson
from django.db.models import Max

from agreements.models import Agreement
from finance.models import LedgerHandIn, LedgerReading, LedgerRow
from finance.reconciliation import Book, Entry, Figures, Liability, Means, Span, figures
from finance.sie.sums import PROFIT_AND_LOSS
from office.clock import date_of
from office.rows import decimal, fetch


class Books(NamedTuple):
    """Everything that an association handed in for an agreement, and how it is to be read."""

    books: tuple[Book, ...]
    entries: tuple[Entry, ...]
    means: Means

    def of(self, starts_on: date, ends_on: date) -> Figures:
        """What they say of the days, both included."""
        return figures(Span(starts_on, ends_on), self.books, self.entries, self.means)


def means_of(agreement: Agreement, organization: int) -> Means:
    """How the association last said that its books are to be read; else by the BAS chart's accounts for grants."""
    said = LedgerReading.objects.filter(agreement=agreement, organization=organization).order_by("-pk").first()
    if said is None:
        return Means()
    return Means(tuple(said.grants), tuple(said.public), tuple(said.liabilities), said.key)


def newest(agreement: Agreement, organization: int) -> tuple[int | None, int | None]:
    """The last hand-in and the last word on how to read: what a reading of the books rests on."""
    of = {"agreement": agreement, "organization": organization}
    hand_in, said = (
        model.objects.filter(**of).aggregate(last=Max("pk"))["last"] for model in (LedgerHandIn, LedgerReading)
    )
    return hand_in, said


def books_of(agreement: Agreement, organization: int) -> Books:
    """The books for the agreement, in two queries and one for how to read them. What a later hand-in answers for whole
    is left out: it would be read to be counted nowhere. So is income or cost that was chosen for its account and is on
    another object than those chosen, such as another project's rent on 5010.
    """
    found = LedgerHandIn.objects.filter(agreement=agreement, organization=organization).answering()
    found = found.select_related("ledger", "choice").order_by("pk")
    by_object = {one.pk: frozenset(one.choice.series) for one in found if one.choice.objects_chosen}
    entries = tuple(_entries([one.pk for one in found], by_object))
    return Books(tuple(_book(one) for one in found), entries, means_of(agreement, organization))


def _entries(hand_ins: list[int], by_object: dict[int, frozenset[str]]) -> Iterator[Entry]:
    """The rows of the hand-ins; `by_object` has the series of those that chose objects."""
    rows = LedgerRow.objects.filter(hand_in__in=hand_ins).order_by("pk")
    fields = (
        "hand_in_id", "series", "number", "date", "account", "account_name", "amount", "without_object", "line",
        "objects_named",
    )  # fmt: skip
    for hand_in, series, number, day, account, name, amount, alone, line, named in fetch(rows.values_list(*fields)):
        objects_count = hand_in in by_object
        foreign = objects_count and not alone and not orjson.loads(named) and series not in by_object[hand_in]
        if foreign and account.startswith(PROFIT_AND_LOSS):
            continue
        voucher = f"{series} {number}".strip()
        shared = bool(alone) and objects_count
        yield Entry(hand_in, voucher, day, account, name, decimal(amount), shared, line, foreign)


def _book(handed_in: LedgerHandIn) -> Book:
    """Closed once its year's result is booked, in a file made after the year ended."""
    ledger = handed_in.ledger
    made = ledger.generated_on or date_of(ledger.recorded_at)
    closed = bool(ledger.result_booked) and ledger.ends_on is not None and made > ledger.ends_on
    return Book(
        handed_in.pk,
        handed_in.starts_on,
        handed_in.ends_on,
        date_of(handed_in.recorded_at),
        closed,
        tuple(
            Liability(one["number"], _decimal(one["opening"]), _decimal(one.get("others", "0")))
            for one in handed_in.balances
        ),
    )


def _decimal(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)
