"""A job is done once: one of many takes it, who lost it writes nothing more, and what fails stands in nobody's way."""

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from django.utils import timezone, translation

from office import jobs as door
from office.jobs import housekeeping, running
from office.jobs.housekeeping import KEEP_JOBS
from office.jobs.kinds import Kind, daily
from office.models import AnsweredRequest, AuditEvent, Job, User
from office.models.jobs import JobState
from office.refusals import Refusal, Refused
from office.services import jobs, trail
from office.services.jobs import LeaseLost
from tests.agreements.sample import active
from tests.cast import Cast
from tests.workers.jobs import MARKED

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]
real = pytest.mark.django_db(transaction=True)


CALLS: list[bool] = []


def call() -> None:
    """Called as a Celery worker would be: remembers whether a transaction was under way."""
    CALLS.append(connection.in_atomic_block)


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
def test_no_handler_runs_inside_a_transaction() -> None:
    job = jobs.enqueue("test.look")
    assert door.run_next()
    job.refresh_from_db()
    assert job.result == {"in_transaction": False}
    with transaction.atomic(), pytest.raises(RuntimeError, match="inside a transaction"):
        door.run_job(job)


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
def test_a_fault_is_tried_again_after_a_growing_pause_and_then_set_aside() -> None:
    job = jobs.enqueue("test.breaks")
    other = jobs.enqueue("test.mark")
    pauses = []
    for _ in range(2):
        before = timezone.now()
        assert door.run_next()
        job.refresh_from_db()
        assert job.state == JobState.WAITING
        pauses.append(round((job.due_at - before).total_seconds()))
        door.run_next()  # the other one is not held up
        come_due(job)
    assert pauses == [10, 40]
    assert door.run_next()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 3)
    assert [one["code"] for one in job.failure or []] == ["job.broken"]
    other.refresh_from_db()
    assert other.state == JobState.DONE
    assert not door.run_next()


@real
def test_a_fault_that_passes_is_forgotten() -> None:
    job = jobs.enqueue("test.breaks", {"times": 1})
    door.run_next()
    come_due(job)
    door.run_next()
    job.refresh_from_db()
    assert (job.state, job.failure, job.attempts) == (JobState.DONE, None, 2)


@real
def test_a_refusal_is_final() -> None:
    job = jobs.enqueue("test.refuses")
    door.run_next()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert job.failure == [
        {"code": "test.refused", "message": "The file has no rows.", "path": "file", "expected": ["rows"], "actual": 0}
    ]


@real
def test_work_of_a_later_version_is_left_to_its_workers_and_set_aside_after_a_day() -> None:
    job = jobs.enqueue("test.of_a_later_version")
    for _ in range(3):
        assert not door.run_next()
    housekeeping.forget(running.Work(job))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now() - timedelta(days=1, seconds=1))
    housekeeping.forget(running.Work(job))
    job.refresh_from_db()
    assert (job.state, (job.failure or [{}])[0]["code"]) == (JobState.FAILED, "job.unknown_kind")


@real
def test_a_clock_that_ran_ahead_silences_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now
    with monkeypatch.context() as ahead:
        ahead.setattr(timezone, "now", lambda: now() + timedelta(days=365))
        door.tick()
        door.drain()
        held = claimed()
    door.tick()
    assert not Job.objects.filter(state=JobState.WAITING, due_at__gt=now() + timedelta(days=2)).exists()
    again = jobs.claim(door.KINDS)
    assert again is not None
    assert again.pk == held.pk


@real
def test_a_refusal_may_quote_what_no_database_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_work: running.Work) -> None:
        raise Refused(Refusal("test.refused", "Cell \0 is \ud800.", "A1", None, ["\0", {"x": "\udfff"}]))

    monkeypatch.setitem(door.KINDS, "test.mark", Kind("test.mark", refuse))
    job = jobs.enqueue("test.mark")
    door.run_next()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert (job.failure or [{}])[0]["message"] == "Cell ? is ?."


