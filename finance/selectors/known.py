"""What facts of many agreements share, as it was known at a moment."""

from datetime import datetime
from functools import cached_property

from finance.indexation import Series
from finance.selectors.index_quotes import series_at
from office.models import FormerDetails


class Known:
    """What was known at a moment (None: by now) of the index series and of who organisations are: each is read when it
    is first asked for, and once."""

    def __init__(self, known_at: datetime | None = None) -> None:
        self.known_at = known_at

    @cached_property
    def series(self) -> dict[str, Series]:
        return series_at(self.known_at)

    @cached_property
    def former(self) -> dict[int, FormerDetails]:
        """By organisation, what stood at the moment and has been corrected since."""
        return FormerDetails.objects.at(self.known_at)

    def name(self, organization: int | None, now: str) -> str:
        """What an organisation was called, which is called so `now`."""
        former = self.former.get(organization or 0)
        return former.name if former else now

    def number(self, organization: int | None, now: str) -> str:
        """The organisation number that it had."""
        former = self.former.get(organization or 0)
        return former.number if former else now

    def code(self, organization: int | None, now: str) -> str:
        """The municipality code that it had."""
        former = self.former.get(organization or 0)
        return former.municipality_code if former else now
