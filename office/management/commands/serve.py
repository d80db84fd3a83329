"""`manage.py serve`: the whole product in one command, on this machine."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from office.services import trail

SEAL_EVERY = 10  # seconds: how long a committed event may wait for its seal
ADDRESS = "127.0.0.1"
OPTIONS = f"--interface wsgi --host {ADDRESS} --workers 1 --blocking-threads 4 --no-ws --log-level warning".split()


class Command(BaseCommand):
    help = "Migrate, then run the web server on 127.0.0.1 and seal the audit trail beside it. One Ctrl-C stops both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="load demo data into a database without users")

    def handle(self, *args: Any, **options: Any) -> None:
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, _interrupt)
        _refuse_taken(settings.PORT)
        call_command("migrate", verbosity=0)
        if options["demo"]:
            call_command("demo", if_empty=True)
        command = [sys.executable, "-m", "granian", *OPTIONS, "--port", str(settings.PORT), "config.wsgi:application"]
        # In a session of its own: a Ctrl-C reaches this process only, which then ends the server in order.
        server = subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603 - our own words
        self.stdout.write(f"Överens: http://{ADDRESS}:{settings.PORT}/ — stop with Ctrl-C")
        self.stdout.flush()
        try:
            self._beside(server)
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
        finally:
            _stop(server)
        if server.returncode not in (0, -signal.SIGINT, -signal.SIGTERM):
            sys.exit(server.returncode)

    def _beside(self, server: "subprocess.Popen[bytes]") -> None:
        """What happens while the server runs. A database that is busy or gone for a moment is tried again."""
        while server.poll() is None:
            try:
                trail.seal_all()
            except DatabaseError as error:
                self.stderr.write(f"The audit trail could not be sealed, trying again: {error}")
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(SEAL_EVERY)


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


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """End the web server and its workers: asked first, then, after five seconds, made to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if server.poll() is None:
        server.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(5)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
