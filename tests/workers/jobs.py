"""Kinds of work whose doing can be counted: each leaves one event in the trail, in its last write."""

import os
import signal
import time

from django.db import connection

from office.jobs import Work, handler
from office.refusals import Refusal, Refused
from office.services import trail

MARKED = "test.marked"


@handler("test.mark")
def mark(work: Work) -> None:
    """Work for `seconds`, then leave one mark."""
    time.sleep(work.arguments.get("seconds", 0))
    with work.finish():
        trail.record(MARKED, by=None, subject=work.job, concerns=[])


@handler("test.look")
def look(work: Work) -> None:
    """Tell whether the handler was run inside a transaction."""
    with work.finish({"in_transaction": connection.in_atomic_block}):
        pass


@handler("test.steps")
def steps(work: Work) -> None:
    """Work longer than a lease in `steps` of `seconds`, saying at each how far it has come."""
    total = work.arguments["steps"]
    for done in range(total):
        work.progress(done, total)
        time.sleep(work.arguments["seconds"])
    work.progress(total, total)
    with work.finish():
        trail.record(MARKED, by=None, subject=work.job, concerns=[])


@handler("test.breaks", attempts=3)
def breaks(work: Work) -> None:
    """A fault of ours: `times` of them (for ever if not said), then it goes well."""
    if work.job.attempts <= work.arguments.get("times", 99):
        raise ZeroDivisionError("as it was asked")


@handler("test.refuses")
def refuses(_work: Work) -> None:
    """A fault of who asked."""
    raise Refused(Refusal("test.refused", "The file has no rows.", "file", ["rows"], 0))


@handler("test.dies", attempts=2)
def dies(_work: Work) -> None:
    """Take the process along, as a fault in a library or the kernel's lack of memory does."""
    os.kill(os.getpid(), signal.SIGKILL)


@handler("test.stopped")
def stopped(_work: Work) -> None:
    """Be told to stop in the middle, as by Ctrl-C."""
    raise KeyboardInterrupt
