"""Who signs for one of the demo's invented associations, and who audits it. All invented."""

from datetime import date
from typing import Any

from agreements.bodies import MandateBody
from agreements.models import Agreement
from agreements.services.mandates import record
from office.models import User
from reports.demo.slips import TITLE

SEATS: list[dict[str, Any]] = [
    {"office": "Ordförande", "name": "Exempel Ordförande", "seat": "board", "signs": "jointly"},
    {"office": "Kassör", "name": "Exempel Kassör", "seat": "board", "signs": "alone", "username": "treasurer"},
    {"office": "Revisor", "name": "Exempel Revisor", "seat": "auditor", "signs": "not"},
]


def elected(_officer: User, today: date) -> None:
    """The newest annual meeting elected a chair, a treasurer who signs alone and an auditor."""
    agreement = Agreement.objects.get(title=TITLE)
    association = agreement.parties.get(role="recipient").organization
    treasurer = User.objects.get(username="treasurer")
    year = today.year - 1 if (today.month, today.day) < (3, 20) else today.year
    paper = {"minutes": f"Årsmöte {year}-03-20 § 7", "minutes_on": f"{year}-03-20", "starts_on": f"{year}-03-20"}
    for seat in SEATS:
        values, refusals = MandateBody().read({"organization": association.pk, **paper, **seat})
        record(values, treasurer, refusals)
