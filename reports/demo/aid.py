"""State aid in the demo: an invented association near the ceiling. Its figures, rates and papers are invented."""

from datetime import date

from finance.bodies.state_aid import AssessmentBody, DeclarationBody
from finance.services.declarations import declare
from finance.services.state_aid import assess
from reports.demo.story import Story

RATE = {"rate": "11.00", "rate_source": "Påhittad kurs / invented rate"}
DECLARED = {
    "giver": "Region Exempel (påhittad)",
    "kind": "de_minimis",
    "amount": "175000.00",
    "currency": "EUR",
    "document": "Intyg om stöd (påhittat)",
}


def near_the_ceiling(story: Story, recipient: str) -> None:
    """Two years' funding assessed as de minimis, and what the association declares of aid from a region: together above
    80 % of the ceiling. What is left of the term is not assessed yet."""
    year = story.today.year
    for each in (year - 2, year - 1):
        said = {
            "agreement": story.agreement.pk,
            "period": str(each),
            "kind": "de_minimis",
            "amount": "400000.00",
            **RATE,
        }
        said |= {"reason": "Kaféet är öppet för alla (påhittat).", "assessed_by": "Kommunstyrelsen § 14"}
        said |= {"granted_on": date(each, 1, 10).isoformat(), "assessed_on": date(each, 1, 12).isoformat()}
        values, refusals = AssessmentBody().read(said)
        assess(values, story.officer, refusals)
    told = {
        **DECLARED,
        "organization": recipient,
        "granted_on": f"{year - 1}-03-01",
        "declared_on": f"{year - 1}-04-01",
    }
    values, refusals = DeclarationBody().read(told)
    declare(values, story.officer, refusals)
