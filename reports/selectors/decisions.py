"""Facts of what was decided on consequences: decisions, what came in on claims, and what was let go of."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from finance.claim_balance import Entry
from finance.models import ClaimPayment, ConsequenceDecision, WriteOff
from office.known import recorded
from office.rows import decimal, fetch
from reports.checks import facts as known
from reports.selectors.rows import Grouped, read


def decisions_of(ids: list[int], parties: Grouped, known_at: datetime | None) -> Grouped:
    """Decisions by agreement: one query a thousand, and two more where there are claims among them."""
    rows = ConsequenceDecision.objects.filter(recorded(known_at), agreement__pk__in=ids).order_by("pk")
    fields = (
        "agreement_id", "pk", "party_id", "organization_id", "code", "period", "outcome", "computed", "amount",
        "decided_on", "due_on", "body", "delegation_point", "paragraph", "reason", "against", "replaces_id", "ground",
    )  # fmt: skip
    made = fetch(rows.values_list(*fields))
    claims = [row[1] for row in made if row[6] == "claim"]
    repaid = _entries(ClaimPayment, "paid_on", claims, known_at)
    let_go = _entries(WriteOff, "decided_on", claims, known_at)
    found: Grouped = defaultdict(list)
    for agreement, pk, party, organization, code, period, outcome, computed, amount, on, due_on, *said in made:
        body, point, paragraph, why, against, *instead = said
        payer = next(one.id for one in parties[agreement] if one.organization == organization)
        found[agreement].append(
            known.DecisionFact(
                pk, party, payer, code, period or None, outcome, decimal(computed), decimal(amount), on, due_on, body,
                point, paragraph, why, tuple(_against(one) for one in read(against)), tuple(repaid[pk]),
                tuple(let_go[pk]), *instead,
            )
        )  # fmt: skip
    return found


def _against(one: dict[str, Any]) -> known.Against:
    return known.Against(
        one["commitment"], one["period"], one["number"], date.fromisoformat(one["due_on"]), Decimal(one["amount"])
    )


def _entries(
    model: type[ClaimPayment] | type[WriteOff], day: str, claims: list[int], known_at: datetime | None
) -> Grouped:
    """The rows on claims; nothing is asked where there are no claims."""
    found: Grouped = defaultdict(list)
    if claims:
        rows = model._default_manager.filter(recorded(known_at), claim__pk__in=claims).order_by("pk")
        for claim, on, amount in fetch(rows.values_list("claim_id", day, "amount")):
            found[claim].append(Entry(on, decimal(amount)))
    return found
