"""Which municipalities stand in which agreements together."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from agreements.models import Party
from agreements.models.agreement import AgreementQuerySet, State
from office.models import Organization
from office.models.organizations import PUBLIC_KINDS

STANDING = (State.PROPOSED, State.ACTIVE, State.TERMINATED)
#: A public party's municipality: a board's is what it is under.
ROOT = Coalesce("organization__parent__parent", "organization__parent", "organization")


def _public(on: date) -> QuerySet[Party]:
    """The public parties that have not left by a day, each with its municipality (`root`)."""
    stay = Q(left_on=None) | Q(left_on__gte=on)
    return Party.objects.filter(stay, organization__kind__in=PUBLIC_KINDS).annotate(root=ROOT)


def of_several(agreements: AgreementQuerySet, on: date) -> AgreementQuerySet:
    """Those that are proposed or have been agreed, of two municipalities or more."""
    many = _public(on).order_by().values("agreement").annotate(many=Count("root", distinct=True)).filter(many__gt=1)
    return agreements.filter(pk__in=many.values("agreement"), state__in=STANDING)


def municipalities(agreements: Collection[int], on: date) -> tuple[dict[int, set[int]], dict[int, Organization]]:
    """By agreement, the municipalities (ids) in it; and those by id. Two queries."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for agreement, root in _public(on).filter(agreement__in=agreements).values_list("agreement_id", F("root")):
        found[agreement].add(root)
    return found, Organization.objects.in_bulk({pk for some in found.values() for pk in some})
