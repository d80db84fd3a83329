"""Write a plan in batches: the rows that the services would have written, and one line in the audit trail for all.

Rows that point at each other are written in the order of the batch's tables, each table in one go; what a batch made is
forgotten before the next is planned, so that memory does not grow with the number of agreements.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction
from django.utils import timezone

from office.models import Membership, Organization, Population, User
from office.models.organizations import OrganizationKind, folded
from office.models.people import Role
from office.services import trail
from reports.generating import batch
from reports.generating.plan import Plan
from reports.generating.rows import Body, Place

OFFICER, AUDITOR = "generated", "generated-auditor"
#: Agreements whose rows are in memory at once.
BATCH = 250

Counts = Counter[str]
Ids = dict[str, int]


class Taken(Exception):  # noqa: N818 - it is an answer, not a fault
    """The database has data already."""


@transaction.atomic
def write(plan: Plan) -> Counts:
    """Write the whole plan, or nothing; answers how many rows of each table. The plan has its digest then."""
    if User.objects.filter(username__in=(OFFICER, AUDITOR)).exists():
        raise Taken
    counts: Counts = Counter()
    officer, auditor = (User.objects.create(username=name, password=make_password(None)) for name in (OFFICER, AUDITOR))
    moment, ids = timezone.now(), _organizations(plan.places, counts)
    municipalities = [ids[place.key] for place in plan.places]
    _memberships(plan, municipalities, officer, auditor, counts)
    for planned in _batched(plan.agreements()):
        batch.write(planned, ids, officer, moment, counts)
    data = {"arguments": plan.scale._asdict(), "rows": dict(sorted(counts.items())), "digest": f"sha256:{plan.digest}"}
    trail.record("data.generated", by=None, subject=officer, concerns=municipalities, data=data)
    _tell_the_planner()
    return counts


def _tell_the_planner() -> None:
    """PostgreSQL counts a table's rows a minute or so after a bulk load, and until then takes it for empty."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _batched(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while found := list(islice(rows, BATCH)):
        yield found


def _organizations(places: Iterable[Place], counts: Counts) -> Ids:
    """Municipalities, then what is under them and what they have registered; ids by the plan's keys."""
    ids: Ids = {}
    places = list(places)
    kinds = OrganizationKind
    _write(
        [(place.key, _organization(kinds.MUNICIPALITY, place.name, place.key, municipality_code=place.code))
         for place in places],
        ids, counts,
    )  # fmt: skip
    for place in places:
        above = {"registered_by_id": ids[place.key]}
        boards = [_body(kinds.BOARD, one, parent_id=ids[place.key], **above) for one in place.boards]
        _write(boards + [_body(kinds.ASSOCIATION, one, **above) for one in place.associations], ids, counts)
    return ids


def _body(kind: str, body: Body, **more: Any) -> tuple[str, Organization]:
    return body.key, _organization(kind, body.name, body.number, **more)


def _organization(kind: str, name: str, number: str, **more: Any) -> Organization:
    return Organization(kind=kind, name=name, number=number, search_text=folded(name, number), **more)


def _write(rows: list[tuple[str, Organization]], ids: Ids, counts: Counts) -> None:
    made = Organization.objects.bulk_create(one for _key, one in rows)
    ids.update((key, one.pk) for (key, _one), one in zip(rows, made, strict=True))
    counts["organization"] += len(made)


def _memberships(plan: Plan, municipalities: list[int], officer: User, auditor: User, counts: Counts) -> None:
    """Inhabitants of every municipality, and the two users who act for all of them from the year before the first."""
    year = plan.scale.first_year - 1
    rows: list[models.Model] = []
    for user, role in ((officer, Role.OFFICER), (auditor, Role.AUDITOR)):
        rows += [
            Membership(user=user, organization_id=pk, role=role, starts_on=date(year, 1, 1)) for pk in municipalities
        ]
    batch.save(Membership, rows, counts)
    source = "Påhittad uppgift"
    people = [
        Population(organization_id=pk, on=date(year, 11, 1), inhabitants=place.inhabitants, source=source)
        for pk, place in zip(municipalities, plan.places, strict=True)
    ]
    batch.save(Population, people, counts)
