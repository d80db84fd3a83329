"""A PostgreSQL for one test run: made in a temporary folder, asked for durability nowhere, deleted at the end.

Nothing of an installed server is touched: only its programs are used. PostgreSQL refuses to run as root, so root's
cluster belongs to an unprivileged user.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

OLDEST = 15
PACKAGE = "postgresql-15"
# A crash loses the cluster, which is deleted anyway. A forgotten lock should fail a test, not hold the run.
INITDB = ("--username=overens", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",  # it translates a query of thirty tables for longer than these few rows take
    "unix_socket_permissions": "0700",
    "lock_timeout": "60s",
}
START_SECONDS = 30


class RunAs(TypedDict, total=False):
    """Arguments of `subprocess` that change the user; none when we are not root."""

    user: int
    group: int
    extra_groups: list[int]


def version(programs: Path) -> int:
    """The major version of the PostgreSQL in a folder; 0 where there is none."""
    if not all((programs / name).exists() for name in ("initdb", "postgres")):
        return 0
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\b(\d+)", answer.stdout)
    return int(found.group(1)) if found else 0


def programs() -> Path | None:
    """The folder with the newest PostgreSQL that is new enough, in PATH or where Debian keeps it."""
    named = [Path(folder) for folder in os.get_exec_path()]
    folders = [*named, *Path("/usr/lib/postgresql").glob("*/bin")]
    newest = max(folders, key=version, default=None)
    return newest if newest and version(newest) >= OLDEST else None


def run_as() -> RunAs:
    """Who owns the cluster: ourselves, or for root the user postgres, or nobody."""
    if os.geteuid():
        return {}
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    owner = users.get("postgres") or users["nobody"]
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _new_folder(owner: RunAs) -> Path:
    """An empty folder of the cluster's owner; its name is short, since a socket's path may have 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    return folder


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    """PostgreSQL writes `ready` as the last line of its pid file when it takes connections."""
    pid_file = folder / "data" / "postmaster.pid"
    for _ in range(START_SECONDS * 50):
        if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
            return
        if server.poll() is not None:
            break
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


@contextmanager
def throwaway_cluster(programs: Path) -> Iterator[str]:
    """Start a cluster and yield its DATABASE_URL; afterwards, however the block ends, nothing of it is left."""
    owner = run_as()
    folder = _new_folder(owner)
    server: subprocess.Popen[bytes] | None = None
    try:
        data = folder / "data"
        initdb = [str(programs / "initdb"), f"--pgdata={data}", *INITDB]
        subprocess.run(initdb, check=True, cwd=folder, stdout=subprocess.DEVNULL, **owner)
        options = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            # Its own session: a Ctrl-C is for the tests; the server goes when they have gone.
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, *options],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **owner,
            )
        _wait_until_ready(server, folder)
        yield f"postgresql://overens@{quote(str(folder), safe='')}/overens"
    finally:
        if server:
            server.send_signal(signal.SIGQUIT)  # at once, without tidying
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)
