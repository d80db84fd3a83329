"""Decisions that were taken by delegation, whatever they were about, for the list that a board is given."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from agreements.models import Waiver
from finance.models import ConsequenceDecision, Outcome, WriteOff
from office.access import AnyUser, acting
from office.models import Organization


class Source(NamedTuple):
    """A kind of decision and where its rows are. `above` is the way to the row that names agreement, party and
    period."""

    kind: str
    model: Any
    amount: str | None = None
    above: str = ""
    which: Q = Q()


#: Every kind of decision that can be delegated. A new one, whose model is `Decided`, joins by its line.
SOURCES: tuple[Source, ...] = (
    Source("waiver", Waiver),
    Source("claim", ConsequenceDecision, "amount", which=Q(outcome=Outcome.CLAIM)),
    Source("reduction", ConsequenceDecision, "amount", which=Q(outcome=Outcome.REDUCE)),
    Source("refrain", ConsequenceDecision, "computed", which=Q(outcome=Outcome.REFRAIN)),
    Source("write_off", WriteOff, "amount", "claim__"),
)
KINDS = tuple(source.kind for source in SOURCES)


class Delegated(NamedTuple):
    """A delegated decision: for which organisation, when, by which office under which point, on what, and how much."""

    kind: str
    id: int
    organization: int
    organization_name: str
    decided_on: date
    delegation_point: str
    body: str
    paragraph: str
    agreement: int
    reference: str
    party: str
    period: str
    reason: str
    amount: Decimal | None


OWN = (
    "pk", "organization_id", "organization__name", "decided_on", "delegation_point", "body", "paragraph",
)  # fmt: skip
ABOVE = ("agreement_id", "agreement__reference", "party__organization__name", "period")


def reads(user: AnyUser) -> frozenset[int]:
    """The organisations whose decisions a user reads: those they are an officer or an auditor for, all that is under
    them, and the municipality that a board of theirs belongs to.
    """
    mine = acting(user)
    own = mine.officer | mine.auditor
    above = Organization.objects.filter(pk__in=own, kind="board").values_list("parent_id", "parent__parent_id")
    return own | {pk for row in above for pk in row if pk is not None}


def delegated(user: AnyUser, first: date, last: date, organization: int | None) -> list[Delegated]:
    """The decisions from day to day (inclusive) that the user may read, oldest first: one query per kind."""
    those = reads(user)
    asked = those if organization is None else those & {organization}
    found = [row for source in SOURCES for row in _of(source, asked, first, last)] if asked else []
    return sorted(found, key=lambda row: (row.decided_on, KINDS.index(row.kind), row.id))


def _of(source: Source, organizations: frozenset[int], first: date, last: date) -> Iterator[Delegated]:
    rows = source.model.objects.filter(
        source.which, organization__in=organizations, decided_on__range=(first, last)
    ).exclude(delegation_point="")
    above = [f"{source.above}{name}" for name in ABOVE]
    for row in rows.values_list(*OWN, *above, "reason", *((source.amount,) if source.amount else ())):
        yield Delegated._make((source.kind, *row, *(() if source.amount else (None,))))
