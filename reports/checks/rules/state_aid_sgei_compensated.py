"""What is assessed as aid to a service of general economic interest stands beside other compensation in the agreement.

Such aid may not be cumulated with any other compensation for the same service, be it State aid or not. Whether it is
the same service only people can say: nothing is moved from one sum to another.
Worked example: 2025 is assessed as SGEI, 110 000 SEK, and free premises of 44 000 SEK under the same agreement as no
aid: an officer is asked whether both are for the same service. Source: Article 5(2) of Regulation (EU) 2023/2832.
"""

from collections.abc import Iterator
from decimal import Decimal

from reports.checks.context import Context
from reports.checks.results import Amount, Finding

LOOKS_AT = "aid"
CODES: tuple[str, ...] = ("state_aid.sgei_compensated",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{amount} till {party} är i denna överenskommelse bedömt som stöd av mindre betydelse till en tjänst av "
        "allmänt ekonomiskt intresse, och {other} är bedömt som något annat. Sådant stöd får inte kumuleras med annan "
        "ersättning för samma tjänst, vare sig den är statsstöd eller inte (artikel 5.2 i (EU) 2023/2832): är det "
        "samma tjänst behöver en handläggare bedöma om."
    ),
    "en": (
        "{amount} to {party} is assessed in this agreement as de minimis aid to a service of general economic "
        "interest, and {other} as something else. Such aid may not be cumulated with other compensation for the same "
        "service, be it State aid or not (Article 5(2) of (EU) 2023/2832): if it is the same service, an officer needs "
        "to assess anew."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per recipient."""
    for one in context.aid:
        own = [each for each in one.compensated if each.service.agreement == context.case.facts.id]
        if not own:
            continue
        services = {each.service.id: each.service.amount for each in own}
        others = {other.id: other.amount for each in own for other in each.others}
        amount, beside = (sum(rows.values(), Decimal(0)) for rows in (services, others))
        yield Finding(
            code=CODES[0],
            severity="info",
            period=None,
            party=one.party,
            clause="",
            expected=None,
            actual=beside,
            difference=None,
            evidence=tuple(("state_aid_assessment", pk, None) for pk in sorted({*services, *others})),
            values=(
                ("party", one.party.name),
                ("amount", Amount(amount, "SEK")),
                ("other", Amount(beside, "SEK")),
            ),
        )
