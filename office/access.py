"""Who acts for what. Every `visible_to` and every service asks here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from office.clock import today
from office.models import Membership, Organization, User
from office.models.people import Role

AnyUser = User | AnonymousUser


class Years(NamedTuple):
    """Calendar years from the first to the last, both inclusive; None is open."""

    first: int | None = None
    last: int | None = None

    def touched(self, starts_on: str, ends_on: str) -> Q:
        """What has a day in them, by the names of the columns of its first and last day (inclusive)."""
        begun = Q() if self.last is None else Q(**{f"{starts_on}__lte": date(self.last, 12, 31)})
        return begun if self.first is None else begun & Q(**{f"{ends_on}__gte": date(self.first, 1, 1)})

    def covered(self, first_year: str, last_year: str) -> Q:
        """What lies wholly in them, by the names of the columns of its years (empty: open)."""
        begun = Q() if self.first is None else Q(**{f"{first_year}__gte": self.first})
        return begun if self.last is None else begun & Q(**{f"{last_year}__lte": self.last})


class Assignment(NamedTuple):
    """What an auditor reads by one assignment: organisations (ids, with all that is under them) in some years."""

    organizations: frozenset[int]
    years: Years = Years()


@dataclass(frozen=True)
class Acting:
    """The ids of the organisations that a user acts for today, by role, with all that is under them. An auditor acts by
    assignments, each for all years or some, and reviews nothing for whom they audit.
    """

    officer: frozenset[int] = frozenset()
    reporter: frozenset[int] = frozenset()
    reviewer: frozenset[int] = frozenset()
    assignments: tuple[Assignment, ...] = ()

    @cached_property
    def auditor(self) -> frozenset[int]:
        """Whom they audit, in whichever years."""
        return frozenset[int]().union(*(one.organizations for one in self.assignments))

    @cached_property
    def audits(self) -> dict[Years, frozenset[int]]:
        """The same by years: however many assignments there are, each span of years is one question."""
        return _by_years(self.assignments)

    @cached_property
    def desks(self) -> dict[Years, frozenset[int]]:
        """The same without assignments in which they are officers themselves: what auditors write for each other is
        read by nobody who works for whom they audit."""
        return _by_years(one for one in self.assignments if not one.organizations & self.officer)

    @property
    def audited_always(self) -> frozenset[int]:
        """Whom they audit in all years."""
        return self.audits.get(Years(), frozenset())

    @cached_property
    def all(self) -> frozenset[int]:
        return self.officer | self.reporter | self.auditor | self.reviewer

    @cached_property
    def reading(self) -> frozenset[int]:
        """Whose agreements they read as they were handed in, as auditors and as second reviewers."""
        return self.auditor | self.reviewer

    def only(self, *roles: Role) -> "Acting":
        """The same person in some roles."""
        kept = {"assignments" if role == Role.AUDITOR else role.value for role in roles}
        return Acting(**{name: getattr(self, name) for name in kept})

    def audited(self, organization: str, starts_on: str, ends_on: str) -> Q:
        """What an auditor reads, by the names of its columns: whose it is, its first and its last day (inclusive)."""
        found = Q(pk__in=())
        for years, ids in self.audits.items():
            found |= Q(**{f"{organization}__in": ids}) & years.touched(starts_on, ends_on)
        return found


def _by_years(assignments: Iterable[Assignment]) -> dict[Years, frozenset[int]]:
    found: defaultdict[Years, set[int]] = defaultdict(set)
    for one in assignments:
        found[one.years] |= one.organizations
    return {years: frozenset(ids) for years, ids in found.items()}


NOBODY = Acting()
_KEPT = "_acting"


def acting(user: AnyUser) -> Acting:
    """What a user acts for today: one query, kept on the user object, which lives as long as its request."""
    if not user.is_authenticated:
        return NOBODY
    known: Acting | None = vars(user).get(_KEPT)
    if known is None:
        known = vars(user)[_KEPT] = _read(user.pk)
    return known


def as_auditor(user: User, organization: int, years: Years) -> User:
    """The same person with one assignment and nothing else, so that what they see hangs on no other role of theirs."""
    above = Q(pk=organization) | Q(parent=organization) | Q(parent__parent=organization)
    ids = frozenset(Organization.objects.filter(above).values_list("pk", flat=True))
    narrowed = User.objects.get(pk=user.pk)
    vars(narrowed)[_KEPT] = Acting(assignments=(Assignment(ids, years),))
    return narrowed


def _read(user: int) -> Acting:
    """Memberships in force today with two levels below each (the tree is no deeper, see Organization)."""
    below = ("organization_id", "organization__children__id", "organization__children__children__id")
    held: defaultdict[tuple[str, int, Years], set[int]] = defaultdict(set)
    rows = Membership.objects.in_force(today()).filter(user_id=user)
    for pk, role, first, last, *ids in rows.values_list("pk", "role", "first_year", "last_year", *below):
        held[role, pk, Years(first, last)].update(one for one in ids if one is not None)
    assignments = tuple(
        Assignment(frozenset(ids), years) for (role, _pk, years), ids in held.items() if role == Role.AUDITOR
    )
    audited = frozenset[int]().union(*(one.organizations for one in assignments))
    by_role: defaultdict[str, set[int]] = defaultdict(set)
    for (role, _pk, _years), ids in held.items():
        if role != Role.REVIEWER or not ids & audited:
            by_role[role] |= ids
    by_role.pop(Role.AUDITOR, None)
    return Acting(**{role: frozenset(ids) for role, ids in by_role.items()}, assignments=assignments)
