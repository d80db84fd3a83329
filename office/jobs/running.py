"""Run a job that was claimed: its handler outside any transaction, then one write that says how it ended.

The embedded loop, a Celery worker and the sweep all come through here.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from office.jobs.kinds import KINDS
from office.models import Job
from office.refusals import Refusal, Refused
from office.services import jobs
from office.services.jobs import LeaseLost

log = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=10)  # each further one waits four times as long, at most LAST_RETRY
LAST_RETRY = timedelta(hours=1)
MOST_CALLS = 10  # workers that one tick calls: the next one calls again
DRAIN_SECONDS = 5.0  # that one wake-up goes on: a worker that is told to stop ends its message first


class Work:
    """What a handler holds: the job's arguments, a way to say how far it has come, and its last write."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.arguments: dict[str, Any] = job.arguments
        self.ended = False

    def progress(self, done: int, total: int | None = None) -> None:
        """Say how far it has come and renew the lease: a long job calls this every few seconds.

        Raises `LeaseLost` when another worker has taken over: let it pass, what was written so far stands.
        """
        jobs.renew(self.job, done, total)

    @contextmanager
    def finish(self, result: Any = None) -> Iterator[None]:
        """A transaction in which the handler writes what it made, and the job ends: both or neither.

        The job's row is written first, so that a worker that lost its lease is refused (`LeaseLost`) before it
        writes anything, and a second one waits until this has committed.
        """
        with transaction.atomic():
            self.end(result)
            yield
        self.ended = True

    def end(self, result: Any = None) -> None:
        """The job's own last write: done, or due at its next time."""
        repeat = KINDS[self.job.kind].repeat
        if repeat:
            jobs.put_back(self.job, repeat(timezone.now()), attempts=0)
        else:
            jobs.end(self.job, result)


def run_job(job: Job) -> None:
    """Run a claimed job to its end, whatever that is; raises nothing that the handler raised.

    A refusal is final: the same work would be refused again. Any other fault is tried again after a pause, until the
    kind's attempts are used up; then the job is set aside with a sentence, and the log has the traceback.
    """
    if connection.in_atomic_block:
        raise RuntimeError("A job is never run inside a transaction: it would hold the database while it works.")
    try:
        with translation.override(job.language):
            _attempt(job)
    except LeaseLost as lost:
        log.warning("Another worker has taken over: %s", lost)


def _attempt(job: Job) -> None:
    kind, work = KINDS[job.kind], Work(job)
    try:
        if job.attempts > kind.attempts:
            _fail(job, [Refusal("job.lost", _("The work was begun several times and its worker died each time."))])
            return
        kind.handler(work)
        if not work.ended:
            work.end()
    except LeaseLost:
        raise
    except (KeyboardInterrupt, SystemExit):  # told to stop, which is no fault of the work's; it may just have ended
        with suppress(LeaseLost):
            jobs.put_back(job, timezone.now(), attempts=job.attempts - 1)
        raise
    except Refused as refused:
        _fail(job, list(refused.refusals))
    except Exception:
        log.exception("Job %s (%s) failed at attempt %s", job.pk, job.kind, job.attempts)
        connection.close_if_unusable_or_obsolete()
        if not work.ended:  # otherwise what it made stands, and so does its end
            _again_or_fail(job)


def _again_or_fail(job: Job) -> None:
    message = _("Something broke on our side; it has been logged. Ask again, or tell us the number of the job.")
    failure = [Refusal("job.broken", message)]
    if job.attempts < KINDS[job.kind].attempts:
        jobs.put_back(job, timezone.now() + _pause(job.attempts), failure)
    else:
        _fail(job, failure)


def _pause(attempts: int) -> timedelta:
    return min(FIRST_RETRY * int(4 ** (attempts - 1)), LAST_RETRY)


def _fail(job: Job, failure: list[Refusal]) -> None:
    """Set it aside; recurring work waits for its next time instead, since nobody would ask for it again.

    The log has the codes alone: a sentence may quote an association's own file, which is nobody else's to read.
    """
    repeat = KINDS[job.kind].repeat
    codes = ", ".join(sorted({one.code for one in failure}))
    log.error("Job %s (%s) is set aside: %s", job.pk, job.kind, codes)
    if repeat:
        jobs.put_back(job, repeat(timezone.now()), failure, attempts=0)
    else:
        jobs.set_aside(job, failure)


def run_next() -> bool:
    """Claim a job and run it; False when none is due."""
    job = jobs.claim(KINDS)
    if job is None:
        return False
    run_job(job)
    return True


def drain(seconds: float = DRAIN_SECONDS) -> bool:
    """Run what is due until nothing is left, beginning none after so many seconds; whether something is left."""
    until = time.monotonic() + seconds
    while run_next():
        if time.monotonic() >= until:
            return bool(jobs.due(1, KINDS))
    return False


def prepare() -> None:
    """Recurring jobs exist and none waits too long: what a loop that looks for itself does every few seconds."""
    now = timezone.now()
    jobs.ensure({kind.name: kind.repeat(now) for kind in KINDS.values() if kind.repeat})


def tick() -> None:
    """The sweep: the same, and workers that missed a call are called again."""
    prepare()
    for _call in range(jobs.due(MOST_CALLS, KINDS)):
        jobs.wake()
