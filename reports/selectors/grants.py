"""The grants of everybody here to an organisation: decided facts, whoever decided them."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from agreements import amending
from agreements.models import Commitment
from agreements.stood import terms_stood
from finance.selectors.granted import granted
from office.known import Asked, recorded
from office.models import Organization
from office.rows import fetch
from reports.grants import Grant


def grants_to(organization: Organization, as_of: date, known_at: datetime | None) -> list[Grant]:
    """What was decided by a day to be granted to an organisation and what is under it, by the terms in force on that
    day, in the order of the decisions.

    Four queries, one more where some were amended, and one where something depends on a council's budget.
    """
    tree = Q(pk=organization.pk) | Q(parent=organization.pk) | Q(parent__parent=organization.pk)
    ids = list(Organization.objects.filter(tree).values_list("pk", flat=True))
    amounts: defaultdict[tuple[int, int, date], list[tuple[str, Decimal]]] = defaultdict(list)
    for one in granted(ids, known_at):
        if one.granted_on <= as_of and one.in_force(as_of):
            amounts[one.source[1], one.recipient, one.granted_on].append((one.period, one.amount))
    about = _about({commitment for commitment, _recipient, _day in amounts}, as_of, known_at)
    found = []
    for (commitment, recipient, decided_on), by_period in amounts.items():
        of = about[commitment]
        found.append(
            Grant(
                commitment,
                of.agreement,
                of.title,
                of.giver,
                of.kind,
                of.starts_on,
                of.ends_on,
                recipient,
                decided_on,
                tuple(sorted(by_period)),
                of.ended_on,
            )
        )
    return sorted(found, key=lambda grant: (grant.decided_on, grant.commitment))


class _About(NamedTuple):
    """Whose promise it is, in which agreement, and its name and its term as they stood."""

    agreement: int
    title: str
    giver: int
    kind: str
    starts_on: date
    ends_on: date
    ended_on: date | None


def _about(commitments: set[int], as_of: date, known_at: datetime | None) -> dict[int, _About]:
    ended = FilteredRelation(
        "agreement__termination", condition=recorded(known_at, "agreement__termination__recorded_at")
    )
    rows = Commitment.objects.filter(pk__in=commitments).annotate(ended=ended)
    fields = (
        "pk", "agreement_id", "agreement__title", "party__organization_id", "agreement__kind", "agreement__starts_on",
        "agreement__ends_on", "ended__terminated_on", "ended__last_day",
    )  # fmt: skip
    read = fetch(rows.values_list(*fields))
    terms = terms_stood({row[1] for row in read}, Asked(as_of, known_at))
    found = {}
    for pk, agreement, title, giver, kind, starts_on, through, terminated_on, last_day in read:
        if agreement in terms:
            title, through = terms[agreement]["title"], amending.through(terms[agreement])
        ended_on = last_day if terminated_on is not None and terminated_on <= as_of else None
        found[pk] = _About(agreement, title, giver, kind, starts_on, ended_on or through, ended_on)
    return found
