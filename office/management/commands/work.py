"""`manage.py work`: the loop that runs jobs, beside a web server that it need not know of."""

import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from office import jobs

TICK_EVERY = 5.0  # seconds
IDLE = 0.5  # seconds between two looks at an empty queue


class Command(BaseCommand):
    help = "Run jobs as they come due until told to stop. Any number of these may run on one database."

    def handle(self, *args: Any, **options: Any) -> None:
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, _interrupt)
        try:
            self._loop()
        except KeyboardInterrupt:
            return

    def _loop(self) -> None:
        tick_at = time.monotonic()
        while True:
            try:
                close_old_connections()
                if time.monotonic() >= tick_at:
                    tick_at = time.monotonic() + TICK_EVERY
                    jobs.tick()
                worked = jobs.run_next()
            except DatabaseError as error:  # busy, or gone for a moment: what was being done is taken up again
                self.stderr.write(f"The database does not answer, trying again: {error}")
                worked = False
            if not worked:
                time.sleep(IDLE)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
