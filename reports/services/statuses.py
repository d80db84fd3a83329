"""Keep each agreement's status per day, and record in the trail when it changed and why."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Subquery

from agreements.models import Agreement, Decision
from agreements.models.acts import Outcome
from agreements.models.agreement import AgreementQuerySet
from office.clock import over
from office.services import trail
from reports.checking import Checked, checked
from reports.checks.changes import Change, Standing, changes
from reports.checks.results import CheckResult
from reports.models import DailyStatus

ONE_DAY = timedelta(days=1)
BATCH = 500  # agreements whose facts are held, and whose statuses are written, at a time
MOST_DAYS = 31  # a longer silence leaves a gap: those days can still be asked about with `as_of` and `known_at`
FOLLOWED = timedelta(days=366)  # after an agreement's last day: by then its last report is in, or will not come
CHANGED = "agreement.status_changed"

Progress = Callable[[int, int], None]


class Kept(NamedTuple):
    """The status that was kept last before a day."""

    on: date
    status: str


def end_of(day: date) -> datetime:
    """The last moment of a day in Sweden: what was recorded by then was known that day."""
    return over(day) - timedelta(microseconds=1)


def keep(through: date, progress: Progress) -> int:
    """Keep what is missing up to and including a day; answer how many statuses were written.

    The newest day kept is looked at again, since it may have been interrupted. Whatever the hour at which this runs,
    a day's status is what the check says at its end of what was known by then: running it again changes nothing.
    """
    plan = [(day, batch) for day in _days(through) for batch in _batches(_missing(day))]
    total, done = sum(len(batch) for _, batch in plan), 0
    for day, batch in plan:
        progress(done, total)
        _keep(day, batch)
        done += len(batch)
    return done


def _days(through: date) -> Iterator[date]:
    newest = DailyStatus.objects.aggregate(newest=Max("on"))["newest"]
    day = max(newest or through, through - (MOST_DAYS - 1) * ONE_DAY)
    while day <= through:
        yield day
        day += ONE_DAY


def _missing(day: date) -> list[int]:
    """Agreements that stood before their parties at the end of the day and have no status for it yet.

    One that has been withdrawn or refused by then, or ended a year ago, has had its last: its series ends.
    """
    end = end_of(day)
    refused = Decision.objects.filter(agreement=OuterRef("pk"), outcome=Outcome.NO, recorded_at__lte=end)
    followed = Agreement.objects.known_at(end).filter(~Exists(refused), ends_on__gte=day - FOLLOWED)
    followed = followed.exclude(withdrawn_at__lte=end).exclude(statuses__on=day)
    return list(followed.order_by("pk").values_list("pk", flat=True))


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _these(ids: list[int]) -> AgreementQuerySet:
    return Agreement.objects.filter(pk__in=ids).order_by("pk")


def _keep(day: date, ids: list[int]) -> None:
    """Check first, then write: SQLite's write lock is held for the writing only."""
    before = _kept_before(day, ids)
    rows = checked(_these(ids), day, end_of(day))
    changed = [row for row in rows if _differs(row, before)]
    reasons = _reasons(changed, before)
    with transaction.atomic():
        DailyStatus.objects.bulk_create(
            DailyStatus(agreement_id=row.result.agreement, on=day, status=row.result.status) for row in rows
        )
        for row in changed:
            _record(day, row, before[row.result.agreement].status, reasons[row.result.agreement])


def _differs(row: Checked, before: dict[int, Kept]) -> bool:
    kept = before.get(row.result.agreement)
    return kept is not None and kept.status != row.result.status


def _kept_before(day: date, ids: list[int]) -> dict[int, Kept]:
    """What was kept last of each agreement; nothing for one that is followed from today on."""
    newest = DailyStatus.objects.filter(agreement=OuterRef("pk"), on__lt=day).order_by("-on")
    rows = _these(ids).annotate(kept_on=Subquery(newest.values("on")[:1]), kept=Subquery(newest.values("status")[:1]))
    return {pk: Kept(on, status) for pk, on, status in rows.values_list("pk", "kept_on", "kept") if on is not None}


def _reasons(changed: list[Checked], before: dict[int, Kept]) -> dict[int, list[dict[str, Any]]]:
    """Which lines stand otherwise than on the day kept before, per agreement."""
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for row in changed:
        by_day[before[row.result.agreement].on].append(row.result.agreement)
    earlier: dict[int, CheckResult] = {}
    for day, ids in by_day.items():
        earlier |= {row.result.agreement: row.result for row in checked(_these(ids), day, end_of(day))}
    return {
        row.result.agreement: [_told(change) for change in changes(earlier[row.result.agreement], row.result)]
        for row in changed
    }


def _told(change: Change) -> dict[str, Any]:
    return {
        "organization": change.party.organization,
        "kind": change.kind,
        "period": change.period,
        "before": _stood(change.before),
        "after": _stood(change.after),
    }


def _stood(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    counted = None if standing.counted is None else f"{standing.counted:.2f}"
    return {"status": standing.status, "counted": counted, "verified": standing.verified}


def _record(day: date, row: Checked, before: str, reason: list[dict[str, Any]]) -> None:
    trail.record(
        CHANGED,
        by=None,
        subject=Agreement(pk=row.result.agreement),
        concerns=[party.organization for party in row.facts.parties],
        data={"on": day.isoformat(), "before": before, "after": row.result.status, "reason": reason},
    )
