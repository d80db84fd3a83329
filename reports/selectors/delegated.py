"""Decisions that were taken by delegation, whatever they were about, for the list that a board is given."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from agreements.models import Decision, Party, Waiver
from finance.models import ConsequenceDecision, Outcome, WriteOff
from office.access import Acting, AnyUser, acting
from office.models import Organization
from reports.models import PaperRelief


class Source(NamedTuple):
    """A kind of decision and where its rows are. `above` is the way to the row that names agreement, party and
    period, `owner` to whose decision it is. A decision on the `whole` agreement is about its recipients and every
    period, and its reason is the agreement's title."""

    kind: str
    model: Any
    amount: str | None = None
    above: str = ""
    which: Q = Q()
    owner: str = "organization"
    whole: bool = False


#: Every kind of decision that can be delegated. A new one, whose model is `Decided`, joins by its line.
SOURCES: tuple[Source, ...] = (
    Source("agreement", Decision, owner="party__organization", which=~Q(outcome="no"), whole=True),
    Source("rejection", Decision, owner="party__organization", which=Q(outcome="no"), whole=True),
    Source("waiver", Waiver),
    Source("paper_relief", PaperRelief),
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


OWN = ("decided_on", "delegation_point", "body", "paragraph")
ABOVE = ("agreement_id", "agreement__reference", "party__organization__name", "period")
WHOLE = ("agreement_id", "agreement__reference", "agreement__title")


def reads(user: AnyUser) -> Acting:
    """Whose decisions a user reads: as an officer those they work for, all that is under them, and the municipality
    that a board of theirs belongs to; as an auditor whom they audit, in the years of the assignment.
    """
    mine = acting(user)
    boards = Organization.objects.filter(pk__in=mine.officer, kind="board")
    above = {pk for row in boards.values_list("parent_id", "parent__parent_id") for pk in row if pk is not None}
    return Acting(officer=mine.officer | above, assignments=mine.assignments)


def delegated(user: AnyUser, first: date, last: date, organization: int | None) -> list[Delegated]:
    """The decisions from day to day (inclusive) that the user may read, oldest first: one query per kind, and one for
    the recipients of whole agreements."""
    those = reads(user)
    asked = Q(decided_on__range=(first, last)) & ~Q(delegation_point="")
    found = [row for source in SOURCES for row in _of(source, those, asked, organization)] if those.all else []
    found.sort(key=lambda row: (row.decided_on, KINDS.index(row.kind), row.id))
    return _with_recipients(found)


def _of(source: Source, those: Acting, asked: Q, organization: int | None) -> Iterator[Delegated]:
    term = f"{source.above}agreement__"
    audited = those.audited(source.owner, f"{term}starts_on", f"{term}ends_on")
    rows = source.model.objects.filter(source.which, asked, audited | Q(**{f"{source.owner}__in": those.officer}))
    if organization is not None:
        rows = rows.filter(**{source.owner: organization})
    own = ("pk", f"{source.owner}_id", f"{source.owner}__name", *OWN)
    if source.whole:
        for *said, title in rows.values_list(*own, *WHOLE):
            yield Delegated._make((source.kind, *said, "", "", title, None))
        return
    above = [f"{source.above}{name}" for name in ABOVE]
    for row in rows.values_list(*own, *above, "reason", *((source.amount,) if source.amount else ())):
        yield Delegated._make((source.kind, *row, *(() if source.amount else (None,))))


def _with_recipients(found: list[Delegated]) -> list[Delegated]:
    """A decision on a whole agreement is about all who receive by it."""
    whole = {source.kind for source in SOURCES if source.whole}
    asked = {row.agreement for row in found if row.kind in whole}
    if not asked:
        return found
    names: defaultdict[int, list[str]] = defaultdict(list)
    parties = Party.objects.filter(agreement__in=asked, role="recipient").order_by("pk")
    for agreement, name in parties.values_list("agreement_id", "organization__name"):
        names[agreement].append(name)
    return [row._replace(party=", ".join(names[row.agreement])) if row.kind in whole else row for row in found]
