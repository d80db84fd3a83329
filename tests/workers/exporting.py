"""A process that makes files and tells what memory it had at most: `python -m tests.workers.exporting EXPORT …`.

Its lines are megabytes: before the first file, then after each. They are the peak of this program alone (VmHWM), which
`getrusage` is not: that counts what its parent had when it was started.
"""

import os
import sys
from contextlib import nullcontext
from pathlib import Path

import django


def peak() -> float:
    """The most memory that this program has had, megabytes."""
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    (kilobytes,) = (line.split()[1] for line in told.splitlines() if line.startswith("VmHWM:"))
    return int(kilobytes) / 1024


def main() -> None:
    """Make the files with these ids."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.test import Client

    from reports.services import exports

    Client(SERVER_NAME="localhost").get("/api/v1/api-info")  # addresses are known to a worker that has done a job
    print(peak())
    for export in sys.argv[1:]:
        exports.make(int(export), lambda _done, _total: None, nullcontext)
        print(peak())


if __name__ == "__main__":
    main()
