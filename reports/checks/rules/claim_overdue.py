"""A claim is overdue when its due date has passed and something of it is left.

Worked example: 90 000 kr was due on Thursday 30 June 2022 and 50 000 was repaid: on 1 July 40 000 is overdue.
Source: the decision that opened the claim; "due on D is overdue from D + 1".
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.payers import told
from reports.checks.results import Amount, Finding

LOOKS_AT = "decided"
CODES: tuple[str, ...] = ("claim.overdue",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} skulle ha betalat tillbaka {amount}[ till {payer}] senast {due_on} enligt beslut {decided_on}; "
        "{left} återstår[ av perioden {period}]."
    ),
    "en": (
        "{party} should have repaid {amount}[ to {payer}] by {due_on} by the decision of {decided_on}; {left} is left"
        "[ for the period {period}]."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per overdue claim."""
    for one in context.decided:
        fact, balance = one.fact, one.balance
        if balance is None or balance.state != "overdue" or fact.due_on is None:
            continue
        party = context.case.parties[fact.party]
        yield Finding(
            code=CODES[0],
            severity="warning",
            period=fact.period,
            party=party,
            clause="",
            expected=fact.amount,
            actual=balance.repaid + balance.written_off,
            difference=-balance.left,
            evidence=(("claim", fact.id, None),),
            values=(
                ("party", party.name),
                ("payer", told(context.case, fact.payer)),
                ("amount", Amount(fact.amount, "SEK")),
                ("due_on", fact.due_on),
                ("decided_on", fact.decided_on),
                ("left", Amount(balance.left, "SEK")),
                ("period", fact.period or ""),
            ),
        )
