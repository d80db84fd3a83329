"""The only place that reads the clock: the civil date in Sweden."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def date_of(moment: datetime) -> date:
    """The date in Stockholm at a moment."""
    return moment.astimezone(SWEDEN).date()


def today() -> date:
    """Today's date in Stockholm: what a date in a decision or a payment is compared with."""
    return datetime.now(SWEDEN).date()
