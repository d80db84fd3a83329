"""Facts of how agreements were assessed legally, as columns beside an agreement's own: no query more."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Case, OuterRef, Subquery, When

from agreements.models import LegalAssessment
from office.known import recorded
from reports.checks import facts as known
from reports.checks.rules.legal_not_assessed import GROUNDS, KINDS

#: The columns, by ground.
COLUMNS = tuple(f"first_{ground}" for ground in GROUNDS)


def first_days(known_at: datetime | None) -> dict[str, Case]:
    """The day on which each ground was first assessed; asked only of agreements between municipalities."""
    found = {}
    for name, ground in zip(COLUMNS, GROUNDS, strict=True):
        rows = LegalAssessment.objects.filter(recorded(known_at), agreement=OuterRef("pk"), ground=ground)
        first = Subquery(rows.order_by("assessed_on").values("assessed_on")[:1])
        found[name] = Case(When(kind__in=KINDS, then=first))
    return found


def legal_of(days: Sequence[Any]) -> tuple[known.LegalFact, ...]:
    """The grounds that somebody has assessed. SQLite's driver tells a computed day as text."""
    return tuple(
        known.LegalFact(ground, date.fromisoformat(day) if isinstance(day, str) else day)
        for ground, day in zip(GROUNDS, days, strict=True)
        if day is not None
    )
