"""State aid in the demo: an invented association near the ceiling. Its figures, rates and papers are invented."""

from datetime import date

from finance.bodies.state_aid import AssessmentBody, DeclarationBody, LinkBody
from finance.services.declarations import declare, link
from finance.services.state_aid import assess
from reports.demo.story import Story

PARENT = "802000-0025"
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
    _with_its_parent(story, recipient)


def _with_its_parent(story: Story, recipient: str) -> None:
    """Another association has had the majority of its votes from last year on: the two are one undertaking."""
    said = {"organization": recipient, "other": PARENT, "starts_on": f"{story.today.year - 1}-01-01"}
    values, refusals = LinkBody().read({**said, "source": "Röstmajoritet enligt stadgarna (påhittad)"})
    link(values, story.officer, refusals)


def of_general_interest(story: Story, recipient: str) -> None:
    """What a shelter is given for two years is assessed as a service of general economic interest."""
    year = story.today.year
    commitment = story.agreement.commitments.get(kind="funding", recipient__organization__number=recipient)
    about = {"agreement": story.agreement.pk, "commitment": commitment.pk, "kind": "sgei", **RATE}
    about |= {"reason": "Jouren är uppdragen åt föreningen (påhittat).", "assessed_by": "Kommunstyrelsen § 15"}
    for each in (year - 2, year - 1):
        days = {"granted_on": date(each, 1, 10).isoformat(), "assessed_on": date(each, 1, 12).isoformat()}
        values, refusals = AssessmentBody().read({**about, **days, "period": str(each)})
        assess(values, story.officer, refusals)
