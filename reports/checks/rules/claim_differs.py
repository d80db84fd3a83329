"""What was decided on a consequence rests on figures that are no longer the same.

Worked example: 90 000 kr was computed when the claim was decided; after an approved correction 60 000 is. The claim
stands until somebody decides otherwise: 30 000 can be written off.
Source: the decision and the figure that it was taken on, kept with it.
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.payers import told
from reports.checks.results import Amount, Finding

LOOKS_AT = "decided"
CODES: tuple[str, ...] = ("claim.differs",)
SENTENCES: dict[str, str] = {
    "sv": (
        "Vid beslutet {decided_on}[ av {payer}] om {party}[, perioden {period},] var det beräknade beloppet {then}; "
        "nu är det {now}. "
        "Beslutet om {amount} står fast tills någon beslutar annat."
    ),
    "en": (
        "At the decision of {decided_on}[ by {payer}] on {party}[, period {period},] the computed amount was {then}; "
        "now it is {now}. "
        "The decision on {amount} stands until somebody decides otherwise."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per decision whose computed amount is another now."""
    for one in context.decided:
        fact, computed = one.fact, one.computed
        if computed is None or computed == fact.computed:
            continue
        party = context.case.parties[fact.party]
        yield Finding(
            code=CODES[0],
            severity="warning",
            period=fact.period,
            party=party,
            clause="",
            expected=fact.computed,
            actual=computed,
            difference=computed - fact.computed,
            evidence=(("claim" if fact.outcome == "claim" else "consequence_decision", fact.id, None),),
            values=(
                ("party", party.name),
                ("payer", told(context.case, fact.payer)),
                ("period", fact.period or ""),
                ("decided_on", fact.decided_on),
                ("then", Amount(fact.computed, "SEK")),
                ("now", Amount(computed, "SEK")),
                ("amount", Amount(fact.amount, "SEK")),
            ),
        )
