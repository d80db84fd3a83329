"""What a report's figures count for toward a co-financing promise, component by component, in SEK.

The rules are the commitment check's "What counts": `cap` counts up to its amount, `plan` and `floor` in full, a
component that nobody promised counts 0. A promise without components is one `plan` for everything. Public money
reported as own cash counts only where the agreement says so. A cap s on the volunteer share lets volunteer time count
for at most s ÷ (1 − s) × the other counted components, rounded down to the öre. Of volunteer time first what is no
volunteer time by the agreement is left out, then its own cap applies, then the share: the lowest stands, and the share
is measured against what the others count, after their caps.

Worked example: own cash 310 000 (plan) and volunteer time worth 905 000 (cap 975 000) count 1 215 000; with s = 0.5
volunteer time would count for no more than 310 000. With a cap of 500 000 and s = 0.5 both bite: 905 000 → 500 000 →
310 000; with a cap of 300 000 the share has nothing left to take.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from agreements.amounts import KRONA, ORE, ZERO, for_period
from agreements.periods import Period
from finance.rounding import half_up
from finance.valuation import Valuation
from reports.checks.results import Component, Figures
from reports.checks.terms import CommitmentFact, ComponentFact, ConditionFacts

KINDS = ("volunteer_time", "own_cash", "in_kind")
NOT_PROMISED = ""
ONE = Decimal(1)


def components(
    promises: Iterable[ComponentFact], given: Figures, work: Valuation, conditions: ConditionFacts
) -> tuple[Component, ...]:
    """Every promised component with its amount in the period, then what was delivered beside them."""
    public_counts = conditions.public_money_counts
    parts, kinds = [], []
    for kind, amount, counting, hours, _ in promises:
        part = _component(kind, counting, amount, given, work, public_counts)
        parts.append(part if hours is None or amount is not None else part._replace(counted=None))
        kinds.append(kind)
    beside = NOT_PROMISED if kinds else "plan"
    for kind in KINDS:
        if kind not in kinds and _is_given(kind, given, work):
            parts.append(_component(kind, beside, None, given, work, public_counts))
    if conditions.volunteer_share_cap is not None:
        parts = _share_capped(parts, conditions.volunteer_share_cap)
    return tuple(parts)


def promised_components(
    commitment: CommitmentFact, promised: Decimal, period: Period, scaled: bool = False
) -> Sequence[ComponentFact]:
    """The components, all in SEK, with their amounts in the period.

    They are yearly amounts and follow the days like the promise itself, which is yearly too: registration refuses
    components where amounts are listed per period, since a yearly part needs a yearly amount. When they make up the
    whole promise, the largest takes the rounding.

    An amount that a clause has changed (an index, a reduced year: `scaled`) takes its components along in the same
    proportion, in whole kronor: 1 170 000 of 1 300 000 leaves 877 500 of 975 000 and 292 500 of 325 000.
    """
    yearly = commitment.components
    if not yearly or (period.holds_full_year and not scaled):
        return yearly
    amounts = [component.amount or ZERO for component in yearly]
    parts = [for_period(amount, period) for amount in amounts]
    agreed = for_period(commitment.amount or ZERO, period)
    if scaled and agreed:
        proportion = Fraction(promised) / Fraction(agreed)
        parts = [half_up(Fraction(part) * proportion, KRONA) for part in parts]
    if sum(amounts) == commitment.amount:
        parts[amounts.index(max(amounts))] += promised - sum(parts)
    return [component._replace(amount=part) for component, part in zip(yearly, parts, strict=True)]


def _is_given(kind: str, given: Figures, work: Valuation) -> bool:
    if kind == "volunteer_time":
        return bool(work.hours or work.beside)
    return bool(given.in_kind) if kind == "in_kind" else bool(given.own_cash or given.public)


def _component(
    kind: str, counting: str, promised: Decimal | None, given: Figures, work: Valuation, public_counts: bool
) -> Component:
    if kind == "volunteer_time":
        hours, amount, parts, missing, beside = work
        unknown = amount is None and counting != NOT_PROMISED
        counted = None if unknown else _counted(counting, promised, amount or ZERO)
        return Component(kind, counting, promised, amount, counted, hours, parts, missing, beside=beside)
    if kind == "in_kind":
        counted = _counted(counting, promised, given.in_kind)
        return Component(kind, counting, promised, given.in_kind, counted, basis=given.basis, document=given.document)
    own_cash, public = given.own_cash, given.public
    if public_counts or not public:
        everything = own_cash + public
        return Component(kind, counting, promised, everything, _counted(counting, promised, everything))
    counted = _counted(counting, promised, own_cash)
    return Component(kind, counting, promised, own_cash + public, counted, not_counted=public)


def _counted(counting: str, promised: Decimal | None, amount: Decimal) -> Decimal:
    """What an amount counts for by the component's rule."""
    if counting == NOT_PROMISED:
        return ZERO
    if counting == "cap" and promised is not None and promised < amount:
        return promised
    return amount


def _share_capped(parts: list[Component], share: Decimal) -> list[Component]:
    """Let volunteer time count for no more than its share of everything counted; a share of 1 is no limit."""
    if share >= ONE:
        return parts
    others = sum((part.counted or ZERO for part in parts if part.kind != "volunteer_time"), ZERO)
    limit = (share * others / (ONE - share)).quantize(ORE, ROUND_DOWN)
    return [
        part._replace(counted=limit, share_limit=limit)
        if part.kind == "volunteer_time" and part.counted is not None and part.counted > limit
        else part
        for part in parts
    ]
