"""What a timeline is made of."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: its day, when it was recorded, what it was (a stable word), to or by whom."""

    on: date
    recorded_at: datetime
    kind: str
    organization: str
    period: str
    amount: Decimal | None
    note: str
