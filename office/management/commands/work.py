"""`manage.py work`: the loop that runs jobs, beside a web server that it need not know of."""

import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from office import jobs

STOPS = (signal.SIGINT, signal.SIGTERM)
PREPARE_EVERY = 5.0  # seconds
IDLE = 0.5  # seconds between two looks at an empty queue
AWAY = 5.0  # seconds between two tries of a database that does not answer


class Command(BaseCommand):
    help = "Run jobs as they come due until told to stop. Any number of these may run on one database."

    def handle(self, *args: Any, **options: Any) -> None:
        for stop in STOPS:
            signal.signal(stop, _interrupt)
        try:
            self._loop()
        except KeyboardInterrupt:
            return

    def _loop(self) -> None:
        prepare_at, told = time.monotonic(), False
        while True:
            try:
                close_old_connections()
                if time.monotonic() >= prepare_at:
                    prepare_at = time.monotonic() + PREPARE_EVERY
                    jobs.prepare()
                pause, told = 0.0 if jobs.run_next() else IDLE, False
            except DatabaseError as error:  # busy, or gone for a moment: what was being done is taken up again
                if not told:
                    self.stderr.write(f"The database does not answer, trying again until it does: {error}")
                pause, told = AWAY, True
            time.sleep(pause)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    for stop in STOPS:  # once is enough: the job is being put back
        signal.signal(stop, signal.SIG_IGN)
    raise KeyboardInterrupt
