"""Everything about the aid of some organisations and those joined to them, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson
from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from agreements.models import Commitment, Decision
from agreements.periods import Basis, Period, periods
from finance import ceilings
from finance.index_clauses import clauses_of
from finance.indexation import Series
from finance.models import MunicipalSupport, StateAidAssessment, StateAidDeclaration, UndertakingLink
from finance.promises import FUNDING, Act, Clauses, Pledge, promise
from finance.selectors.known import Known
from finance.selectors.promises import AS_AGREED, acts_of
from finance.state_aid.facts import Assessment, Book, Declaration, Gone, Link, Terms, Unassessed
from finance.state_aid.groups import joined
from office.known import recorded
from office.models import Organization
from office.models.organizations import PRIVATE_KINDS
from office.rows import Row, decimal, fetch

RATE = Decimal("0.0001")
NOTHING: tuple[Any, ...] = ()


def books_of(
    organizations: Collection[int], known_at: datetime | None = None, known: Known | None = None
) -> dict[int, Book]:
    """By organisation, what is known of it and of everyone that was ever one undertaking with it.

    Three queries, one more for each step that links lead away from the organisations, one where support was assessed,
    one where something depends on a council's budget, and one where something follows an index and its series are not
    `known` yet. With `known_at` only what had been recorded by that moment.
    """
    then = known or Known(known_at)
    links = links_of(organizations, then)
    everyone = set(organizations) | {each for one in links for each in (one.one, one.other)}
    by_recipient = [
        _grouped(assessments(Q(recipient__organization__in=everyone), then)),
        _grouped(declarations(everyone, known_at)),
        _grouped(promised(everyone, known_at, then)),
    ]
    found: dict[int, Book] = {}
    pairs = [(one.one, one.other) for one in links]
    for organization in organizations:
        if organization not in found:
            group = joined(organization, pairs) if pairs else {organization}
            book = _book(group, links, by_recipient)
            found |= dict.fromkeys(group, book)
    return found


def _book(group: Collection[int], links: Iterable[Link], by_recipient: list[dict[int, list[Any]]]) -> Book:
    parts = [tuple([row for each in sorted(group) for row in rows.get(each, NOTHING)]) for rows in by_recipient]
    joins = tuple(one for one in links if one.one in group)
    return Book(parts[0], parts[1], joins, parts[2], ceilings.published())


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.recipient].append(row)
    return found


def links_of(organizations: Collection[int], then: Known) -> list[Link]:
    """The links that lead from the organisations, step by step; a replaced one is left out. What has no number of its
    own is part of the legal person that it is under, and so one undertaking with it, whoever has said so or not.
    """
    known_at = then.known_at
    replaced = UndertakingLink.objects.filter(recorded(known_at), replaces=OuterRef("pk"))
    rows = UndertakingLink.objects.filter(recorded(known_at), ~Exists(replaced)).order_by()
    fields = ("pk", "organization_id", "other_id", "starts_on", "ends_on")
    found: set[Link] = set()
    seen: set[int] = set()
    new = set(organizations)
    while new:
        seen |= new
        said = rows.filter(Q(organization__in=new) | Q(other__in=new)).values_list(*fields)
        step = {
            Link(pk, one, other, starts_on or date.min, ends_on)
            for pk, one, other, starts_on, ends_on in fetch(said.union(_parts_of_legal_persons(new, then), all=True))
        }
        found |= step
        new = {each for one in step for each in (one.one, one.other)} - seen
    return sorted(found)


def _parts_of_legal_persons(organizations: Collection[int], then: Known) -> QuerySet[Any, Any]:
    """Sections without a number and what they are under, as links of all time: nobody recorded them, so the id is 0."""
    had_none = [pk for pk, one in then.former.items() if not one.number]
    without = Q(number="") & ~Q(pk__in=then.former) | Q(pk__in=had_none) if then.former else Q(number="")
    parts = Organization.objects.filter(without, recorded(then.known_at))
    parts = parts.filter(kind__in=PRIVATE_KINDS, parent__kind__in=PRIVATE_KINDS)
    some = parts.filter(Q(pk__in=organizations) | Q(parent__in=organizations)).order_by()
    always = Value(None, output_field=DateField())
    return some.values_list(Value(0), "pk", "parent_id", always, always)


def assessments(which: Q, then: Known) -> list[Assessment]:
    """What officers have said, in the order in which it was recorded."""
    fields = (
        "pk", "agreement_id", "commitment_id", "support_id", "recipient__organization_id", "period", "kind", "amount",
        "rate", "granted_on", "assessed_on", "name", "in_place_of_whole", "giver",
    )  # fmt: skip
    name = Coalesce("commitment__party__organization__name", "support__giver__organization__name")
    giver = Coalesce("commitment__party__organization_id", "support__giver__organization_id")
    rows = StateAidAssessment.objects.filter(which, recorded(then.known_at)).order_by("pk")
    read = fetch(rows.annotate(name=name, giver=giver).values_list(*fields))
    found = [(*said, then.name(giver, name), anew) for *said, name, anew, giver in read]
    first, gone = _support({row[3] for row in found if row[3]}, then.known_at)
    said = ((row, first.get(row[3])) for row in found)
    return [_assessment(*row[:3], support, *row[4:], tuple(gone[support])) for row, support in said]


def _support(
    assessed: Collection[int], known_at: datetime | None
) -> tuple[dict[int | None, int], defaultdict[int | None, list[Gone]]]:
    """By row of support the first of those that it corrects, and by the first when it was taken back.

    A correction is about the same grant: what was said of the row that it replaces and what is said of it do not count
    together, and a quantity of 0 takes back what was said of any of them, until another correction follows.
    """
    first: dict[int | None, int] = {}
    gone: defaultdict[int | None, list[Gone]] = defaultdict(list)
    if not assessed:
        return first, gone
    given = MunicipalSupport.objects.filter(pk__in=assessed).values("agreement")
    rows = MunicipalSupport.objects.filter(recorded(known_at), agreement__in=given).order_by("pk")
    for pk, replaced, quantity, valued_on in fetch(rows.values_list("pk", "replaces_id", "quantity", "valued_on")):
        first[pk] = first[replaced] if replaced else pk
        spans = gone[first[pk]]
        if spans and spans[-1].until is None:
            spans[-1] = spans[-1]._replace(until=valued_on)
        if not quantity:
            spans.append(Gone(valued_on))
    return first, gone


def _assessment(
    pk: int, agreement: int, commitment: int | None, support: int | None, recipient: int, period: str, *said: Any
) -> Assessment:
    kind, amount, rate, granted_on, assessed_on, giver, anew, gone = said
    source = ("commitment", commitment) if commitment else ("support", support or 0)
    return Assessment(
        pk, agreement, source, recipient, period or None, kind, decimal(amount), _rate(rate), granted_on, assessed_on,
        giver, bool(anew), gone,
    )  # fmt: skip


def declarations(organizations: Collection[int], known_at: datetime | None = None) -> list[Declaration]:
    """What recipients have declared, in the order in which it was recorded."""
    fields = ("pk", "organization_id", "giver", "kind", "amount", "rate", "granted_on", "declared_on", "replaces_id")
    rows = StateAidDeclaration.objects.filter(recorded(known_at), organization__in=organizations).order_by("pk")
    return [
        Declaration(pk, who, giver, kind, decimal(amount), _rate(rate) or Decimal(1), granted_on, declared_on, replaces)
        for pk, who, giver, kind, amount, rate, granted_on, declared_on, replaces in fetch(rows.values_list(*fields))
    ]


def _rate(value: Decimal | float | None) -> Decimal | None:
    """A float's shortest text is what was stored: rates have at most seven digits."""
    return None if value is None else Decimal(str(value)).quantize(RATE)