@real
def test_a_fault_after_the_end_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(work: running.Work) -> None:
        work.progress(1, 2)
        with work.finish("made"):
            pass
        raise ZeroDivisionError

    monkeypatch.setitem(door.KINDS, "test.mark", Kind("test.mark", late))
    job = jobs.enqueue("test.mark")
    door.run_next()
    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total, job.failure) == (JobState.DONE, "made", 2, 2, None)


@real
def test_a_drain_begins_nothing_after_its_time() -> None:
    for _ in range(3):
        jobs.enqueue("test.mark")
    assert door.drain(seconds=0)
    assert marks() == 1
    assert not door.drain()


def test_who_commits_does_not_wait_for_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    """The call is made beside the request, and after one that failed there is silence for a while."""
    from config import celery

    let, calls = threading.Event(), []

    def send(*_args: object, **_options: object) -> None:
        calls.append(let.wait(30))
        raise ConnectionRefusedError

    monkeypatch.setattr(celery.app, "send_task", send)
    monkeypatch.setitem(celery._silent, "until", 0.0)
    celery.wake()
    assert calls == []
    let.set()
    for thread in threading.enumerate():
        if thread.name == "wake":
            thread.join(30)
    celery.wake()
    assert [thread for thread in threading.enumerate() if thread.name == "wake"] == []
    assert calls == [True]


@real
def test_work_whose_worker_always_dies_is_set_aside() -> None:
    job = jobs.enqueue("test.dies")
    for _ in range(2):
        held = jobs.claim(door.KINDS)
        assert held is not None
        expire(held)
    assert door.run_next()
    job.refresh_from_db()
    assert (job.state, (job.failure or [{}])[0]["code"]) == (JobState.FAILED, "job.lost")


@real
def test_a_worker_told_to_stop_puts_its_job_back() -> None:
    job = jobs.enqueue("test.stopped")
    with pytest.raises(KeyboardInterrupt):
        door.run_next()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.worker) == (JobState.WAITING, 0, "")
    assert jobs.due(1, door.KINDS) == 1


@real
def test_a_worker_told_to_stop_as_its_job_ended_says_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    job = claimed()

    def stop(_work: running.Work) -> None:
        jobs.end(job)
        raise KeyboardInterrupt

    monkeypatch.setitem(door.KINDS, "test.mark", Kind("test.mark", stop))
    with pytest.raises(KeyboardInterrupt):
        door.run_job(job)
    assert Job.objects.get().state == JobState.DONE


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


@real
def test_recurring_work_is_one_row_for_ever(at_once: AtOnce) -> None:
    at_once([door.tick] * 8)
    recurring = [kind.name for kind in door.KINDS.values() if kind.repeat]
    assert sorted(Job.objects.values_list("kind", flat=True)) == sorted(recurring)
    door.drain()
    assert set(Job.objects.values_list("state", "attempts", "worker")) == {("waiting", 0, "")}
    assert Job.objects.filter(due_at__lte=timezone.now()).count() == 0
    door.tick()
    assert Job.objects.count() == len(recurring)


@real
def test_recurring_work_that_fails_for_good_waits_for_its_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "seal", lambda: 1 // 0)
    door.tick()
    job = Job.objects.get(kind="audit.seal")
    for _ in range(5):
        come_due(job)
        Job.objects.exclude(pk=job.pk).update(due_at=timezone.now() + timedelta(days=1))
        assert door.run_next()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    assert job.due_at > timezone.now()


@real
def test_the_sealer_seals(cast: Cast) -> None:
    active(cast)
    door.tick()
    door.drain()
    found = trail.verify()
    assert (found.unsealed, found.broken) == (0, None)
    assert found.sealed == AuditEvent.objects.count() > 0


