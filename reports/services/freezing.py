"""Which rates an approval keeps: those by which the report's volunteer hours are valued on that day.

A published rate is data of this installation and may be corrected or replaced; what was approved stands as it was
valued.
"""

from collections.abc import Iterable
from typing import Any

from agreements.models import Agreement
from agreements.selectors import condition
from finance import rates
from reports.models import VolunteerHours


def frozen_rates(agreement: Agreement, hours: Iterable[VolunteerHours]) -> dict[str, Any] | None:
    """The quotes in force on the days of the hours that count; None where the agreement has no rates."""
    kinds: Any = condition(agreement, "volunteer_time_counts")
    spans = [
        (row.category, row.starts_on, row.ends_on) for row in hours if row.hours and (not kinds or row.work in kinds)
    ]
    return rates.frozen(agreement.conditions, spans)
