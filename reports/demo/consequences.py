"""What a municipality decides when a year falls short or a report is late: a claim that is partly repaid, a shortfall
that is excused, and a part of a payment that had left."""

from datetime import date

from agreements.bodies import WaiverBody
from agreements.services.waivers import waive
from finance.bodies.claims import ClaimPaymentBody, ConsequenceDecisionBody
from finance.services.claims import repay
from finance.services.consequences import decide
from reports.demo.story import Json, Story
from reports.proposals import proposals

#: The steps that Hammarö takes, with an invented day.
LADDER = {
    "value": {
        "steps": [
            {"days": 7, "percent": "10.00"},
            {"days": 14, "percent": "50.00"},
            {"days": None, "percent": "100.00"},
        ],
        "deadline": "03-10",
        "counts": "complete",
    },
    "clause": "§ 7",
}
DELEGATE = {"body": "Förvaltningschefen", "delegation_point": "4.2", "reason": "Påhittat i demodata."}


def _parties(story: Story) -> tuple[int, int]:
    """Who pays, and who receives."""
    found = {party.role: party.organization_id for party in story.agreement.parties.all()}
    return found["funder"], found["recipient"]


def claimed(story: Story, year: int) -> None:
    """What was paid too much for a year is claimed by delegation; a part of it has come in."""
    decided_on, paid_on = date(year + 1, 5, 20), date(year + 1, 6, 25)
    if paid_on > story.today:
        return
    said: Json = {
        "agreement": story.agreement.pk, "organization": _parties(story)[0], "code": "repayment.co_financing",
        "period": str(year), "outcome": "claim", "decided_on": decided_on.isoformat(), "due_on": f"{year + 1}-06-30",
        **DELEGATE,
    }  # fmt: skip
    claim = decide(*ConsequenceDecisionBody().read(said)[:1], story.officer, [], proposals)
    repay(claim, ClaimPaymentBody().read({"amount": "60000.00", "paid_on": str(paid_on)})[0], story.officer, [])


def claimed_late(story: Story, year: int) -> None:
    """The year's report was late and the next payment was made in full: the ladder's part of it is claimed back."""
    decided_on = date(year + 1, 9, 10)
    if decided_on > story.today:
        return
    said: Json = {
        "agreement": story.agreement.pk, "organization": _parties(story)[0], "code": "late.reduction",
        "period": str(year), "outcome": "claim", "decided_on": decided_on.isoformat(), "due_on": f"{year + 1}-10-31",
        **DELEGATE,
    }  # fmt: skip
    decide(ConsequenceDecisionBody().read(said)[0], story.officer, [], proposals)


def excused(story: Story, year: int) -> None:
    """The next year's shortfall is excused by delegation."""
    decided_on = date(year + 1, 5, 25)
    if decided_on > story.today:
        return
    funder, recipient = _parties(story)
    said: Json = {
        "organization": funder, "party": recipient, "kind": "co_financing", "period": str(year), "covers": "shortfall",
        "decided_on": decided_on.isoformat(), **DELEGATE,
    }  # fmt: skip
    waive(story.agreement, WaiverBody().read(said)[0], story.officer, [], None)