def promised(
    organizations: Collection[int], known_at: datetime | None = None, known: Known | None = None
) -> list[Unassessed]:
    """What public givers here have decided to fund, by period and recipient: money that can go to several is counted
    whole for each, since it may. A decision counts from its day; what was withdrawn or refused does not.
    """
    party = "agreement__parties"
    refused = Decision.objects.filter(recorded(known_at), agreement=OuterRef("agreement"), outcome="no")
    withdrawn = Q(agreement__withdrawn_at__isnull=False) & recorded(known_at, "agreement__withdrawn_at")
    rows = Commitment.objects.filter(
        Q(recipient=F(party)) | Q(recipient__isnull=True, **{f"{party}__role": "recipient"}),
        recorded(known_at, "party__decisions__recorded_at"),
        **{f"{party}__organization__in": organizations, f"{party}__organization__kind__in": PRIVATE_KINDS},
        kind="funding",
        party__decisions__isnull=False,
    ).exclude(withdrawn)
    fields = (
        "agreement_id", "pk", "party_id", "recipient_id", f"{party}__organization_id", "amount", "amounts",
        "agreement__starts_on", "agreement__ends_on", "agreement__conditions", "party__decisions__decided_on",
    )  # fmt: skip
    found = fetch(rows.filter(~Exists(refused)).order_by("pk").values_list(*fields))
    budgets = {row[0] for row in found if (clauses := _said(row[-2])[1]) and clauses.budget}
    acts: defaultdict[int, list[Act]] = defaultdict(list)
    for _agreement, act in acts_of(recorded(known_at) & Q(agreement__pk__in=budgets)) if budgets else ():
        acts[act.commitment].append(act)
    indexed = any(clauses and clauses.indexation for _basis, clauses in (_said(row[-2]) for row in found))
    series = (known or Known(known_at)).series if indexed else {}
    return [one for row in found for one in _unassessed(row, tuple(acts[row[1]]), series)]


