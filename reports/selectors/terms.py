"""Facts of the terms: parties with their answers, commitments, conditions."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson
from django.db.models import FilteredRelation

from agreements.due_dates import DueRule
from agreements.models import Commitment, Party
from agreements.sharing import parts_of
from finance import instalments
from finance.index_clauses import clauses_of
from finance.instalments import InstalmentFact
from finance.rates import table_of
from finance.repayment import Ladder, Step, ladder
from finance.selectors.known import Known
from finance.valuation import RateTable
from office.known import recorded
from office.models.organizations import PUBLIC_KINDS
from office.rows import decimal, fetch
from reports.checks import terms as agreed
from reports.selectors.rows import Grouped, Ids, read


def parties_of(ids: Ids, then: Known) -> Grouped:
    """Parties with their answer, and the municipality that a board belongs to, called as they were."""
    rows = Party.objects.filter(agreement__pk__in=ids).order_by("pk")
    rows = rows.annotate(
        decision=FilteredRelation("decisions", condition=recorded(then.known_at, "decisions__recorded_at")),
        signature=FilteredRelation("signatures", condition=recorded(then.known_at, "signatures__recorded_at")),
    )
    above = "organization__parent"
    fields = rows.values_list(
        "agreement_id", "pk", "organization_id", "organization__name", "role", "organization__kind",
        "decision__outcome", "decision__decided_on", "signature__signed_on",
        f"{above}_id", f"{above}__name", f"{above}__parent_id", f"{above}__parent__name",
        "organization__municipality_code", f"{above}__municipality_code", f"{above}__parent__municipality_code",
    )  # fmt: skip
    found: Grouped = defaultdict(list)
    for agreement, pk, organization, name, role, kind, outcome, decided_on, signed_on, *tree in fetch(fields):
        consent = _consent(outcome, decided_on, signed_on)
        if then.former:
            name, tree = then.name(organization, name), _as_it_was(organization, tree, then)
        above_it, codes = tree[:4], tree[4:]
        root = _root(organization, name, *above_it) if kind in PUBLIC_KINDS else (None, "")
        code = next(filter(None, codes), "") if kind in PUBLIC_KINDS else ""
        found[agreement].append(
            agreed.PartyFact(pk, organization, name, role, kind in PUBLIC_KINDS, consent, root[0], root[1], code)
        )
    return found


def _as_it_was(organization: int, tree: list[Any], then: Known) -> list[Any]:
    """What is above an organisation, and all their municipality codes, before somebody corrected them."""
    parent, parent_name, top, top_name, *codes = tree
    said = zip((organization, parent, top), codes, strict=True)
    return [
        parent, then.name(parent, parent_name), top, then.name(top, top_name), *(then.code(*one) for one in said),
    ]  # fmt: skip


def _root(
    organization: int, name: str, parent: int | None, parent_name: str, top: int | None, top_name: str
) -> tuple[int, str]:
    """The municipality or other organisation at the top of the tree (it has three levels at most)."""
    if top:
        return top, top_name
    return (parent, parent_name) if parent else (organization, name)


def _consent(outcome: str | None, decided_on: date | None, signed_on: date | None) -> agreed.Consent | None:
    if decided_on:
        return agreed.Consent(outcome != "no", decided_on)
    return agreed.Consent(True, signed_on) if signed_on else None


def commitments_of(ids: list[int]) -> Grouped:
    rows = Commitment.objects.filter(agreement__pk__in=ids).order_by("pk")
    fields = (
        "agreement_id", "pk", "party_id", "kind", "name", "unit", "amount", "amounts", "recipient_id", "components",
        "instalments", "clause", "shares", "former",
    )  # fmt: skip
    found: Grouped = defaultdict(list)
    for agreement, pk, party, kind, name, unit, amount, amounts, recipient, parts, due, clause, *after in fetch(
        rows.values_list(*fields)
    ):
        shares, former = after
        found[agreement].append(
            agreed.CommitmentFact(
                pk,
                party,
                kind,
                name,
                unit,
                None if amount is None else decimal(amount),
                tuple((one["period"], Decimal(one["amount"])) for one in read(amounts)),
                recipient,
                components_of(parts),
                _instalments(due),
                clause,
                parts=parts_of(read(shares)),
                former=tuple(read(former)),
            )
        )
    return found


@lru_cache(maxsize=4096)
def components_of(text: str) -> tuple[agreed.ComponentFact, ...]:
    """A promise's components, from its column."""
    return tuple(
        agreed.ComponentFact(
            one["kind"],
            Decimal(one["amount"]) if "amount" in one else None,
            one["counting"],
            Decimal(one["hours"]) if "hours" in one else None,
            one.get("category", ""),
        )
        for one in read(text)
    )


@lru_cache(maxsize=4096)
def _instalments(text: str) -> tuple[InstalmentFact, ...]:
    return instalments.read(read(text))


@lru_cache(maxsize=4096)
def conditions_of(text: str) -> tuple[agreed.ConditionFacts, RateTable | None]:
    """An agreement's clauses and the rates that they name: many agreements say the same."""
    conditions: dict[str, Any] = orjson.loads(text)
    said = {name: row["value"] for name, row in conditions.items()}
    cap, kinds = said.get("volunteer_share_cap"), said.get("volunteer_time_counts")
    due = _due_rule(said.get("report_due"))
    names = ("settlement", "period_basis", "public_money_counts", "carry_over", "premises_included", "binds_by")
    facts = agreed.ConditionFacts(
        **{name: said[name] for name in names if name in said},
        volunteer_share_cap=None if cap is None else Decimal(cap),
        volunteer_time_counts=None if kinds is None else tuple(kinds),
        report_due=due.month_day,
        report_after_meeting=due.after_meeting,
        final_report=_due_rule(said["final_report_due"]) if "final_report_due" in said else None,
        report_papers=tuple(said.get("report_papers", ())),
        interim_reports=tuple((one["through"], one["due"]) for one in said.get("interim_reports", ())),
        clauses=tuple((name, row["clause"]) for name, row in conditions.items() if row["clause"]),
        late_ladder=_ladder(said.get("late_ladder")),
        amounts=clauses_of(conditions),
    )
    return facts, table_of(conditions)


def _due_rule(said: Any) -> DueRule:
    """When a report is due: a day of the year, or days after the annual meeting or the period's end."""
    if not isinstance(said, dict):
        return DueRule(said)
    return DueRule(said.get("latest"), said.get("days_after_meeting"), said.get("days_after_end"))


def following(facts: agreed.ConditionFacts, then: Known) -> agreed.ConditionFacts:
    """The same with the index values that were known, where an amount follows an index."""
    amounts = facts.amounts
    if amounts is None or amounts.indexation is None:
        return facts
    return facts._replace(amounts=amounts.following(then.series))


def _ladder(said: Any) -> Ladder | None:
    """The late ladder: its rungs alone, or with a deadline of its own. A clause without rungs is none."""
    whole: dict[str, Any] = said if isinstance(said, dict) else {"steps": said or []}
    steps = tuple(Step(one["days"], Decimal(one["percent"])) for one in whole["steps"])
    return ladder(steps, whole.get("deadline"), whole.get("counts", "received")) if steps else None
