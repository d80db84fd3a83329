"""What was known at a moment: the two clocks of a question, and how rows answer it.

`as_of` is the day asked about, by the days that things happened on; `known_at` is the moment by which they had been
recorded. A question with both has the same answer for ever: nothing that is recorded later is in it, whatever day it is
of, and nothing else can be changed. (What one may see follows one's rights today, and the program and its published
rates are those of today.)
"""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from office.clock import today


class Asked(NamedTuple):
    """The clocks of a question; None where it does not say."""

    as_of: date | None = None
    known_at: datetime | None = None

    @property
    def day(self) -> date:
        """The day asked about: today, where none is said."""
        return self.as_of or today()

    @property
    def then(self) -> bool:
        """Whether anything else than now is asked about."""
        return self != NOW


NOW = Asked()


def recorded(known_at: datetime | None, path: str = "recorded_at") -> Q:
    """What had been recorded by a moment; everything without one."""
    return Q(**{f"{path}__lte": known_at}) if known_at else Q()


def happened(asked: Asked, day: str, path: str = "") -> Q:
    """What had happened by the day asked about (its date stands in `day`) and been recorded by its moment; `path` leads
    to the row."""
    by_day = Q(**{f"{path}{day}__lte": asked.as_of}) if asked.as_of else Q()
    return by_day & recorded(asked.known_at, f"{path}recorded_at")