@real
def test_what_has_served_its_time_is_forgotten() -> None:
    who = User.objects.create(username="a")
    old, new = (AnsweredRequest.objects.create(user=who, key=key, status=200, body="{}") for key in ("old", "new"))
    AnsweredRequest.objects.filter(pk=old.pk).update(recorded_at=timezone.now() - timedelta(days=31))
    ended, waiting = jobs.enqueue("test.mark"), jobs.enqueue("test.mark")
    Job.objects.filter(pk=ended.pk).update(state="done", ended_at=timezone.now() - KEEP_JOBS - timedelta(days=1))
    Job.objects.filter(pk=waiting.pk).update(due_at=timezone.now() + timedelta(days=1))
    door.tick()
    door.drain()
    assert list(AnsweredRequest.objects.all()) == [new]
    assert not Job.objects.filter(pk=ended.pk).exists()
    assert Job.objects.filter(pk=waiting.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"state": "lost"}, {"state": "running"}, {"worker": "x"}])
def test_the_database_refuses_a_half_claimed_job(wrong: dict[str, str]) -> None:
    job = jobs.enqueue("test.mark")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**wrong)


def test_a_day_has_one_time_in_sweden_also_when_the_clocks_change() -> None:
    at = daily(time(0, 30))
    spring, autumn = datetime(2026, 3, 28, 23, 30, tzinfo=UTC), datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    assert at(spring) == datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
    assert at(autumn) == datetime(2026, 10, 25, 23, 30, tzinfo=UTC)
    assert at(autumn - timedelta(seconds=1)) == autumn


@real
def test_who_waits_is_called_once_the_cause_is_committed() -> None:
    CALLS.clear()
    with override_settings(JOB_WAKE="tests.office.test_jobs.call"):
        with transaction.atomic():
            jobs.enqueue("test.mark")
            assert CALLS == []
        assert CALLS == [False]


@real
def test_a_tick_calls_for_what_is_due_but_not_without_end() -> None:
    door.tick()
    door.drain()
    for _ in range(3):
        jobs.enqueue("test.mark")
    with override_settings(JOB_WAKE="tests.office.test_jobs.call"):
        CALLS.clear()
        door.tick()
        assert len(CALLS) == 3
        for _ in range(30):
            jobs.enqueue("test.mark")
        CALLS.clear()
        door.tick()
        assert len(CALLS) == running.MOST_CALLS


@real
@pytest.mark.parametrize(("language", "sentence"), [("sv", "Något gick sönder"), ("en", "Something broke")])
def test_a_job_speaks_the_language_of_who_asked(language: str, sentence: str) -> None:
    with translation.override(language):
        job = jobs.enqueue("test.breaks")
    door.run_next()
    job.refresh_from_db()
    assert sentence in (job.failure or [{}])[0]["message"]


@pytest.mark.django_db
def test_jobs_belong_to_who_asked(cast: Cast) -> None:
    officer = cast.officer.who
    assert officer is not None
    job = jobs.enqueue("test.mark", {"secret": 1}, by=officer)
    Job.objects.filter(pk=job.pk).update(done=3, total=10)
    jobs.enqueue("audit.seal")
    told = cast.officer.ok("get", f"jobs/{job.pk}")
    assert told["progress"] == {"done": 3, "total": 10}
    assert (told["state"], told["failure"], told["errors"]) == ("waiting", None, [])
    assert "arguments" not in told
    assert [one["id"] for one in cast.officer.ok("get", "jobs")["results"]] == [job.pk]
    assert cast.officer.ok("get", "jobs?state=done")["count"] == 0
    for other in (cast.officer2, cast.auditor, cast.stranger):
        assert other.no(404, "get", f"jobs/{job.pk}")
        assert other.ok("get", "jobs")["count"] == 0


@pytest.mark.django_db
def test_a_job_that_failed_says_why_in_the_language_of_who_asked(cast: Cast) -> None:
    job = jobs.enqueue("test.breaks", by=cast.officer.who)
    failure = [{"code": "a", "message": "Raden saknas.", "path": "A1", "expected": None, "actual": None}]
    Job.objects.filter(pk=job.pk).update(failure=failure)
    assert cast.officer.ok("get", f"jobs/{job.pk}")["failure"] is None  # it is tried again
    Job.objects.filter(pk=job.pk).update(state="failed", ended_at=timezone.now())
    told = cast.officer.ok("get", f"jobs/{job.pk}")
    assert (told["failure"], told["errors"]) == ("Raden saknas.", failure)
