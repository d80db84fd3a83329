"""What comes due by itself: one row for ever, whatever fails or whichever clock runs ahead; and the housekeeping."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from office import jobs as door
from office.jobs import housekeeping, running
from office.jobs.housekeeping import KEEP_JOBS
from office.jobs.kinds import daily
from office.models import AnsweredRequest, AuditEvent, Job, User
from office.models.jobs import JobState
from office.services import jobs, trail
from tests.agreements.sample import active
from tests.cast import Cast
from tests.workers.queue import claimed, come_due, real

pytestmark = pytest.mark.both

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]


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


def test_a_day_has_one_time_in_sweden_also_when_the_clocks_change() -> None:
    at = daily(time(0, 30))
    spring, autumn = datetime(2026, 3, 28, 23, 30, tzinfo=UTC), datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    assert at(spring) == datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
    assert at(autumn) == datetime(2026, 10, 25, 23, 30, tzinfo=UTC)
    assert at(autumn - timedelta(seconds=1)) == autumn
