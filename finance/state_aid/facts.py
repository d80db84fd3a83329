"""What may be known about an undertaking's aid, as plain facts with their dates. Ids of recipients are organisations'.

Amounts are SEK as gross grant equivalent, rates SEK per EUR on the day of the grant, dates inclusive. Facts may lie
after the day that is asked about: who reads them leaves out what had not happened by then.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.periods import Period
from finance.promises import Act, Clauses, Pledge, in_force, promise

#: The kinds of assessment that count toward a ceiling. `not_aid` and `other` (aid under other rules) do not.
COUNTED = ("de_minimis", "sgei")


class Gone(NamedTuple):
    """Support was taken back: from `on` there is none of it, until the day it was given again (None: it was not)."""

    on: date
    until: date | None = None


class Assessment(NamedTuple):
    """An officer's word on what one decision gave one recipient: the `whole` of a commitment, or one period of it.

    `source` is what was granted: ("commitment", id) or ("support", id). `kind` is `not_aid`, `de_minimis`, `sgei` or
    `other`; the first and the last need no rate. `in_place_of_whole`: the periods are assessed one by one from now on.
    `gone` is when support, of which it was said, was taken back.
    """

    id: int
    agreement: int
    source: tuple[str, int]
    recipient: int
    period: str | None
    kind: str
    amount: Decimal
    rate: Decimal | None
    granted_on: date
    assessed_on: date
    giver: str
    in_place_of_whole: bool = False
    gone: tuple[Gone, ...] = ()

    def taken_back(self, day: date) -> date | None:
        """Since when there is nothing left of what it was said of, on a day; None while there is."""
        days = [one.on for one in self.gone if one.on <= day and (one.until is None or day < one.until)]
        return min(days, default=None)


class Declaration(NamedTuple):
    """Aid that a recipient declares to have had from somebody who is not here. `rate` is 1 for an amount in EUR.

    `replaces` names an earlier declaration that this one corrects; an amount of 0 takes it back.
    """

    id: int
    recipient: int
    giver: str
    kind: str
    amount: Decimal
    rate: Decimal
    granted_on: date
    declared_on: date
    replaces: int | None = None


class Link(NamedTuple):
    """Two organisations are one undertaking from `starts_on` through `ends_on` (None: until further notice). Parts of
    one legal person are so without anybody's having recorded it: their link has the id 0.
    """

    id: int
    one: int
    other: int
    starts_on: date
    ends_on: date | None


class Terms(NamedTuple):
    """What a period's amount depends on where a clause has a say in it: an index, or what the council has done.
    `whole` is the period before an amendment shortened the term (None: it is whole)."""

    pledge: Pledge
    period: Period
    clauses: Clauses
    acts: tuple[Act, ...]
    whole: Period | None = None


class Unassessed(NamedTuple):
    """What a commitment promises a recipient in one period, SEK; whether somebody has assessed it is seen by date.

    `amount` is as agreed where `terms` have a say in it: what it is on a day says `standing`. The terms that promise it
    are those in force from `starts_on` through `ends_on`: before and after, others are.
    """

    agreement: int
    source: tuple[str, int]
    recipient: int
    period: str
    amount: Decimal
    granted_on: date
    terms: Terms | None = None
    starts_on: date = date.min
    ends_on: date = date.max

    def in_force(self, on: date) -> bool:
        """Whether the terms that promise it are those of a day."""
        return self.starts_on <= on <= self.ends_on

    def standing(self, on: date) -> "Unassessed":
        """The same with its amount as it is promised on a day (`finance.promises`)."""
        if self.terms is None:
            return self
        pledge, period, clauses, acts, whole = self.terms
        found = promise(pledge, period, whole or period, clauses, in_force(acts, on).get((pledge.id, period.label)), on)
        return self._replace(amount=found.amount) if found else self


class Ceiling(NamedTuple):
    """EUR over three years for a kind of aid, in force through `ends_on` (None: until replaced). `cumulates_with` are
    the other kinds that may be given beside it, each up to its own ceiling, by the article in `cumulation`.
    """

    kind: str
    amount: Decimal
    starts_on: date
    ends_on: date | None
    regulation: str
    source: str
    cumulates_with: tuple[str, ...] = ()
    cumulation: str = ""


class Book(NamedTuple):
    """Everything about some organisations that were ever one undertaking, of all dates, in any order."""

    assessments: tuple[Assessment, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    links: tuple[Link, ...] = ()
    promised: tuple[Unassessed, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()


def ceiling_on(ceilings: tuple[Ceiling, ...], kind: str, day: date) -> Ceiling | None:
    """The kind's ceiling in force on the day; None is unknown, not without limit."""
    for ceiling in ceilings:
        if ceiling.kind == kind and ceiling.starts_on <= day and (ceiling.ends_on is None or day <= ceiling.ends_on):
            return ceiling
    return None
