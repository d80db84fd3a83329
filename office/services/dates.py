"""Dates that people give for what happened: officers may register history, nobody registers the future."""

from datetime import date

from django.utils.translation import gettext as _

from office.clock import today
from office.refusals import Refusal


def event_date(given: date | None, *, path: str, officer: bool, refusals: list[Refusal]) -> date:
    """The date of an act: today unless an officer gives another, which is not in the future.

    Appends what is wrong to `refusals` and answers a date in any case, so that the other checks can go on.
    """
    now = today()
    if given is None or given == now:
        return now
    if not officer:
        message = _("Only an officer gives a date for what has happened; leave it out and today, %(today)s, is used.")
        values = {"today": now.isoformat()}
        refusals.append(Refusal("date.officers_only", message % values, path, now.isoformat(), given.isoformat()))
    elif given > now:
        message = _("%(given)s is in the future; the day of what has happened is today, %(today)s, at the latest.")
        values = {"given": given.isoformat(), "today": now.isoformat()}
        refusals.append(Refusal("date.future", message % values, path, f"<= {now.isoformat()}", given.isoformat()))
    return given
