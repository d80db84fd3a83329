"""A job is done once: one of many takes it, and who lost it writes nothing more."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from office import jobs as door
from office.jobs import running
from office.models import Job, User
from office.models.jobs import JobState
from office.services import jobs
from office.services.jobs import LeaseLost
from tests.workers.queue import claimed, expire, marks, real

pytestmark = pytest.mark.both

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]


@real
def test_sixteen_claims_one_winner(at_once: AtOnce) -> None:
    jobs.enqueue("test.mark")
    won = [job for job in at_once([lambda: jobs.claim(door.KINDS)] * 16) if job]
    assert len(won) == 1
    assert won[0].attempts == 1
    assert Job.objects.get().worker == won[0].worker != ""


@real
def test_sixteen_workers_do_each_job_once(at_once: AtOnce) -> None:
    for _ in range(40):
        jobs.enqueue("test.mark")
    assert at_once([lambda: door.drain(60)] * 16) == [False] * 16
    assert marks() == 40


@real
def test_a_job_belongs_to_the_transaction_of_its_cause() -> None:
    def cause() -> None:
        with transaction.atomic():
            jobs.enqueue("test.mark")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cause()
    assert not door.run_next()


@real
def test_a_worker_that_was_thought_dead_writes_nothing() -> None:
    slow = claimed()
    expire(slow)
    quick = jobs.claim(door.KINDS)
    assert quick is not None
    assert (quick.pk, quick.attempts) == (slow.pk, 2)
    running.run_job(slow)
    assert marks() == 0
    with pytest.raises(LeaseLost):
        jobs.renew(slow, 1, 2)
    with pytest.raises(LeaseLost):
        jobs.end(slow)
    with pytest.raises(LeaseLost):
        jobs.set_aside(slow, [])
    running.run_job(quick)
    assert marks() == 1
    running.run_job(slow)
    assert (marks(), Job.objects.get().state) == (1, JobState.DONE)


@real
def test_two_who_finish_at_once_leave_one_mark(at_once: AtOnce) -> None:
    first = claimed()
    expire(first)
    second = jobs.claim(door.KINDS)
    assert second is not None
    at_once([lambda: running.run_job(first), lambda: running.run_job(second)])
    assert marks() == 1


@real
def test_progress_renews_the_lease() -> None:
    job = claimed()
    expire(job)
    running.Work(job).progress(3, 10)
    assert jobs.claim(door.KINDS) is None
    job.refresh_from_db()
    assert (job.done, job.total) == (3, 10)


@real
def test_what_is_asked_for_twice_is_done_once(at_once: AtOnce) -> None:
    asked = at_once([lambda: jobs.enqueue("test.mark", key="one")] * 8)
    assert len({job.pk for job in asked}) == 1
    assert jobs.claim(door.KINDS) == asked[0]
    again = jobs.enqueue("test.mark", key="one")
    assert again.pk != asked[0].pk  # the first has begun, and may have read too early: this is another
    assert jobs.enqueue("test.mark", key="one") == again
    asked[0].refresh_from_db()
    jobs.put_back(asked[0], timezone.now())  # both may wait at once


@real
def test_the_same_key_of_two_people_is_two_jobs() -> None:
    people = [User.objects.create(username=name) for name in ("a", "b")]
    assert len({jobs.enqueue("test.mark", key="one", by=who).pk for who in people}) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"state": "lost"}, {"state": "running"}, {"worker": "x"}])
def test_the_database_refuses_a_half_claimed_job(wrong: dict[str, str]) -> None:
    job = jobs.enqueue("test.mark")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**wrong)
