"""What this room does by the clock."""

from datetime import time, timedelta

from django.utils import timezone

from agreements.services import renewing, unfinished
from office.clock import today
from office.jobs import Work, daily, handler

EARLY = time(0, 10)  # before the night's check looks at the terms


@handler("agreements.renew", repeat=daily(EARLY))
def renew(work: Work) -> None:
    """Renew the agreements whose last day to give notice was yesterday or before."""
    renewing.renew(today(), work.progress)


@handler("agreements.forget_unfinished", repeat=daily(EARLY))
def forget_unfinished(_work: Work) -> None:
    """Forget what was typed and never saved."""
    unfinished.forget_old(timezone.now() - timedelta(days=unfinished.DAYS))
