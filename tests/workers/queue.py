"""Short ways to bring a job where a test wants it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from office import jobs as door
from office.models import AuditEvent, Job
from office.services import jobs
from tests.workers.jobs import MARKED

#: Claims and ends are transactions of their own, so such a test is not rolled back but emptied.
real = pytest.mark.django_db(transaction=True)


def marks() -> int:
    return AuditEvent.objects.filter(kind=MARKED).count()


def claimed(kind: str = "test.mark", **arguments: Any) -> Job:
    """A job that this process holds."""
    jobs.enqueue(kind, arguments)
    job = jobs.claim(door.KINDS)
    assert job is not None
    return job


def expire(job: Job) -> None:
    """Let its lease have passed."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def come_due(job: Job) -> None:
    """Let the pause before its next attempt have passed."""
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now())
