"""The pictures of an agreement's page: one for each promise that is counted through the term, with its table."""

from typing import Any

from reports.checks.results import CheckResult, TermRow
from reports.term_picture import DRAWN, OF_FUNDING, figures_of, picture_of
from reports.words import KINDS

#: Many members that share a cost have one row each: their tables are the years' own.
MOST = 6


def pictures(result: CheckResult) -> list[dict[str, Any]]:
    """What is promised as an own contribution, in kind or as an activity, and then the funding, as many as there is
    room for."""
    rows = sorted(result.through_term, key=lambda row: row.kind == "funding")
    return [picture(row, result) for row in rows[:MOST]]


def picture(row: TermRow, result: CheckResult) -> dict[str, Any]:
    """One of them, of the check that it is about."""
    figures, funding = figures_of(result, row), row.kind == "funding"
    return {
        "row": row,
        "kind": KINDS[row.kind],
        "figures": figures,
        "funding": funding,
        "picture": picture_of(figures, result.as_of, OF_FUNDING if funding else DRAWN),
        "result": result,
    }
