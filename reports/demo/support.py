"""What the municipality gives beside money in the demo: premises at a market rent. Rent and source are invented."""

from datetime import date

from finance.bodies.support import SupportBody
from finance.services.support import give
from reports.demo.story import Story

INCLUDED = {"premises_included": {"value": True, "clause": "§ 7"}}
ROOM = {
    "kind": "premises",
    "what": "Lokal, 80 m² (påhittad)",
    "quantity": "80.00",
    "unit": "m²",
    "price": "1150.00",
    "per_year": True,
    "source": "Marknadshyra enligt en påhittad lista / market rent by an invented list",
    "charged": "12000.00",
    "valued_by": "Fastighetschefen",
}
#: What an association gives in kind, with how it was valued and the paper behind it.
IN_KIND = {
    "kind": "in_kind",
    "amount": "10500.00",
    "basis": "market_rent",
    "document": "Värdering av lånad lokal (påhittad)",
}


def premises(story: Story, years: list[int]) -> None:
    """The premises of some years, valued in February; a year that nobody has valued is found once it is over."""
    for year in years:
        valued_on = date(year, 2, 10)
        if valued_on <= story.today:
            said = {"agreement": story.agreement.pk, "period": str(year), "valued_on": valued_on.isoformat(), **ROOM}
            values, refusals = SupportBody().read(said)
            give(values, story.officer, refusals)
