"""Processes that belong to `manage.py serve`: none outlives it, however it ends."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

STOP_SECONDS = 5
SHORTEST_PAUSE = 1.0  # seconds before a process that died is started again; doubled each time it dies soon
LONGEST_PAUSE = 30.0
SOON = 60.0
STOP_AGAIN = 0.5  # seconds: a program that has just been started may lose the signal
PR_SET_PDEATHSIG = 1  # Linux, prctl(2): which signal the kernel sends when the parent is gone
LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None  # other systems have no such call
BELONGS = "OVERENS_CHILD"  # in the environment of what `serve` starts


def _ending_with(parent: int) -> Callable[[], None]:
    """What the child does before its program begins: go when its parent goes. By SIGKILL, since a program that has
    just been started may lose any other signal; what it was doing is safe, or it would not survive a power cut."""

    def promise() -> None:
        _promise_to_go()
        if os.getppid() != parent:  # it died before we could promise
            os._exit(1)

    return promise


def _promise_to_go() -> None:
    if LIBRARY is not None:
        LIBRARY.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def go_with_parent() -> None:
    """For a child's own children, which the web server starts: the promise is not handed down."""
    if BELONGS in os.environ:
        _promise_to_go()
        parent = multiprocessing.parent_process()
        if parent is not None and not parent.is_alive():
            os._exit(1)


class Child:
    """A program run beside the others, in a session of its own: a Ctrl-C reaches its parent only, which ends it in
    order; and a parent that is killed takes it along.
    """

    def __init__(self, name: str, arguments: Sequence[str], folder: Path) -> None:
        self.name, self.arguments, self.folder = name, arguments, folder
        self.pause = SHORTEST_PAUSE / 2
        self.due_at: float | None = None
        self.start()

    def start(self) -> None:
        self.started_at, self.due_at = time.monotonic(), None
        self.process = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, *self.arguments],
            cwd=self.folder,
            env={**os.environ, BELONGS: "1"},
            start_new_session=True,
            preexec_fn=_ending_with(os.getpid()),
        )

    @property
    def code(self) -> int | None:
        """How it ended; None while it runs."""
        return self.process.poll()

    def revive(self) -> str | None:
        """Start it again if it has died, after a pause; a sentence when that has been decided, else None."""
        if self.code is None:
            return None
        now = time.monotonic()
        if self.due_at is None:
            self._kill_group()
            lived = now - self.started_at
            self.pause = SHORTEST_PAUSE if lived > SOON else min(self.pause * 2, LONGEST_PAUSE)
            self.due_at = now + self.pause
            return f"The {self.name} stopped ({self.code}); it is started again in {self.pause:.0f} s."
        if now >= self.due_at:
            self.start()
        return None

    def ask_to_stop(self) -> None:
        if self.code is None:
            self.process.terminate()

    def stop(self) -> None:
        """End it and what it started: asked first, then, after five seconds, made to."""
        until = time.monotonic() + STOP_SECONDS
        while self.code is None and time.monotonic() < until:
            self.ask_to_stop()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_AGAIN)
        self._kill_group()
        self.process.wait()

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
