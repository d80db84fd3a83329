"""What follows by an agreement, on its page: the computed proposal, what was decided on it, and how the claim
stands."""

from typing import Any

from reports.checks.explain_consequence import explain_consequence, explain_decision, formula
from reports.checks.results import CheckResult, Consequence, Decided
from reports.words import CLAIM_STATES, CONSEQUENCES, OUTCOMES


def follows(result: CheckResult, names: dict[int, str], language: str) -> list[dict[str, Any]]:
    """A row per consequence, then the decisions whose consequence is computed no more. `names` are the parties'; whose
    money it is is told where several pay."""
    shown = [
        (one.payer.id, _row(one.code, one.party.name, one.period, one.decided, language, one))
        for one in result.consequences
    ]
    beside = {one.decided.fact.id for one in result.consequences if one.decided}
    for one in result.decided:
        if one.fact.id not in beside:
            gone = _row(one.fact.code, names[one.fact.party], one.fact.period, one, language, None)
            shown.append((one.fact.payer, gone))
    lines = (line for period in result.periods for line in period.lines)
    several = len({line.party.id for line in lines if line.kind == "funding"}) > 1
    return [{**row, "payer": names[payer] if several else ""} for payer, row in shown]


def _row(
    code: str, party: str, period: str | None, decided: Decided | None, language: str, computed: Consequence | None
) -> dict[str, Any]:
    why = (
        explain_consequence(computed, language) if computed else explain_decision(decided, language) if decided else ""
    )
    balance = decided.balance if decided else None
    return {
        "what": CONSEQUENCES[code],
        "party": party,
        "period": period,
        "consequence": computed,
        "formula": formula(computed, language) if computed else "",
        "why": why,
        "decision": decided.fact if decided else None,
        "outcome": OUTCOMES[decided.fact.outcome] if decided else "",
        "claim": balance,
        "state": CLAIM_STATES[balance.state] if balance else "",
        "due_on": decided.claim.due_on if decided and decided.claim else None,
    }
