"""Who acts for what. Every `visible_to` and every service asks here."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser

from office.clock import today
from office.models import Membership, User
from office.models.people import Role

AnyUser = User | AnonymousUser


@dataclass(frozen=True)
class Acting:
    """The ids of the organisations that a user acts for today, by role, with all that is under them."""

    officer: frozenset[int] = frozenset()
    reporter: frozenset[int] = frozenset()
    auditor: frozenset[int] = frozenset()
    reviewer: frozenset[int] = frozenset()

    @cached_property
    def all(self) -> frozenset[int]:
        return self.officer | self.reporter | self.auditor | self.reviewer

    @cached_property
    def reading(self) -> frozenset[int]:
        """Whose agreements they read as they were handed in, as auditors and as second reviewers."""
        return self.auditor | self.reviewer


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


def _read(user: int) -> Acting:
    """Memberships in force today with two levels below each (the tree is no deeper, see Organization)."""
    below = ("organization_id", "organization__children__id", "organization__children__children__id")
    found: defaultdict[str, set[int]] = defaultdict(set)
    for role, *ids in Membership.objects.in_force(today()).filter(user_id=user).values_list("role", *below):
        found[role].update(pk for pk in ids if pk is not None)
    return Acting(**{role: frozenset(found[role]) for role in Role.values})
