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
OPTIONS = (
    f"--interface wsgi --host {ADDRESS} --workers 1 --blocking-threads 4 --respawn-failed-workers --no-ws "
    "--log-level warning"
).split()


class Command(BaseCommand):
    help = "Migrate, then run the web server on 127.0.0.1 and the job runner beside it. One Ctrl-C stops both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="load demo data into a database without users")

    def handle(self, *args: Any, **options: Any) -> None:
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, _interrupt)
        _refuse_taken(settings.PORT)
        call_command("migrate", verbosity=0)
        if options["demo"]:
            call_command("demo", if_empty=True)
        granian = ["-m", "granian", *OPTIONS, "--port", str(settings.PORT), "config.wsgi:application"]
        server = Child("web server", granian, settings.BASE_DIR)
        runner = Child("job runner", ["manage.py", "work"], settings.BASE_DIR)
        self.stdout.write(f"Överens: http://{ADDRESS}:{settings.PORT}/ — stop with Ctrl-C")
        self.stdout.flush()
        try:
            self._watch(server, runner)
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            runner.ask_to_stop()
            server.stop()
            runner.stop()
        if server.code not in (0, -signal.SIGINT, -signal.SIGTERM):
            sys.exit(server.code)

    def _watch(self, server: Child, runner: Child) -> None:
        """Until the web server ends. A runner that dies is started again: its jobs wait for it in the database."""
        while server.code is None:
            if said := runner.revive():
                self.stderr.write(said)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.process.wait(1)


def _refuse_taken(port: int) -> None:
    """The web server would share a port with another one, and two databases would answer by turns: stop before."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was closed a moment ago is free
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            advice = f"Is Överens running already? Stop that, or choose another: PORT={port + 1} make run"
            raise CommandError(f"Port {port} is taken. {advice}") from error


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
