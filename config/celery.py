"""Celery for production: its messages only wake the function that runs jobs; what is to be done is in the database.

    celery -A config.celery worker        any number of them
    celery -A config.celery beat          one is enough, two do no harm

Nothing is lost with a message, with a worker or with Redis and all that it holds: `tick` calls again.
"""

import logging
import os
import threading
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from celery import Celery
from django.conf import settings

TICK_EVERY = 5.0  # seconds
EXPIRES = 60  # seconds: an older call was answered by a later one
SILENCE = 30.0  # seconds without a call after one that did not get through

log = logging.getLogger(__name__)

app = Celery("overens", broker=settings.REDIS_URL or None)
app.conf.update(
    task_default_queue="overens",
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,  # Redis may be away for as long as it likes
    broker_transport_options={
        "visibility_timeout": 60,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        "socket_timeout": 10,
    },
    beat_schedule={"tick": {"task": "overens.tick", "schedule": TICK_EVERY, "options": {"expires": EXPIRES}}},
    beat_scheduler="celery.beat.Scheduler",  # one call every few seconds: nothing to remember in a file
)


@app.task(name="overens.work")
def work() -> None:
    """Run what is due for a few seconds, and call again if that was not all: a worker told to stop soon does."""
    from office import jobs

    if jobs.drain():
        wake()


@app.task(name="overens.tick")
def tick() -> None:
    """What happens every few seconds."""
    from office import jobs

    jobs.tick()


def wake() -> None:
    """Call a worker, and wait for nothing: Redis may be away, and who has just committed is answered all the same."""
    if time.monotonic() >= _silent["until"]:
        threading.Thread(target=_call, name="wake").start()


_silent = {"until": 0.0}


def _call() -> None:
    try:
        app.send_task("overens.work", expires=EXPIRES, retry=False)
    except Exception as error:  # whatever a broken connection raises: the next `tick` that gets through calls again
        _silent["until"] = time.monotonic() + SILENCE
        log.warning("No worker could be called, which is tried again in %.0f s: %s", SILENCE, error)
