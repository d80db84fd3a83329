"""What was handed in of an association's books for an agreement, as the pure reconciliation reads it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import product
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DecimalField,
    ExpressionWrapper,
    F,
    Max,
    Min,
    Q,
    Sum,
    When,
)
from django.db.models.functions import Cast, Round

from agreements.models import Agreement
from finance.models import LedgerHandIn, LedgerReading, LedgerRow
from finance.reconciliation import Book, Entry, Figures, Liability, Means, Span, behind, figures
from finance.reconciliation.coverage import Coverage, coverage, edges
from finance.reconciliation.sums import counting
from finance.sie.sums import PROFIT_AND_LOSS
from office.clock import date_of
from office.rows import ORE, decimal, fetch

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Books(NamedTuple):
    """Everything that an association handed in for an agreement, and how it is to be read: `entries` are summed between
    the `edges` of the periods that were asked for, `rows` where each row is found.
    """

    books: tuple[Book, ...]
    entries: tuple[Entry, ...]
    means: Means
    rows: "QuerySet[LedgerRow]"

    def of(self, period: Span) -> Figures:
        """What they say of one of the periods."""
        return figures(period, self.books, self.entries, self.means)

    def behind(self, code: str, period: Span, found: Figures) -> "Behind":
        """The rows of the period that its figure of a difference comes from."""
        covered = coverage(period, self.books)
        return Behind(self.rows, covered, behind(code, found, counting(self.entries, covered), self.means))


class Behind(NamedTuple):
    """Rows of the books, summed; each is read only where it is asked for."""

    rows: "QuerySet[LedgerRow]"
    covered: Coverage
    entries: list[Entry]

    @property
    def many(self) -> int:
        """How many rows there are."""
        return sum(one.rows for one in self.entries)

    def first(self, most: int) -> list[Entry]:
        """The first of them, in the order in which they were handed in: one query, where there are any."""
        if not self.entries:
            return []
        where = Q()
        for kind in product((False, True), repeat=2):
            accounts = {one.account for one in self.entries if (one.shared, one.foreign) == kind}
            where |= Q(shared=kind[0], foreign=kind[1], account__in=accounts)
        answering = Q()
        for span, book in self.covered.covered:
            answering |= Q(hand_in=book.ledger, date__gte=span.starts_on, date__lte=span.ends_on)
        fields = (
            "hand_in_id", "series", "number", "date", "account", "account_name", "amount", "shared", "line", "foreign",
        )  # fmt: skip
        rows = self.rows.filter(where, answering).order_by("pk").values_list(*fields)[:most]
        return [
            Entry(
                hand_in,
                f"{series} {number}".strip(),
                day,
                account,
                name,
                decimal(amount),
                bool(shared),
                line,
                bool(foreign),
            )
            for hand_in, series, number, day, account, name, amount, shared, line, foreign in fetch(rows)
        ]


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


def books_of(agreement: Agreement, organization: int, periods: Sequence[Span]) -> Books:
    """The books for the agreement, in two queries and one for how to read them: the database adds up the rows, in öre
    so that both add exactly. What a later hand-in answers for whole is left out: it would be counted nowhere.
    """
    found = LedgerHandIn.objects.filter(agreement=agreement, organization=organization).answering()
    found = found.select_related("ledger", "choice").order_by("pk")
    books = tuple(_book(one) for one in found)
    rows = _rows(found)
    return Books(books, tuple(_summed(rows, edges(periods, books))), means_of(agreement, organization), rows)


def _rows(handed_in: Iterable[LedgerHandIn]) -> "QuerySet[LedgerRow]":
    """The rows that count, as `shared` (of a hand-in by objects those that name none) and `foreign` (of another object
    than those chosen). Income or cost that is foreign was chosen for its account, such as another project's rent on
    5010, and does not count.
    """
    by_object = {one.pk: one.choice.series for one in handed_in if one.choice.objects_chosen}
    elsewhere = reduce(or_, (Q(hand_in=pk) & ~Q(series__in=series) for pk, series in by_object.items()), Q(pk__in=[]))
    foreign = Q(without_object=False) & Q(objects_named=[]) & elsewhere
    result = reduce(or_, (Q(account__startswith=one) for one in PROFIT_AND_LOSS))
    return (
        LedgerRow.objects.filter(hand_in__in=[one.pk for one in handed_in])
        .exclude(foreign, result)
        .annotate(
            shared=Case(When(without_object=True, hand_in__in=by_object, then=True), default=False),
            foreign=Case(When(foreign, then=True), default=False),
        )
    )


def _summed(rows: "QuerySet[LedgerRow]", days: Sequence[date]) -> Iterator[Entry]:
    """The rows of each book and account between two of the days, as one."""
    between = Case(*(When(date__lt=day, then=place) for place, day in enumerate(days)), default=len(days))
    ore = Cast(Round(ExpressionWrapper(F("amount") * 100, DecimalField())), BigIntegerField())
    alike = rows.annotate(between=between).order_by().values_list("hand_in", "between", "account", "shared", "foreign")
    sums = alike.annotate(first=Min("date"), name=Max("account_name"), ore=Sum(ore), many=Count("pk"))
    for hand_in, _between, account, shared, foreign, first, name, total, many in sums:
        amount = Decimal(total).scaleb(-2).quantize(ORE)
        yield Entry(hand_in, "", first, account, name, amount, shared, 0, foreign, many)


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
