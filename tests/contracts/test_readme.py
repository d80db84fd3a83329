"""The README's walk works as it is printed: a server on a fresh demo, and every command of the block."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.__main__ import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


class Server:
    """`manage.py serve --demo` on a folder of its own, as often as it is started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers; at most 60 s, for a busy machine."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = {**os.environ, "DATA_DIR": str(self.folder), "DATABASE_URL": "", "PORT": str(self.port)}
        command = [sys.executable, "manage.py", "serve", "--demo"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.answers():
                return
            time.sleep(0.1)
        self.process.kill()
        pytest.fail(f"The server did not start: {self.process.stdout.read() if self.process.stdout else ''}")

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> str:
        """One Ctrl-C to the whole group, as a terminal sends it; gives what was printed."""
        os.killpg(self.process.pid, signal.SIGINT)
        printed, _nothing = self.process.communicate(timeout=15)
        return printed


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("demo"))
    yield running
    if running.process.poll() is None:
        running.stop()


def walk(server: Server) -> list[dict[str, Any]]:
    """The README's block against this server; every answer as JSON, in order."""
    (block,) = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    block = block.replace("127.0.0.1:8000", f"127.0.0.1:{server.port}").replace(".venv/bin/python", sys.executable)
    separated = re.sub(r"^curl ", "echo; curl ", block, flags=re.MULTILINE)
    done = subprocess.run(
        ["bash", "-euc", separated], cwd=ROOT, env=server.environment, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line]


def test_walk(server: Server) -> None:
    if not shutil.which("curl"):
        pytest.skip("install the Debian package curl")
    found, model, wrong, *_acts, submitted, approved, checked, summary = walk(server)
    assert found["results"][0]["reference"] == "KS-2019/00714"
    assert (model["status"], model["through_term"][1]["needed_per_remaining_period"]) == ("at_risk", "1350000.00")
    told = {error["code"] for error in wrong["errors"]}
    assert {"unknown_field", "term.ends_before_start", "organization_number.invalid"} <= told
    assert (submitted["state"], approved["state"]) == ("submitted", "approved")
    lines = checked["periods"][0]["lines"]
    # 210 h × 220 = 46 200, of which 44 000 counts; with 16 000 in cash the promised 60 000.
    assert [(line["kind"], line["counted"], line["status"]) for line in lines] == [
        ("funding", "100000.00", "met"),
        ("co_financing", "60000.00", "met"),
    ]
    # All that there are, the last of them the walk's own, but the two of other regions.
    assert summary["total"]["agreements"] == checked["agreement"] - 2


def test_ctrl_c_stops_all_and_the_second_start_keeps_the_data(server: Server) -> None:
    """The first start's password is told again; a walk before or after finds what it looks for."""
    key = (server.folder / "secret_key").read_text()
    printed = server.stop()
    assert f"http://127.0.0.1:{server.port}/" in printed
    assert "overens-demo" in printed
    assert server.process.returncode == 0
    assert not server.answers()
    server.start()
    assert (server.folder / "secret_key").read_text() == key


def test_a_taken_port_is_refused_before_anything_is_done(server: Server, tmp_path: Path) -> None:
    environment = {**server.environment, "DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"Port {server.port} is taken" in done.stderr
    assert not (tmp_path / "db.sqlite3").exists()
