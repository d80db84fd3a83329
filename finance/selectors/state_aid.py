"""Everything about the aid of some organisations and those joined to them, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from finance import ceilings
from finance.models import MunicipalSupport, StateAidAssessment, StateAidDeclaration, UndertakingLink
from finance.selectors.granted import granted
from finance.selectors.known import Known
from finance.state_aid.facts import Assessment, Book, Declaration, Gone, Link
from finance.state_aid.groups import joined
from office.known import recorded
from office.models import Organization
from office.models.organizations import PRIVATE_KINDS
from office.rows import decimal, fetch

RATE = Decimal("0.0001")
NOTHING: tuple[Any, ...] = ()


def books_of(
    organizations: Collection[int], known_at: datetime | None = None, known: Known | None = None
) -> dict[int, Book]:
    """By organisation, what is known of it and of everyone that was ever one undertaking with it.

    Three queries, one more for each step that links lead away from the organisations, one where support was assessed,
    one where an agreement was amended, one where something depends on a council's budget, and one where something
    follows an index and its series are not `known` yet. With `known_at` only what had been recorded by that moment.
    """
    then = known or Known(known_at)
    links = links_of(organizations, then)
    everyone = set(organizations) | {each for one in links for each in (one.one, one.other)}
    by_recipient = [
        _grouped(assessments(Q(recipient__organization__in=everyone), then)),
        _grouped(declarations(everyone, known_at)),
        _grouped(granted(everyone, known_at, then)),
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
