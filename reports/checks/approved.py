"""What the check says of periods that are reported and approved, so that it can be held against other terms.

Told of a period: its lines' figures, parts and statuses, how far its reports have come and when they were due, what is
to be paid back for it, what the late ladder takes for a report of it that came late, and, where a verified line is
short, how that is settled. Two things can differ without the period being another: a shortfall that is there by one of
the terms alone is told by its line, and when the term is extended its last period's report is no final one any more,
which may have had a day of its own.

Worked example: 44 000 kr of volunteer time beside 16 000 kr in cash make up a promise of 60 000 kr. With a cap of a
tenth on the volunteer share 1 777.77 of it would count: `periods[2020].lines[co_financing/Vän i Umeå/2].counted` is
60000.00 by the one and 17777.77 by the other, and the line is `met` and `short`.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from finance.repayment import percent_at
from office.differences import Difference, differences
from reports.checks.case import Case, case_at
from reports.checks.check import check
from reports.checks.consequences import CO_FINANCING, UNSPENT
from reports.checks.facts import AgreementFacts
from reports.checks.figures import wordless
from reports.checks.frozen import KEYS
from reports.checks.lateness import lateness_of
from reports.checks.results import PeriodResult

Json = dict[str, Any]
Pairs = list[tuple[Json, Json]]
#: What is told of a line. What is due or paid of an instalment is no part of it: that goes on after the approval.
LINE = ("party", "kind", "commitment", "unit", "promised", "delivered", "counted", "status", "components")
PERIOD = ("period", "report_due_on", "report_state")
REPAID = ("code", "period", "party", "payer", "amount")


def pairs(before: AgreementFacts, after: AgreementFacts, as_of: date, approved: Collection[str]) -> Pairs:
    """What the check says at `as_of` of each approved period, by their labels, by the one and the other terms; the
    oldest first, and only where it differs."""
    old, new = (_told(facts, as_of, approved) for facts in (before, after))
    found = [_comparable(one, new[label]) for label, one in old.items() if label in new]
    return [(was, now) for was, now in found if was != now]


def differing(found: Pairs) -> list[Difference]:
    """Every field that differs, by its path."""
    old, new = ({"periods": list(side)} for side in zip(*found, strict=True))
    return list(differences(old, new, KEYS))


def _comparable(was: Json, now: Json) -> tuple[Json, Json]:
    """Without what can differ although the period is the same."""
    gone = {"final"}
    if was["final"] != now["final"]:
        gone |= {"report_due_on", "late"}
    if not (was["settled"] and now["settled"]):
        gone.add("settled")
    one, other = ({name: value for name, value in said.items() if name not in gone} for said in (was, now))
    return one, other


def _told(facts: AgreementFacts, as_of: date, approved: Collection[str]) -> dict[str, Json]:
    result, case = check(facts, as_of), case_at(facts, as_of)
    answer = wordless(result)
    repaid = [one for one in answer["consequences"] if one["code"] in (CO_FINANCING, UNSPENT)]
    told = zip(result.periods, answer["periods"], strict=True)
    return {one.period.label: _period(case, one, row, repaid) for one, row in told if one.period.label in approved}


def _period(case: Case, one: PeriodResult, row: Json, repaid: Iterable[Json]) -> Json:
    short = any(line.verified and line.status == "short" for line in one.lines)
    return {
        **_only(row, PERIOD),
        "final": case.is_last(one.period),
        "lines": [_only(line, LINE) for line in row["lines"]],
        "settled": case.facts.conditions.settlement if short else None,
        "late": _late(case, one),
        "consequences": [_only(other, REPAID) for other in repaid if other["period"] == one.period.label],
    }


def _late(case: Case, one: PeriodResult) -> dict[str, str]:
    """By the party's name, the percentage of the next payment that its late report takes."""
    ladder, found = case.conditions_of(one.period).late_ladder, {}
    for report in one.reports if ladder else ():
        late = ladder and lateness_of(case, ladder, report.party, one.period, one.lines)
        if ladder and late:
            found[report.party.name] = str(percent_at(ladder, late.days))
    return found


def _only(row: Json, names: Iterable[str]) -> Json:
    return {name: row[name] for name in names}
