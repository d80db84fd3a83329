"""Of the components of a promise: what each says, and that together they are no more than it."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from agreements.conditions import CATEGORIES
from agreements.models.terms import ComponentKind
from agreements.services.rules.terms import Terms, Values, at_commitment
from office.language import kronor
from office.refusals import Refusal


def components(terms: Terms) -> Iterator[Refusal]:
    """Components stand once by kind, sum to the amount at most, and are parts of a yearly amount."""
    for index, commitment in enumerate(terms.commitments):
        rows = [row for row in commitment.get("components") or [] if row]
        if not rows:
            continue
        at = at_commitment(index, "components")
        if commitment.get("per") == "period":
            message = _("Components are parts of a yearly amount; with amounts by period leave them out.")
            yield Refusal("components.need_yearly_amount", message, at, "per year", "per period")
        for kind, times in Counter(row["kind"] for row in rows if "kind" in row).items():
            if times > 1:
                message = _("%(kind)s stands among the components %(times)s times.")
                message %= {"kind": ComponentKind(kind).label, "times": times}
                yield Refusal("components.duplicate", message, at, 1, times)
        for place, row in enumerate(commitment.get("components") or []):
            yield from _component_fields(f"{at}[{place}]", row or {}, terms)
        total = sum((row["amount"] for row in rows if "amount" in row), Decimal(0))
        amount = commitment.get("amount")
        if amount is not None and total > amount:
            message = _("The components sum to %(sum)s, which is %(over)s more than the %(amount)s promised.")
            sums = {"sum": total, "over": total - amount, "amount": amount}
            values = {name: kronor(one) for name, one in sums.items()}
            yield Refusal(
                "components.above_total",
                message % values,
                at,
                f"<= {amount}",
                str(total),
            )


def _component_fields(at: str, row: Values, terms: Terms) -> Iterator[Refusal]:
    """A component says kronor or, of volunteer time, hours of a category; hours need a rate to be worth anything."""
    if "hours" not in row:
        if "amount" not in row:
            message = _("Say how much: an amount in kronor or, of volunteer time, hours.")
            yield Refusal("required", message, f"{at}.amount", "amount or hours", None)
        if "category" in row:
            message = _("A category goes with hours only.")
            yield Refusal("component.category_without_hours", message, f"{at}.category", "hours", row["category"])
        return
    if "amount" in row:
        message = _("Hours or an amount, not both: what the hours are worth follows from the rate.")
        yield Refusal("component.hours_and_amount", message, f"{at}.hours", "hours or amount", "both")
    if row.get("kind", ComponentKind.VOLUNTEER_TIME) != ComponentKind.VOLUNTEER_TIME:
        message = _("Only volunteer time is promised in hours.")
        yield Refusal("component.hours_not_for_kind", message, f"{at}.hours", "volunteer_time", row["kind"])
    if "category" not in row:
        message = _("Say whose hours they are: the rate differs by category.")
        yield Refusal("required", message, f"{at}.category", list(CATEGORIES), None)
    if "volunteer_rate" not in (terms.values.get("conditions") or {}):
        message = _("Hours are worth nothing without a rate: add the condition volunteer_rate.")
        yield Refusal("component.hours_without_rate", message, f"{at}.hours", "conditions.volunteer_rate", None)
