"""Real processes on the test's own database, in sessions of their own, and none of them left behind."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection

from tests.__main__ import ROOT

LEASE = 2  # seconds: how soon another worker takes over in these tests
MARK = "OVERENS_TEST"  # in the environment of whatever a test starts, and of whatever that starts


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something; fails when it has not come about in time (generous: the machine may be busy)."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            pytest.fail(f"It did not come about in {seconds} s: {true}")
        time.sleep(0.05)


class Processes:
    """Starts programs of ours, kills them, and knows which of them and of their children still live."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mark = secrets.token_hex(8)
        self.started: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            MARK: self.mark,
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.workers.settings",
            "JOB_LEASE": str(LEASE),
            "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        }

    def start(self, *command: str, **environment: str) -> "subprocess.Popen[bytes]":
        """A program in a session of its own; what it prints goes to a file in the test's folder."""
        output = self.folder / f"output-{len(self.started)}"
        with output.open("wb") as file:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**self.environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def python(self, *arguments: str, **environment: str) -> "subprocess.Popen[bytes]":
        return self.start(sys.executable, *arguments, **environment)

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """`kill -9` to a process and all in its session, and see it gone."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def alive(self, *words: str) -> list[int]:
        """Ids of the living among what was started and what that has started, with these words in their command."""
        return [pid for pid, command in self._marked() if all(word in command for word in words)]

    def _marked(self) -> Iterator[tuple[int, str]]:
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if f"{MARK}={self.mark}".encode() in (folder / "environ").read_bytes():
                    yield int(folder.name), (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()

    def end(self) -> None:
        """Kill what was started (Redis overwrites its environment, and with it the mark), and what that has started."""
        for process in self.started:
            self.kill(process)
        while alive := self.alive():
            for pid in alive:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.02)

    def printed(self) -> str:
        """What all of them said, for a failure's report."""
        said = ((path.name, path.read_text(errors="replace")[-2000:]) for path in sorted(self.folder.glob("output-*")))
        return "\n".join(f"{name}: {text}" for name, text in said if text.strip())


class Redis:
    """A Redis of the test's own that keeps nothing on disk."""

    def __init__(self, processes: Processes) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("install the Debian package redis-server")
        self.program, self.processes, self.port = program, processes, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        options = ("--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
        self.process = self.processes.start(self.program, *options, "--dir", str(self.processes.folder))
        until(self.answers)

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """With all that it held."""
        self.processes.kill(self.process)

    def flush(self) -> None:
        """FLUSHDB: every message and every binding is gone, and nobody is told."""
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            line.sendall(b"FLUSHDB\r\n")
            assert line.recv(16).startswith(b"+OK")
