"""Page: the checks of all agreements that I may see, by status."""

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from agreements.models.agreement import State
from office.api.parameters import choice, gathered
from reports.asking import checks_asked
from reports.checking import Checked, in_force
from reports.checks.term import WORST_FIRST
from reports.pages.asking import (
    answered,
    day_filter,
    kind_filter,
    municipality_filter,
    paged,
    query,
    status_filter,
)
from reports.words import STATUSES


@require_safe
@login_required
def checks(request: HttpRequest) -> HttpResponse:
    """How many agreements stand how on a day, and those of a status, the worst first."""
    filters = {
        "as_of": day_filter(_("As of")),
        "status": status_filter(),
        "municipality": municipality_filter(),
        "kind": kind_filter(),
    }
    return answered(request, "reports/checks.html", filters, _checks)


def _checks(said: Request, known: frozenset[str]) -> dict[str, Any]:
    asked, status = gathered(lambda: checks_asked(said, known), lambda: choice(said, "status", WORST_FIRST))
    as_of = asked.as_of
    found = [_row(row) for row in in_force(asked.checks())]
    counts = Counter(row["status"] for row in found)
    wanted = [row for row in found if status in (None, row["status"])]
    wanted.sort(key=lambda row: WORST_FIRST.index(row["status"]))
    return {
        "as_of": as_of,
        "page": paged(said, wanted),
        "statuses": [(one, STATUSES[one], counts[one]) for one in WORST_FIRST if counts[one]],
        "status": status,
        "beside": query(said, "page", "status"),
        "taken": {"as_of": as_of.isoformat()},
    }


def _row(row: Checked) -> dict[str, Any]:
    """What is told of one; the whole result of each would be held otherwise."""
    found = Counter(one.severity for one in row.result.findings)
    return {
        "facts": row.facts,
        "status": row.result.status,
        "word": STATUSES[row.result.status],
        "state": State.TERMINATED.label if row.ended_early else "",
        "errors": found["error"],
        "warnings": found["warning"],
    }
