"""What an agreement's terms must satisfy before they are saved: every rule, all at once.

Each rule reads what could be read (a missing or unusable value has been refused already and is skipped) and yields
refusals with the path that was sent.
"""

from agreements.services.rules.costs import shared_costs
from agreements.services.rules.parts import components
from agreements.services.rules.payable import instalment_days, instalments
from agreements.services.rules.promises import (
    amounts,
    commitment_fields,
    commitment_parties,
    indexation,
    once_per_party,
)
from agreements.services.rules.terms import Rule, Terms, parties, term
from office.refusals import Refusal

#: Further rules, filled by the apps that own the data: finance knows what promised hours are worth.
FURTHER: list[Rule] = []
RULES: tuple[Rule, ...] = (
    term,
    parties,
    commitment_parties,
    commitment_fields,
    amounts,
    components,
    instalments,
    instalment_days,
    once_per_party,
    indexation,
    shared_costs,
)


def refusals(terms: Terms) -> list[Refusal]:
    """Everything that is wrong with the terms."""
    return [refusal for rule in (*RULES, *FURTHER) for refusal in rule(terms)]
