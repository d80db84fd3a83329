"""What this room does by the clock."""

from datetime import time, timedelta

from office.clock import today
from office.jobs import Work, daily, handler
from reports.services import statuses

NIGHT = time(0, 30)  # the day is over, and whoever comes in the morning finds it kept


@handler("reports.keep_statuses", repeat=daily(NIGHT))
def keep_statuses(work: Work) -> None:
    """The nightly check: each agreement's status at the end of yesterday, and of days that were missed."""
    statuses.keep(today() - timedelta(days=1), work.progress)
