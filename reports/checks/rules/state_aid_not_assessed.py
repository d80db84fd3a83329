"""Nobody has assessed whether an agreement's funding is state aid, and together with other grants it could matter.

It is asked only where all that was granted to the recipient within three years would reach 80 % of the ceiling for de
minimis aid if it were that, and only of the agreement whose funding lacks the assessment. Nothing is counted as aid.
Worked example: three grants of 1 500 000 SEK without an assessment, 409 091 EUR at 11.00: each agreement is told. One
alone, 136 364 EUR: nothing is said. Source: `finance/state_aid/screening.py`; only an officer classifies.
"""

from collections.abc import Iterator
from decimal import Decimal

from finance.state_aid.screening import worth_asking
from reports.checks.context import Context
from reports.checks.results import Amount, Finding

LOOKS_AT = "aid"
CODES: tuple[str, ...] = ("state_aid.not_assessed",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{amount} som beviljats {party} i denna överenskommelse är inte bedömt: en handläggare behöver ta ställning "
        "till om det är statsstöd. Det räknas inte som stöd, men allt som beviljats under tre år skulle kunna nå 80 % "
        "av taket {ceiling}."
    ),
    "en": (
        "{amount} granted to {party} in this agreement is not assessed: an officer needs to say whether it is state "
        "aid. It is not counted as aid, but all that was granted in three years could reach 80 % of the ceiling of "
        "{ceiling}."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per recipient."""
    for one in context.aid:
        own = [each for each in one.position.unassessed if each.agreement == context.case.facts.id]
        own = [each for each in own if each.recipient == one.party.organization]
        ceiling = one.position.standings[0].ceiling
        if not own or ceiling is None or not worth_asking(one.position):
            continue
        amount = sum((each.amount for each in own), Decimal(0))
        yield Finding(
            code=CODES[0],
            severity="info",
            period=None,
            party=one.party,
            clause="",
            expected=None,
            actual=amount,
            difference=None,
            evidence=tuple(sorted({("commitment", each.source[1], None) for each in own})),
            values=(
                ("party", one.party.name),
                ("amount", Amount(amount, "SEK")),
                ("ceiling", Amount(ceiling.amount, "EUR")),
            ),
        )
