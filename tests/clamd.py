"""A real clamd for tests: its signatures are of files that the test names, such as EICAR's, which every scanner
knows and which does no harm; nothing is fetched."""

import hashlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

#: In halves, so that no scanner takes this file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
#: Debian puts it where not every user's PATH leads.
PROGRAM = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")


@contextmanager
def running(folder: Path, *known: bytes, most: str = "25M") -> Iterator[tuple[str, str]]:
    """The addresses, by socket and by TCP, of a clamd that finds these contents; without Debian's package the test is
    skipped.
    """
    if PROGRAM is None:
        pytest.skip("install the Debian package clamav-daemon")
    signatures = folder / "signatures"
    signatures.mkdir()
    lines = [f"{hashlib.sha256(one).hexdigest()}:{len(one)}:Eicar-Test-{index}:73" for index, one in enumerate(known)]
    (signatures / "known.hsb").write_text("\n".join(lines) + "\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    wire, config = folder / "clamd.ctl", folder / "clamd.conf"
    config.write_text(
        f"Foreground yes\nDatabaseDirectory {signatures}\nTemporaryDirectory {folder}\n"
        f"LocalSocket {wire}\nTCPSocket {port}\nTCPAddr 127.0.0.1\n"
        f"StreamMaxLength {most}\nConcurrentDatabaseReload no\nSelfCheck 0\nBytecode no\n"
    )
    with subprocess.Popen(
        [PROGRAM, f"--config-file={config}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as daemon:
        try:
            for _ in range(300):
                if wire.exists() or daemon.poll() is not None:
                    break
                time.sleep(0.1)
            assert wire.exists(), daemon.stdout.read() if daemon.stdout else ""
            yield f"unix://{wire}", f"tcp://127.0.0.1:{port}"
        finally:
            daemon.terminate()
