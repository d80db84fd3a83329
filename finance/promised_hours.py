"""Whether a promise stated in hours can be valued: registration asks, before anybody relies on it.

Some period of the term must begin with a rate of the category in force. One that does not (an own rate that is decided
year by year) is left `unknown` by the check until it has one. Where the commitment states an amount too, its components
are worth no more than that in any period whose rate is known.

Hours follow the rate and nothing else: where an index changes the own contribution, or a reduced year lowers both
sides, it is promised in kronor.

Worked example: 1 000 adult hours a year at 220 are worth 220 000 kr; with 50 000 kr in own cash beside them an amount
of 260 000 kr is 10 000 too small.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements.conditions import CATEGORY_WORDS
from agreements.periods import Period
from agreements.services.rules.terms import Terms, Values
from finance.rates import table_of
from finance.valuation import RateTable, rate_for
from office.bodies import plain
from office.language import kronor
from office.refusals import Refusal


def refusals(terms: Terms) -> Iterator[Refusal]:
    """One per component that no rate values, and per commitment whose components are worth more than its amount."""
    conditions = plain(terms.values.get("conditions") or {})
    table = table_of(conditions)
    periods = terms.periods()
    if table is None or not periods:
        return
    for index, commitment in enumerate(terms.commitments):
        rows = [row or {} for row in commitment.get("components") or []]
        if not any("hours" in row for row in rows):
            continue
        at = f"commitments[{index}]"
        yield from _changed(at, rows, conditions)
        for number, row in enumerate(rows):
            if "hours" in row and "category" in row and not any(_rate(table, row, period) for period in periods):
                message = _("No rate for %(category)s is in force on the first day of any period of the term.")
                told = {"category": CATEGORY_WORDS[row["category"]]}
                known = sorted({rate.category for rate in table.rates})
                path = f"{at}.components[{number}].category"
                yield Refusal("component.hours_not_valued", message % told, path, known, row["category"])
        yield from _above(at, commitment, rows, table, periods)


def _changed(at: str, rows: list[Values], conditions: dict[str, Any]) -> Iterator[Refusal]:
    """Clauses that change an amount in kronor, which hours have none of."""
    said = {name: row["value"] for name, row in conditions.items()}
    clauses = ["indexation"] if "co_financing" in said.get("indexation", {}).get("applies_to", ()) else []
    clauses += ["appropriation"] if said.get("appropriation", {}).get("reduces_both") else []
    for number, row in enumerate(rows):
        for clause in clauses if "hours" in row else ():
            message = _("Hours are worth what the rate says: with the clause %(clause)s promise an amount in kronor.")
            path = f"{at}.components[{number}].hours"
            yield Refusal("component.hours_with_clause", message % {"clause": clause}, path, "amount", clause)


def _above(
    at: str, commitment: Values, rows: list[Values], table: RateTable, periods: tuple[Period, ...]
) -> Iterator[Refusal]:
    """The first period in which the components are worth more in a year than the commitment says that it is."""
    stated = commitment.get("amount")
    if stated is None:
        return
    for period in periods:
        total = sum((_worth(row, table, period) for row in rows), Decimal(0)).quantize(Decimal("0.01"))
        if total > stated:
            message = _("In %(period)s the components are worth %(sum)s, more than the %(amount)s promised.")
            told = {"period": period.label, "sum": kronor(total), "amount": kronor(stated)}
            yield Refusal("components.above_total", message % told, f"{at}.components", f"<= {stated}", str(total))
            return


def _worth(row: Values, table: RateTable, period: Period) -> Decimal:
    """SEK a year; 0 for what cannot be valued, or says nothing."""
    amount: Decimal = row.get("amount", Decimal(0))
    hours: Decimal = row.get("hours", Decimal(0))
    return amount + hours * (_rate(table, row, period) or Decimal(0))


def _rate(table: RateTable, row: Values, period: Period) -> Decimal | None:
    found = rate_for(table, row.get("category", ""), period.starts_on)
    return found.amount if found else None
