"""Runners, workers and Redis are killed while a hundred jobs are under way: each job happens exactly once."""

import itertools
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connections

from office.models import AuditEvent, Job
from office.services import jobs
from tests.workers.jobs import MARKED
from tests.workers.processes import LEASE, Processes, Redis, free_port, until

pytestmark = pytest.mark.django_db(transaction=True)

HUNDRED = 100
SECONDS = 0.05  # that one job takes: a kill meets one in the middle
MOST = 180.0  # seconds for all of them, on a busy machine

QUIET = ("--loglevel", "WARNING")
CELERY = ("-m", "celery", "-A", "config.celery")
WORKER = (*CELERY, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle", *QUIET)
BEAT = (*CELERY, "beat", *QUIET)


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    """What a test starts is gone before the database is emptied."""
    made = Processes(tmp_path)
    yield made
    made.end()


def marked() -> list[int]:
    """The jobs that left their mark, one entry per mark."""
    return list(AuditEvent.objects.filter(kind=MARKED).values_list("subject_id", flat=True))


def unfinished() -> int:
    return Job.objects.filter(kind="test.mark").exclude(state="done").count()


def hundred() -> list[int]:
    return [jobs.enqueue("test.mark", {"seconds": SECONDS}).pk for _ in range(HUNDRED)]


def each_once(asked: list[int], processes: Processes) -> None:
    connections.close_all()
    assert sorted(marked()) == sorted(asked), processes.printed()
    assert set(Job.objects.filter(pk__in=asked).values_list("state", flat=True)) == {"done"}


def harass(harm: Callable[[], None], processes: Processes) -> int:
    """Do harm each time that another sixth of the jobs has happened, until all have; answer how often.

    By what happened and not by the clock: on a busy machine a runner would be killed before it has begun.
    """
    begun = time.monotonic()
    for count in itertools.count():
        reached = len(marked()) + HUNDRED // 6
        while unfinished() and len(marked()) < reached:
            assert time.monotonic() - begun < MOST, processes.printed()
            time.sleep(0.05)
        if not unfinished():
            return count
        harm()
    raise AssertionError


def kill_one(processes: Processes, *words: str) -> None:
    alive = processes.alive(*words)
    if alive:
        with suppress(ProcessLookupError):
            os.kill(random.choice(alive), signal.SIGKILL)  # noqa: S311 - which one does not matter


def test_the_embedded_runner_is_killed_again_and_again(processes: Processes) -> None:
    """Under `serve`, which starts it again, with a second runner beside; at last `serve` itself is killed."""
    asked = hundred()
    serve = processes.python("manage.py", "serve", PORT=str(free_port()))
    second = processes.python("manage.py", "work")
    until(lambda: bool(marked()))

    def harm() -> None:
        nonlocal second
        kill_one(processes, "manage.py work")
        if second.poll() is not None:
            second = processes.python("manage.py", "work")

    assert harass(harm, processes) >= 4
    each_once(asked, processes)
    until(lambda: len(processes.alive("granian")) >= 2 and len(processes.alive("manage.py work")) >= 1)
    os.kill(serve.pid, signal.SIGKILL)
    serve.wait()
    until(lambda: set(processes.alive()) <= {second.pid})


@pytest.mark.once
def test_one_ctrl_c_ends_all(processes: Processes) -> None:
    serve = processes.python("manage.py", "serve", PORT=str(free_port()))
    until(lambda: len(processes.alive("granian")) >= 2 and bool(processes.alive("manage.py work")))
    until(lambda: Job.objects.filter(kind="audit.seal").exists())
    os.kill(serve.pid, signal.SIGINT)
    assert serve.wait(timeout=20) == 0, processes.printed()
    assert processes.alive() == []


@pytest.mark.once
@pytest.mark.parametrize("seconds", [0.9, 1.6, 2.3])
def test_serve_killed_while_it_starts_leaves_nothing(processes: Processes, seconds: float) -> None:
    serve = processes.python("manage.py", "serve", PORT=str(free_port()))
    time.sleep(seconds)
    os.kill(serve.pid, signal.SIGKILL)
    serve.wait()
    until(lambda: processes.alive() == [])


@pytest.mark.once
def test_ctrl_c_while_it_starts_is_a_clean_end(processes: Processes) -> None:
    serve = processes.python("manage.py", "serve", PORT=str(free_port()))
    until(lambda: bool(processes.alive("granian")))
    os.kill(serve.pid, signal.SIGINT)
    assert serve.wait(timeout=20) == 0, processes.printed()
    assert processes.alive() == []


@pytest.mark.once
def test_a_runner_without_redis_works_all_the_same(processes: Processes) -> None:
    asked = [jobs.enqueue("test.mark").pk for _ in range(3)]
    processes.python("manage.py", "work", REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    until(lambda: not unfinished(), MOST)
    each_once(asked, processes)


def test_a_long_job_keeps_its_lease_beside_an_idle_runner(processes: Processes) -> None:
    job = jobs.enqueue("test.steps", {"steps": 8, "seconds": LEASE / 4})
    for _ in range(2):
        processes.python("manage.py", "work")
    until(lambda: Job.objects.get(pk=job.pk).state == "done", MOST)
    job.refresh_from_db()
    assert (job.attempts, job.done, job.total) == (1, 8, 8)
    assert marked() == [job.pk]


def test_a_job_that_kills_its_runner_is_set_aside_and_blocks_nobody(processes: Processes) -> None:
    poison = jobs.enqueue("test.dies")
    asked = [jobs.enqueue("test.mark").pk for _ in range(3)]

    def over() -> bool:
        if not processes.alive("manage.py work"):
            processes.python("manage.py", "work")
        return Job.objects.get(pk=poison.pk).state == "failed" and not unfinished()

    until(over, MOST)
    each_once(asked, processes)
    assert Job.objects.get(pk=poison.pk).attempts == 3


def test_celery_loses_workers_and_redis_with_all_it_holds(processes: Processes) -> None:
    """Two workers of two processes each, two beats; all of them and Redis are killed in turn, and Redis is emptied."""
    redis = Redis(processes)
    called = {"REDIS_URL": redis.url}
    names = itertools.count()
    asked = hundred()

    workers: list[subprocess.Popen[bytes]] = []

    def two_workers() -> None:
        workers[:] = [one for one in workers if one.poll() is None]
        while len(workers) < 2:
            workers.append(processes.python(*WORKER, "--hostname", f"w{next(names)}@test", **called))

    for _ in range(2):
        processes.python(*BEAT, **called)
    two_workers()
    until(lambda: bool(marked()))

    def redis_with_all_it_holds() -> None:
        redis.kill()
        redis.start()

    harms = itertools.cycle(
        [
            lambda: kill_one(processes, "celery", " worker "),  # a worker's parent or one of its children
            redis.flush,
            lambda: processes.kill(random.choice(workers)),  # noqa: S311
            redis_with_all_it_holds,
        ]
    )

    def harm() -> None:
        next(harms)()
        two_workers()

    assert harass(harm, processes) >= 4
    each_once(asked, processes)


@pytest.mark.once
def test_a_commit_wakes_a_celery_worker(processes: Processes) -> None:
    """Without beat, and with a tick an hour away: the message alone does it, also after FLUSHDB."""
    redis = Redis(processes)
    called = {"REDIS_URL": redis.url}
    processes.python(*WORKER, "--hostname", "w@test", **called)
    asking = ("-c", "import django; django.setup(); from office.services import jobs; jobs.enqueue('test.mark')")
    for count in (1, 2):
        until(lambda: processes.python(*asking, **called).wait() == 0)
        until(lambda count=count: len(marked()) >= count)  # type: ignore[misc]
        redis.flush()
    redis.kill()
    assert processes.python(*asking, **called).wait() == 0, processes.printed()  # what was committed stands
    assert unfinished() == 1
