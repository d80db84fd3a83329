"""Which ledger answers for which day of a period, and which days none answers for. All dates are inclusive.

A financial year need not be the period: 2020 is covered by 2019-07-01–2020-06-30 and 2020-07-01–2021-06-30 together.
With the first alone, 184 days, 2020-07-01–2020-12-31, are not covered. Where two ledgers hold the same day, the one
that was received last answers for it, so that no voucher counts twice.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from finance.reconciliation.books import Book

ONE_DAY = timedelta(days=1)


class Span(NamedTuple):
    """Days from the first to the last, both included."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        """How many days.

        >>> Span(date(2020, 7, 1), date(2020, 12, 31)).days
        184
        """
        return (self.ends_on - self.starts_on).days + 1


class Coverage(NamedTuple):
    """The spans that a book answers for, in order of time, and those that no book does."""

    covered: tuple[tuple[Span, Book], ...]
    missing: tuple[Span, ...]

    def book_on(self, day: date) -> Book | None:
        """Whose word counts on that day."""
        return next((book for span, book in self.covered if span.starts_on <= day <= span.ends_on), None)


def coverage(period: Span, books: Iterable[Book]) -> Coverage:
    """Share the period's days among the books, the last received first."""
    left = [period]
    covered: list[tuple[Span, Book]] = []
    for book in sorted(books, key=lambda book: (book.received_on, book.ledger), reverse=True):
        still: list[Span] = []
        for span in left:
            first, last = max(span.starts_on, book.starts_on), min(span.ends_on, book.ends_on)
            if first > last:
                still.append(span)
                continue
            covered.append((Span(first, last), book))
            if span.starts_on < first:
                still.append(Span(span.starts_on, first - ONE_DAY))
            if last < span.ends_on:
                still.append(Span(last + ONE_DAY, span.ends_on))
        left = still
    return Coverage(tuple(sorted(covered)), tuple(sorted(left)))


def edges(periods: Iterable[Span], books: Sequence[Book]) -> tuple[date, ...]:
    """The days on which, for these periods, a book begins to answer or no longer does. To every figure the rows of one
    book and account between two of them are alike, so that their sum will do.

    Worked example: 2020, by books of 2019-07-01–2020-06-30 and 2020-07-01–2021-06-30: 1 January and 1 July 2020, and
    1 January 2021.
    """
    spans = [span for period in periods for span, _ in coverage(period, books).covered]
    return tuple(sorted({span.starts_on for span in spans} | {span.ends_on + ONE_DAY for span in spans}))
