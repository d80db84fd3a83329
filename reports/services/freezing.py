"""Which rates an approval keeps: those by which the report's volunteer hours are valued on that day.

A published rate is data of this installation and may be corrected or replaced; what was approved stands as it was
valued.
"""

from collections.abc import Iterable
from typing import Any

from agreements.models import Agreement, Party
from agreements.periods import Period
from finance import rates
from finance.valuation import Span
from reports.models import VolunteerHours


def frozen_rates(
    conditions: dict[str, Any], hours: Iterable[VolunteerHours], promised: Iterable[Span] = ()
) -> dict[str, Any] | None:
    """The quotes in force on the days of the hours that count, and on those that value promised hours (`promised`), by
    the conditions of the report's period.

    None where the agreement has no rates.
    """
    kinds = conditions.get("volunteer_time_counts", {}).get("value")
    spans = [
        (row.category, row.starts_on, row.ends_on) for row in hours if row.hours and (not kinds or row.work in kinds)
    ]
    return rates.frozen(conditions, [*spans, *promised])


def promised_spans(agreement: Agreement, party: Party, period: Period | None) -> list[Span]:
    """The category and day by which the party's promised hours are valued in the period: its first."""
    if period is None:
        return []
    parts = [part for row in agreement.commitments.all() if row.party_id == party.pk for part in row.parts_in(period)]
    return [(part["category"], period.starts_on, period.starts_on) for part in parts if "hours" in part]
