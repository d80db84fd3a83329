"""An organisation's aid as somebody may see it, and the rows of the register."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce

from agreements.models import Agreement
from finance import ceilings
from finance.models import StateAidAssessment, StateAidDeclaration
from finance.selectors.known import Known
from finance.selectors.state_aid import assessments, books_of
from finance.state_aid.assessing import standing
from finance.state_aid.cumulation import Compensated, compensated
from finance.state_aid.facts import COUNTED, Assessment
from finance.state_aid.register import Entry, entries
from finance.state_aid.window import Position, counts, position
from office.access import AnyUser, acting
from office.models import Organization
from office.models.people import Role

REGISTERED = ("reason", "instrument", "sector")


def may_see(organization: int, user: AnyUser) -> bool:
    """Whoever gives aid must know of the aid that was given: officers and auditors see any organisation's sums, and the
    organisation's reporters their own.
    """
    mine = acting(user)
    return bool(mine.officer or mine.auditor) or organization in mine.reporter


class Seen(NamedTuple):
    """A position with the names of its group and what beside decided facts its reader may see: agreements and
    declarations by id, the assessments in the window that count toward no ceiling, and what stands beside aid to
    a service of general economic interest.
    """

    position: Position
    names: dict[int, Organization]
    agreements: frozenset[int]
    declarations: frozenset[int]
    beside: tuple[Assessment, ...]
    compensated: tuple[Compensated, ...]


def seen(organization: int, on: date, known_at: datetime | None, user: AnyUser) -> Seen:
    """Where an organisation stands at the end of a day."""
    book = books_of([organization], known_at)[organization]
    found = position(book, organization, on)
    aid = [one for each in found.standings for one in (*each.aid, *each.taken_back)]
    beside = [
        one
        for one in standing(book.assessments, on)
        if one.kind not in COUNTED and one.recipient in found.group and counts(one.granted_on, on)
    ]
    named = {one.agreement for one in aid if one.agreement} | {one.agreement for one in beside}
    named |= {one.agreement for one in found.unassessed}
    mine = Agreement.objects.visible_to(user).filter(pk__in=named)
    said = StateAidDeclaration.objects.visible_to(user).filter(pk__in=[one.id for one in aid if not one.agreement])
    agreements = frozenset(mine.values_list("pk", flat=True))
    return Seen(
        found,
        Organization.objects.filter(pk__in=found.group).called_at(known_at),
        agreements,
        frozenset(said.values_list("pk", flat=True)),
        tuple(one for one in beside if one.agreement in agreements),
        tuple(one for one in compensated(book.assessments, found) if one.service.agreement in agreements),
    )


class Registered(NamedTuple):
    """A row of the register with what was recorded in words."""

    entry: Entry
    recipient: Organization
    giver: Organization
    said: dict[str, Any]


def registered(user: AnyUser, first: date, last: date, on: date) -> list[Registered]:
    """What the user's own organisations have granted from the first through the last day, as assessed by a day."""
    mine = acting(user)
    audited = Agreement.objects.public_for(mine.only(Role.AUDITOR)).order_by().values("pk")
    given = _given_by(mine.officer) | _given_by(mine.auditor) & Q(agreement__in=audited)
    return list(_registered(entries(assessments(given, Known()), ceilings.published(), first, last, on)))


def _given_by(organizations: frozenset[int]) -> Q:
    return Q(commitment__party__organization__in=organizations) | Q(support__giver__organization__in=organizations)


def _registered(found: Iterable[Entry]) -> Iterable[Registered]:
    found = list(found)
    rows = StateAidAssessment.objects.filter(pk__in=[one.assessment for one in found])
    rows = rows.annotate(by=Coalesce("commitment__party__organization_id", "support__giver__organization_id"))
    said = {row["pk"]: row for row in rows.values("pk", "by", *REGISTERED)}
    givers = {row["by"] for row in said.values()}
    known = Organization.objects.select_related("parent__parent")
    names = known.in_bulk({one.recipient for one in found} | givers)
    for one in found:
        row = said[one.assessment]
        yield Registered(one, names[one.recipient], names[row["by"]], {name: row[name] for name in REGISTERED})
