"""What this room does by the clock."""

from datetime import time

from agreements.services import renewing
from office.clock import today
from office.jobs import Work, daily, handler

EARLY = time(0, 10)  # before the night's check looks at the terms


@handler("agreements.renew", repeat=daily(EARLY))
def renew(work: Work) -> None:
    """Renew the agreements whose last day to give notice was yesterday or before."""
    renewing.renew(today(), work.progress)
