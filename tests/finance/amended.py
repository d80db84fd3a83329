"""A grant of 100 000 kr a year 2024–2027 from Umeå kommun to Vän i Umeå, and what amendments make of it."""

from typing import Any

from django.utils import timezone

from office.models import Organization
from tests.cast import UMEA, VAN, VANNAS, Cast, number, organization
from tests.contracts.bodies import terms
from tests.finance.test_state_aid import bound

Json = dict[str, Any]
YEARS = ("2024", "2025", "2026", "2027")


def second() -> Organization:
    """The association that joins, or receives in place of the first."""
    return organization(number(91), "Andra föreningen")


def granted(cast: Cast, to: str | None = VAN, reference: str = "A", **more: Any) -> int:
    """In force since 2024-01-10."""
    funding = {"party": UMEA, "kind": "funding", "amount": "100000.00", "recipient": to}
    said = {"starts_on": "2024-01-01", "ends_on": "2027-12-31", "commitments": [funding], "conditions": {}}
    return bound(cast, terms(reference, **{**said, **more}), UMEA, VAN)


def commitment_of(cast: Cast, pk: int) -> int:
    found: int = cast.officer.ok("get", f"agreements/{pk}")["commitments"][0]["id"]
    return found


def amended(cast: Cast, pk: int, effective_on: str, agreed_on: str, **changes: Any) -> None:
    """Everybody who is a party or joins has said yes; a municipality beside Umeå is Vännäs."""
    said = {"effective_on": effective_on, "reason": "Påhittat", "document": "KS/2", **changes}
    made = cast.officer.ok("post", f"agreements/{pk}/amendments", said)
    for asked in made["waiting_for"]:
        one = Organization.objects.get(pk=asked)
        words = {"body": "KS", "paragraph": "§ 2"} if one.public else {"signed_by": "Ordföranden"}
        who = cast.stranger if one.number == VANNAS else cast.officer
        answer = {"organization": one.pk, "answered_on": agreed_on, **words}
        who.ok("post", f"amendments/{made['id']}/answers", answer)
    assert cast.officer.ok("get", f"amendments/{made['id']}")["state"] == "agreed"


def paid_to_another(cast: Cast, pk: int, other: Organization) -> None:
    """From 1 April 2026 the other association receives it, as was agreed in February."""
    joins = [{"organization": other.pk, "role": "recipient"}]
    change = [{"commitment": commitment_of(cast, pk), "recipient": other.pk}]
    amended(cast, pk, "2026-04-01", "2026-02-10", join=joins, commitments=change)


def now() -> str:
    return timezone.now().isoformat().replace("+00:00", "Z")
