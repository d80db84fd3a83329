"""`manage.py serve`: the whole product in one command, on this machine."""

import contextlib
import signal
import socket
import subprocess
import sys
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from office.management.children import Child

ADDRESS = "127.0.0.1"
LOOK_EVERY = 0.2  # seconds
OPTIONS = (
    f"--interface wsgi --host {ADDRESS} --workers 1 --blocking-threads 4 --respawn-failed-workers --no-ws "
    "--log-level warning"
).split()


class Command(BaseCommand):
    help = "Migrate, then run the web server on 127.0.0.1 and the job runner beside it. One Ctrl-C stops both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="load demo data into a database without users")

    def handle(self, *args: Any, **options: Any) -> None:
        self.told_to_stop, self.may_break_off = False, True
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, self._interrupt)
        children: list[Child] = []
        ended = 0
        try:
            self._prepare(options["demo"])
            self.may_break_off = False
            granian = ["-m", "granian", *OPTIONS, "--port", str(settings.PORT), "config.wsgi:application"]
            children.append(Child("web server", granian, settings.BASE_DIR))
            children.append(Child("job runner", ["manage.py", "work"], settings.BASE_DIR))
            self._say(f"Överens: http://{ADDRESS}:{settings.PORT}/ — stop with Ctrl-C")
            ended = self._watch(*children)
        except KeyboardInterrupt:
            self._say("Stopping.")
        finally:
            for child in children:
                child.ask_to_stop()
            for child in children:
                child.stop()
        if ended:
            sys.exit(ended)

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        """Break off what is being prepared; later only remember: a child that is half started would be forgotten."""
        self.told_to_stop = True
        if self.may_break_off:
            raise KeyboardInterrupt

    def _prepare(self, demo: bool) -> None:
        _refuse_taken(settings.PORT)
        call_command("migrate", verbosity=0)
        if demo:
            call_command("demo", if_empty=True)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def _watch(self, server: Child, runner: Child) -> int:
        """Until the web server ends by itself: how. A runner that dies is started again, and its jobs wait for it."""
        while server.code is None:
            if self.told_to_stop:
                raise KeyboardInterrupt
            if said := runner.revive():
                self.stderr.write(said)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.process.wait(LOOK_EVERY)
        return server.code


def _refuse_taken(port: int) -> None:
    """The web server would share a port with another one, and two databases would answer by turns: stop before."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was closed a moment ago is free
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            advice = f"Is Överens running already? Stop that, or choose another: PORT={port + 1} make run"
            raise CommandError(f"Port {port} is taken. {advice}") from error
