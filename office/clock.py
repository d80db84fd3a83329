"""The only place that reads the clock: the civil date in Sweden."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def date_of(moment: datetime) -> date:
    """The date in Stockholm at a moment."""
    return moment.astimezone(SWEDEN).date()


def midnight(day: date) -> datetime:
    """When a day begins in Sweden."""
    return datetime.combine(day, time(), SWEDEN)


def over(day: date) -> datetime:
    """The first moment in Sweden at which a day is over."""
    return midnight(day + timedelta(days=1))


def today() -> date:
    """Today's date in Stockholm: what a date in a decision or a payment is compared with."""
    return datetime.now(SWEDEN).date()
