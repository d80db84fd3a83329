"""What was handed in of an association's books for an agreement, as the pure reconciliation reads it."""

from datetime import date
from typing import NamedTuple

import orjson
from django.db.models import Max

from agreements.models import Agreement
from finance.models import LedgerHandIn, LedgerReading, LedgerRow
from finance.reconciliation import Book, Entry, Figures, Liability, Means, Span, figures
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
    is left out: it would be read to be counted nowhere. So is a row that was chosen for its account and is on another
    object than those chosen, such as another project's rent on 5010 or its debt on 2990."""
    found = LedgerHandIn.objects.filter(agreement=agreement, organization=organization).answering()
    found = found.select_related("ledger", "choice").order_by("pk")
    rows = LedgerRow.objects.filter(hand_in__in=[one.pk for one in found]).order_by("pk")
    by_object = {one.pk: set(one.choice.series) for one in found if one.choice.objects_chosen}
    fields = (
        "hand_in_id", "series", "number", "date", "account", "account_name", "amount", "without_object", "line",
        "objects_named",
    )  # fmt: skip
    entries = tuple(
        Entry(
            hand_in,
            f"{series} {number}".strip(),
            day,
            account,
            name,
            decimal(amount),
            bool(alone) and hand_in in by_object,
            line,
        )
        for hand_in, series, number, day, account, name, amount, alone, line, named in fetch(rows.values_list(*fields))
        if not (not alone and not orjson.loads(named) and series not in by_object.get(hand_in, {series}))
    )
    return Books(tuple(_book(one) for one in found), entries, means_of(agreement, organization))


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
            Liability(one["number"], None if one["opening"] is None else decimal(one["opening"]))
            for one in handed_in.balances
        ),
    )
