"""Who is called when something is due, and for how long a call is answered."""

import threading

import pytest
from django.db import connection, transaction
from django.test import override_settings

from office import jobs as door
from office.jobs import running
from office.services import jobs
from tests.workers.queue import marks, real

CALLS: list[bool] = []


def call() -> None:
    """Called as a Celery worker would be: remembers whether a transaction was under way."""
    CALLS.append(connection.in_atomic_block)


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
def test_who_waits_is_called_once_the_cause_is_committed() -> None:
    CALLS.clear()
    with override_settings(JOB_WAKE="tests.office.test_waking.call"):
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
    with override_settings(JOB_WAKE="tests.office.test_waking.call"):
        CALLS.clear()
        door.tick()
        assert len(CALLS) == 3
        for _ in range(30):
            jobs.enqueue("test.mark")
        CALLS.clear()
        door.tick()
        assert len(CALLS) == running.MOST_CALLS
