"""The door of clock and queue: which kinds of work there are, and how one piece of it is run.

A room's own kinds are in its `jobs` module; this room's are in `housekeeping`.
"""

from office.jobs import housekeeping
from office.jobs.kinds import KINDS, daily, every, handler
from office.jobs.running import MOST_AT_ONCE, Work, drain, run_job, run_next, tick

__all__ = [
    "KINDS",
    "MOST_AT_ONCE",
    "Work",
    "daily",
    "drain",
    "every",
    "handler",
    "housekeeping",
    "run_job",
    "run_next",
    "tick",
]
