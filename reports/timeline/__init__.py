"""Everything that happened to an agreement, oldest first, from the rows that record it."""

from datetime import datetime

from agreements.models import Agreement
from office.access import AnyUser
from reports.timeline import agreed, followed, money, reported
from reports.timeline.event import Event

__all__ = ["Event", "timeline"]


def timeline(agreement: Agreement, user: AnyUser, known_at: datetime | None = None) -> list[Event]:
    """Sorted by the day it happened, then by when it was recorded; only what was recorded by `known_at`."""
    events = [
        *agreed.own(agreement),
        *agreed.acts(agreement),
        *money.payments(agreement),
        *reported.reports(agreement, user),
        *money.appropriations(agreement),
        *money.requisitions(agreement),
        *money.orders(agreement, user),
        *agreed.amendments(agreement),
        *reported.papers(agreement, user),
        *reported.annual_meetings(agreement, user, known_at),
        *followed.statuses(agreement),
        *money.consequences(agreement),
        *reported.books(agreement, user),
        *money.beside(agreement, user),
        *agreed.beginnings(agreement),
        *followed.following(agreement),
    ]
    if known_at:
        events = [one for one in events if one.recorded_at <= known_at]
    return sorted(events, key=lambda event: (event.on, event.recorded_at, event.kind))
