"""The queue: a job is written, claimed by one worker at a time, and ended by the one who still holds it.

Each act is one UPDATE that names the state and the worker it expects, so that of several who try one wins. None of
them runs a handler: a handler inside the queue's transaction would hold SQLite's write lock as long as it works.
"""

import uuid
from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.module_loading import import_string

from office.bodies import plain
from office.language import current_language
from office.models import Job, User
from office.models.jobs import UNFINISHED, JobQuerySet, JobState
from office.refusals import Refusal

RECURRING = "recurring"  # the key of a kind's one row that comes due again and again
CANDIDATES = 20  # how many due jobs a worker tries before it says that there is none left for it


class LeaseLost(Exception):  # noqa: N818 - it is news, not a fault
    """Another worker holds the job by now: what this one was about to write must not be written."""


def enqueue(kind: str, arguments: dict[str, Any] | None = None, *, key: str = "", by: User | None = None) -> Job:
    """Write a job in the caller's transaction; it is begun when that has committed.

    With a `key`, the job of this kind and key (and person) that waits already, if there is one: what is asked for
    twice is done once, with the first arguments. One that has begun may have read too early, so it does not count.
    """
    key = f"{by.pk}:{key}" if by and key else key
    values = {"arguments": arguments or {}, "asked_by": by, "due_at": timezone.now(), "language": current_language()}
    job = _waiting(kind, key) or _create_once(kind, key, values)
    transaction.on_commit(wake, robust=True)
    return job


def _waiting(kind: str, key: str) -> Job | None:
    return Job.objects.filter(kind=kind, key=key, state=JobState.WAITING).first() if key else None


def _create_once(kind: str, key: str, values: dict[str, Any]) -> Job:
    """Its twin may be first: then that one is the job, unless it has been begun meanwhile."""
    while True:
        try:
            with transaction.atomic():
                return Job.objects.create(kind=kind, key=key, **values)
        except IntegrityError:
            if twin := _waiting(kind, key):
                return twin


def wake() -> None:
    """Tell the workers that something is due. Where nobody is told (the embedded loop) they look for themselves."""
    if settings.JOB_WAKE:
        call: Callable[[], None] = import_string(settings.JOB_WAKE)
        call()


def claim(kinds: Collection[str]) -> Job | None:
    """Take the job of these kinds that has been due longest; None when there is nothing that this worker could take.

    A job is taken by one UPDATE that expects it to be claimable still: of sixteen workers one changes the row. Other
    kinds are left alone: a newer version of the program has workers that know them. Who asks for the same key from
    now on asks for another job, so the key is given up.
    """
    now = timezone.now()
    due_first = _claimable(now, kinds).order_by("due_at", "pk").values_list("pk", "key")
    for pk, key in due_first[:CANDIDATES]:
        taken = {
            "state": JobState.RUNNING,
            "worker": uuid.uuid4().hex,
            "lease_until": now + _lease(),
            "key": key if key == RECURRING else "",
            "done": 0,
            "total": None,
        }
        if _claimable(now, kinds).filter(pk=pk).update(**taken, attempts=F("attempts") + 1):
            return Job.objects.filter(pk=pk, worker=taken["worker"]).first()
    return None


def _claimable(now: datetime, kinds: Collection[str]) -> JobQuerySet:
    return Job.objects.claimable(now, _lease()).filter(kind__in=kinds)


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE)


def _write(job: Job, **columns: Any) -> None:
    """Change the job's row if this worker still holds it; raises `LeaseLost` when another has taken it over."""
    if not Job.objects.filter(pk=job.pk, worker=job.worker, state=JobState.RUNNING).update(**columns):
        raise LeaseLost(f"job {job.pk} ({job.kind})")


def renew(job: Job, done: int, total: int | None) -> None:
    """Write how far it has come and hold it for another lease. Raises `LeaseLost`."""
    _write(job, done=done, total=total, lease_until=timezone.now() + _lease())


def end(job: Job, result: Any = None) -> None:
    """It is done: the last write, which a worker that was thought dead can no longer make. Raises `LeaseLost`."""
    done = Coalesce("total", "done")  # whatever it said last
    _write(job, state=JobState.DONE, done=done, result=result, failure=None, ended_at=timezone.now(), **_free())


def put_back(job: Job, due_at: datetime, failure: list[Refusal] | None = None, attempts: int | None = None) -> None:
    """Let it wait until `due_at` for another attempt, or (with `attempts` 0) for its next time. Raises `LeaseLost`."""
    counted = job.attempts if attempts is None else attempts
    _write(job, state=JobState.WAITING, due_at=due_at, attempts=counted, failure=_told(failure), **_free())


def set_aside(job: Job, failure: list[Refusal]) -> None:
    """It has failed for good, and stands in nobody's way. Raises `LeaseLost`."""
    _write(job, state=JobState.FAILED, failure=_told(failure), ended_at=timezone.now(), **_free())


def _free() -> dict[str, Any]:
    return {"worker": "", "lease_until": None}


def _told(failure: list[Refusal] | None) -> list[dict[str, Any]] | None:
    return None if failure is None else [storable(plain(asdict(one))) for one in failure]


def storable(value: Any) -> Any:
    """What PostgreSQL can keep as JSON: a refusal may quote half a character, or a null character, from a file."""
    if isinstance(value, dict):
        return {name: storable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [storable(one) for one in value]
    return value.encode("utf-8", "replace").decode().replace("\0", "?") if isinstance(value, str) else value


def ensure(times: dict[str, datetime]) -> None:
    """The recurring jobs of these kinds exist, one row each, and wait no longer than to these their next times.

    A new one is due at once. One that waits longer was put back by a clock that ran ahead.
    """
    rows = Job.objects.filter(kind__in=times, key=RECURRING, state__in=UNFINISHED)
    there = {kind: (state, due_at) for kind, state, due_at in rows.values_list("kind", "state", "due_at")}
    values = {"key": RECURRING, "due_at": timezone.now(), "language": settings.LANGUAGE_CODE}
    if new := [Job(kind=kind, **values) for kind in times if kind not in there]:
        Job.objects.bulk_create(new, ignore_conflicts=True)
    for kind, (state, due_at) in there.items():
        if state == JobState.WAITING and due_at > times[kind]:
            rows.filter(kind=kind, state=JobState.WAITING, due_at=due_at).update(due_at=times[kind])


def due(most: int, kinds: Collection[str]) -> int:
    """How many jobs of these kinds a worker could claim now, counted up to `most`."""
    return _claimable(timezone.now(), kinds)[:most].count()


def give_up(known: Collection[str], before: datetime, failure: Refusal) -> int:
    """Set aside what has been due since before a moment and is of no known kind; answer how many."""
    lost = Job.objects.filter(state=JobState.WAITING, due_at__lt=before).exclude(kind__in=known)
    return lost.update(state=JobState.FAILED, failure=_told([failure]), ended_at=timezone.now())


def forget(before: datetime) -> int:
    """Delete jobs that ended before a moment; answer how many."""
    return Job.objects.filter(ended_at__lt=before).delete()[0]
