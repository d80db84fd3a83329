"""What a report's figures count for toward a co-financing promise, component by component, in SEK.

The rules are the commitment check's "What counts": `cap` counts up to its amount, `plan` and `floor` in full, a
component that nobody promised counts 0. A promise without components is one `plan` for everything. Public money
reported as own cash counts only where the agreement says so. A cap s on the volunteer share lets volunteer time count
for at most s ÷ (1 − s) × the other counted components, rounded down to the öre.

Worked example: own cash 310 000 (plan) and volunteer time worth 905 000 (cap 975 000) count 1 215 000; with s = 0.5
volunteer time would count for no more than 310 000.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from agreements.amounts import ORE, ZERO, for_period
from agreements.periods import Period
from finance.valuation import NO_HOURS, RateTable, Valuation, value
from reports.checks.facts import CommitmentFact, ConditionFacts, VersionFact
from reports.checks.results import Component

KINDS = ("volunteer_time", "own_cash", "in_kind")
NOT_PROMISED = ""
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a report says was delivered: SEK (own cash apart from public money) and valued hours."""

    own_cash: Decimal
    public: Decimal
    in_kind: Decimal
    work: Valuation


def delivered(version: VersionFact, rates: RateTable | None) -> Delivered:
    """Sum a report's figures."""
    own_cash = public = in_kind = ZERO
    for figure in version.figures:
        if figure.kind == "in_kind":
            in_kind += figure.amount
        elif figure.kind == "own_cash" and figure.source == "public":
            public += figure.amount
        elif figure.kind == "own_cash":
            own_cash += figure.amount
    return Delivered(own_cash, public, in_kind, value(version.hours, rates) if version.hours else NO_HOURS)


def components(
    commitment: CommitmentFact, promised: Decimal, period: Period, given: Delivered, conditions: ConditionFacts
) -> tuple[Component, ...]:
    """Every promised component, then what was delivered beside them."""
    if commitment.components:
        amounts = component_promises(commitment, promised, period)
        named = [
            _component(component.kind, component.counting, amount, given, conditions)
            for component, amount in zip(commitment.components, amounts, strict=True)
        ]
        beside = NOT_PROMISED
    else:
        named, beside = [], "plan"
    kinds = {component.kind for component in commitment.components}
    for kind in KINDS:
        if kind not in kinds and _is_given(kind, given):
            named.append(_component(kind, beside, None, given, conditions))
    if conditions.volunteer_share_cap is not None:
        named = _share_capped(named, conditions.volunteer_share_cap)
    return tuple(named)


def component_promises(commitment: CommitmentFact, promised: Decimal, period: Period) -> list[Decimal]:
    """The components' amounts in the period, SEK.

    They are yearly amounts and follow the days like the promise itself, which is yearly too: registration refuses
    components where amounts are listed per period, since a yearly part needs a yearly amount. When they make up the
    whole promise, the largest takes the rounding.
    """
    yearly = [component.amount for component in commitment.components]
    if period.holds_full_year:
        return yearly
    parts = [for_period(amount, period) for amount in yearly]
    if sum(yearly) == commitment.amount:
        parts[yearly.index(max(yearly))] += promised - sum(parts)
    return parts


def _is_given(kind: str, given: Delivered) -> bool:
    if kind == "volunteer_time":
        return bool(given.work.hours)
    return bool(given.in_kind) if kind == "in_kind" else bool(given.own_cash or given.public)


def _component(
    kind: str, counting: str, promised: Decimal | None, given: Delivered, conditions: ConditionFacts
) -> Component:
    if kind == "volunteer_time":
        work = given.work
        counted = None if work.amount is None else _counted(counting, promised, work.amount)
        if counting == NOT_PROMISED:
            counted = ZERO
        return Component(kind, counting, promised, work.amount, counted, work.hours, work.parts, work.missing)
    if kind == "in_kind":
        return Component(kind, counting, promised, given.in_kind, _counted(counting, promised, given.in_kind))
    everything = given.own_cash + given.public
    if conditions.public_money_counts:
        return Component(kind, counting, promised, everything, _counted(counting, promised, everything))
    counted = _counted(counting, promised, given.own_cash)
    return Component(kind, counting, promised, everything, counted, not_counted=given.public)


def _counted(counting: str, promised: Decimal | None, amount: Decimal) -> Decimal:
    """What an amount counts for by the component's rule."""
    if counting == NOT_PROMISED:
        return ZERO
    return min(amount, promised) if counting == "cap" and promised is not None else amount


def _share_capped(parts: list[Component], share: Decimal) -> list[Component]:
    """Let volunteer time count for no more than its share of everything counted; a share of 1 is no limit."""
    if share >= ONE:
        return parts
    others = sum((part.counted or ZERO for part in parts if part.kind != "volunteer_time"), ZERO)
    limit = (share * others / (ONE - share)).quantize(ORE, ROUND_DOWN)
    return [
        replace(part, counted=limit, share_limit=limit)
        if part.kind == "volunteer_time" and part.counted is not None and part.counted > limit
        else part
        for part in parts
    ]
