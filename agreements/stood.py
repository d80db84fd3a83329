"""Which agreements stood at the clocks of a question, in which state, by which terms, and whom they waited for."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import GreaterThan

from agreements.amending import Document
from agreements.models import Decision, Party, Signature, Termination, TermsVersion
from agreements.models.agreement import AgreementQuerySet, State
from agreements.recipients import Since
from office.clock import over
from office.known import Asked, happened, recorded
from office.models.organizations import PUBLIC_KINDS


def versions_of(ids: Collection[int]) -> dict[int, list[TermsVersion]]:
    """By agreement that has been amended: its terms before any amendment, and after it what each made of them, as they
    were recorded: one query."""
    rows = TermsVersion.objects.filter(agreement__in=ids).annotate(agreed_on=F("amendment__agreed_on")).order_by("pk")
    found: defaultdict[int, list[TermsVersion]] = defaultdict(list)
    for row in rows:
        found[row.agreement_id].append(row)
    return dict(found)


def in_order(rows: Iterable[TermsVersion], known_at: datetime | None) -> list[TermsVersion]:
    """What amendments made of an agreement's terms, as it was known, in the order in which it takes effect: of those
    that are reached on a day the last are in force."""
    told = [row for row in rows if row.from_on and not (known_at and row.recorded_at > known_at)]
    return sorted(told, key=lambda row: (row.effective_on or date.min, row.amendment_id or 0, row.pk))


def in_force(rows: Iterable[TermsVersion], asked: Asked) -> list[Since]:
    """The terms in force at the clocks of a question, the last, after those that they took the place of: those before
    any amendment first."""
    rows = list(rows)
    first = next(row for row in rows if row.amendment_id is None)
    told = in_order(rows, asked.known_at)
    reached = {row.amendment_id: row for row in told if (row.from_on or date.min) <= asked.day}
    later = [Since(row.effective_on or date.min, vars(row)["agreed_on"], row.terms) for row in reached.values()]
    return [Since(date.min, None, first.terms), *later]


def histories(ids: Collection[int], asked: Asked) -> dict[int, list[Since]]:
    """The same of those agreements that have been amended: one query."""
    return {pk: in_force(rows, asked) for pk, rows in versions_of(ids).items()}


def terms_stood(ids: Collection[int], asked: Asked) -> dict[int, Document]:
    """The terms that were in force, of those agreements that have been amended: one query."""
    return {pk: found[-1].terms for pk, found in histories(ids, asked).items()}


def _silent(on: Asked) -> QuerySet[Party]:
    """The parties that had not said yes by the end of a day; who joined by an amendment said so there."""
    decided = Decision.objects.filter(happened(on, "decided_on"), party=OuterRef("pk")).exclude(outcome="no")
    signed = Signature.objects.filter(happened(on, "signed_on"), party=OuterRef("pk"))
    return Party.objects.filter(~Exists(decided), ~Exists(signed), joined_by=None)


def _by_own_rule(on: Asked) -> list[When]:
    """`agreements.consensus` for agreements that name a rule of their own, where there is neither a yes nor a no by
    all: the same numbers, counted by the database."""
    this = OuterRef("pk")
    said = Decision.objects.filter(happened(on, "decided_on"), agreement=this)
    public = _count(Party.objects.filter(agreement=this, joined_by=None, organization__kind__in=PUBLIC_KINDS))
    signs = _silent(on).filter(agreement=this).exclude(organization__kind__in=PUBLIC_KINDS)
    found = []
    for rule, needs in (("majority", public / 2 + 1), ("two_thirds", (2 * public + 2) / 3)):
        own = Q(conditions__binds_by__value=rule)
        fails = GreaterThan(needs, public - _count(said.filter(outcome="no")))
        enough = ~Q(GreaterThan(needs, _count(said.exclude(outcome="no"))))
        found.append(When(own & Q(fails), Value(State.REJECTED)))
        found.append(When(own & enough & ~Exists(signs), Value(State.ACTIVE)))
        found.append(When(own & (Q(Exists(said)) | Q(proposed_at__lt=over(on.day))), Value(State.PROPOSED)))
    return found


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many there are of each agreement's."""
    counted = rows.order_by().values("agreement").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def stood(rows: AgreementQuerySet, asked: Asked) -> AgreementQuerySet:
    """Those whose terms stood by the moment asked about, each with its state at the end of the day (`state_then`), from
    the dated acts that had been recorded (what is a draft now has no history).

    Acts of the past may be registered later than they happened, so they say more than the day of the proposal.
    """
    on, this = Asked(asked.day, asked.known_at), OuterRef("pk")
    said = Decision.objects.filter(happened(on, "decided_on"), agreement=this)
    signed = Signature.objects.filter(happened(on, "signed_on"), agreement=this)
    ended = Termination.objects.filter(happened(on, "terminated_on"), agreement=this)
    withdrawn = Q(withdrawn_at__lt=over(asked.day)) & recorded(asked.known_at, "withdrawn_at")
    state = Case(
        When(withdrawn, Value(State.WITHDRAWN)),
        When(Q(proposed_at__isnull=True), Value(State.DRAFT)),
        When(Exists(ended), Value(State.TERMINATED)),
        *_by_own_rule(on),
        When(Exists(said.filter(outcome="no")), Value(State.REJECTED)),
        When(~Exists(_silent(on).filter(agreement=this)), Value(State.ACTIVE)),
        When(Exists(said) | Exists(signed) | Q(proposed_at__lt=over(asked.day)), Value(State.PROPOSED)),
        default=Value(State.DRAFT),
        output_field=CharField(),
    )
    return rows.known_at(asked.known_at).annotate(state_then=state, **_said_then(on))


def _said_then(on: Asked) -> dict[str, Coalesce]:
    """What an agreement was called and its last day, by the terms in force (`terms_stood`), for filters and orders."""
    rows = TermsVersion.objects.filter(agreement=OuterRef("pk"))
    reached = rows.filter(recorded(on.known_at), from_on__lte=on.day).order_by("-effective_on", "-amendment", "-pk")
    first = rows.filter(amendment=None)

    def told(found: QuerySet[TermsVersion], name: str, kind: Any) -> Cast:
        return Cast(Subquery(found.values(said=KeyTextTransform(name, "terms"))[:1]), kind)

    ends = [told(reached, "last_day", DateField()), told(reached, "ends_on", DateField())]
    return {
        "title_then": Coalesce(told(reached, "title", CharField()), told(first, "title", CharField()), "title"),
        "ends_on_then": Coalesce(*ends, told(first, "ends_on", DateField()), "ends_on"),
    }


def waited_for(agreements: Collection[int], asked: Asked) -> dict[int, list[int]]:
    """By agreement: the organisations that had not said yes by the end of the day asked about."""
    rows = _silent(Asked(asked.day, asked.known_at)).filter(agreement__pk__in=agreements)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for agreement, organization in rows.order_by("pk").values_list("agreement_id", "organization_id"):
        found[agreement].append(organization)
    return found
