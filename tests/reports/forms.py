"""What a treasurer says in the forms of a report, and what is kept of it."""

from typing import Any

from reports.models import ReportDraft

Json = dict[str, Any]
MONEY: Json = {"own_cash-fees": "310 000,50", "income": "0", "go": "stay"}
HOURS: Json = {
    "activity": "Språkcafé",
    "category": "adult",
    "hours": "4000",
    "starts_on": "2020-01-01",
    "ends_on": "2020-12-31",
    "women": "40",
    "men": "25",
    "attested_by": "Kassören",
    "work": "volunteer_work",
}


def draft() -> Json:
    """The content of the only draft."""
    kept: Json = ReportDraft.objects.get().content
    return kept
