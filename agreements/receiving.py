"""Who is to be paid by terms that take effect one after another, although it is no party any more.

A funding commitment is paid to the recipient that it names (a share of a cost: to the cost's payee), otherwise to every
recipient among the parties; where no party has that role it is paid to whoever else is there, and nobody is missing.
From the day after its last one a party is to be paid nothing: no yearly amount, and no amount of a period that begins
after it. What is listed for the period in which it leaves is for the days that it was there.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from agreements.amending import Document, spans, steps_of, through
from agreements.sharing import parts_of

ONE_DAY = timedelta(days=1)


class Unreceived(NamedTuple):
    """A commitment that is to be paid to who has left: its recipient, or None where it is every recipient's."""

    commitment: Any
    recipient: Any
    shared_cost: int | None
    #: The first day on which nobody is there to be paid, of those that are looked at.
    since: date


def unreceived(dated: Sequence[tuple[date, Document]]) -> list[Unreceived]:
    """Each once. `dated` are the terms in the order in which they take effect, each with its day; the last say what is
    promised when."""
    final = dated[-1][1]
    ends = [*(on - ONE_DAY for on, _terms in dated[1:]), through(final)]
    found: dict[tuple[Any, Any], Unreceived] = {}
    for (first, terms), last in zip(dated, ends, strict=True):
        for row in terms["commitments"] if first <= last else ():
            key = (row["id"], row["recipient"])
            if row["kind"] == "funding" and _gone(terms, row["recipient"]) and _promised(final, row["id"], first, last):
                found.setdefault(key, Unreceived(*key, row["shared_cost"], first))
    return list(found.values())


def _gone(terms: Document, recipient: Any) -> bool:
    """Whether nobody is there to be paid."""
    if recipient is None:
        paid = [one for one in terms["parties"] if one["role"] == "recipient"]
    else:
        paid = [one for one in terms["parties"] if one["party"] == recipient]
    return bool(paid) and all(one["left_on"] for one in paid)


def _promised(terms: Document, commitment: Any, first: date, last: date) -> bool:
    """Whether a commitment promises anything for days of this stretch."""
    row = next(row for row in terms["commitments"] if row["id"] == commitment)
    if row["shares"]:
        return any(part.amount and part.starts_on <= last and part.ends_on >= first for part in parts_of(row["shares"]))
    if row["amounts"]:
        begin = {period.label: period.starts_on for period, _whole in spans(terms)}
        listed = [(begin[one["period"]], one["amount"]) for one in row["amounts"] if one["period"] in begin]
        return any(Decimal(amount) and first <= day <= last for day, amount in listed)
    return any(amount and day <= last and until >= first for day, until, amount in _stretches(row))


def _stretches(row: Document) -> Iterator[tuple[date, date, Decimal | None]]:
    """A yearly amount from its first day through its last."""
    yearly = None if row["amount"] is None else Decimal(row["amount"])
    steps = [(date.min, yearly), *steps_of(row)]
    ends = [*(day - ONE_DAY for day, _amount in steps[1:]), date.max]
    for (day, amount), until in zip(steps, ends, strict=True):
        yield day, until, amount
