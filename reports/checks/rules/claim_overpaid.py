"""More has come in on a claim than is claimed since it was reconsidered: the rest is to be paid back.

Worked example: 60 000 kr had been repaid of 90 000 when the claim was reconsidered to 40 000: 20 000 kr is to be paid
back.
Source: the decision that is in force; money that came in on the one before counts for it.
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.payers import told
from reports.checks.results import Amount, Finding

LOOKS_AT = "decided"
CODES: tuple[str, ...] = ("claim.overpaid",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har betalat tillbaka {repaid}[ för perioden {period}], och efter omprövningen {decided_on} krävs "
        "{amount}: {over} ska betalas tillbaka[ av {payer}]."
    ),
    "en": (
        "{party} has repaid {repaid}[ for the period {period}], and since the reconsideration of {decided_on} {amount} "
        "is claimed: {over} is to be paid back[ by {payer}]."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per claim on which too much has come in."""
    for one in context.decided:
        fact, balance, claim = one.fact, one.balance, one.claim
        if balance is None or claim is None or balance.state != "overpaid":
            continue
        party = context.case.parties[fact.party]
        yield Finding(
            code=CODES[0],
            severity="warning",
            period=fact.period,
            party=party,
            clause="",
            expected=fact.amount,
            actual=balance.repaid,
            difference=-balance.left,
            evidence=(("claim", claim.id, None),),
            values=(
                ("party", party.name),
                ("payer", told(context.case, fact.payer)),
                ("period", fact.period or ""),
                ("decided_on", fact.decided_on),
                ("repaid", Amount(balance.repaid, "SEK")),
                ("amount", Amount(fact.amount, "SEK")),
                ("over", Amount(-balance.left, "SEK")),
            ),
        )
