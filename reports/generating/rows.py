"""What the plan consists of: one tuple per row to be written. Money is SEK, hours are hours, dates are inclusive.

Named tuples, because the plan's digest is their canonical JSON: fields by place, decimals and dates as text. Parties
and commitments are named by their place within the agreement, organisations by a key of the plan's own.
"""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

Json = dict[str, Any]


class Scale(NamedTuple):
    """How much is made: calendar years from `first_year` on. Nothing happens after `through`."""

    municipalities: int
    agreements: int
    years: int
    seed: int
    first_year: int

    @property
    def through(self) -> date:
        """The last day on which anything happens: the summer after the last year, when its reports have come in."""
        return date(self.first_year + self.years, 6, 30)


class Body(NamedTuple):
    """A board or an association; `number` is empty for a board."""

    key: str
    name: str
    number: str


class Place(NamedTuple):
    """A municipality with its boards and associations, and how many agreements it makes."""

    key: str
    code: str
    name: str
    inhabitants: int
    boards: tuple[Body, ...]
    associations: tuple[Body, ...]
    agreements: int


class Party(NamedTuple):
    organization: str
    role: str


class Commitment(NamedTuple):
    party: int
    kind: str
    amount: Decimal
    name: str = ""
    unit: str = ""
    recipient: int | None = None
    components: list[Json] = []
    instalments: list[Json] = []


class Answer(NamedTuple):
    """A public party's decision, or another's signature when `outcome` is empty."""

    party: int
    on: date
    outcome: str


class Termination(NamedTuple):
    on: date
    last_day: date


class Correction(NamedTuple):
    """What is taken back of a payment, and the day on which the right amount is paid instead (None: never)."""

    amount: Decimal
    on: date
    again_on: date | None


class Payment(NamedTuple):
    commitment: int
    recipient: int
    period: str
    amount: Decimal
    paid_on: date
    correction: Correction | None


class Hours(NamedTuple):
    activity: str
    category: str
    hours: Decimal
    starts_on: date
    ends_on: date
    women: int
    men: int


class Review(NamedTuple):
    """`due_on` is the new date of a version that is sent back, None for an approval."""

    outcome: str
    on: date
    due_on: date | None


class Version(NamedTuple):
    received_on: date
    figures: list[Json]
    activities: list[Json]
    hours: tuple[Hours, ...]
    review: Review | None


class Report(NamedTuple):
    party: int
    period: str
    versions: tuple[Version, ...]


class Waiver(NamedTuple):
    party: int
    period: str
    covers: str
    on: date
    until: date | None


class Agreement(NamedTuple):
    reference: str
    title: str
    kind: str
    starts_on: date
    ends_on: date
    conditions: Json
    state: str
    parties: tuple[Party, ...]
    commitments: tuple[Commitment, ...]
    answers: tuple[Answer, ...] = ()
    termination: Termination | None = None
    payments: tuple[Payment, ...] = ()
    reports: tuple[Report, ...] = ()
    waivers: tuple[Waiver, ...] = ()
