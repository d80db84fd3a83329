"""What the check says of periods that are reported and approved, so that it can be held against other terms.

Told of a period: its lines' figures, parts and statuses, how far its reports have come and when they were due, what is
to be paid back for it, and, where a verified line is short, whether that year is settled by itself.

Worked example: 44 000 kr of volunteer time beside 16 000 kr in cash make up a promise of 60 000 kr. With a cap of a
tenth on the volunteer share 1 777.77 of it would count: `periods[2020].lines[co_financing/Vän i Umeå/2].counted` is
60000.00 by the one and 17777.77 by the other, and the line is `met` and `short`.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from office.differences import Difference, differences
from reports.checks.check import check
from reports.checks.consequences import CO_FINANCING, UNSPENT
from reports.checks.facts import AgreementFacts
from reports.checks.frozen import KEYS
from reports.checks.render import wordless

Json = dict[str, Any]
#: What is told of a line. What is due or paid of an instalment is no part of it: that goes on after the approval.
LINE = ("party", "kind", "commitment", "unit", "promised", "delivered", "counted", "status", "components")
PERIOD = ("period", "report_due_on", "report_state")
REPAID = ("code", "period", "party", "payer", "amount")


def told(facts: AgreementFacts, as_of: date, approved: Collection[str]) -> list[Json]:
    """What the check says at `as_of` of the approved periods, by their labels, oldest first."""
    answer, settlement = wordless(check(facts, as_of)), facts.at(as_of).conditions.settlement
    periods = [period for period in answer["periods"] if period["period"] in approved]
    return [_period(period, answer["consequences"], settlement) for period in periods]


def differing(before: list[Json], after: list[Json]) -> list[Difference]:
    """Where two answers differ. How a shortfall is settled differs only where there is one by both."""
    found = differences({"periods": before}, {"periods": after}, KEYS)
    return [one for one in found if not one.path.endswith(".settled") or (one.before and one.after)]


def _period(period: Json, consequences: Iterable[Json], settlement: str) -> Json:
    lines, label = period["lines"], period["period"]
    repaid = [one for one in consequences if one["code"] in (CO_FINANCING, UNSPENT) and one["period"] == label]
    short = any(line["verified"] and line["status"] == "short" for line in lines)
    return {
        **_only(period, PERIOD),
        "lines": [_only(line, LINE) for line in lines],
        "settled": settlement if short else None,
        "consequences": [_only(one, REPAID) for one in repaid],
    }


def _only(row: Json, names: Iterable[str]) -> Json:
    return {name: row[name] for name in names}
