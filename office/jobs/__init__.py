"""The door of clock and queue: which kinds of work there are, and how one piece of it is run.

A room's own kinds are in its `jobs` module; this room's are in `housekeeping`.
"""

from office.jobs import housekeeping
from office.jobs.kinds import KINDS, daily, every, handler
from office.jobs.running import Work, drain, prepare, run_job, run_next, tick

__all__ = [
    "KINDS",
    "Work",
    "daily",
    "drain",
    "every",
    "handler",
    "housekeeping",
    "prepare",
    "run_job",
    "run_next",
    "tick",
]
