"""Celery for production: its messages only wake the function that runs jobs; what is to be done is in the database.

    celery -A config.celery worker        any number of them
    celery -A config.celery beat          one is enough, two do no harm

Nothing is lost with a message, with a worker or with Redis and all that it holds: `tick` calls again.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from celery import Celery
from django.conf import settings

TICK_EVERY = 5.0  # seconds
EXPIRES = 60  # seconds: an older call was answered by a later one

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
    beat_schedule_filename=str(settings.DATA_DIR / "celerybeat-schedule"),
)


@app.task(name="overens.work")
def work() -> None:
    """Run what is due; if there is more than one message's worth, call again."""
    from office import jobs

    if jobs.drain() == jobs.MOST_AT_ONCE:
        wake()


@app.task(name="overens.tick")
def tick() -> None:
    """What happens every few seconds."""
    from office import jobs

    jobs.tick()


def wake() -> None:
    """Call a worker. Without Redis the call is not made now: the next `tick` that gets through makes it."""
    app.send_task("overens.work", expires=EXPIRES, retry=False)