def _unassessed(row: Row, acts: tuple[Act, ...], series: Mapping[str, Series]) -> Iterator[Unassessed]:
    """A commitment's promise to a recipient, period by period."""
    agreement, pk, payer, recipient, who, amount, amounts, starts_on, ends_on, conditions, decided_on = row
    listed = () if amounts == "[]" else tuple((one["period"], Decimal(one["amount"])) for one in orjson.loads(amounts))
    yearly = None if amount is None else decimal(amount)
    by, named = _said(conditions)
    clauses = named and named.following(series)
    for period, sek in _as_agreed(yearly, listed, starts_on, ends_on, by):
        said = clauses and Terms(Pledge(pk, payer, FUNDING, recipient, yearly, listed), period, clauses, acts)
        yield Unassessed(agreement, ("commitment", pk), who, period.label, sek, decided_on, said)


@lru_cache(maxsize=4096)
def _said(text: str) -> tuple[Basis, Clauses | None]:
    """How the term is cut into periods, and the clauses that amounts depend on. Many agreements say the same."""
    conditions = orjson.loads(text)
    return conditions.get("period_basis", {}).get("value", "calendar_year"), clauses_of(conditions)


@lru_cache(maxsize=8192)
def _as_agreed(
    yearly: Decimal | None, listed: tuple[tuple[str, Decimal], ...], starts_on: date, ends_on: date, by: Basis
) -> tuple[tuple[Period, Decimal], ...]:
    """SEK in each period of the whole term in which something is promised, before any clause has its say; a termination
    does not undo what was granted. Many agreements have the same.
    """
    pledge = Pledge(0, 0, FUNDING, None, yearly, listed)
    found = ((one, promise(pledge, one, one, AS_AGREED, None, starts_on)) for one in periods(starts_on, ends_on, by))
    return tuple((period, one.amount) for period, one in found if one is not None and one.amount)
